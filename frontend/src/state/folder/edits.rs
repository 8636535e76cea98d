//! What the page has just done to the folder is shown at once, before the server is asked again.

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use holdall_shared::{Entry, EntryPath};
use leptos::prelude::*;

use super::Folder;
use crate::{
    number,
    state::{
        choice::Choice,
        listed::{Listed, Rows},
        selection::Reach,
        window::change::{followed, place_of},
    },
};

/// Rows that were taken away, and where they were.
pub(crate) struct Removed {
    folder: EntryPath,
    rows: Vec<(u64, Arc<Listed>)>,
    selection: Choice,
}

impl Folder {
    /// Takes rows away at once, and keeps them away until it is known what became of them ([`Self::settle`]).
    pub(crate) fn take_away(self, paths: &[EntryPath]) -> Removed {
        let (old, selection) = (self.rows.get_untracked(), self.selection.get_untracked());
        self.leaving.update_value(|leaving| leaving.begin(paths));
        let gone: HashSet<&EntryPath> = paths.iter().collect();
        let is_gone = |row: &Arc<Listed>| gone.contains(&row.entry.path);
        let rows: Vec<(u64, Arc<Listed>)> =
            old.iter().filter(|(_, row)| is_gone(row)).map(|(place, row)| (place, Arc::clone(row))).collect();
        let mut new = old.clone();
        new.retain(|row| !is_gone(row));
        if rows.len() < gone.len() {
            // Some of them are not loaded: where the others are now is for the server to say.
            new = Rows::of(old.total().saturating_sub(number::length(gone.len())));
        }
        let lost: BTreeSet<EntryPath> = paths.iter().cloned().collect();
        self.selection.update(|selection| selection.let_go(&lost));
        self.changed(&old, new);
        Removed { folder: self.path.get_untracked(), rows, selection }
    }

    /// Whether these are rows of what is listed now.
    pub(crate) fn lists(self, paths: &[EntryPath]) -> bool {
        let here = self.path.get_untracked();
        self.is_search_untracked() || paths.iter().all(|path| path.parent().as_ref() == Some(&here))
    }

    /// Whether an entry is being taken away already.
    pub(crate) fn is_leaving(self, path: &EntryPath) -> bool {
        self.leaving.with_value(|leaving| leaving.has(path))
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
        let Removed { folder, rows, selection } = removed;
        if folder != self.path.get_untracked() || !self.is_ready() {
            return;
        }
        let paths: HashSet<&EntryPath> = paths.iter().collect();
        let old = self.rows.get_untracked();
        let mut new = old.clone();
        for (place, row) in rows {
            if paths.contains(&row.entry.path) && place_of(&new, &row.entry.path, Listed::key).is_none() {
                new.insert(place, row);
            }
        }
        self.selection.set(selection);
        self.changed(&old, new);
        self.focus_cursor();
    }

    /// Entries are back that were deleted: their rows may come.
    pub(crate) fn welcome<'a>(self, paths: impl Iterator<Item = &'a EntryPath>) {
        let paths: Vec<EntryPath> = paths.cloned().collect();
        self.leaving.update_value(|leaving| leaving.stay(&paths));
    }

    /// A row has another name now: it moves to its new place with the next refresh.
    pub(crate) fn renamed(self, from: &EntryPath, entry: &Entry) {
        let row = Arc::new(Listed { entry: entry.clone(), spans: Vec::new() });
        self.selection.update(|selection| selection.renamed(from, &row));
        if let Some(place) = self.place_of(from) {
            self.rows.update(|rows| rows.replace(place, row));
        }
        self.draw();
        self.refresh_and_go(entry.path.clone(), Reach::Cursor);
    }

    fn changed(self, old: &Rows, new: Rows) {
        self.totals.update(|totals| totals.listed = new.total());
        self.selection.update(|selection| {
            selection.follow(&new, |mark| followed(old, &new, (mark.place, mark.path.as_ref()), Listed::key));
        });
        self.exchange(new);
        self.look_at(self.drawing.position.get_value().offset);
    }
}
