//! Answers to HEAD: the fields of GET, and nothing read of the body.
//!
//! actix leaves the body of such an answer out, but asks for all of it: a whole file or archive would be read for nothing,
//! and what cannot be read would end a connection that has no body to break off.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use actix_web::{
    HttpResponse,
    body::{BodySize, MessageBody},
    web::Bytes,
};

/// The answer without its body; its length stays told.
pub(super) fn without_body(response: HttpResponse) -> HttpResponse {
    response.map_body(|_, body| Left { size: body.size() }.boxed())
}

/// A body of which only the size is left.
struct Left {
    size: BodySize,
}

impl MessageBody for Left {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        self.size
    }

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        Poll::Ready(None)
    }
}
