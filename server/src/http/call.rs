//! One request as a handler sees it: who asks, for what, with which body.

use std::str;

use actix_web::{
    HttpRequest,
    http::{Method, header::HeaderMap},
    web,
};
use holdall_shared::{Action, EntryPath, ProblemKind, Timestamp, url};
use serde::de::DeserializeOwned;

use super::{
    app::State,
    body::{Body, Pace, read_small},
    claims,
    header::precondition::{PreconditionHeaders, Preconditions},
    problem::Failure,
};
use crate::{
    auth::{Actor, Permit},
    store::Parents,
};

/// Longest JSON body in bytes.
const MOST_JSON: usize = 64 * 1024;

/// See the module.
pub(super) struct Call {
    request: HttpRequest,
    payload: web::Payload,
    state: web::Data<State>,
    caller: Caller,
}

/// Who asks, and how the log names the request.
pub(super) struct Caller {
    pub(super) actor: Actor,
    pub(super) request_id: String,
}

impl Call {
    pub(super) fn new(request: HttpRequest, payload: web::Payload, state: web::Data<State>, caller: Caller) -> Self {
        Self { request, payload, state, caller }
    }

    /// As the log names this request.
    pub(super) fn request_id(&self) -> &str {
        &self.caller.request_id
    }

    pub(super) fn method(&self) -> &Method {
        self.request.method()
    }

    pub(super) fn state(&self) -> &State {
        &self.state
    }

    pub(super) fn actor(&self) -> &Actor {
        &self.caller.actor
    }

    pub(super) fn request(&self) -> &HttpRequest {
        &self.request
    }

    pub(super) fn now(&self) -> Timestamp {
        self.state.clock.now()
    }

    /// A header's value, if it is text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        header(self.request.headers(), name)
    }

    /// The value of a field that is a list or a dictionary: all its lines together. A line that is no text is none.
    pub(super) fn header_list(&self, name: &str) -> Option<String> {
        header_list(self.request.headers(), name)
    }

    /// The raw path behind one of the prefixes of [`url`]: percent-encoded, as the client sent it. Routes see the same
    /// string as the store: actix's own path extractor decodes lossily and is not used.
    pub(super) fn raw_path(&self, prefix: &str) -> Result<&str, Failure> {
        let path = self.request.uri().path();
        path.strip_prefix(prefix).ok_or_else(|| super::problem::no_such_route(path))
    }

    /// The entry that the path behind a prefix names.
    pub(super) fn path(&self, prefix: &str) -> Result<EntryPath, Failure> {
        Ok(url::parse_entry_path(self.raw_path(prefix)?)?)
    }

    /// The query's parameters. One that is not known is an error: it was meant to do something.
    pub(super) fn query<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        let query = self.request.query_string();
        serde_urlencoded::from_str(query).map_err(|error| {
            // The error does not name the parameter: it is the first one that is no better alone.
            let faulty = query.split('&').find(|pair| serde_urlencoded::from_str::<T>(pair).is_err()).unwrap_or(query);
            Failure::new(
                ProblemKind::InvalidRequest,
                format!("“{faulty}” in the address can't be understood: {error}."),
            )
        })
    }

    /// The right to do `action` to `path`.
    pub(super) fn permit(&self, action: Action, path: &EntryPath) -> Result<Permit, Failure> {
        Ok(self.caller.actor.permit(action, path)?)
    }

    /// The preconditions of RFC 9110 §13; repeated headers are one list.
    pub(super) fn preconditions(&self) -> Preconditions {
        let (if_match, if_none_match) = (self.header_list("if-match"), self.header_list("if-none-match"));
        Preconditions::parse(PreconditionHeaders {
            if_match: if_match.as_deref(),
            if_none_match: if_none_match.as_deref(),
            if_modified_since: self.header("if-modified-since"),
            if_unmodified_since: self.header("if-unmodified-since"),
        })
    }

    /// Whether a person's browser opens this address in a tab.
    pub(super) fn is_navigation(&self) -> bool {
        is_navigation(self.request.headers())
    }

    /// The body, as the bytes it is. A body that is encoded is refused: it would have to be stored as it is, or decoded
    /// without knowing how large it becomes.
    pub(super) fn body(&mut self) -> Result<Body<'_>, Failure> {
        self.refuse_encoding()?;
        let length = self.header("content-length").and_then(|length| length.parse().ok());
        Ok(Body::new(&mut self.payload, length, self.state.idle_timeout))
    }

    /// The body's parts, and how long they may stand still.
    pub(super) fn into_multipart(self) -> Result<(actix_multipart::Multipart, MultipartCall), Failure> {
        self.refuse_encoding()?;
        let pace = Pace::new(self.state.idle_timeout);
        let parts = actix_multipart::Multipart::new(self.request.headers(), self.payload);
        Ok((parts, MultipartCall { state: self.state, actor: self.caller.actor, pace }))
    }

    /// The media type of the body, without its parameters.
    pub(super) fn media_type(&self) -> Option<&str> {
        self.header("content-type").and_then(|value| value.split(';').next()).map(str::trim)
    }

    /// Whether the request has a body with anything in it, as far as its head says (RFC 9112 §6.3).
    pub(super) fn has_body(&self) -> bool {
        self.header("transfer-encoding").is_some() || self.header("content-length").is_some_and(|length| length != "0")
    }

    /// A small JSON body.
    pub(super) async fn json<T: DeserializeOwned>(&mut self) -> Result<T, Failure> {
        self.json_of(MOST_JSON).await
    }

    /// A JSON body of at most `most` bytes.
    pub(super) async fn json_of<T: DeserializeOwned>(&mut self, most: usize) -> Result<T, Failure> {
        if !self.media_type().is_some_and(|media_type| media_type.eq_ignore_ascii_case("application/json")) {
            return Err(Failure::new(
                ProblemKind::UnsupportedMedia,
                "Send the body as `Content-Type: application/json`.",
            ));
        }
        let bytes = read_small(self.body()?, most).await?;
        claims::check(self.request.headers(), &bytes)?;
        serde_json::from_slice(&bytes).map_err(|error| {
            Failure::new(ProblemKind::InvalidRequest, format!("The JSON body can't be understood: {error}."))
        })
    }

    /// Refuses a body with a content coding, in whichever line of the field it is said, and however badly.
    pub(super) fn refuse_encoding(&self) -> Result<(), Failure> {
        let codings = self.header_list("content-encoding").unwrap_or_default();
        let mut codings = codings.split(',').map(str::trim);
        if codings.all(|coding| coding.is_empty() || coding.eq_ignore_ascii_case("identity")) {
            return Ok(());
        }
        Err(Failure::new(ProblemKind::UnsupportedMedia, "Send the body without a Content-Encoding.")
            .with_header(actix_web::http::header::ACCEPT_ENCODING, "identity"))
    }
}

/// What is left of a call whose body is read as parts.
pub(super) struct MultipartCall {
    pub(super) state: web::Data<State>,
    pub(super) actor: Actor,
    pub(super) pace: Pace,
}

/// How many entries a page may have: at least one, at most `most`.
pub(super) fn check_limit(limit: u32, most: u32) -> Result<(), Failure> {
    if (1..=most).contains(&limit) {
        return Ok(());
    }
    Err(Failure::new(ProblemKind::InvalidRequest, format!("`limit` may be from 1 to {most}.")))
}

/// A header's value, if it is text.
pub(super) fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// See [`Call::header_list`].
pub(super) fn header_list(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines: Vec<&str> = headers.get_all(name).map(|value| value.to_str().unwrap_or("?")).collect();
    (!lines.is_empty()).then(|| lines.join(", "))
}

/// See [`Call::is_navigation`].
pub(super) fn is_navigation(headers: &HeaderMap) -> bool {
    match header(headers, "sec-fetch-mode") {
        Some(mode) => mode == "navigate",
        None => header(headers, "accept").is_some_and(|accept| accept.starts_with("text/html")),
    }
}

/// A query parameter that may stand alone: `?parents`, `?parents=true`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(try_from = "String")]
pub(super) enum Flag {
    #[default]
    Off,
    On,
}

impl TryFrom<String> for Flag {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match text.as_str() {
            "" | "1" | "true" => Ok(Self::On),
            "0" | "false" => Ok(Self::Off),
            _ => Err("expected nothing, true or false"),
        }
    }
}

impl From<Flag> for Parents {
    /// `?parents`.
    fn from(flag: Flag) -> Self {
        match flag {
            Flag::On => Self::Made,
            Flag::Off => Self::Required,
        }
    }
}
