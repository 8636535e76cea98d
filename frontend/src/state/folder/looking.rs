//! Looking for names: in the folder that is shown, or everywhere. What is found is listed in the place of the folder.

use std::time::Duration;

use holdall_shared::{EntryPath, Listing, ListingQuery, SearchQuery};
use leptos::prelude::*;

use super::{Coverage, Folder};
use crate::api::{self, ApiError};

/// A search through all folders begins when nobody has typed for so long.
const SEARCH_AFTER: Duration = Duration::from_millis(200);

/// A search that was not whole is asked again after so long at first.
const ASK_AGAIN_MS: u64 = 1_000;

/// And at most.
const ASK_AGAIN_AT_MOST_MS: u64 = 16_000;

/// Where names are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Scope {
    /// In the folder that is shown.
    #[default]
    Folder,
    /// In all folders.
    Everywhere,
}

impl Folder {
    /// Where names are looked for, once there is something to look for.
    pub(crate) fn scope(self) -> Signal<Scope> {
        self.scope.into()
    }

    /// Whether only names with some words in them are listed.
    pub(crate) fn is_narrowed(self) -> bool {
        self.filter.with(|words| !words.is_empty())
    }

    /// Whether the rows were found in all folders, rather than listed in this one.
    pub(crate) fn is_search(self) -> bool {
        self.scope.get() == Scope::Everywhere && self.is_narrowed()
    }

    /// As [`Self::is_search`], outside of what is drawn.
    pub(crate) fn is_search_untracked(self) -> bool {
        untrack(|| self.is_search())
    }

    /// Lists only names that have all these words in them; none: all names of the folder.
    pub(crate) fn look_for(self, words: String, scope: Scope) {
        let is_same = self.filter.with_untracked(|known| *known == words);
        if is_same && self.scope.get_untracked() == scope {
            return;
        }
        self.scope.set(scope);
        self.filter.set(words.clone());
        if is_same || !self.is_search_untracked() {
            self.refilter();
            return;
        }
        let begin = move || {
            if self.is_search_untracked() && self.filter.with_untracked(|now| *now == words) {
                self.refilter();
            }
        };
        set_timeout(begin, SEARCH_AFTER);
    }

    /// As an address asks, before its folder is opened.
    pub(crate) fn look_for_by_address(self, words: String, scope: Scope) {
        self.filter.set(words);
        self.scope.set(scope);
    }

    /// Where is looked now: everywhere only while something is looked for.
    pub(super) fn looks(self) -> Scope {
        if self.is_search_untracked() { Scope::Everywhere } else { Scope::Folder }
    }

    /// A page of what is listed, wherever that is.
    pub(super) async fn ask(self, path: &EntryPath, query: ListingQuery) -> Result<(Listing, Coverage), ApiError> {
        Self::ask_in(self.looks(), path, query).await
    }

    /// A page of a listing or of what is found.
    pub(super) async fn ask_in(
        scope: Scope,
        path: &EntryPath,
        query: ListingQuery,
    ) -> Result<(Listing, Coverage), ApiError> {
        if scope == Scope::Folder {
            return Ok((api::entries::list(path, query).await?, Coverage::Whole));
        }
        let ListingQuery { filter: q, offset, limit, hidden, .. } = query;
        let found = api::search::search(&SearchQuery { q, offset, limit, hidden, path: EntryPath::ROOT }).await?;
        let coverage = if found.complete { Coverage::Whole } else { Coverage::Partial };
        let listing = Listing {
            path: path.clone(),
            entries: found.entries,
            offset: found.offset,
            total: found.total,
            hidden: 0,
            unlisted: 0,
            found: None,
            matches: found.matches,
        };
        Ok((listing, coverage))
    }

    /// A search that is not whole yet is asked again, less and less often.
    pub(super) fn ask_again_if_partial(self) {
        if self.totals.with_untracked(|totals| totals.coverage == Coverage::Whole) {
            return;
        }
        let wait_ms = self.next_ask_ms.get_value().max(ASK_AGAIN_MS);
        self.next_ask_ms.set_value((wait_ms * 2).min(ASK_AGAIN_AT_MOST_MS));
        let again = move || {
            if self.is_search_untracked() {
                self.refresh();
            }
        };
        set_timeout(again, Duration::from_millis(wait_ms));
    }
}
