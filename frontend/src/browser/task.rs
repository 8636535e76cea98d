//! Futures that run beside the page.

use std::{cell::RefCell, rc::Rc, time::Duration};

use futures_util::future::{AbortHandle, abortable};
use js_sys::Promise;
use leptos::{prelude::window, task::spawn_local};
use wasm_bindgen_futures::JsFuture;

/// Runs a future to its end.
pub(crate) fn run(future: impl Future<Output = ()> + 'static) {
    spawn_local(future);
}

/// Waits.
pub(crate) async fn pause(duration: Duration) {
    let wait_ms = i32::try_from(duration.as_millis()).unwrap_or(i32::MAX);
    let promise = Promise::new(&mut |resolve, _| {
        // Fails only in windows that are closed: there nobody waits.
        let _closed = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, wait_ms);
    });
    // It is never refused.
    let _passed = JsFuture::from(promise).await;
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
