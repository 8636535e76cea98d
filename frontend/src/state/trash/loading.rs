//! Asking for the rows of the trash: its beginning when it is opened, the next page when its end comes into view.

use std::collections::HashSet;

use holdall_shared::{ListingQuery, TrashListing};
use leptos::prelude::*;

use super::{Amount, Entrance, Next, Status, Trash};
use crate::{
    api::{self, ApiError},
    browser::{focus, task},
    number,
    text::{self, trash},
};

/// Entries of a page: more than any screen shows, and quick to answer.
const PAGE: u32 = 200;

impl Trash {
    /// Opens it: what was shown the last time is shown until the answer is there.
    pub(crate) fn show(self) {
        self.selection.update(|selection| selection.reset(self.ids().first().cloned()));
        self.reopen();
    }

    /// Asks again for what is loaded.
    pub(crate) fn reopen(self) {
        if !matches!(self.status.get_untracked(), Status::Ready) {
            self.status.set(Status::Loading);
        }
        let Some(slot) = self.main.try_get_value() else { return };
        slot.run(async move {
            let wanted = self.rows.with_untracked(|rows| number::length(rows.len())).max(u64::from(PAGE));
            let result = self.window(wanted).await;
            self.hear(&result);
            let was_ready = self.status.with_untracked(|status| *status == Status::Ready);
            match result {
                Ok(listing) => self.listed(listing),
                // What is shown stays readable while the server is out of reach.
                Err(ApiError::Unreachable) if was_ready => {}
                Err(error) => self.status.set(Status::Failed(error)),
            }
        });
    }

    /// Adds the next page, if there is one and it is not on its way.
    pub(crate) fn more(self) {
        let loaded = self.rows.with_untracked(|rows| number::length(rows.len()));
        let entries = self.amount.get_untracked().map_or(0, |amount| amount.entries);
        let is_ready = self.status.with_untracked(|status| *status == Status::Ready);
        if !is_ready || loaded >= entries || self.next.get_value() == Next::OnItsWay {
            return;
        }
        self.next.set_value(Next::OnItsWay);
        task::run(async move {
            let result = api::trash::list(loaded, PAGE).await;
            self.hear(&result);
            self.next.set_value(Next::Idle);
            if let Ok(listing) = result {
                self.amount.set(Some(Amount::of(&listing)));
                // What came or went meanwhile shifts the pages: nothing is listed twice.
                let known: HashSet<String> = self.ids().into_iter().collect();
                let added = listing.entries.into_iter().filter(|entry| !known.contains(&entry.id));
                self.rows.update(|rows| rows.extend(added));
            }
        });
    }

    /// The first `wanted` entries, in as few requests as the server allows.
    async fn window(self, wanted: u64) -> Result<TrashListing, ApiError> {
        let limit = |loaded: u64| {
            let rest = u32::try_from(wanted.saturating_sub(loaded)).unwrap_or(ListingQuery::MAX_LIMIT);
            rest.clamp(1, ListingQuery::MAX_LIMIT)
        };
        let mut whole = api::trash::list(0, limit(0)).await?;
        loop {
            let loaded = number::length(whole.entries.len());
            if loaded >= wanted.min(whole.total) {
                return Ok(whole);
            }
            let page = api::trash::list(loaded, limit(loaded)).await?;
            if page.entries.is_empty() {
                return Ok(whole);
            }
            whole.entries.extend(page.entries);
            (whole.total, whole.size) = (page.total, page.size);
        }
    }

    fn listed(self, listing: TrashListing) {
        let is_first = self.status.with_untracked(|status| *status != Status::Ready);
        let takes_focus = self.entrance.get_value() == Entrance::FromWithin
            && focus::is_within_or_nowhere("#list, #list-area, [data-path-bar]");
        self.enter();
        let before = self.ids();
        let amount = Amount::of(&listing);
        self.amount.set(Some(amount));
        self.rows.set(listing.entries);
        let now = self.ids();
        self.selection.update(|selection| {
            selection.keep_only(&before, &now);
            if selection.cursor().is_none() {
                selection.reset(now.first().cloned());
            }
        });
        self.status.set(Status::Ready);
        if is_first {
            let size = text::size(amount.bytes);
            self.voice.say(format!("{}, {}", trash::trash(), trash::count(amount.entries, &size)));
        }
        if takes_focus && !focus::is_in_dialog() {
            self.focus_cursor();
        }
    }
}
