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
            // Outside secure contexts it is missing, whatever the bindings say.
            Self::Clipboard => object(&navigator, "clipboard").is_some(),
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
    let prototype = object(&window(), interface).and_then(|interface| object(&interface, "prototype"));
    prototype.is_some_and(|prototype| has(&prototype, method))
}

/// What an object has by that name, if that is an object or a function itself.
fn object(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &JsValue::from_str(name)).ok().filter(|value| value.is_object() || value.is_function())
}

fn has(object: &JsValue, name: &str) -> bool {
    Reflect::has(object, &JsValue::from_str(name)).unwrap_or_default()
}
