//! The address bar and its history.

use leptos::prelude::{WindowListenerHandle, window, window_event_listener};
use wasm_bindgen::JsValue;

/// What marks an entry of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// It is of the same place as the one before.
    SamePlace,
    /// It is a preview; the one before is the list.
    Preview,
}

impl Mark {
    fn as_str(self) -> &'static str {
        match self {
            Self::SamePlace => "same place",
            Self::Preview => "preview",
        }
    }
}

/// The raw path of the address, as it was written.
pub(crate) fn pathname() -> String {
    window().location().pathname().unwrap_or_default()
}

/// The query, with its question mark, or nothing.
pub(crate) fn search() -> String {
    window().location().search().unwrap_or_default()
}

/// The fragment, with its hash sign, or nothing.
pub(crate) fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// Scheme, host and port: `https://files.example`.
pub(crate) fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Goes to an address of the page, with a new entry in the history.
pub(crate) fn push(href: &str) {
    if let Ok(history) = window().history() {
        // Browsers refuse only floods of entries; the page goes there all the same.
        let _refused = history.push_state_with_url(&JsValue::NULL, "", Some(href));
    }
}

/// As [`push`]; the new entry is marked.
pub(crate) fn push_marked(href: &str, mark: Mark) {
    if let Ok(history) = window().history() {
        // As above.
        let _refused = history.push_state_with_url(&JsValue::from_str(mark.as_str()), "", Some(href));
    }
}

/// Whether the current entry is marked so.
pub(crate) fn is_marked(mark: Mark) -> bool {
    let state = window().history().ok().and_then(|history| history.state().ok());
    state.and_then(|state| state.as_string()).is_some_and(|state| state == mark.as_str())
}

/// Changes the address without a new entry in the history.
pub(crate) fn replace(href: &str) {
    if let Ok(history) = window().history() {
        // As above.
        let _refused = history.replace_state_with_url(&history.state().unwrap_or(JsValue::NULL), "", Some(href));
    }
}

/// Goes back one entry.
pub(crate) fn back() {
    if let Ok(history) = window().history() {
        // Fails only for documents that are not shown any more.
        let _left = history.back();
    }
}

/// Hears when somebody has gone back or forward.
pub(crate) fn on_history_move(handler: impl Fn() + 'static) -> WindowListenerHandle {
    window_event_listener(leptos::ev::popstate, move |_| handler())
}
