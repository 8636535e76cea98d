//! Room under the quota: promised to what is under way, then turned into bytes of the tree.
//!
//! Growth is added before it is visible, shrinkage after it; what is not done in the end is taken back.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{
    tree::Tree,
    usage::{Changing, Usage},
};
use crate::store::StoreError;

/// Bytes of the quota that somebody may fill; what is left of them is given back when this is dropped.
#[derive(Debug)]
pub(super) struct Promise {
    tree: Arc<Tree>,
    /// Bytes of what will be replaced.
    freed: u64,
    bytes: Mutex<u64>,
}

impl Promise {
    /// Promises nothing yet.
    pub(super) fn new(tree: &Arc<Tree>, freed: u64) -> Self {
        Self { tree: Arc::clone(tree), freed, bytes: Mutex::new(0) }
    }

    fn bytes(&self) -> MutexGuard<'_, u64> {
        self.bytes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Promises what `length` bytes take beyond what they replace.
    pub(super) fn cover(&self, length: u64) -> Result<(), StoreError> {
        self.have(length.saturating_sub(self.freed))
    }

    fn have(&self, wanted: u64) -> Result<(), StoreError> {
        let usage = &self.tree.usage;
        let mut bytes = self.bytes();
        let Some(quota) = usage.quota().filter(|_| wanted > *bytes) else { return Ok(()) };
        let more = wanted - *bytes;
        self.tree.keep_counted()?;
        let is_taken = usage.tally().take(more, quota);
        if !is_taken {
            // Not on the word of an old count.
            self.tree.count_if_old()?;
            if !usage.tally().take(more, quota) {
                return Err(StoreError::OverQuota);
            }
        }
        *bytes = wanted;
        Ok(())
    }

    /// What was promised is about to be in the tree: `new` bytes in the place of `old` ones.
    pub(super) fn grow(&self, new: u64, old: u64) -> Result<Growth<'_>, StoreError> {
        self.have(new.saturating_sub(old))?;
        let spent = std::mem::take(&mut *self.bytes());
        Ok(Growth::begin(&self.tree.usage, new, old, Some((self, spent))))
    }
}

impl Drop for Promise {
    fn drop(&mut self) {
        let bytes = std::mem::take(&mut *self.bytes());
        let mut tally = self.tree.usage.tally();
        tally.promised = tally.promised.saturating_sub(bytes);
    }
}

/// A change that is taken back when this is dropped before it is done.
pub(super) struct Growth<'a> {
    promise: Option<&'a Promise>,
    grown: u64,
    shrunk: u64,
    /// Of the promise.
    spent: u64,
    changing: Changing<'a>,
}

impl<'a> Growth<'a> {
    /// `new` bytes are about to take the place of `old` ones; of a promise `spent` bytes are used up.
    pub(super) fn begin(usage: &'a Usage, new: u64, old: u64, spent: Option<(&'a Promise, u64)>) -> Self {
        let (grown, shrunk) = (new.saturating_sub(old), old.saturating_sub(new));
        let (promise, spent) = spent.map_or((None, 0), |(promise, bytes)| (Some(promise), bytes));
        let mut tally = usage.tally();
        tally.used = tally.used.saturating_add(grown);
        tally.promised = tally.promised.saturating_sub(spent);
        tally.under_way += 1;
        Self { promise, grown, shrunk, spent, changing: Changing(usage) }
    }

    /// It has been made.
    pub(super) fn done(mut self) {
        let mut tally = self.changing.0.tally();
        tally.used = tally.used.saturating_sub(self.shrunk);
        drop(tally);
        (self.promise, self.grown, self.spent) = (None, 0, 0);
    }
}

impl Drop for Growth<'_> {
    fn drop(&mut self) {
        let mut bytes = self.promise.map(|promise| promise.bytes());
        let mut tally = self.changing.0.tally();
        tally.used = tally.used.saturating_sub(self.grown);
        if let Some(bytes) = &mut bytes {
            **bytes += self.spent;
            tally.promised += self.spent;
        }
    }
}
