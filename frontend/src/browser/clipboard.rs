//! The clipboard, which browsers open only on encrypted addresses and on this very computer.

use leptos::prelude::window;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// The clipboard would not take it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refused;

/// Puts `text` on the clipboard.
pub(crate) async fn write(text: &str) -> Result<(), Refused> {
    let navigator = window().navigator();
    // Outside secure contexts the property is missing, whatever the bindings say.
    let present = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard"));
    if !present.is_ok_and(|clipboard| clipboard.is_object()) {
        return Err(Refused);
    }
    match JsFuture::from(navigator.clipboard().write_text(text)).await {
        Ok(_) => Ok(()),
        Err(_) => Err(Refused),
    }
}
