//! Which rows are asked for, and in which order: the sorting, and whether hidden files are among them.

use holdall_shared::ListingQuery;
use leptos::prelude::*;

use super::Folder;
use crate::state::preferences::{Hidden, Sorting};

impl Folder {
    /// Sorts, from now on and in this browser.
    pub(crate) fn sort(self, sorting: Sorting) {
        self.sorting.set(sorting);
        self.preferences.update(|preferences| preferences.sorting = sorting);
        self.voice.say(sorting.announcement());
        self.reopen();
    }

    /// Sorts as an address asks, without remembering it.
    pub(crate) fn sort_by_address(self, sorting: Sorting) {
        self.sorting.set(sorting);
    }

    /// Shows or hides hidden files, from now on and in this browser.
    pub(crate) fn toggle_hidden(self) {
        self.preferences.update(|preferences| preferences.hidden = preferences.hidden.toggled());
        self.reopen();
    }

    /// Hidden entries that the rows do not show.
    pub(crate) fn hidden_untold(self) -> u64 {
        if self.preferences.get().hidden == Hidden::Shown { 0 } else { self.totals.get().hidden }
    }

    pub(super) fn query(self, offset: u64, limit: u32) -> ListingQuery {
        let Sorting { key, direction } = self.sorting.get_untracked();
        let hidden = self.preferences.get_untracked().hidden == Hidden::Shown;
        ListingQuery { sort: key, order: direction, offset, limit, hidden, ..ListingQuery::default() }
    }
}
