//! Entries that are being deleted: an answer that was on its way before they were gone must not bring their rows back.
//!
//! 1. An entry is leaving from the moment its row is taken away: no listing shows it.
//! 2. Once the server has deleted it, a listing that is asked for *from then on* tells the truth about it, perhaps a
//!    new entry by the same name; one that was asked for before does not.

use std::collections::HashMap;

use holdall_shared::{EntryPath, Listing};

/// See the module.
#[derive(Debug, Clone, Default)]
pub(super) struct Leaving(HashMap<EntryPath, State>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// The server has not answered yet.
    Asked,
    /// It is gone.
    Gone,
}

impl Leaving {
    pub(super) fn begin(&mut self, paths: &[EntryPath]) {
        self.0.extend(paths.iter().map(|path| (path.clone(), State::Asked)));
    }

    /// Whether it is leaving already.
    pub(super) fn has(&self, path: &EntryPath) -> bool {
        self.0.get(path) == Some(&State::Asked)
    }

    pub(super) fn are_gone(&mut self, paths: &[EntryPath]) {
        self.0.extend(paths.iter().map(|path| (path.clone(), State::Gone)));
    }

    pub(super) fn stay(&mut self, paths: &[EntryPath]) {
        for path in paths {
            self.0.remove(path);
        }
    }

    /// A listing is asked for: it will know what is gone by now.
    pub(super) fn listing_begins(&mut self) {
        self.0.retain(|_, state| *state == State::Asked);
    }

    /// Leaves out of a listing what is leaving; answers how many that were.
    pub(super) fn leave_out(&self, listing: &mut Listing) -> usize {
        if self.0.is_empty() {
            return 0;
        }
        let before = listing.entries.len();
        let spans = std::mem::take(&mut listing.matches);
        let stays = |path: &EntryPath| !self.0.contains_key(path);
        listing.matches =
            listing.entries.iter().zip(spans).filter(|(entry, _)| stays(&entry.path)).map(|(_, spans)| spans).collect();
        listing.entries.retain(|entry| stays(&entry.path));
        before - listing.entries.len()
    }
}
