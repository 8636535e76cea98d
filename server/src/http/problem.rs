//! From what went wrong to what the client is told. The only code that picks an error status.
//!
//! The client gets a problem (RFC 9457): no text of the operating system, no path of the server. The log gets the
//! chain of causes, once, with the request's id.

mod from;

use std::error::Error;

use actix_web::{
    HttpResponse,
    http::{
        StatusCode,
        header::{self, HeaderName},
    },
};
pub(super) use from::internal;
use holdall_shared::{EntryPath, Problem, ProblemExtensions, ProblemKind};

/// What every 401 says (RFC 9110 §11.6.1).
const CHALLENGE: &str = "Bearer realm=\"Holdall\"";

/// A request that is not answered as it was asked.
#[derive(Debug)]
pub(super) struct Failure {
    kind: ProblemKind,
    detail: String,
    extensions: Box<ProblemExtensions>,
    headers: Vec<(HeaderName, String)>,
    source: Option<Box<dyn Error>>,
}

impl Failure {
    /// `detail` says what a person can do about it.
    pub(super) fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), extensions: Box::default(), headers: Vec::new(), source: None }
    }

    pub(super) fn with_header(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(super) fn with_source(mut self, source: impl Error + 'static) -> Self {
        self.source = Some(Box::new(source));
        self
    }

    pub(super) fn with_more_detail(mut self, detail: &str) -> Self {
        self.detail = format!("{} {detail}", self.detail);
        self
    }

    /// As one of several results; logs what the client is not told.
    pub(super) fn into_problem(self, request_id: &str) -> Problem {
        if let Some(source) = self.source.as_deref() {
            tracing::error!(request_id, kind = self.kind.slug(), cause = chain(source), "request failed");
        }
        Problem {
            kind: self.kind,
            title: self.kind.title().to_owned(),
            status: status(self.kind).as_u16(),
            detail: self.detail,
            instance: Some(request_id.to_owned()),
            extensions: self.extensions,
        }
    }

    pub(super) fn detail(&self) -> &str {
        &self.detail
    }

    pub(super) fn kind(&self) -> ProblemKind {
        self.kind
    }

    /// The existing name, as a 412: the request had demanded its absence.
    pub(super) fn into_failed_precondition(self) -> Self {
        match self.kind {
            ProblemKind::NameTaken => Self {
                kind: ProblemKind::PreconditionFailed,
                detail: "Something has that name already, and `If-None-Match: *` asks for a name that nothing has. Leave it \
                         out to replace what is there."
                    .to_owned(),
                ..self
            },
            _ => self,
        }
    }

    /// What can be done about a taken name, where that is not the same as for a file.
    pub(super) fn if_taken(self, detail: &str) -> Self {
        match self.kind {
            ProblemKind::NameTaken => Self { detail: detail.to_owned(), ..self },
            _ => self,
        }
    }

    /// Waits before the next try.
    fn retry_after(mut self, seconds: u64) -> Self {
        self.extensions.retry_after_s = Some(seconds);
        self.with_header(header::RETRY_AFTER, seconds.to_string())
    }

    pub(super) fn throttled(seconds: u64) -> Self {
        Self::new(ProblemKind::Throttled, format!("Too many tries. Wait {seconds} s.")).retry_after(seconds)
    }

    /// Renders the problem, and logs what the client is not told.
    pub(super) fn respond(mut self, request_id: &str) -> HttpResponse {
        let mut response = HttpResponse::build(status(self.kind));
        if status(self.kind) == StatusCode::UNAUTHORIZED {
            response.insert_header((header::WWW_AUTHENTICATE, CHALLENGE));
        }
        for header in std::mem::take(&mut self.headers) {
            response.insert_header(header);
        }
        if matches!(self.kind, ProblemKind::IncompleteBody | ProblemKind::StalledBody) {
            // What follows such a body is no request (RFC 9112 §6.3).
            response.force_close();
        }
        let problem = self.into_problem(request_id);
        response.insert_header((header::CONTENT_TYPE, "application/problem+json"));
        response.body(serde_json::to_vec(&problem).unwrap_or_default())
    }
}

pub(super) fn status(kind: ProblemKind) -> StatusCode {
    match kind {
        ProblemKind::InvalidPath
        | ProblemKind::InvalidName
        | ProblemKind::InvalidRequest
        | ProblemKind::IncompleteBody
        | ProblemKind::DigestMismatch => StatusCode::BAD_REQUEST,
        ProblemKind::Unauthenticated | ProblemKind::WrongCredential => StatusCode::UNAUTHORIZED,
        ProblemKind::Forbidden | ProblemKind::ReadOnly | ProblemKind::CrossOrigin => StatusCode::FORBIDDEN,
        ProblemKind::NotFound => StatusCode::NOT_FOUND,
        ProblemKind::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        ProblemKind::StalledBody => StatusCode::REQUEST_TIMEOUT,
        ProblemKind::NameTaken
        | ProblemKind::NameCollides
        | ProblemKind::ParentMissing
        | ProblemKind::IsFolder
        | ProblemKind::NotFolder
        | ProblemKind::NotRegular
        | ProblemKind::IntoItself
        | ProblemKind::OtherFileSystem
        | ProblemKind::OffsetMismatch => StatusCode::CONFLICT,
        ProblemKind::UploadGone => StatusCode::GONE,
        ProblemKind::PreconditionFailed | ProblemKind::TusVersion => StatusCode::PRECONDITION_FAILED,
        ProblemKind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ProblemKind::UriTooLong => StatusCode::URI_TOO_LONG,
        ProblemKind::UnsupportedMedia => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ProblemKind::RangeNotSatisfiable => StatusCode::RANGE_NOT_SATISFIABLE,
        ProblemKind::NameTakenAtFinalise => StatusCode::UNPROCESSABLE_ENTITY,
        ProblemKind::UploadBusy => StatusCode::LOCKED,
        ProblemKind::Throttled => StatusCode::TOO_MANY_REQUESTS,
        ProblemKind::ChecksumMismatch => checksum_mismatch(),
        ProblemKind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        ProblemKind::NoPage | ProblemKind::Degraded => StatusCode::SERVICE_UNAVAILABLE,
        ProblemKind::NoSpace => StatusCode::INSUFFICIENT_STORAGE,
    }
}

/// 460, which only tus has (checksum extension).
fn checksum_mismatch() -> StatusCode {
    StatusCode::from_u16(460).unwrap_or(StatusCode::BAD_REQUEST)
}

fn chain(error: &dyn Error) -> String {
    let mut causes = Vec::new();
    let mut next = Some(error);
    while let Some(cause) = next {
        causes.push(cause.to_string());
        next = cause.source();
    }
    causes.join(": ")
}

/// The failure of a name that is nowhere in the tree.
pub(super) fn no_such_route(path: &str) -> Failure {
    Failure::new(
        ProblemKind::NotFound,
        format!("There is nothing at {path}. Files are under /files/, and /api/docs says what else there is."),
    )
}

/// What PUT says about a missing file.
pub(super) fn nothing_to_replace(path: &EntryPath) -> Failure {
    Failure::new(
        ProblemKind::NotFound,
        format!(
            "“{path}” doesn't exist, so there is nothing to replace. POST creates it, and so does PUT with `If-None-Match: *`."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::StoreError;

    #[test]
    fn every_kind_has_an_error_status() {
        for kind in ProblemKind::ALL {
            assert!(status(*kind).is_client_error() || status(*kind).is_server_error(), "{kind:?}");
        }
    }

    #[actix_web::test]
    async fn causes_go_to_the_log_and_not_to_the_client() {
        let secret = std::io::Error::other("/srv/secret/path: device on fire");
        let response = Failure::from(StoreError::Io(secret)).respond("id");
        assert_eq!(response.status(), 500);
        let body = actix_web::body::to_bytes(response.into_body()).await.unwrap();
        let text = String::from_utf8(body.to_vec()).unwrap();
        assert!(!text.contains("secret") && !text.contains("fire"), "{text}");
    }
}
