//! `/api/session` and `/api/limits`.

use holdall_shared::{Limits, Session, SignIn, url};

use super::{ApiError, fetch, request, tell, to_json};
use crate::browser::xhr::Body;

/// Who we are to the server.
pub(crate) async fn current() -> Result<Session, ApiError> {
    fetch(request("GET", url::SESSION.to_owned(), Body::Empty)).await
}

/// Exchanges a token or a code for a session.
pub(crate) async fn sign_in(credential: String) -> Result<Session, ApiError> {
    fetch(request("POST", url::SESSION.to_owned(), to_json(&SignIn { credential }))).await
}

/// Ends the session.
pub(crate) async fn sign_out() -> Result<(), ApiError> {
    tell(request("DELETE", url::SESSION.to_owned(), Body::Empty)).await
}

/// What the server takes.
pub(crate) async fn limits() -> Result<Limits, ApiError> {
    fetch(request("GET", url::LIMITS.to_owned(), Body::Empty)).await
}
