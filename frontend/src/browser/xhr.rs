//! One HTTP exchange, by `XMLHttpRequest`: the only way in browsers that reports the progress of an upload.
//!
//! [`send`] gives a future; dropping it aborts the request. A body that is a file is read by the browser itself,
//! piece by piece, and never held in memory.

use std::{
    borrow::Cow,
    cell::RefCell,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use web_sys::{Blob, ProgressEvent, XmlHttpRequest, XmlHttpRequestResponseType};

use crate::number;

/// What is asked.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: &'static str,
    pub(crate) url: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Body,
    pub(crate) patience: Patience,
    pub(crate) answer: Answer,
}

/// As what the content of an answer is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// As a text.
    Text,
    /// As it is.
    Bytes,
}

/// How long an answer may take to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Patience {
    /// Half a minute: it will not come any more.
    Usual,
    /// Two minutes: what is asked is a megabyte.
    Long,
    /// As long as it takes: bytes are sent, or the server reads or deletes as much as there is.
    Unlimited,
}

/// What is sent along.
#[derive(Debug, Clone)]
pub(crate) enum Body {
    /// Nothing.
    Empty,
    /// A JSON text.
    Json(String),
    /// Bytes of that media type.
    Bytes(Cow<'static, str>, Payload),
}

/// Bytes that are sent.
#[derive(Debug, Clone)]
pub(crate) enum Payload {
    /// A file or a part of one: the browser reads it while it sends.
    File(Blob),
    /// What has been read already.
    Buffer(ArrayBuffer),
}

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) body: String,
    /// Empty, where a text was wanted.
    pub(crate) bytes: Vec<u8>,
    xhr: XmlHttpRequest,
}

impl Response {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.xhr.get_response_header(name).ok().flatten()
    }
}

/// There was no answer: no network, a connection that broke, a deadline that passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoAnswer;

impl Patience {
    /// In milliseconds; 0 is none (`XMLHttpRequest.timeout`).
    fn deadline_ms(self) -> u32 {
        match self {
            Self::Usual => 30_000,
            Self::Long => 120_000,
            Self::Unlimited => 0,
        }
    }
}

/// Sends; `on_progress` hears how many bytes of the body have left.
pub(crate) fn send(request: &Request, on_progress: Option<Box<dyn Fn(u64)>>) -> Exchange {
    Exchange::start(request, on_progress).unwrap_or_else(|_| Exchange::failed())
}

/// A request under way.
pub(crate) struct Exchange {
    xhr: Option<XmlHttpRequest>,
    end: Rc<RefCell<End>>,
    _on_end: Option<Closure<dyn FnMut()>>,
    _on_progress: Option<Closure<dyn FnMut(ProgressEvent)>>,
}

#[derive(Default)]
struct End {
    reached: bool,
    waker: Option<Waker>,
}

impl Exchange {
    fn start(request: &Request, on_progress: Option<Box<dyn Fn(u64)>>) -> Result<Self, JsValue> {
        let xhr = XmlHttpRequest::new()?;
        xhr.open(request.method, &request.url)?;
        for (name, value) in &request.headers {
            xhr.set_request_header(name, value)?;
        }
        let on_progress =
            on_progress.map(|hear| Closure::new(move |event: ProgressEvent| hear(number::to_count(event.loaded()))));
        if let Some(on_progress) = &on_progress {
            xhr.upload()?.set_onprogress(Some(on_progress.as_ref().unchecked_ref()));
        }
        let end = Rc::new(RefCell::new(End::default()));
        let on_end = {
            let end = Rc::clone(&end);
            Closure::new(move || {
                let waker = {
                    let mut end = end.borrow_mut();
                    end.reached = true;
                    end.waker.take()
                };
                if let Some(waker) = waker {
                    waker.wake();
                }
            })
        };
        // Comes once, after an answer as after an error or a deadline.
        xhr.set_onloadend(Some(on_end.as_ref().unchecked_ref()));
        xhr.set_timeout(request.patience.deadline_ms());
        if request.answer == Answer::Bytes {
            xhr.set_response_type(XmlHttpRequestResponseType::Arraybuffer);
        }
        match &request.body {
            Body::Empty => {}
            Body::Json(_) => xhr.set_request_header("Content-Type", "application/json")?,
            // Otherwise the browser's guess would be sent, which may be a type that servers read as a form.
            Body::Bytes(media_type, _) => xhr.set_request_header("Content-Type", media_type)?,
        }
        match &request.body {
            Body::Empty => xhr.send()?,
            Body::Json(text) => xhr.send_with_opt_str(Some(text))?,
            Body::Bytes(_, Payload::File(file)) => xhr.send_with_opt_blob(Some(file))?,
            Body::Bytes(_, Payload::Buffer(buffer)) => xhr.send_with_opt_buffer_source(Some(buffer))?,
        }
        Ok(Self { xhr: Some(xhr), end, _on_end: Some(on_end), _on_progress: on_progress })
    }

    fn failed() -> Self {
        let end = Rc::new(RefCell::new(End { reached: true, waker: None }));
        Self { xhr: None, end, _on_end: None, _on_progress: None }
    }
}

impl Future for Exchange {
    type Output = Result<Response, NoAnswer>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut end = self.end.borrow_mut();
        if !end.reached {
            end.waker = Some(context.waker().clone());
            return Poll::Pending;
        }
        let Some(xhr) = &self.xhr else { return Poll::Ready(Err(NoAnswer)) };
        Poll::Ready(match xhr.status() {
            Ok(status) if status > 0 => {
                Ok(Response { status, body: text_of(xhr), bytes: bytes_of(xhr), xhr: xhr.clone() })
            }
            _ => Err(NoAnswer),
        })
    }
}

/// What was asked for as bytes can be a text all the same: an error.
fn text_of(xhr: &XmlHttpRequest) -> String {
    // Fails where bytes were wanted.
    let text = xhr.response_text().ok().flatten();
    text.unwrap_or_else(|| String::from_utf8_lossy(&bytes_of(xhr)).into_owned())
}

fn bytes_of(xhr: &XmlHttpRequest) -> Vec<u8> {
    if xhr.response_type() != XmlHttpRequestResponseType::Arraybuffer {
        return Vec::new();
    }
    let buffer = xhr.response().ok().and_then(|content| content.dyn_into::<ArrayBuffer>().ok());
    buffer.map(|buffer| Uint8Array::new(&buffer).to_vec()).unwrap_or_default()
}

impl Drop for Exchange {
    fn drop(&mut self) {
        let Some(xhr) = &self.xhr else { return };
        xhr.set_onloadend(None);
        if !self.end.borrow().reached {
            // Fails only for requests that were never opened.
            let _not_open = xhr.abort();
        }
    }
}
