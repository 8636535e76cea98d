//! The turns of this tab among all tabs of the browser that upload: a worker hands them out (`static/turns.js`).

use js_sys::Array;
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{Event, MessageEvent, MessagePort, SharedWorker};

use crate::number;

/// The worker's address.
const WORKER: &str = "/turns.js";

/// The line to the worker.
pub(crate) struct Turns {
    port: MessagePort,
    /// Called by the browser for as long as the page lives.
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

impl Turns {
    /// Begins; `hear` is told how many turns this tab has, again and again, and `failed` that there is no worker. Nothing,
    /// where there are no shared workers (some browsers of phones).
    pub(crate) fn begin(hear: impl Fn(u64) + 'static, failed: impl FnOnce() + 'static) -> Option<Self> {
        let worker = SharedWorker::new(WORKER).ok()?;
        let heard = Closure::new(move |event: MessageEvent| {
            hear(number::to_count(event.data().as_f64().unwrap_or_default()));
        });
        let port = worker.port();
        port.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        let failed = Closure::once_into_js(move |_: Event| failed());
        worker.set_onerror(Some(failed.unchecked_ref()));
        Some(Self { port, _heard: heard })
    }

    /// How many turns could be used, are used, and are taken for granted.
    pub(crate) fn tell(&self, numbers: [u64; 3]) {
        let message: Array =
            numbers.into_iter().map(|n| wasm_bindgen::JsValue::from_f64(number::to_float(n))).collect();
        // Numbers can always be sent.
        let _sent = self.port.post_message(&message);
    }
}
