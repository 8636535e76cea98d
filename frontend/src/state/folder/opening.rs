//! Opening a folder: from another one or again, and what is seen until it is there or could not be had.

use holdall_shared::{EntryName, EntryPath, Listing, ProblemKind};
use leptos::prelude::*;

use super::{Activity, Folder, Leaving, PAGE, Status, Totals, refreshing::Refresh};
use crate::{
    api::{self, ApiError},
    browser::focus,
    state::row::Arrival,
    text::{self, list},
};

/// Whether a list has been shown: the first one does not take the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opened {
    Never,
    Before,
}

impl Folder {
    /// Opens a folder.
    pub(crate) fn show(self, path: EntryPath) {
        let before = self.path.get_untracked();
        if let Some(cursor) = self.selection.with_untracked(|selection| selection.cursor().cloned()) {
            self.cursors.update_value(|cursors| drop(cursors.insert(before.clone(), cursor)));
        }
        self.path.set(path.clone());
        let came_from = before.segments().nth(path.segments().count()).filter(|_| before.is_within(&path));
        let cursor = came_from.and_then(|name| EntryName::new(name).ok());
        let cursor = cursor.or_else(|| self.cursors.with_value(|cursors| cursors.get(&path).cloned()));
        self.open(&before, path, cursor);
    }

    /// Opens the same folder again, from its beginning: in another order, or after an error.
    pub(crate) fn reopen(self) {
        let cursor = self.selection.with_untracked(|selection| selection.cursor().cloned());
        let path = self.path.get_untracked();
        self.open(&path, path.clone(), cursor);
    }

    fn open(self, before: &EntryPath, path: EntryPath, cursor: Option<EntryName>) {
        let has_rows = *before == path && self.is_ready();
        self.status.set(Status::Loading);
        self.activity.set(Activity::Opening);
        self.refresh.set_value(Refresh::Idle);
        for slot in [self.main, self.next] {
            slot.with_value(|slot| slot.run(async {}));
        }
        self.leaving.update_value(Leaving::listing_begins);
        let Some(slot) = self.main.try_get_value() else { return };
        slot.run(async move {
            let result = api::entries::list(&path, self.query(0, PAGE)).await;
            self.hear(&result);
            let nearest = match &result {
                Err(ApiError::Problem(problem)) if problem.kind == ProblemKind::NotFound => {
                    Some(nearest_folder(path.clone()).await)
                }
                _ => None,
            };
            self.activity.set(Activity::Idle);
            match result {
                Ok(listing) => self.opened(self.heard(listing), cursor),
                // Its rows stay readable while the server is out of reach; they are asked for again when it is back.
                Err(ApiError::Unreachable) if has_rows => self.status.set(Status::Ready),
                Err(error) => self.status.set(Status::Failed { error, nearest }),
            }
        });
    }

    fn opened(self, listing: Listing, cursor: Option<EntryName>) {
        let was_here = focus::is_within_or_nowhere("#list, #list-area, [data-path-bar]")
            && self.opened_before.get_value() == Opened::Before;
        self.opened_before.set_value(Opened::Before);
        let name = listing.path.name().map_or_else(|| text::ROOT.to_owned(), Into::into);
        self.totals.set(Totals::of(&listing));
        let rows = self.renew(&[], listing.entries, Arrival::Listed);
        let first = rows.first().map(|row| row.name.clone());
        let cursor = cursor.filter(|cursor| rows.iter().any(|row| row.name == *cursor));
        self.rows.set(rows);
        self.selection.update(|selection| selection.reset(cursor.or(first)));
        self.status.set(Status::Ready);
        let went = self.go_to_wanted();
        let totals = self.totals.get_untracked();
        let hidden = untrack(|| self.hidden_untold());
        self.voice.say(list::opened(&name, &list::count(totals.listed, hidden, totals.unlisted)));
        if (was_here || went) && !focus::is_in_dialog() {
            self.focus_cursor();
        }
    }
}

/// The nearest folder above `path` that exists.
async fn nearest_folder(path: EntryPath) -> EntryPath {
    let mut folder = path.parent().unwrap_or_default();
    while !folder.is_root() && api::entries::entry(&folder).await.is_err() {
        folder = folder.parent().unwrap_or_default();
    }
    folder
}
