//! What a drag carries and what it is over.

use holdall_shared::EntryPath;
use leptos::prelude::{document, request_animation_frame};
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

/// Whether the pointer is over what a selector names.
pub(crate) fn is_over(event: &DragEvent, selector: &str) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.closest(selector).ok().flatten().is_some())
}

/// What rows that are dragged take with them.
pub(crate) struct Carried {
    /// What is read beside the pointer, and where the rows are dropped as text.
    pub(crate) label: String,
    /// The icon before it, in the sprite.
    pub(crate) icon: &'static str,
    /// Of a single file: media type, name and address, for who drops it on the desktop.
    pub(crate) download: Option<String>,
}

/// Rows begin to be dragged: a chip follows the pointer instead of a picture of the row.
pub(crate) fn begin(event: &DragEvent, carried: &Carried) {
    let Some(transfer) = event.data_transfer() else { return };
    transfer.set_effect_allowed("copyMove");
    // Fails only where the browser does not know the type: then nothing can be dropped there anyway.
    let _unknown = transfer.set_data("text/plain", &carried.label);
    if let Some(download) = &carried.download {
        // Of Chromium: what is dropped on the desktop is downloaded.
        let _unknown = transfer.set_data("DownloadURL", download);
    }
    if let Some(chip) = chip(carried) {
        transfer.set_drag_image(&chip, -12, -4);
        // The browser takes its picture now.
        request_animation_frame(move || chip.remove());
    }
}

fn chip(carried: &Carried) -> Option<Element> {
    let chip = document().create_element("div").ok()?;
    chip.set_class_name("drag-chip");
    chip.set_inner_html(&format!("<svg class=\"icon\" aria-hidden=\"true\"><use href=\"{}\"/></svg>", carried.icon));
    let label = document().create_element("span").ok()?;
    label.set_text_content(Some(&carried.label));
    chip.append_child(&label).ok()?;
    document().body()?.append_child(&chip).ok()?;
    Some(chip)
}
