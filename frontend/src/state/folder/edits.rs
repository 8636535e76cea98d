//! What the page has just done to the folder is shown at once, before the server is asked again.

use std::collections::HashSet;

use holdall_shared::{Entry, EntryName, EntryPath};
use leptos::prelude::*;

use super::Folder;
use crate::{
    number,
    state::{
        row::{Arrival, Row},
        selection::{Reach, Selection},
    },
};

/// Rows that were taken away, and where they were.
pub(crate) struct Removed {
    folder: EntryPath,
    places: Vec<(usize, Row)>,
    selection: Selection,
}

impl Folder {
    /// Takes rows away at once, and keeps them away until it is known what became of them ([`Self::settle`]).
    pub(crate) fn take_away(self, paths: &[EntryPath]) -> Removed {
        let before = self.names();
        let selection = self.selection.get_untracked();
        self.leaving.update_value(|leaving| leaving.begin(paths));
        let gone: HashSet<&EntryPath> = paths.iter().collect();
        let is_gone = |row: &Row| row.entry.with_untracked(|entry| gone.contains(&entry.path));
        let rows = self.rows.get_untracked();
        let places = rows.iter().enumerate().filter(|(_, row)| is_gone(row));
        let places: Vec<(usize, Row)> = places.map(|(place, row)| (place, row.clone())).collect();
        self.count(|listed| listed.saturating_sub(number::length(places.len())));
        self.rows.update(|rows| rows.retain(|row| !is_gone(row)));
        self.selection.update(|selection| selection.keep_only(&before, &self.names()));
        Removed { folder: self.path.get_untracked(), places, selection }
    }

    /// It is known now that some are gone and others are not; the server is asked about the folder.
    pub(crate) fn settle(self, gone: &[EntryPath], remaining: &[EntryPath]) {
        self.leaving.update_value(|leaving| {
            leaving.are_gone(gone);
            leaving.stay(remaining);
        });
        self.refresh();
    }

    /// Shows rows again that were taken away too early, selected as they were.
    pub(crate) fn bring_back(self, removed: Removed, paths: &[EntryPath]) {
        let Removed { folder, places, selection } = removed;
        if folder != self.path.get_untracked() || !self.is_ready() {
            return;
        }
        let paths: HashSet<&EntryPath> = paths.iter().collect();
        let mut rows = self.rows.get_untracked();
        let before = rows.len();
        for (place, row) in places {
            let is_back = row.entry.with_untracked(|entry| paths.contains(&entry.path));
            if is_back && rows.iter().all(|other| other.name != row.name) {
                rows.insert(place.min(rows.len()), row);
            }
        }
        self.count(|listed| listed + number::length(rows.len() - before));
        self.rows.set(rows);
        let names = self.names();
        self.selection.set(selection);
        self.selection.update(|selection| selection.keep_only(&names, &names));
        self.focus_cursor();
    }

    /// Entries are back that were deleted: their rows may come.
    pub(crate) fn welcome<'a>(self, paths: impl Iterator<Item = &'a EntryPath>) {
        let paths: Vec<EntryPath> = paths.cloned().collect();
        self.leaving.update_value(|leaving| leaving.stay(&paths));
    }

    fn count(self, change: impl FnOnce(u64) -> u64) {
        self.totals.update(|totals| totals.listed = change(totals.listed));
    }

    /// A row has another name now: it moves to its new place with the next refresh.
    pub(crate) fn renamed(self, from: &EntryName, entry: &Entry) {
        self.selection.update(|selection| selection.renamed(from, &entry.name));
        let replaced = |row: &Row| if row.name == *from { vec![entry.clone()] } else { Vec::new() };
        let renewed = self.rows.with_untracked(|rows| rows.iter().flat_map(replaced).collect::<Vec<_>>());
        let mut fresh = self.renew(&[], renewed, Arrival::Listed).into_iter();
        self.rows.update(|rows| {
            for row in rows.iter_mut().filter(|row| row.name == *from) {
                if let Some(fresh) = fresh.next() {
                    *row = fresh;
                }
            }
        });
        self.refresh_and_go(entry.name.clone(), Reach::Cursor);
    }
}
