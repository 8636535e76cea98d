//! A stream of Server-Sent Events (WHATWG HTML §9.2), open until it is dropped. The browser reconnects by itself.

use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{Event, EventSource};

/// See the module.
pub(crate) struct EventStream {
    source: EventSource,
    /// Called by the browser for as long as the stream is open.
    _heard: Closure<dyn FnMut(Event)>,
}

impl EventStream {
    /// Opens the stream at `address`. `hear` is told the name of each event of these names, and `error` when the line is
    /// down.
    pub(crate) fn open(address: &str, names: &[&str], hear: impl Fn(&str) + 'static) -> Option<Self> {
        let source = EventSource::new(address).ok()?;
        let heard = Closure::new(move |event: Event| hear(&event.type_()));
        for name in names.iter().copied().chain(["error"]) {
            source.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref()).ok()?;
        }
        Some(Self { source, _heard: heard })
    }
}

impl Drop for EventStream {
    fn drop(&mut self) {
        self.source.close();
    }
}
