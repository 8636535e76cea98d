//! The page's side of the hashing worker, which is started with the first upload and not before.
//!
//! Where it cannot be started, or does not say that it is ready, nothing waits for it: then bytes go unhashed.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
    time::Duration,
};

use js_sys::{Array, ArrayBuffer};
use leptos::prelude::set_timeout;
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use web_sys::{Blob, MessageEvent, Worker};

use crate::number;

/// As Trunk names it; it has no hash, so it is revalidated.
const SCRIPT: &str = "/holdall-hasher_loader.js";

/// Longer, and an upload goes unhashed rather than not at all.
const READY_WITHIN: Duration = Duration::from_secs(10);

/// Hashes files beside the page.
#[derive(Clone, Default)]
pub(crate) struct Hasher(Rc<RefCell<Parts>>);

#[derive(Default)]
struct Parts {
    state: State,
    last_ticket: u64,
    waiting: HashMap<u64, Reply>,
    /// Files of which the worker remembers something.
    sliced: HashSet<u64>,
}

#[derive(Default)]
enum State {
    #[default]
    Unstarted,
    /// What is said now would be lost: it is kept.
    Starting(Worker, Vec<Array>),
    Ready(Worker),
    /// It does not work in this browser.
    Broken,
}

/// A file that goes into a form.
pub(crate) struct FormFile {
    pub(crate) bytes: Blob,
    pub(crate) name: String,
    /// When it was last changed, in seconds since 1970.
    pub(crate) modified: Option<String>,
}

/// What became of a slice.
#[derive(Debug, Clone)]
pub(crate) enum Hashed {
    /// Its digests, in Base64.
    Read {
        slice: String,
        /// Of the file up to the end of the slice, where that is known.
        whole: Option<String>,
    },
    /// The form with the files.
    Form(ArrayBuffer),
    /// The file cannot be read any more.
    Unreadable,
    /// There is no worker.
    Unhashed,
}

#[derive(Clone, Default)]
struct Reply(Rc<RefCell<(Option<Hashed>, Option<Waker>)>>);

/// A slice that is being read.
pub(crate) struct Pending(Reply);

impl Hasher {
    /// Reads and hashes `blob`, which is what `file` has from `from` on.
    pub(crate) fn hash(&self, file: u64, blob: &Blob, from: u64, size: u64) -> Pending {
        self.start();
        let mut parts = self.0.borrow_mut();
        if number::to_count(blob.size()) < size {
            parts.sliced.insert(file);
        }
        parts.ask(&[to_js(file), blob.into(), to_js(from), to_js(size)])
    }

    /// Reads small files and writes them into one form, each with its digest.
    pub(crate) fn write_form(&self, boundary: &str, files: &[FormFile]) -> Pending {
        self.start();
        let blobs: Array = files.iter().map(|file| file.bytes.clone()).collect();
        // One blob of all: the browser reads it in one go.
        let Ok(all) = Blob::new_with_blob_sequence(&blobs) else { return Pending(Reply::of(Hashed::Unreadable)) };
        let sizes: Array = files.iter().map(|file| JsValue::from_f64(file.bytes.size())).collect();
        let names: Array = files.iter().map(|file| JsValue::from_str(&file.name)).collect();
        let time = |file: &FormFile| file.modified.as_deref().map_or(JsValue::NULL, JsValue::from_str);
        let times: Array = files.iter().map(time).collect();
        let message = [boundary.into(), all.into(), sizes.into(), names.into(), times.into()];
        self.0.borrow_mut().ask(&message)
    }

    /// Nothing of that file comes any more.
    pub(crate) fn forget(&self, file: u64) {
        let mut parts = self.0.borrow_mut();
        if parts.sliced.remove(&file) {
            parts.say(Array::of1(&to_js(file)));
        }
    }

    fn start(&self) {
        if !matches!(self.0.borrow().state, State::Unstarted) {
            return;
        }
        let Ok(worker) = Worker::new(SCRIPT) else {
            self.0.borrow_mut().state = State::Broken;
            return;
        };
        let hasher = self.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| hasher.hear(&event.data()));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget();
        let hasher = self.clone();
        let on_error = Closure::<dyn FnMut()>::new(move || hasher.give_up());
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        on_error.forget();
        self.0.borrow_mut().state = State::Starting(worker, Vec::new());
        let hasher = self.clone();
        set_timeout(
            move || {
                if matches!(hasher.0.borrow().state, State::Starting(..)) {
                    hasher.give_up();
                }
            },
            READY_WITHIN,
        );
    }

    fn hear(&self, data: &JsValue) {
        let Some(answer) = data.dyn_ref::<Array>() else { return self.0.borrow_mut().is_ready() };
        let ticket = answer.get(0).as_f64().map(number::to_count).unwrap_or_default();
        let Some(reply) = self.0.borrow_mut().waiting.remove(&ticket) else { return };
        let read = match answer.get(1).dyn_into() {
            Ok(form) => Hashed::Form(form),
            Err(slice) => match slice.as_string() {
                Some(slice) => Hashed::Read { slice, whole: answer.get(2).as_string() },
                None => Hashed::Unreadable,
            },
        };
        reply.give(read);
    }

    fn give_up(&self) {
        let waiting = {
            let mut parts = self.0.borrow_mut();
            if let State::Starting(worker, _) | State::Ready(worker) =
                std::mem::replace(&mut parts.state, State::Broken)
            {
                worker.terminate();
            }
            std::mem::take(&mut parts.waiting)
        };
        for reply in waiting.into_values() {
            reply.give(Hashed::Unhashed);
        }
    }
}

impl Parts {
    /// Asks something that is answered.
    fn ask(&mut self, message: &[JsValue]) -> Pending {
        let reply = Reply::default();
        self.last_ticket += 1;
        let ticket = self.last_ticket;
        let message: Array = std::iter::once(to_js(ticket)).chain(message.iter().cloned()).collect();
        if self.say(message) {
            self.waiting.insert(ticket, reply.clone());
        } else {
            reply.give(Hashed::Unhashed);
        }
        Pending(reply)
    }

    /// Says it, or keeps it until somebody listens; whether anybody will.
    fn say(&mut self, message: Array) -> bool {
        match &mut self.state {
            State::Starting(_, kept) => kept.push(message),
            State::Ready(worker) => return worker.post_message(&message).is_ok(),
            State::Unstarted | State::Broken => return false,
        }
        true
    }

    fn is_ready(&mut self) {
        if let State::Starting(worker, kept) = std::mem::take(&mut self.state) {
            for message in kept {
                // Fails only for what cannot be copied; a `Blob` can.
                let _told = worker.post_message(&message);
            }
            self.state = State::Ready(worker);
        }
    }
}

impl Reply {
    /// What is known at once.
    fn of(hashed: Hashed) -> Self {
        Self(Rc::new(RefCell::new((Some(hashed), None))))
    }

    fn give(&self, hashed: Hashed) {
        let waker = {
            let mut reply = self.0.borrow_mut();
            reply.0 = Some(hashed);
            reply.1.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

fn to_js(count: u64) -> JsValue {
    JsValue::from_f64(number::to_float(count))
}

impl Future for Pending {
    type Output = Hashed;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Hashed> {
        let mut reply = self.0.0.borrow_mut();
        if let Some(hashed) = reply.0.take() {
            return Poll::Ready(hashed);
        }
        reply.1 = Some(context.waker().clone());
        Poll::Pending
    }
}
