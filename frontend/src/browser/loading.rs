//! Code that is got when it is needed.

use std::pin::Pin;

use leptos::prelude::*;

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

/// What loaded code makes: once, whoever asks for it first.
pub(crate) struct Once<T: ?Sized + 'static>(StoredValue<Option<&'static T>, LocalStorage>);

impl<T: ?Sized + 'static> Once<T> {
    pub(crate) fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    /// It, if it was made.
    pub(crate) fn get(&self) -> Option<&'static T> {
        self.0.get_value()
    }

    /// It, at once or when its code is there. What could not be loaded is tried anew.
    pub(crate) async fn get_or_make<M>(
        &self,
        load: fn() -> Loading<M>,
        make: impl FnOnce(M) -> &'static T,
    ) -> Result<&'static T, NotLoaded> {
        let code = match self.get() {
            Some(value) => return Ok(value),
            None => load().await?,
        };
        // Somebody else may have waited for it too, and was first.
        Ok(self.get().unwrap_or_else(|| {
            let value = make(code);
            self.0.set_value(Some(value));
            value
        }))
    }
}
