//! One line for each answered request: never a token, a cookie, a query or content.

use std::time::Duration;

use actix_web::{
    HttpRequest, HttpResponse,
    body::{BodySize, MessageBody as _},
};

/// `elapsed` ends where the body begins: how long a download takes is the client's affair.
pub(super) fn write(request: &HttpRequest, response: &HttpResponse, request_id: &str, elapsed: Duration) {
    let bytes = match response.body().size() {
        BodySize::Sized(bytes) => Some(bytes),
        BodySize::None | BodySize::Stream => None,
    };
    tracing::info!(
        target: "access",
        request_id,
        peer = request.peer_addr().map(|peer| tracing::field::display(peer.ip())),
        bytes,
        us = u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX),
        "{} {} {}",
        request.method(),
        request.uri().path(),
        response.status().as_u16(),
    );
}
