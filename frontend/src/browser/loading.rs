//! Code that is got when it is needed.

use std::pin::Pin;

/// A part of the page could not be loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotLoaded;

impl From<leptos::wasm_split::SplitLoaderError> for NotLoaded {
    /// What exactly has failed is told in the browser's console.
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

/// What is under way.
pub type Loading<T> = Pin<Box<dyn Future<Output = Result<T, NotLoaded>>>>;
