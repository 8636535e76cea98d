//! Keeps the screen on while something is on its way, where the browser lets pages do so (not on plain HTTP).
//!
//! The browser takes the lock away whenever the page is out of sight: [`WakeLock::keep`] is called again when it is back.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::task;

/// Whether the screen is to stay on, and by what.
#[derive(Clone, Default)]
pub(crate) struct WakeLock(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    is_wanted: bool,
    sentinel: Option<JsValue>,
}

/// Whether this browser, at this address, can do it at all.
pub(crate) fn is_offered() -> bool {
    interface().is_some()
}

impl WakeLock {
    /// The screen stays on.
    pub(crate) fn keep(&self) {
        self.0.borrow_mut().is_wanted = true;
        let has_one = self.0.borrow().sentinel.as_ref().is_some_and(|sentinel| !is_released(sentinel));
        let Some(asked) = interface().filter(|_| !has_one).and_then(|lock| call(&lock, "request", Some("screen")))
        else {
            return;
        };
        let this = self.clone();
        task::run(async move {
            // Browsers refuse while the battery is low: then the screen may go off.
            let Ok(sentinel) = JsFuture::from(asked).await else { return };
            let is_wanted = this.0.borrow().is_wanted;
            this.0.borrow_mut().sentinel = Some(sentinel);
            if !is_wanted {
                this.release();
            }
        });
    }

    /// It may go off.
    pub(crate) fn release(&self) {
        let sentinel = {
            let mut state = self.0.borrow_mut();
            state.is_wanted = false;
            state.sentinel.take()
        };
        if let Some(sentinel) = sentinel {
            let _released = call(&sentinel, "release", None);
        }
    }
}

fn interface() -> Option<JsValue> {
    let lock = Reflect::get(&window().navigator(), &JsValue::from_str("wakeLock")).ok()?;
    (!lock.is_undefined() && !lock.is_null()).then_some(lock)
}

fn is_released(sentinel: &JsValue) -> bool {
    Reflect::get(sentinel, &JsValue::from_str("released")).is_ok_and(|released| released.is_truthy())
}

/// Calls a method that gives a promise.
fn call(object: &JsValue, method: &str, argument: Option<&str>) -> Option<Promise> {
    let method = Reflect::get(object, &JsValue::from_str(method)).ok()?.dyn_into::<Function>().ok()?;
    let result = match argument {
        Some(argument) => method.call1(object, &JsValue::from_str(argument)),
        None => method.call0(object),
    };
    result.ok()?.dyn_into::<Promise>().ok()
}
