//! What the page has just done to the folder is shown at once, before the server is asked again.

use holdall_shared::{Entry, EntryName, EntryPath};
use leptos::prelude::*;

use super::Folder;
use crate::{
    number,
    state::{
        row::{Arrival, Row},
        selection::Reach,
    },
};

impl Folder {
    /// Takes rows away at once; the server is asked about the rest.
    pub(crate) fn take_away(self, gone: &[EntryPath]) {
        let before = self.names();
        let is_gone = |row: &Row| row.entry.with_untracked(|entry| gone.contains(&entry.path));
        self.rows.update(|rows| rows.retain(|row| !is_gone(row)));
        let lost = number::length(before.len() - self.rows.with_untracked(Vec::len));
        self.totals.update(|totals| totals.listed = totals.listed.saturating_sub(lost));
        self.selection.update(|selection| selection.keep_only(&before, &self.names()));
        self.refresh();
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
