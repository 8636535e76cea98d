//! Addresses of bytes that the page has in memory: for what only takes an address, as a picture does.

use js_sys::{Array, Uint8Array};
use web_sys::{Blob, BlobPropertyBag, Url};

/// Such an address. The browser keeps the bytes until this is dropped.
pub(crate) struct ObjectUrl(String);

impl ObjectUrl {
    /// Of a copy of these bytes, as that media type.
    pub(crate) fn of(bytes: &Uint8Array, media_type: &str) -> Option<Self> {
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(bytes), &options).ok()?;
        Url::create_object_url_with_blob(&blob).ok().map(Self)
    }

    /// As a text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        // Fails only where there are no such addresses.
        let _none = Url::revoke_object_url(&self.0);
    }
}
