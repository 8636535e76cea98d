//! What is chosen, for who acts on it: the entries themselves, or how to get at them.

use holdall_shared::{Entry, EntryName, EntryPath};
use leptos::prelude::*;

use super::Folder;
use crate::state::{
    choice::{Choice, Targets},
    listed::Listed,
    window::change,
};

impl Folder {
    /// The chosen entries, in order, if all of them are known.
    pub(crate) fn known_chosen(self) -> Option<Vec<Entry>> {
        let targets = self.selection.with(|selection| self.rows.with_untracked(|rows| selection.targets(rows)));
        match targets {
            Targets::Known(entries) => Some(entries),
            Targets::Span { .. } => None,
        }
    }

    /// What to download for all that is chosen, if that is the whole folder: the folder itself.
    pub(crate) fn whole_chosen(self) -> Option<EntryPath> {
        let is_all = self.selection.with_untracked(Choice::is_all);
        let shows_all = untrack(|| !self.is_narrowed() && self.hidden_untold() == 0);
        (is_all && shows_all).then(|| self.path.get_untracked())
    }

    /// Chooses every entry of the folder.
    pub(crate) fn choose_all(self) {
        self.rows.with_untracked(|rows| self.selection.update(|selection| selection.choose_all(rows)));
    }

    /// Chooses none.
    pub(crate) fn choose_none(self) {
        self.selection.update(Choice::clear);
    }

    /// The only chosen entry.
    pub(crate) fn only_chosen(self) -> Option<EntryPath> {
        self.selection.with(|selection| selection.only().cloned())
    }

    /// Whether a row is about to be gone to.
    pub(crate) fn is_going(self) -> bool {
        !self.is_ready() || self.cursor_next.with_value(Option::is_some)
    }

    /// Whether the entry is one of those that are chosen.
    pub(crate) fn is_chosen(self, path: &EntryPath) -> bool {
        let place = self.place_of(path).unwrap_or(u64::MAX);
        self.selection.with_untracked(|selection| selection.contains(place, Some(path)))
    }

    /// The names of the rows, if all of them are loaded.
    pub(crate) fn whole_names(self) -> Option<Vec<EntryName>> {
        let names = |rows: &crate::state::listed::Rows| rows.iter().map(|(_, row)| row.entry.name.clone()).collect();
        self.rows.with_untracked(|rows| rows.is_whole().then(|| names(rows)))
    }

    /// The place of an entry, if it is loaded.
    pub(crate) fn place_of(self, path: &EntryPath) -> Option<u64> {
        self.rows.with_untracked(|rows| change::place_of(rows, path, Listed::key))
    }
}
