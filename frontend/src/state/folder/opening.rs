//! Opening a folder: from another one or again, and what is seen until it is there or could not be had.

use holdall_shared::{EntryName, EntryPath, ProblemKind};
use leptos::prelude::*;

use super::{Activity, Folder, Leaving, Status, fetched::Fetched, refreshing::Refresh};
use crate::{
    api::{self, ApiError},
    browser::focus,
    text::{folder_name, list},
};

/// Whether a list has been shown: the first one does not take the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opened {
    Never,
    Before,
}

/// What a folder is opened for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Way {
    /// To be looked at, with the cursor on that name.
    To(Option<EntryPath>),
    /// The words of the filter have changed: the focus stays where somebody types.
    Filtered,
}

impl Folder {
    /// Opens a folder.
    pub(crate) fn show(self, path: EntryPath) {
        let before = self.path.get_untracked();
        if let Some(cursor) = self.cursor_path().filter(|cursor| cursor.parent().as_ref() == Some(&before)) {
            self.cursors.update_value(|cursors| drop(cursors.insert(before.clone(), cursor)));
        }
        self.path.set(path.clone());
        let came_from = before.segments().nth(path.segments().count()).filter(|_| before.is_within(&path));
        let cursor = came_from.and_then(|name| EntryName::new(name).ok()).map(|name| path.child(&name));
        let cursor = cursor.or_else(|| self.cursors.with_value(|cursors| cursors.get(&path).cloned()));
        self.open(&before, path, Way::To(cursor));
    }

    /// Opens the same folder again, from its beginning: in another order, or after an error.
    pub(crate) fn reopen(self) {
        let path = self.path.get_untracked();
        self.open(&path, path.clone(), Way::To(self.cursor_path()));
    }

    /// Opens the same folder again: other words are looked for.
    pub(super) fn refilter(self) {
        let path = self.path.get_untracked();
        self.open(&path, path.clone(), Way::Filtered);
    }

    fn cursor_path(self) -> Option<EntryPath> {
        self.selection.with_untracked(|selection| selection.cursor().and_then(|cursor| cursor.path.clone()))
    }

    fn open(self, before: &EntryPath, path: EntryPath, way: Way) {
        let has_rows = *before == path && self.is_ready();
        self.status.set(Status::Loading);
        self.activity.set(Activity::Opening);
        self.refresh.set_value(Refresh::Idle);
        self.want_nothing();
        self.jump.with_value(|slot| slot.run(async {}));
        self.leaving.update_value(Leaving::listing_begins);
        let Some(slot) = self.main.try_get_value() else { return };
        slot.run(async move {
            let result = self.first_look(&path, &way).await;
            self.hear(&result);
            let nearest = match &result {
                Err(ApiError::Problem(problem)) if problem.kind == ProblemKind::NotFound => {
                    Some(nearest_folder(path.clone()).await)
                }
                _ => None,
            };
            self.activity.set(Activity::Idle);
            match result {
                Ok((fetched, offset)) => self.opened(&path, &way, &fetched, offset).await,
                // Its rows stay readable while the server is out of reach; they are asked for again when it is back.
                Err(ApiError::Unreachable) if has_rows => self.status.set(Status::Ready),
                Err(error) => self.status.set(Status::Failed { error, nearest }),
            }
            self.refresh_if_again();
        });
    }

    /// What is seen first: the beginning, or the cursor's row in the middle.
    async fn first_look(self, path: &EntryPath, way: &Way) -> Result<(Fetched, u64), ApiError> {
        let wanted = self.cursor_next.with_value(|next| next.as_ref().map(|(path, _)| path.clone()));
        let cursor = match way {
            Way::To(cursor) => wanted.or_else(|| cursor.clone()),
            Way::Filtered => None,
        };
        let mut fetched = Fetched::default();
        fetched.page(self, path, 0, cursor.as_ref()).await?;
        let scale = self.scale_of(fetched.totals.listed);
        let offset = match fetched.found {
            Some(place) if scale.revealing(place, 0) > 0 => scale.top_of(place).saturating_sub(scale.view_px / 2),
            _ => 0,
        };
        fetched.around(self, path, offset, None).await?;
        Ok((fetched, offset))
    }

    async fn opened(self, path: &EntryPath, way: &Way, fetched: &Fetched, offset: u64) {
        let was_here = focus::is_within_or_nowhere("#list, #list-area, [data-path-bar]")
            && self.opened_before.get_value() == Opened::Before;
        self.opened_before.set_value(Opened::Before);
        let rows = fetched.rows();
        let cursor = fetched.found.unwrap_or(0);
        let cursor = (cursor < rows.total()).then_some(cursor);
        self.arrived.update_value(std::collections::BTreeSet::clear);
        self.totals.set(fetched.totals);
        self.selection.update(|selection| selection.reset(cursor, &rows));
        self.rows.set(rows);
        self.next_ask_ms.set_value(0);
        self.ask_again_if_partial();
        self.status.set(Status::Ready);
        self.look_at(offset);
        if *way == Way::Filtered {
            self.say_matches_soon();
            return;
        }
        let went = self.go_to_wanted().await;
        let name = folder_name(path);
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
