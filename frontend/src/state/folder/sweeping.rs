//! All that is chosen, a thousand rows at a time, also while they are being deleted, moved or copied: of a selection that
//! nobody has loaded.
//!
//! 1. What stands above the first chosen row tells where the next rows are: those that were there are gone by then.
//! 2. Rows that stay (exceptions, what could not be deleted) are passed over.
//! 3. It asks where, in the order and with the filter in which the rows were chosen, whatever is looked at meanwhile.
//! 4. It ends behind the last chosen row, and after as many as were chosen: what others add meanwhile is not swept away
//!    without end.

use std::collections::BTreeSet;

use holdall_shared::{Entry, EntryPath, Listing, ListingQuery};
use leptos::prelude::*;

use super::{Activity, Folder, looking::Scope};
use crate::{
    api::ApiError,
    number,
    state::{
        asking,
        choice::{Choice, Mark, Targets},
    },
};

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sweep {
    scope: Scope,
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

    /// Whether the rows were found, wherever they are.
    pub(crate) fn is_found(&self) -> bool {
        self.scope == Scope::Everywhere
    }

    async fn ask(&self, offset: u64, limit: u64, at: Option<&EntryPath>) -> Result<Listing, ApiError> {
        let limit = u32::try_from(limit).unwrap_or(ListingQuery::MAX_LIMIT);
        let query = ListingQuery { offset, limit, ..asking::with_place_of(&self.query, at) };
        Ok(Folder::ask_in(self.scope, &self.folder, query).await?.0)
    }

    /// Where a row is now; where it was, if nobody can tell.
    async fn place_of(&self, mark: &Mark) -> Result<u64, ApiError> {
        if mark.path.is_none() {
            return Ok(mark.place);
        }
        let listing = self.ask(0, 1, mark.path.as_ref()).await?;
        Ok(listing.found.unwrap_or(mark.place))
    }

    /// Behind which place the rows end; a last one that is gone was not followed by others that are chosen.
    async fn end(&self) -> Result<u64, ApiError> {
        let listing = self.ask(0, 1, self.last.path.as_ref()).await?;
        let is_gone = self.last.path.is_some() && listing.found.is_none() && !self.is_found();
        Ok(listing.found.unwrap_or(self.last.place) + u64::from(!is_gone))
    }

    /// Where the rows begin now; nothing if what was above them is gone.
    async fn start(&mut self) -> Result<Option<u64>, ApiError> {
        // What is found has no places that could be asked for; and nothing above it is taken away.
        if self.is_found() {
            return Ok(Some(self.first.place));
        }
        if self.above == Above::Unknown {
            let start = self.place_of(&self.first).await?;
            self.above = match start.checked_sub(1) {
                None => Above::Nothing,
                Some(place) => {
                    let listing = self.ask(place, 1, None).await?;
                    listing.entries.into_iter().next().map_or(Above::Nothing, |entry| Above::Row(entry.path))
                }
            };
        }
        match &self.above {
            Above::Unknown | Above::Nothing => Ok(Some(0)),
            Above::Row(path) => Ok(self.ask(0, 1, Some(path)).await?.found.map(|place| place + 1)),
        }
    }

    /// The next rows: what was done to the last ones is known.
    async fn next(&mut self) -> Result<Vec<Entry>, ApiError> {
        if !self.with.is_empty() {
            self.round = Round::Besides;
            return Ok(std::mem::take(&mut self.with));
        }
        self.round = Round::Listed;
        while self.left > 0 {
            let Some(start) = self.start().await? else { return Ok(Vec::new()) };
            let offset = start + self.passed;
            let wanted = self.end().await?.saturating_sub(offset).min(u64::from(ListingQuery::MAX_LIMIT));
            if wanted == 0 {
                break;
            }
            let mut entries = self.ask(offset, wanted, None).await?.entries;
            let listed = entries.len();
            entries.retain(|entry| !self.but.contains(&entry.path));
            self.stayed(listed - entries.len());
            if !entries.is_empty() || listed == 0 {
                entries.truncate(usize::try_from(self.left).unwrap_or(usize::MAX));
                return Ok(entries);
            }
        }
        Ok(Vec::new())
    }

    /// All rows at once, in order: nothing is done to them meanwhile.
    async fn all(self) -> Result<Vec<Entry>, ApiError> {
        let (start, end) = (self.place_of(&self.first).await?, self.end().await?);
        let mut all = Vec::new();
        loop {
            let offset = start + number::length(all.len());
            let limit = end.saturating_sub(offset).min(u64::from(ListingQuery::MAX_LIMIT));
            let entries = if limit == 0 { Vec::new() } else { self.ask(offset, limit, None).await?.entries };
            if entries.is_empty() {
                break;
            }
            all.extend(entries);
        }
        all.retain(|entry| !self.but.contains(&entry.path));
        all.extend(self.with);
        Ok(all)
    }
}

impl Folder {
    /// All that is chosen, unless it is known.
    pub(crate) fn sweep(self) -> Option<Sweep> {
        let left = self.selection.with_untracked(Choice::len);
        match self.selection.with_untracked(|choice| self.rows.with_untracked(|rows| choice.targets(rows))) {
            Targets::Known(_) => None,
            Targets::Span { first, last, but, with } => Some(Sweep {
                scope: self.looks(),
                folder: self.path.get_untracked(),
                first,
                above: Above::Unknown,
                last,
                but,
                with,
                query: self.query(0, 1),
                round: Round::Listed,
                passed: 0,
                left,
            }),
        }
    }

    /// The next chosen rows; none: there are no more, or nobody can tell any longer where they are.
    pub(crate) async fn next_swept(self, sweep: &mut Sweep) -> Result<Vec<Entry>, ApiError> {
        let result = sweep.next().await;
        self.hear(&result);
        let entries = result?;
        sweep.left = sweep.left.saturating_sub(number::length(entries.len()));
        Ok(entries)
    }

    /// All of them, in order; nothing is done to them meanwhile.
    pub(crate) async fn all_swept(self, sweep: Sweep) -> Result<Vec<Entry>, ApiError> {
        self.activity.set(Activity::Opening);
        let result = sweep.all().await;
        self.activity.set(Activity::Idle);
        self.hear(&result);
        result
    }
}
