//! Asking again for what is loaded: soon, at most once at a time, and keeping rows, selection and focus.

use std::time::Duration;

use holdall_shared::{EntryName, EntryPath, Listing, ListingQuery, ProblemKind};
use leptos::prelude::*;

use super::{Folder, Leaving, PAGE, Status, Totals};
use crate::{
    api::{self, ApiError},
    browser::focus,
    number,
    state::{row::Arrival, selection::Reach},
};

/// Changes that come close together are asked for together.
const REFRESH_AFTER: Duration = Duration::from_millis(250);

/// Whether a refresh is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refresh {
    Idle,
    Scheduled,
    Again,
}

impl Folder {
    /// As [`Self::refresh`]; then goes to the row `name`.
    pub(crate) fn refresh_and_go(self, name: EntryName, reach: Reach) {
        self.cursor_next.set_value(Some((name, reach)));
        self.refresh();
    }

    /// Goes to the row `name` once it is listed: the folder is being opened.
    pub(crate) fn go_when_listed(self, name: EntryName, reach: Reach) {
        self.cursor_next.set_value(Some((name, reach)));
    }

    /// Asks again for what is loaded, soon.
    pub(crate) fn refresh(self) {
        match self.refresh.get_value() {
            Refresh::Idle => {
                self.refresh.set_value(Refresh::Scheduled);
                set_timeout(move || self.run_refresh(), REFRESH_AFTER);
            }
            Refresh::Scheduled | Refresh::Again => self.refresh.set_value(Refresh::Again),
        }
    }

    /// Goes to the row that was asked for, if it is there now; whether it was.
    pub(super) fn go_to_wanted(self) -> bool {
        let Some((name, reach)) = self.cursor_next.get_value() else { return false };
        let found = self.row(&name).is_some();
        if found {
            self.selection.update(|selection| selection.go(&self.names(), &name, reach));
        }
        // An answer that was already on its way may not have it yet; the next one will.
        if found || self.refresh.get_value() != Refresh::Again {
            self.cursor_next.set_value(None);
        }
        found
    }

    fn run_refresh(self) {
        if self.refresh.get_value() == Refresh::Idle || self.status.get_untracked() != Status::Ready {
            self.refresh.set_value(Refresh::Idle);
            return;
        }
        self.refresh.set_value(Refresh::Scheduled);
        let path = self.path.get_untracked();
        self.leaving.update_value(Leaving::listing_begins);
        let wanted = self.rows.with_untracked(|rows| number::length(rows.len())).max(u64::from(PAGE));
        let Some(slot) = self.main.try_get_value() else { return };
        slot.run(async move {
            let result = self.window(&path, wanted).await;
            self.hear(&result);
            match result {
                Ok(listing) => self.refreshed(self.heard(listing)),
                Err(ApiError::Problem(problem)) if problem.kind == ProblemKind::NotFound => self.reopen(),
                // Told by the strips; what is shown stays.
                Err(_) => {}
            }
            let again = self.refresh.get_value() == Refresh::Again;
            self.refresh.set_value(Refresh::Idle);
            if again {
                self.refresh();
            }
        });
    }

    /// The first `wanted` entries, in as few requests as the server allows.
    async fn window(self, path: &EntryPath, wanted: u64) -> Result<Listing, ApiError> {
        let limit = |loaded: u64| {
            let rest = u32::try_from(wanted.saturating_sub(loaded)).unwrap_or(ListingQuery::MAX_LIMIT);
            rest.clamp(1, ListingQuery::MAX_LIMIT)
        };
        let mut whole = api::entries::list(path, self.query(0, limit(0))).await?;
        loop {
            let loaded = number::length(whole.entries.len());
            if loaded >= wanted.min(whole.total) {
                return Ok(whole);
            }
            let page = api::entries::list(path, self.query(loaded, limit(loaded))).await?;
            if page.entries.is_empty() {
                return Ok(whole);
            }
            whole.entries.extend(page.entries);
            whole.total = page.total;
        }
    }

    fn refreshed(self, listing: Listing) {
        let before = self.names();
        let had_focus = focus::current().is_some_and(|element| element.closest("#list").ok().flatten().is_some());
        let on_field = focus::current().is_some_and(|element| element.tag_name() == "INPUT");
        self.totals.set(Totals::of(&listing));
        let old = self.rows.get_untracked();
        let rows = self.renew(&old, listing.entries, Arrival::New);
        let unchanged = rows.len() == old.len() && rows.iter().zip(&old).all(|(new, old)| new.id == old.id);
        if !unchanged {
            self.rows.set(rows);
            self.selection.update(|selection| selection.keep_only(&before, &self.names()));
        }
        let went = self.go_to_wanted();
        // Rows that move lose the focus in some browsers.
        if (went || (had_focus && !unchanged)) && !on_field && !focus::is_in_dialog() {
            self.focus_cursor();
        }
    }
}
