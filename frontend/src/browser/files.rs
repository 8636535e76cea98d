//! Files of the person's own disk. Their bytes are read by the browser alone, while it sends them.

use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement};

/// Whether the file can still be read: it may have been changed, moved or unplugged since it was chosen.
pub(crate) async fn is_readable(file: &File) -> bool {
    match file.slice_with_f64_and_f64(0.0, 1.0) {
        Ok(first_byte) => JsFuture::from(first_byte.array_buffer()).await.is_ok(),
        Err(_) => false,
    }
}

/// A picker of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Picker {
    /// Of files; on phones also of the camera.
    Files,
    /// Of folders.
    Folders,
}

impl Picker {
    /// Its id in the DOM.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Files => "file-picker",
            Self::Folders => "folder-picker",
        }
    }

    /// Opens it.
    pub(crate) fn open(self) {
        let picker = document().get_element_by_id(self.id());
        if let Some(picker) = picker.and_then(|picker| picker.dyn_into::<HtmlInputElement>().ok()) {
            picker.click();
        }
    }
}
