//! `/files`: what is in a file, for the page to look at.

use js_sys::Uint8Array;

use crate::browser::fetching;
pub(crate) use crate::browser::fetching::NotGot;

/// The first bytes of the file at that address, `count` at most.
pub(crate) async fn head(url: &str, count: u64) -> Result<Uint8Array, NotGot> {
    fetching::head(url, count).await
}

/// The whole of a file that has at most so many bytes.
pub(crate) async fn whole(url: &str, most: u64) -> Result<Uint8Array, NotGot> {
    fetching::whole(url, most).await
}
