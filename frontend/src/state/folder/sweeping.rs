//! All that is chosen, a thousand rows at a time, while they are being deleted: of a selection that nobody has loaded.
//!
//! 1. What stands above the first chosen row tells where the next rows are: those that were there are gone by then.
//! 2. Rows that stay (exceptions, what could not be deleted) are passed over.
//! 3. It ends behind the last chosen row, and after as many as were chosen: what others add meanwhile is not swept away
//!    without end.

use std::collections::BTreeSet;

use holdall_shared::{Entry, EntryPath, ListingQuery};
use leptos::prelude::*;

use super::Folder;
use crate::{
    api::ApiError,
    number,
    state::choice::{Choice, Mark, Targets},
};

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sweep {
    folder: EntryPath,
    first: Mark,
    /// The row above the first one, once it was looked for.
    above: Above,
    last: Mark,
    but: BTreeSet<EntryPath>,
    with: Vec<Entry>,
    passed: u64,
    left: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Above {
    Unknown,
    Nothing,
    Row(EntryPath),
}

impl Sweep {
    /// How many rows are still to come, at most.
    pub(crate) fn left(&self) -> u64 {
        self.left
    }

    /// So many rows of the last round are still there.
    pub(crate) fn stayed(&mut self, rows: usize) {
        self.passed += number::length(rows);
    }
}

impl Folder {
    /// All that is chosen, unless it is known.
    pub(crate) fn sweep(self) -> Option<Sweep> {
        let left = self.selection.with_untracked(Choice::len);
        match self.selection.with_untracked(|choice| self.rows.with_untracked(|rows| choice.targets(rows))) {
            Targets::Known(_) => None,
            Targets::Span { first, last, but, with } => {
                let (folder, above, passed) = (self.path.get_untracked(), Above::Unknown, 0);
                Some(Sweep { folder, first, above, last, but, with, passed, left })
            }
        }
    }

    /// The next chosen rows; none: there are no more, or nobody can tell any longer where they are.
    pub(crate) async fn next_swept(self, sweep: &mut Sweep) -> Result<Vec<Entry>, ApiError> {
        let result = self.swept(sweep).await;
        self.hear(&result);
        let entries = result?;
        sweep.left = sweep.left.saturating_sub(number::length(entries.len()));
        Ok(entries)
    }

    async fn swept(self, sweep: &mut Sweep) -> Result<Vec<Entry>, ApiError> {
        if !sweep.with.is_empty() {
            return Ok(std::mem::take(&mut sweep.with));
        }
        while sweep.left > 0 {
            let Some(start) = self.start_of(sweep).await? else { return Ok(Vec::new()) };
            let end = self.end_now(&sweep.folder, &sweep.last).await?;
            let offset = start + sweep.passed;
            let wanted = end.saturating_sub(offset).min(u64::from(ListingQuery::MAX_LIMIT));
            if wanted == 0 {
                break;
            }
            let (listing, _) = self.ask(&sweep.folder, self.query(offset, wanted)).await?;
            let listed = listing.entries.len();
            let mut entries = listing.entries;
            entries.retain(|entry| !sweep.but.contains(&entry.path));
            sweep.stayed(listed - entries.len());
            if !entries.is_empty() || listed == 0 {
                entries.truncate(usize::try_from(sweep.left).unwrap_or(usize::MAX));
                return Ok(entries);
            }
        }
        Ok(Vec::new())
    }

    /// Where the rows begin now; nothing if what was above them is gone.
    async fn start_of(self, sweep: &mut Sweep) -> Result<Option<u64>, ApiError> {
        if sweep.above == Above::Unknown {
            let start = self.place_now(&sweep.folder, &sweep.first).await?;
            sweep.above = match start.checked_sub(1) {
                None => Above::Nothing,
                Some(place) => {
                    let (listing, _) = self.ask(&sweep.folder, self.query(place, 1)).await?;
                    listing.entries.into_iter().next().map_or(Above::Nothing, |entry| Above::Row(entry.path))
                }
            };
        }
        match &sweep.above {
            Above::Unknown | Above::Nothing => Ok(Some(0)),
            Above::Row(path) => {
                let (listing, _) = self.ask(&sweep.folder, self.query_at(0, 1, Some(path))).await?;
                Ok(listing.found.map(|place| place + 1))
            }
        }
    }
}
