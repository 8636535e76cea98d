//! What this browser remembers for us; where it will not, nothing is remembered.

use leptos::prelude::window;

/// The text kept under `key`.
pub(crate) fn get(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Everything that is kept under keys that begin with `prefix`.
pub(crate) fn all(prefix: &str) -> Vec<(String, String)> {
    let Ok(Some(storage)) = window().local_storage() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or_default()).filter_map(|place| storage.key(place).ok().flatten());
    let ours: Vec<String> = keys.filter(|key| key.starts_with(prefix)).collect();
    ours.into_iter().filter_map(|key| storage.get_item(&key).ok().flatten().map(|text| (key, text))).collect()
}

/// Keeps nothing under `key` any more.
pub(crate) fn remove(key: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _not_kept = storage.remove_item(key);
    }
}

/// Keeps a text under `key` that is this tab's alone, over reloads too; what was there before.
pub(crate) fn replace_of_tab(key: &str, new: &str) -> Option<String> {
    let storage = window().session_storage().ok()??;
    let former = storage.get_item(key).ok().flatten();
    let _not_kept = storage.set_item(key, new);
    former
}

/// Keeps `text` under `key`, if the browser keeps anything.
pub(crate) fn set(key: &str, text: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        // A full or forbidden storage only means that the choice lasts as long as the page.
        let _not_kept = storage.set_item(key, text);
    }
}
