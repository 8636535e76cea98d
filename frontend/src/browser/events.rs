//! What the server tells of folders, as it happens: one stream of events for all tabs of a browser.
//!
//! 1. Tabs share a worker (`static/live.js`), which holds the stream.
//! 2. Where there are no shared workers (some browsers of phones), or the worker does not start, a tab has a stream of its
//!    own.

use std::{cell::RefCell, rc::Rc};

use holdall_shared::url;
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use web_sys::{Event, EventSource, MessageEvent, MessagePort, SharedWorker};

/// The worker's address.
const WORKER: &str = "/live.js";

/// The events of a stream (see [`holdall_shared::FolderChange`]), and that the line is down.
const EVENTS: [&str; 5] = ["hello", "change", "refetch", UPLOADS, "error"];
/// The event that says itself what there is to know ([`holdall_shared::FolderUploads`]).
const UPLOADS: &str = "uploads";

/// What was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Heard {
    /// It is worth looking at the folder again.
    Changed,
    /// What is on its way into it, as JSON.
    Uploads(String),
}

/// Hears of the folder that a tab shows.
#[derive(Clone)]
pub(crate) struct Follower {
    line: Rc<RefCell<Line>>,
    /// Called by the browser for as long as the page lives.
    heard: Rc<Closure<dyn FnMut(Event)>>,
}

/// The way to the server, and the folder that is followed.
struct Line {
    worker: Option<MessagePort>,
    own: Option<EventSource>,
    folder: Option<String>,
}

impl Follower {
    /// Begins; `hear` is told of everything about the folder.
    pub(crate) fn begin(hear: impl Fn(Heard) + 'static) -> Self {
        let line = Rc::new(RefCell::new(Line { worker: None, own: None, folder: None }));
        let heard = Rc::new(Closure::new(move |event: Event| hear(heard(&event))));
        let follower = Self { line, heard };
        if let Ok(worker) = SharedWorker::new(WORKER) {
            let port = worker.port();
            port.set_onmessage(Some((*follower.heard).as_ref().unchecked_ref()));
            let alone = follower.clone();
            let failed = Closure::once_into_js(move |_: Event| alone.go_alone());
            worker.set_onerror(Some(failed.unchecked_ref()));
            follower.line.borrow_mut().worker = Some(port);
        }
        follower
    }

    /// Follows this folder and no other, or none.
    pub(crate) fn follow(&self, folder: Option<String>) {
        let mut line = self.line.borrow_mut();
        line.folder = folder;
        match &line.worker {
            Some(port) => {
                let folder = line.folder.as_deref().map_or(JsValue::NULL, JsValue::from_str);
                // Texts can always be sent.
                let _sent = port.post_message(&folder);
            }
            None => self.open_own(&mut line),
        }
    }

    fn go_alone(&self) {
        let mut line = self.line.borrow_mut();
        line.worker = None;
        self.open_own(&mut line);
    }

    fn open_own(&self, line: &mut Line) {
        if let Some(former) = line.own.take() {
            former.close();
        }
        let Some(folder) = &line.folder else { return };
        let address = format!("{}?folder={}", url::EVENTS, url::query_value(folder));
        let Ok(source) = EventSource::new(&address) else { return };
        for name in EVENTS {
            // Fails only for what is no function.
            let _added = source.add_event_listener_with_callback(name, (*self.heard).as_ref().unchecked_ref());
        }
        line.own = Some(source);
    }
}

/// A message of the worker has the uploads or nothing; an event of a stream is named.
fn heard(event: &Event) -> Heard {
    let data = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
    match data {
        Some(data) if matches!(event.type_().as_str(), "message" | UPLOADS) => Heard::Uploads(data),
        _ => Heard::Changed,
    }
}
