//! Which rows are asked for, and in which order: the sorting, whether hidden files are among them, and which names.

use std::time::Duration;

use holdall_shared::{EntryPath, ListingQuery};
use leptos::prelude::*;

use super::{Folder, Status};
use crate::{
    browser::address,
    state::{
        asking,
        preferences::{Hidden, Sorting},
        route,
    },
    text::list,
};

/// How many names match is said when nobody has typed for so long.
const SAY_AFTER: Duration = Duration::from_millis(500);

impl Folder {
    /// Sorts, from now on and in this browser; the address has it, too.
    pub(crate) fn sort(self, sorting: Sorting) {
        self.sorting.set(sorting);
        self.preferences.update(|preferences| preferences.sorting = sorting);
        address::replace(&(address::pathname() + &route::with_sorting(&address::search(), sorting)));
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

    /// Says how many names match, once nobody types any more.
    pub(super) fn say_matches_soon(self) {
        let filter = self.filter.get_untracked();
        let say = move || {
            let is_settled = self.status.with_untracked(|status| *status == Status::Ready);
            if is_settled && self.filter.with_untracked(|now| *now == filter) {
                let listed = self.totals.get_untracked().listed;
                let hidden = untrack(|| self.hidden_untold());
                self.voice.say(if filter.is_empty() { list::count(listed, hidden, 0) } else { list::matches(listed) });
            }
        };
        set_timeout(say, SAY_AFTER);
    }

    /// As [`Self::query`], and where an entry is.
    pub(super) fn query_at(self, offset: u64, limit: u64, at: Option<&EntryPath>) -> ListingQuery {
        asking::with_place_of(&self.query(offset, limit), at)
    }

    pub(super) fn query(self, offset: u64, limit: u64) -> ListingQuery {
        let hidden = self.preferences.get_untracked().hidden;
        asking::query(self.sorting.get_untracked(), hidden, self.filter.get_untracked(), offset, limit)
    }
}
