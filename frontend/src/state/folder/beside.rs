//! The file before or behind another one in the list, wherever the list is looked at.

use std::sync::Arc;

use holdall_shared::{Entry, EntryKind, EntryPath};
use leptos::prelude::*;

use super::Folder;
use crate::{
    api::ApiError,
    state::{
        listed::Listed,
        preview::beside::{Beside, From, Position, Way, beside, position},
        window::loaded::PAGE,
    },
};

/// Pages that are looked through for the next file: so many rows that are none are taken for the end.
const MOST_PAGES: usize = 10;

impl Folder {
    /// What is known of an entry, if it is loaded.
    pub(crate) fn entry_of(self, path: &EntryPath) -> Option<Entry> {
        self.rows.with(|rows| rows.iter().find(|(_, row)| row.entry.path == *path).map(|(_, row)| row.entry.clone()))
    }

    /// The place of an entry, if it is loaded, for what is drawn.
    pub(crate) fn listed_at(self, path: &EntryPath) -> Option<u64> {
        self.rows.track();
        self.place_of(path)
    }

    /// What is beside a place, as far as the rows are known.
    pub(crate) fn beside(self, from: From, way: Way) -> Beside {
        self.rows.with(|rows| beside(rows, from, way, is_file))
    }

    /// Which of the files a place has.
    pub(crate) fn position(self, place: u64) -> Position {
        self.rows.with(|rows| position(rows, place, is_file))
    }

    /// The file beside a place; rows that are not loaded are asked for.
    pub(crate) async fn file_beside(self, from: From, way: Way) -> Result<Option<(u64, Entry)>, ApiError> {
        for _ in 0..MOST_PAGES {
            match untrack(|| self.beside(from, way)) {
                Beside::File(place) => {
                    let row = self.rows.with_untracked(|rows| rows.get(place).map(|row| row.entry.clone()));
                    return Ok(row.map(|entry| (place, entry)));
                }
                Beside::Nothing => return Ok(None),
                Beside::NotLoaded(place) => self.load(place / PAGE).await?,
            }
        }
        Ok(None)
    }

    async fn load(self, page: u64) -> Result<(), ApiError> {
        let path = self.path.get_untracked();
        let result = self.ask(&path, self.query(page.saturating_mul(PAGE), PAGE)).await;
        self.hear(&result);
        self.page_came(page, Ok(result?));
        Ok(())
    }
}

fn is_file(row: &Arc<Listed>) -> bool {
    row.entry.kind == EntryKind::File
}
