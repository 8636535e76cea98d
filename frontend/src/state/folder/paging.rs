//! Pages that come into view are asked for; requests for those that have left it are dropped.
//!
//! While somebody races through the list, pages are asked for a few times a second: what flies by is not fetched.

use std::{collections::HashMap, ops::Range, time::Duration};

use holdall_shared::Listing;
use leptos::prelude::*;

use super::{Coverage, Folder, Status, Totals};
use crate::{
    api::ApiError,
    browser::{clock, task::Slot},
    number,
    state::{listed::Listed, window::loaded::PAGE},
};

/// Rows around those that are drawn which are asked for before they come into view.
const AHEAD: u64 = 40;

/// Pages are not asked for more often than that.
const PAUSE_MS: u64 = 60;

/// Pages that are on their way at once: browsers allow six connections, uploads take four.
const AT_ONCE: usize = 2;

/// What is on its way.
pub(super) struct Fetching {
    pages: StoredValue<HashMap<u64, Slot>, LocalStorage>,
    last_ms: StoredValue<u64>,
    pause: StoredValue<Pause>,
}

/// Whether a pause is being made, after which what is wanted then is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pause {
    None,
    Made,
}

impl Fetching {
    pub(super) fn begin() -> Self {
        Self {
            pages: StoredValue::new_local(HashMap::new()),
            last_ms: StoredValue::new(0),
            pause: StoredValue::new(Pause::None),
        }
    }
}

impl Folder {
    /// Asks for the pages that these rows need.
    pub(super) fn want(self, drawn: Range<u64>) {
        let mut wanted = Vec::new();
        let around = drawn.start.saturating_sub(AHEAD)..drawn.end.saturating_add(AHEAD);
        // Nobody needs to hear that pages were used.
        let _changed = self.rows.try_maybe_update(|rows| {
            wanted = rows.missing(around);
            (false, ())
        });
        self.fetching.pages.update_value(|pages| {
            pages.retain(|page, slot| {
                let is_wanted = wanted.contains(page);
                if !is_wanted {
                    slot.run(async {});
                }
                is_wanted
            });
        });
        wanted.retain(|page| self.fetching.pages.with_value(|pages| !pages.contains_key(page)));
        if wanted.is_empty() {
            return;
        }
        let since_ms = clock::now_ms().saturating_sub(self.fetching.last_ms.get_value());
        if since_ms < PAUSE_MS {
            self.want_later(PAUSE_MS - since_ms);
            return;
        }
        for page in wanted {
            let is_room = self.fetching.pages.with_value(|pages| pages.len() < AT_ONCE);
            if is_room {
                self.fetch(page);
            }
        }
    }

    /// Drops all requests for pages.
    pub(super) fn want_nothing(self) {
        self.fetching.pages.update_value(|pages| {
            for (_, slot) in pages.drain() {
                slot.run(async {});
            }
        });
    }

    fn want_later(self, wait_ms: u64) {
        if self.fetching.pause.get_value() == Pause::Made {
            return;
        }
        self.fetching.pause.set_value(Pause::Made);
        let again = move || {
            self.fetching.pause.set_value(Pause::None);
            if self.status.with_untracked(|status| *status == Status::Ready) {
                self.want(self.scale().drawn(self.drawing.position.get_value().offset));
            }
        };
        set_timeout(again, Duration::from_millis(wait_ms));
    }

    fn fetch(self, page: u64) {
        self.fetching.last_ms.set_value(clock::now_ms());
        let slot = Slot::default();
        self.fetching.pages.update_value(|pages| drop(pages.insert(page, slot.clone())));
        let path = self.path.get_untracked();
        slot.run(async move {
            let result = self.ask(&path, self.query(page.saturating_mul(PAGE), PAGE)).await;
            self.hear(&result);
            self.fetching.pages.update_value(|pages| drop(pages.remove(&page)));
            self.page_came(page, result);
        });
    }

    pub(super) fn page_came(self, page: u64, result: Result<(Listing, Coverage), ApiError>) {
        match result {
            Ok((mut listing, coverage)) => {
                let left_out = self.leaving.with_value(|leaving| leaving.leave_out(&mut listing));
                let listed = listing.total.saturating_sub(number::length(left_out));
                let is_changed = listed != self.totals.get_untracked().listed;
                if is_changed && left_out == 0 {
                    // Rows came or went: what is in view is looked at again, and stays where it is.
                    self.totals
                        .set(Totals { listed: self.totals.get_untracked().listed, ..Totals::of(&listing, coverage) });
                    self.refresh();
                }
                self.rows.update(|rows| rows.put(page, Listed::of(listing)));
                self.rows.with_untracked(|rows| self.selection.update(|selection| selection.learn(rows)));
            }
            // Told by the strips; asked for again with the next refresh.
            Err(_) => self.rows.update(|rows| rows.give_up(page)),
        }
        self.draw();
    }
}
