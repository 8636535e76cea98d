//! From the table of routes to an actix application: every request takes the same steps.
//!
//! 1. an address that is too long is refused;
//! 2. the credential becomes an actor;
//! 3. a change that the cookie alone vouches for passes the cross-origin check;
//! 4. the route's own need is checked, then the handler runs;
//! 5. a failure becomes a problem; headers that every answer has are added; the access log gets its line.

use std::time::{Duration, Instant};

use actix_web::{
    HttpRequest, HttpResponse,
    body::{BodySize, MessageBody},
    http::{
        ConnectionType, Method, Version,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    web::{self, ServiceConfig},
};
use holdall_shared::{EntryPath, ProblemKind, url};

use super::{
    access_log,
    call::{self, Call, Caller},
    head::without_body,
    header::tus::VERSION,
    listen::Stopping,
    page::Page,
    problem::{Failure, no_such_route},
    representation::CONTENT_HEADERS,
    routes::{self, Access, Route},
    site::Site,
    static_files, uploads,
};
use crate::{
    auth::{Actor, Authenticator, Means, RequestOrigin, Throttle, is_cross_origin},
    clock::Clock,
    files::Files,
    random,
    uploads::Uploads,
};

/// Longest address in bytes.
const MOST_URI: usize = 8 * 1024;

/// What every answer about anything but user content says.
const OWN_HEADERS: [(&str, &str); 3] =
    [("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("Cache-Control", "no-store")];

/// What all requests share.
pub struct State {
    /// Files and folders.
    pub files: Files,
    /// Uploads that come in parts.
    pub uploads: Uploads,
    /// Who may come in.
    pub auth: Authenticator,
    /// How often they may try.
    pub throttle: Throttle,
    /// How the server is reached.
    pub site: Site,
    /// The page.
    pub page: Page,
    /// The time.
    pub clock: Clock,
    /// How long a body may stand still.
    pub idle_timeout: Duration,
    /// Tells when the server stops.
    pub stopping: Stopping,
}

/// Registers everything.
pub(super) fn configure(state: web::Data<State>) -> impl FnOnce(&mut ServiceConfig) {
    move |app| {
        for pattern in routes::patterns() {
            let handler = move |request, payload, state| answer(Target::Pattern(pattern), request, payload, state);
            app.service(web::resource(pattern).route(web::route().to(handler)));
        }
        let otherwise = || web::route().to(|request, payload, state| answer(Target::Asset, request, payload, state));
        if let Page::Folder(folder) = &state.page {
            app.service(static_files::service(folder, otherwise()));
        }
        app.app_data(state).default_service(otherwise());
    }
}

/// Where the router has found a request to belong.
#[derive(Clone, Copy)]
enum Target {
    /// To a pattern of the table.
    Pattern(&'static str),
    /// To none: to the page's assets, if to anything.
    Asset,
}

async fn answer(target: Target, request: HttpRequest, payload: web::Payload, state: web::Data<State>) -> HttpResponse {
    let started = Instant::now();
    let request_id = random::bytes::<5>().map(|bytes| random::encode(&bytes)).unwrap_or_default();
    let result = respond(target, request.clone(), payload, &state, &request_id).await;
    let mut response = result.unwrap_or_else(|failure| failure.respond(&request_id));
    let common = if request.uri().path().starts_with("/files/") { &CONTENT_HEADERS[..] } else { &OWN_HEADERS };
    add_headers(response.headers_mut(), common);
    if request.method() != Method::OPTIONS && request.uri().path().starts_with(url::UPLOADS) {
        response.headers_mut().insert(uploads::TUS_RESUMABLE, HeaderValue::from_static(VERSION));
    }
    if request.version() == Version::HTTP_10 && response.body().size() == BodySize::Stream {
        // HTTP/1.0 knows no chunks (RFC 9112 §6.1): the end of the connection is the end of the body.
        response.head_mut().no_chunking(true);
        response.head_mut().set_connection_type(ConnectionType::Close);
    }
    access_log::write(&request, &response, &request_id, started.elapsed());
    if request.method() == Method::HEAD { without_body(response) } else { response }
}

async fn respond(
    target: Target,
    request: HttpRequest,
    payload: web::Payload,
    state: &web::Data<State>,
    request_id: &str,
) -> Result<HttpResponse, Failure> {
    if request.uri().to_string().len() > MOST_URI {
        return Err(Failure::new(ProblemKind::UriTooLong, format!("An address may have at most {MOST_URI} bytes.")));
    }
    let actor = identify(&request, state).await?;
    check_origin(&request, state, &actor)?;
    let Target::Pattern(pattern) = target else {
        return state.page.asset(&request).ok_or_else(|| no_such_route(request.uri().path()));
    };
    let method = uploads::meant_method(&request)?;
    let Some(route) = routes::find(pattern, &method) else {
        let allowed = routes::allowed(pattern);
        let detail = format!("{method} can't be done here. Possible are {allowed}.");
        return Err(Failure::new(ProblemKind::MethodNotAllowed, detail).with_header(header::ALLOW, allowed));
    };
    let call = Call::new(request, payload, state.clone(), Caller { actor, request_id: request_id.to_owned() });
    run(route, call).await
}

async fn run(route: &Route, call: Call) -> Result<HttpResponse, Failure> {
    if let Access::Needs(action) = route.access
        && let Err(denied) = call.permit(action, &EntryPath::ROOT)
    {
        let signs_in = denied.kind() == ProblemKind::Unauthenticated && call.is_navigation();
        // A person who opens a link gets the sign-in card, not JSON.
        return if signs_in { Ok(to_the_page()) } else { Err(denied) };
    }
    if !is_safe(call.method()) {
        // Also where no body is wanted: what would be passed over was meant to do something.
        call.refuse_encoding()?;
    }
    (route.handler)(call).await
}

fn to_the_page() -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, "/")).finish()
}

async fn identify(request: &HttpRequest, state: &State) -> Result<Actor, Failure> {
    let headers = request.headers();
    let bearer = call::header(headers, "authorization").and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
    });
    let session = call::header(headers, "cookie").and_then(|value| state.site.cookie.find(value));
    match bearer {
        None if session.is_none() => Ok(state.auth.guest()),
        _ => Ok(state.auth.identify(bearer, session).await?),
    }
}

/// Signing in is checked too: another site must not sign a person in as somebody else.
fn check_origin(request: &HttpRequest, state: &State, actor: &Actor) -> Result<(), Failure> {
    if is_safe(request.method()) || actor.means() == Means::Bearer {
        return Ok(());
    }
    let headers = request.headers();
    let origin = RequestOrigin {
        fetch_site: call::header(headers, "sec-fetch-site"),
        origin: call::header(headers, "origin"),
        host: call::header(headers, "host"),
        public: state.site.public_origin.as_deref(),
    };
    if !is_cross_origin(origin) {
        return Ok(());
    }
    let public = origin.origin.filter(|origin| *origin != "null").unwrap_or("https://the.public.address");
    Err(Failure::new(
        ProblemKind::CrossOrigin,
        format!(
            "This change was asked for by another site. If that site is this server behind a proxy, start Holdall with --url {public}."
        ),
    ))
}

/// Whether a method asks for no change (RFC 9110 §9.2.1).
fn is_safe(method: &Method) -> bool {
    [Method::GET, Method::HEAD, Method::OPTIONS].contains(method)
}

/// Adds what a handler has not set itself.
fn add_headers(headers: &mut HeaderMap, common: &[(&str, &str)]) {
    for (name, value) in common {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(*name), HeaderValue::try_from(*value))
            && !headers.contains_key(&name)
        {
            headers.insert(name, value);
        }
    }
}
