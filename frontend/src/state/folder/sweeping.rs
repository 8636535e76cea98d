//! All that is chosen, a thousand rows at a time, also while they are being deleted, moved or copied: of a selection that
//! nobody has loaded.
//!
//! 1. What stands above the first chosen row tells where the next rows are: those that were there are gone by then.
//! 2. Rows that stay (exceptions, what could not be deleted) are passed over.
//! 3. It asks in the order and with the filter in which the rows were chosen.
//! 4. It ends behind the last chosen row, and after as many as were chosen: what others add meanwhile is not swept away
//!    without end.

use std::collections::BTreeSet;

use holdall_shared::{Entry, EntryPath, ListingQuery};
use leptos::prelude::*;

use super::{Activity, Folder, order::asking_for};
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
    query: ListingQuery,
    round: Round,
    passed: u64,
    left: u64,
}

/// What the last rows were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Round {
    /// Some of the list.
    Listed,
    /// Those that were chosen besides.
    Besides,
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

    /// Of which folder the rows are.
    pub(crate) fn folder(&self) -> &EntryPath {
        &self.folder
    }

    /// So many rows of the last round are still there.
    pub(crate) fn stayed(&mut self, rows: usize) {
        if self.round == Round::Listed {
            self.passed += number::length(rows);
        }
    }

    fn query(&self, offset: u64, limit: u64) -> ListingQuery {
        let limit = u32::try_from(limit).unwrap_or(ListingQuery::MAX_LIMIT);
        ListingQuery { offset, limit, ..self.query.clone() }
    }
}

impl Folder {
    /// All that is chosen, unless it is known.
    pub(crate) fn sweep(self) -> Option<Sweep> {
        let left = self.selection.with_untracked(Choice::len);
        match self.selection.with_untracked(|choice| self.rows.with_untracked(|rows| choice.targets(rows))) {
            Targets::Known(_) => None,
            Targets::Span { first, last, but, with } => {
                let (folder, above, query) = (self.path.get_untracked(), Above::Unknown, self.query(0, 1));
                Some(Sweep { folder, first, above, last, but, with, query, round: Round::Listed, passed: 0, left })
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

    /// All of them, in order; nothing is done to them meanwhile.
    pub(crate) async fn all_swept(self, mut sweep: Sweep) -> Result<Vec<Entry>, ApiError> {
        let with = std::mem::take(&mut sweep.with);
        sweep.left = sweep.left.saturating_sub(number::length(with.len()));
        self.activity.set(Activity::Opening);
        let mut all = Vec::new();
        let result = loop {
            match self.next_swept(&mut sweep).await {
                Ok(entries) if entries.is_empty() => break Ok(()),
                Ok(entries) => {
                    sweep.stayed(entries.len());
                    all.extend(entries);
                }
                Err(error) => break Err(error),
            }
        };
        self.activity.set(Activity::Idle);
        all.extend(with);
        result.map(|()| all)
    }

    async fn swept(self, sweep: &mut Sweep) -> Result<Vec<Entry>, ApiError> {
        if !sweep.with.is_empty() {
            sweep.round = Round::Besides;
            return Ok(std::mem::take(&mut sweep.with));
        }
        sweep.round = Round::Listed;
        while sweep.left > 0 {
            let Some(start) = self.start_of(sweep).await? else { return Ok(Vec::new()) };
            let end = self.end_now(&sweep.folder, &sweep.last, &sweep.query).await?;
            let offset = start + sweep.passed;
            let wanted = end.saturating_sub(offset).min(u64::from(ListingQuery::MAX_LIMIT));
            if wanted == 0 {
                break;
            }
            let (listing, _) = self.ask(&sweep.folder, sweep.query(offset, wanted)).await?;
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
            let start = self.place_now(&sweep.folder, &sweep.first, &sweep.query).await?;
            sweep.above = match start.checked_sub(1) {
                None => Above::Nothing,
                Some(place) => {
                    let (listing, _) = self.ask(&sweep.folder, sweep.query(place, 1)).await?;
                    listing.entries.into_iter().next().map_or(Above::Nothing, |entry| Above::Row(entry.path))
                }
            };
        }
        match &sweep.above {
            Above::Unknown | Above::Nothing => Ok(Some(0)),
            Above::Row(path) => {
                let (listing, _) = self.ask(&sweep.folder, asking_for(&sweep.query, Some(path))).await?;
                Ok(listing.found.map(|place| place + 1))
            }
        }
    }
}
