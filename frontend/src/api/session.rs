//! `/api/session` and `/api/limits`.

use holdall_shared::{Limits, Session, SignIn, url};

use super::{ApiError, ahead, fetch, read, request, tell, to_json};
use crate::browser::xhr::{Body, Request};

/// Asks who we are, before anybody waits to be told.
pub(crate) fn ask_ahead() {
    ahead::send_session(&who());
}

/// Who we are to the server.
pub(crate) async fn current() -> Result<Session, ApiError> {
    let result = read(ahead::session(&who()).await);
    if result.is_err() {
        ahead::forget();
    }
    result
}

/// Exchanges a token or a code for a session.
pub(crate) async fn sign_in(credential: String) -> Result<Session, ApiError> {
    ahead::forget();
    fetch(request("POST", url::SESSION.to_owned(), to_json(&SignIn { credential }))).await
}

/// Ends the session.
pub(crate) async fn sign_out() -> Result<(), ApiError> {
    ahead::forget();
    tell(request("DELETE", url::SESSION.to_owned(), Body::Empty)).await
}

/// What the server takes.
pub(crate) async fn limits() -> Result<Limits, ApiError> {
    fetch(request("GET", url::LIMITS.to_owned(), Body::Empty)).await
}

fn who() -> Request {
    request("GET", url::SESSION.to_owned(), Body::Empty)
}
