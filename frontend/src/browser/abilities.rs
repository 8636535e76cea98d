//! What this browser lets the page do at this address. Several things need a secure context: HTTPS, or this very computer.

use js_sys::Reflect;
use leptos::prelude::window;
use wasm_bindgen::JsValue;

use super::wake_lock;

/// What the page can do only where the browser has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ability {
    /// Put something on the clipboard.
    Clipboard,
    /// Keep the screen on.
    Screen,
    /// Be installed, open without a network, and take what other apps share: all by a service worker.
    Install,
    /// Find files again after a reload (File System Access).
    Handles,
}

impl Ability {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::Clipboard, Self::Screen, Self::Install, Self::Handles];

    /// Whether it is there.
    pub(crate) fn is_there(self) -> bool {
        let navigator = JsValue::from(window().navigator());
        match self {
            Self::Clipboard => has(&navigator, "clipboard"),
            Self::Screen => wake_lock::is_offered(),
            Self::Install => is_secure() && has(&navigator, "serviceWorker"),
            Self::Handles => is_secure() && has(&window(), "FileSystemFileHandle") && has_dropped_handles(),
        }
    }
}

/// Whether the page was loaded in such a way that nobody could have changed it.
pub(crate) fn is_secure() -> bool {
    window().is_secure_context()
}

fn has_dropped_handles() -> bool {
    let property = |object: &JsValue, name: &str| Reflect::get(object, &JsValue::from_str(name)).ok();
    property(&window(), "DataTransferItem")
        .and_then(|item| property(&item, "prototype"))
        .is_some_and(|item| has(&item, "getAsFileSystemHandle"))
}

fn has(object: &JsValue, name: &str) -> bool {
    Reflect::has(object, &JsValue::from_str(name)).unwrap_or_default()
}
