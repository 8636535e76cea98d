//! What this browser remembers for us; where it will not, nothing is remembered.

use leptos::prelude::window;

/// The text kept under `key`.
pub(crate) fn get(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Keeps `text` under `key`, if the browser keeps anything.
pub(crate) fn set(key: &str, text: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        // A full or forbidden storage only means that the choice lasts as long as the page.
        let _not_kept = storage.set_item(key, text);
    }
}
