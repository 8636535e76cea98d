//! What runs in the worker: reads a slice of a file and tells its digests.
//!
//! It hears `[ticket, file, blob, from, size]` and answers `[ticket, slice's digest, whole's digest]`, or `[ticket]` where
//! the blob cannot be read; it hears `[file]` once a file is done. Digests are in Base64. It also hears
//! `[ticket, boundary, blob, sizes, names, times]`, where the blob has several files one after the other, and answers
//! `[ticket, buffer]`: the form with them. What it hears it does in order, one after the other. Its first word is
//! `"ready"`: what was said to it before is lost.

mod pieces;

use std::{cell::RefCell, collections::VecDeque, rc::Rc};

use js_sys::{Array, ArrayBuffer, Uint8Array};
use pieces::Pieces;
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, DedicatedWorkerGlobalScope, FileReaderSync, MessageEvent};

use crate::{base64, hashing::Hashing, multipart, number};

/// Listens as long as the page lives.
pub fn start() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let inbox = Rc::new(RefCell::new(VecDeque::new()));
    let desk = Rc::new(RefCell::new(Some(Desk {
        scope: scope.clone(),
        hashing: Hashing::default(),
        pieces: Pieces::default(),
    })));
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Ok(message) = event.data().dyn_into::<Array>() else { return };
        inbox.borrow_mut().push_back(message);
        // Whoever has the desk sees to what has come meanwhile.
        let Some(mut at_work) = desk.borrow_mut().take() else { return };
        let (inbox, desk) = (Rc::clone(&inbox), Rc::clone(&desk));
        spawn_local(async move {
            loop {
                let next = inbox.borrow_mut().pop_front();
                let Some(message) = next else { break };
                at_work.hear(&message).await;
            }
            *desk.borrow_mut() = Some(at_work);
        });
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    // Fails only for what cannot be copied.
    let _told = scope.post_message(&JsValue::from_str("ready"));
}

/// What one message after the other is done with.
struct Desk {
    scope: DedicatedWorkerGlobalScope,
    hashing: Hashing,
    pieces: Pieces,
}

impl Desk {
    async fn hear(&mut self, message: &Array) {
        let ticket = message.get(0);
        // An answer fails only for what cannot be copied.
        let _told = match message.length() {
            1 => {
                self.hashing.forget(count(message, 0).unwrap_or_default());
                return;
            }
            6 => match form(message) {
                Some(form) => self.scope.post_message_with_transfer(&Array::of2(&ticket, &form), &Array::of1(&form)),
                None => self.scope.post_message(&Array::of1(&ticket)),
            },
            _ => {
                let answer = match self.hash(message).await {
                    Some((slice, whole)) => {
                        Array::of3(&ticket, &slice.into(), &whole.map_or(JsValue::NULL, JsValue::from))
                    }
                    None => Array::of1(&ticket),
                };
                self.scope.post_message(&answer)
            }
        };
    }

    /// The digests of a slice, and of the file up to its end where that is known.
    async fn hash(&mut self, message: &Array) -> Option<(String, Option<String>)> {
        let (file, from, size) = (count(message, 1)?, count(message, 3)?, count(message, 4)?);
        let blob = message.get(2).dyn_into::<Blob>().ok()?;
        let mut run = self.hashing.begin(file, from, number::to_count(blob.size()), size);
        self.pieces.read(&blob, |bytes| run.update(bytes)).await?;
        let digests = self.hashing.end(run, size);
        Some((base64::encode(&digests.slice), digests.whole.map(|whole| base64::encode(&whole))))
    }
}

fn count(message: &Array, place: u32) -> Option<u64> {
    message.get(place).as_f64().map(number::to_count)
}

/// Several files as one form.
fn form(message: &Array) -> Option<ArrayBuffer> {
    let boundary = message.get(1).as_string()?;
    let blob = message.get(2).dyn_into::<Blob>().ok()?;
    let list = |place: u32| message.get(place).dyn_into::<Array>().ok();
    let (sizes, names, times) = (list(3)?, list(4)?, list(5)?);
    let buffer = FileReaderSync::new().ok()?.read_as_array_buffer(&blob).ok()?;
    let bytes = Uint8Array::new(&buffer).to_vec();
    let (mut rest, mut form) = (bytes.as_slice(), Vec::new());
    for place in 0..sizes.length() {
        let size = usize::try_from(number::to_count(sizes.get(place).as_f64()?)).ok()?;
        let (file, behind) = rest.split_at_checked(size)?;
        rest = behind;
        let (name, modified) = (names.get(place).as_string()?, times.get(place).as_string());
        let digest = base64::encode(blake3::hash(file).as_bytes());
        let part = multipart::Part { name: &name, modified: modified.as_deref(), blake3: &digest };
        form.extend_from_slice(multipart::head(&boundary, part).as_bytes());
        form.extend_from_slice(file);
    }
    form.extend_from_slice(multipart::end(&boundary).as_bytes());
    Some(Uint8Array::from(form.as_slice()).buffer())
}
