//! Bytes of a file, got by `fetch`: as many as are wanted, and no more where something in between would send all.

use js_sys::{ArrayBuffer, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestInit, Response};

use crate::number;

/// There is nothing: no answer, another one, or one that is too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotGot;

/// Gets the first `count` bytes, or all if there are fewer. Dropping the future ends the request.
pub(crate) async fn head(url: &str, count: u64) -> Result<Uint8Array, NotGot> {
    let headers = headers_with("Range", &format!("bytes=0-{}", count.saturating_sub(1)))?;
    get(url, Some(&headers), count).await
}

/// Gets a file of at most `most` bytes. Dropping the future ends the request.
pub(crate) async fn whole(url: &str, most: u64) -> Result<Uint8Array, NotGot> {
    get(url, None, most).await
}

async fn get(url: &str, headers: Option<&Headers>, most: u64) -> Result<Uint8Array, NotGot> {
    let Ok(controller) = AbortController::new() else { return Err(NotGot) };
    let _ended_with_this = Ended(controller.clone());
    let init = RequestInit::new();
    // Whatever else is asked for comes first (Fetch, RequestPriority); who does not know that leaves it.
    let _unknown = js_sys::Reflect::set(&init, &"priority".into(), &"low".into());
    init.set_signal(Some(&controller.signal()));
    if let Some(headers) = headers {
        init.set_headers(headers);
    }
    let answer = JsFuture::from(window().fetch_with_str_and_init(url, &init)).await;
    let Ok(Ok(answer)) = answer.map(JsCast::dyn_into::<Response>) else { return Err(NotGot) };
    // Who does not know ranges answers with the whole file: of a known length, or of any.
    let length = answer.headers().get("Content-Length").ok().flatten();
    let is_bounded = match &length {
        Some(length) => number::to_count(js_sys::parse_float(length)) <= most,
        None => headers.is_none() || answer.status() == PARTIAL,
    };
    if !answer.ok() || !is_bounded {
        return Err(NotGot);
    }
    let Ok(buffer) = answer.array_buffer() else { return Err(NotGot) };
    match JsFuture::from(buffer).await.map(JsCast::dyn_into::<ArrayBuffer>) {
        Ok(Ok(buffer)) => Ok(Uint8Array::new(&buffer)),
        _ => Err(NotGot),
    }
}

/// RFC 9110 §15.3.7.
const PARTIAL: u16 = 206;

fn headers_with(name: &str, value: &str) -> Result<Headers, NotGot> {
    match Headers::new() {
        Ok(headers) if headers.set(name, value).is_ok() => Ok(headers),
        _ => Err(NotGot),
    }
}

/// Ends the request when it is dropped; one that has come to its end is left alone by the browser.
struct Ended(AbortController);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.abort();
    }
}
