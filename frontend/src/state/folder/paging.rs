//! The next page of a folder: asked for when the end of the list comes into view.

use std::collections::HashSet;

use holdall_shared::{EntryName, Listing};
use leptos::prelude::*;

use super::{Activity, Folder, PAGE, Status, Totals};
use crate::{api, number, state::row::Arrival};

impl Folder {
    /// Adds the next page, if there is one and it is not on its way.
    pub(crate) fn more(self) {
        let loaded = self.rows.with_untracked(|rows| number::length(rows.len()));
        let wanted = self.status.get_untracked() == Status::Ready && loaded < self.totals.get_untracked().listed;
        if !wanted || self.activity.get_untracked() != Activity::Idle {
            return;
        }
        self.activity.set(Activity::Continuing);
        let path = self.path.get_untracked();
        let Some(slot) = self.next.try_get_value() else { return };
        slot.run(async move {
            let result = api::entries::list(&path, self.query(loaded, PAGE)).await;
            self.hear(&result);
            self.activity.set(Activity::Idle);
            if let Ok(listing) = result {
                self.append(self.heard(listing));
            }
        });
    }

    fn append(self, listing: Listing) {
        self.totals.set(Totals::of(&listing));
        let old = self.rows.get_untracked();
        // Files that came or went meanwhile shift the pages: nothing is listed twice.
        let known: HashSet<&EntryName> = old.iter().map(|row| &row.name).collect();
        let added = listing.entries.into_iter().filter(|entry| !known.contains(&entry.name)).collect();
        let added = self.renew(&[], added, Arrival::Listed);
        self.rows.update(|rows| rows.extend(added));
    }
}
