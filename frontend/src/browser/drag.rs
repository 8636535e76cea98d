//! What a drag carries and what it is over.

use holdall_shared::EntryPath;
use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::{DragEvent, Element};

use super::tree::{self, Dropped};

/// Whether the drag carries files, and so is meant for us.
pub(crate) fn carries_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|transfer| transfer.types().includes(&"Files".into(), 0))
}

/// Shows the cursor of a copy, or of nothing.
pub(crate) fn set_effect(event: &DragEvent, effect: &str) {
    if let Some(transfer) = event.data_transfer() {
        transfer.set_drop_effect(effect);
    }
}

/// The folder whose row is under the pointer.
pub(crate) fn folder_under(event: &DragEvent) -> Option<EntryPath> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    let path = element.closest("[data-folder]").ok()??.get_attribute("data-folder")?;
    EntryPath::new(path).ok()
}

/// What was dropped.
pub(crate) fn dropped(event: &DragEvent) -> Dropped {
    event.data_transfer().as_ref().map(tree::dropped).unwrap_or_default()
}

/// Frames the row of that folder, and no other.
pub(crate) fn mark_folder(folder: Option<&EntryPath>) {
    let Ok(rows) = document().query_selector_all("[data-folder]") else { return };
    for row in (0..rows.length()).filter_map(|place| rows.get(place)?.dyn_into::<Element>().ok()) {
        let is_target =
            folder.is_some_and(|folder| row.get_attribute("data-folder").as_deref() == Some(folder.as_str()));
        // Fails only for names that are no attribute's.
        let _invalid = if is_target { row.set_attribute("data-drop", "") } else { row.remove_attribute("data-drop") };
    }
}
