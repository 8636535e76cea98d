//! Futures that run beside the page.

use std::{cell::RefCell, rc::Rc};

use futures_util::future::{AbortHandle, abortable};
use leptos::task::spawn_local;

/// Runs a future to its end.
pub(crate) fn run(future: impl Future<Output = ()> + 'static) {
    spawn_local(future);
}

/// Runs one future at a time: a new one drops the one before, and with it its request.
#[derive(Clone, Default)]
pub(crate) struct Slot {
    current: Rc<RefCell<Option<AbortHandle>>>,
}

impl Slot {
    /// Runs `future` in the place of what was running.
    pub(crate) fn run(&self, future: impl Future<Output = ()> + 'static) {
        let (future, handle) = abortable(future);
        if let Some(former) = self.current.borrow_mut().replace(handle) {
            former.abort();
        }
        spawn_local(async move {
            // An abort is how a newer future says that nobody waits for this one.
            let _aborted = future.await;
        });
    }
}
