//! Handles to what lives as long as the page: as small to copy as a pointer, however much is behind them.

use std::ops::Deref;

/// A handle to a value that is never dropped.
pub(crate) struct Lasting<T: 'static>(&'static T);

impl<T> Lasting<T> {
    /// Keeps the value until the page is closed. Meant for the few values that are made once.
    pub(crate) fn new(value: T) -> Self {
        Self(Box::leak(Box::new(value)))
    }

    /// The value.
    pub(crate) fn as_static(self) -> &'static T {
        self.0
    }
}

impl<T> Clone for Lasting<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Lasting<T> {}

impl<T> Deref for Lasting<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0
    }
}
