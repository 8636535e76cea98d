//! What runs in the worker: reads a slice of a file once, hashes it, and hands the very bytes back with their digests.
//!
//! It hears `[ticket, file, blob, from, size]` and answers `[ticket, buffer, slice's digest, whole's digest]`, or
//! `[ticket]` where the blob cannot be read; it hears `[file]` once a file is done. Digests are in Base64. It also hears
//! `[ticket, boundary, blob, sizes, names, times]`, where the blob has several files one after the other, and answers
//! `[ticket, buffer]`: the form with them. Its first word is `"ready"`: what was said to it before is lost.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use web_sys::{Blob, DedicatedWorkerGlobalScope, FileReaderSync, MessageEvent};

use crate::{base64, hashing::Hashing, multipart, number};

/// What is copied at a time from JavaScript's memory into ours: it stays in the processor's cache.
const BLOCK: u32 = 128 << 10;

/// Listens as long as the page lives.
pub fn start() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let hashing = Rc::new(RefCell::new(Hashing::default()));
    let on_message = {
        let scope = scope.clone();
        Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let Ok(message) = event.data().dyn_into::<Array>() else { return };
            hear(&scope, &mut hashing.borrow_mut(), &message);
        })
    };
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    // Fails only for what cannot be copied.
    let _told = scope.post_message(&JsValue::from_str("ready"));
}

fn hear(scope: &DedicatedWorkerGlobalScope, hashing: &mut Hashing, message: &Array) {
    let count = |place: u32| message.get(place).as_f64().map(number::to_count);
    if message.length() == 1 {
        if let Some(file) = count(0) {
            hashing.forget(file);
        }
        return;
    }
    let ticket = message.get(0);
    if message.length() == 6 {
        let _told = match form(message) {
            Some(form) => scope.post_message_with_transfer(&Array::of2(&ticket, &form), &Array::of1(&form)),
            None => scope.post_message(&Array::of1(&ticket)),
        };
        return;
    }
    let read = (|| {
        let (file, from, size) = (count(1)?, count(3)?, count(4)?);
        let blob = message.get(2).dyn_into::<Blob>().ok()?;
        let buffer = FileReaderSync::new().ok()?.read_as_array_buffer(&blob).ok()?;
        Some((hash(hashing, &buffer, (file, from, size)), buffer))
    })();
    let _told = match read {
        Some(((slice, whole), buffer)) => {
            let answer = Array::of4(&ticket, &buffer, &slice.into(), &whole.map_or(JsValue::NULL, JsValue::from));
            scope.post_message_with_transfer(&answer, &Array::of1(&buffer))
        }
        None => scope.post_message(&Array::of1(&ticket)),
    };
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

fn hash(hashing: &mut Hashing, buffer: &ArrayBuffer, (file, from, size): (u64, u64, u64)) -> (String, Option<String>) {
    let bytes = Uint8Array::new(buffer);
    let length = bytes.length();
    let mut run = hashing.begin(file, from, u64::from(length), size);
    let mut block = vec![0; usize::try_from(BLOCK.min(length)).unwrap_or_default()];
    let mut at = 0;
    while at < length {
        let end = at.saturating_add(BLOCK).min(length);
        let part = bytes.subarray(at, end);
        let taken = usize::try_from(end - at).ok().and_then(|length| block.get_mut(..length));
        let Some(taken) = taken else { break };
        part.copy_to(taken);
        run.update(taken);
        at = end;
    }
    let digests = hashing.end(run, size);
    (base64::encode(&digests.slice), digests.whole.map(|whole| base64::encode(&whole)))
}
