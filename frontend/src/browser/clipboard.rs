//! The clipboard, which browsers open only on encrypted addresses and on this very computer.

use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

use super::abilities::Ability;

/// The clipboard would not take it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refused;

/// Puts `text` on the clipboard.
pub(crate) async fn write(text: &str) -> Result<(), Refused> {
    if !Ability::Clipboard.is_there() {
        return Err(Refused);
    }
    match JsFuture::from(window().navigator().clipboard().write_text(text)).await {
        Ok(_) => Ok(()),
        Err(_) => Err(Refused),
    }
}
