//! Files of the person's own disk. Their bytes are read by the browser alone, while it sends them.

use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement};

/// What was dropped or chosen.
#[derive(Debug, Clone)]
pub(crate) enum Dropped {
    /// A file.
    File(File),
    /// A folder by that name.
    Folder(String),
}

/// The files chosen in a picker, which is emptied so that the same ones can be chosen again.
pub(crate) fn take_chosen(input: &HtmlInputElement) -> Vec<Dropped> {
    let Some(list) = input.files() else { return Vec::new() };
    let files = (0..list.length()).filter_map(|place| list.get(place)).map(Dropped::File).collect();
    input.set_value("");
    files
}

/// Whether the file can still be read: it may have been changed, moved or unplugged since it was chosen.
pub(crate) async fn is_readable(file: &File) -> bool {
    match file.slice_with_f64_and_f64(0.0, 1.0) {
        Ok(first_byte) => JsFuture::from(first_byte.array_buffer()).await.is_ok(),
        Err(_) => false,
    }
}

/// The id of the page's one file picker.
pub(crate) const PICKER: &str = "file-picker";

/// Opens the picker.
pub(crate) fn open_picker() {
    let picker = document().get_element_by_id(PICKER);
    if let Some(picker) = picker.and_then(|picker| picker.dyn_into::<HtmlInputElement>().ok()) {
        picker.click();
    }
}
