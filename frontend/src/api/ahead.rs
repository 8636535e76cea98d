//! What the page asks before it is built: who we are, and for the folder that its address names.
//!
//! The answers come while the page is made, where they would else be asked for one after the other. Each is used at most
//! once, by the first who asks that; what changes who we are forgets them.

use std::cell::RefCell;

use crate::browser::xhr::{self, Exchange, Request};

#[derive(Default)]
struct Sent {
    session: Option<Exchange>,
    listing: Option<(String, Exchange)>,
}

thread_local! {
    static SENT: RefCell<Sent> = RefCell::default();
}

/// Asks who we are.
pub(super) fn send_session(request: &Request) {
    let exchange = xhr::send(request, None);
    SENT.with_borrow_mut(|sent| sent.session = Some(exchange));
}

/// Asks for a listing.
pub(super) fn send_listing(request: &Request) {
    let exchange = xhr::send(request, None);
    SENT.with_borrow_mut(|sent| sent.listing = Some((request.url.clone(), exchange)));
}

/// Who we are: as it was asked ahead, if nobody was told yet, or asked now.
pub(super) fn session(request: &Request) -> Exchange {
    let sent = SENT.with_borrow_mut(|sent| sent.session.take());
    sent.unwrap_or_else(|| xhr::send(request, None))
}

/// A listing: as it was asked for ahead, or asked for now. Only the first who asks for any is told what was asked ahead.
pub(super) fn listing(request: &Request) -> Exchange {
    let sent = SENT.with_borrow_mut(|sent| sent.listing.take());
    let same = sent.filter(|(url, _)| *url == request.url).map(|(_, exchange)| exchange);
    same.unwrap_or_else(|| xhr::send(request, None))
}

/// Aborts what nobody has taken.
pub(super) fn forget() {
    // Dropped outside of the borrow: what is dropped is aborted, and the browser may tell.
    let _sent = SENT.take();
}
