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
    /// Open without a network (service workers).
    Offline,
    /// Be installed, and take what other apps share: where the page may offer it (`beforeinstallprompt`).
    Install,
    /// Find files again after a reload (File System Access).
    Handles,
}

impl Ability {
    /// All of them.
    pub(crate) const ALL: [Self; 5] = [Self::Clipboard, Self::Screen, Self::Offline, Self::Install, Self::Handles];

    /// Whether it is there.
    pub(crate) fn is_there(self) -> bool {
        let navigator = JsValue::from(window().navigator());
        match self {
            Self::Clipboard => has(&navigator, "clipboard"),
            Self::Screen => wake_lock::is_offered(),
            Self::Offline => is_secure() && has(&navigator, "serviceWorker"),
            Self::Install => is_secure() && has(&window(), "onbeforeinstallprompt"),
            Self::Handles => {
                is_secure()
                    && has_method("DataTransferItem", "getAsFileSystemHandle")
                    && has_method("FileSystemHandle", "requestPermission")
            }
        }
    }
}

/// Whether the page was loaded in such a way that nobody could have changed it.
pub(crate) fn is_secure() -> bool {
    window().is_secure_context()
}

/// Whether the objects of that interface have that method.
fn has_method(interface: &str, method: &str) -> bool {
    let property = |object: &JsValue, name: &str| {
        Reflect::get(object, &JsValue::from_str(name)).ok().filter(|value| value.is_object() || value.is_function())
    };
    property(&window(), interface)
        .and_then(|interface| property(&interface, "prototype"))
        .is_some_and(|prototype| has(&prototype, method))
}

fn has(object: &JsValue, name: &str) -> bool {
    Reflect::has(object, &JsValue::from_str(name)).unwrap_or_default()
}
