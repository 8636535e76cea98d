//! Looking again at what is in view: soon, at most once at a time, and keeping the sight, the selection and the focus.
//!
//! 1. The page of the first row in view is asked for, and with it where that row is now.
//! 2. If it has moved, so does the offset: what is under the eye stays. At the very top of the list nothing is kept
//!    under the eye: what is new is seen.
//! 3. What is then in view is asked for, and shown at once with the rest.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use holdall_shared::{EntryPath, ProblemKind};
use leptos::prelude::*;

use super::{Folder, Leaving, Status, eye::Eye, fetched::Fetched};
use crate::{
    api::ApiError,
    browser::focus,
    state::{
        choice::Choice,
        listed::{Listed, Rows},
        selection::Reach,
        session::Presence,
        window::{
            change::{arrivals, followed, place_of},
            loaded::PAGE,
        },
    },
};

/// Changes that come close together are asked for together. The server tells of a change 100 ms after it was made: what
/// the page has done itself is asked for once.
const REFRESH_AFTER: Duration = Duration::from_millis(150);

/// The same after a refresh during which something has changed again.
const AGAIN_AFTER: Duration = Duration::from_millis(250);

/// How often pages are asked for anew that changed while they were asked for.
const TRIES: u32 = 4;

/// How long a new row is lit.
const LIT: Duration = Duration::from_secs(2);

/// Whether a refresh is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refresh {
    Idle,
    Scheduled,
    Again,
}

impl Folder {
    /// As [`Self::refresh`]; then goes to the row of `path`.
    pub(crate) fn refresh_and_go(self, path: EntryPath, reach: Reach) {
        self.cursor_next.set_value(Some((path, reach)));
        self.refresh();
    }

    /// Goes to the row of `path` once it is listed: the folder is being opened.
    pub(crate) fn go_when_listed(self, path: EntryPath, reach: Reach) {
        self.cursor_next.set_value(Some((path, reach)));
    }

    /// The folder may have changed: looks again, soon.
    pub(crate) fn refresh(self) {
        self.refresh_after(REFRESH_AFTER);
    }

    fn refresh_after(self, wait: Duration) {
        if self.is_left() {
            return;
        }
        match self.refresh.get_value() {
            Refresh::Idle => {
                self.refresh.set_value(Refresh::Scheduled);
                set_timeout(move || self.run_refresh(), wait);
            }
            Refresh::Scheduled | Refresh::Again => self.refresh.set_value(Refresh::Again),
        }
    }

    /// Gives up what is being asked for: the session is about to end.
    pub(crate) fn ask_nothing(self) {
        self.refresh.set_value(Refresh::Idle);
        self.want_nothing();
        for slot in [self.main, self.jump] {
            slot.with_value(|slot| slot.run(async {}));
        }
    }

    pub(super) fn is_refreshed_again(self) -> bool {
        self.refresh.get_value() == Refresh::Again
    }

    fn run_refresh(self) {
        let is_wanted = self.refresh.get_value() != Refresh::Idle && !self.is_left();
        if is_wanted && self.is_opening() {
            // What is being opened may have been listed before the change.
            self.refresh.set_value(Refresh::Again);
            return;
        }
        if !is_wanted || self.status.get_untracked() != Status::Ready {
            self.refresh.set_value(Refresh::Idle);
            return;
        }
        self.refresh.set_value(Refresh::Scheduled);
        let path = self.path.get_untracked();
        self.leaving.update_value(Leaving::listing_begins);
        let Some(slot) = self.main.try_get_value() else { return };
        slot.run(async move {
            let eye = self.eye();
            let result = self.look_again(&path, &eye).await;
            self.hear(&result);
            match result {
                Ok(fetched) => self.refreshed(&fetched, &eye).await,
                Err(ApiError::Problem(problem)) if problem.kind == ProblemKind::NotFound => self.reopen(),
                // Told by the strips; what is shown stays.
                Err(_) => {}
            }
            self.refresh_if_again();
        });
    }

    /// Something has changed while it was asked for.
    pub(super) fn refresh_if_again(self) {
        let again = self.is_refreshed_again();
        self.refresh.set_value(Refresh::Idle);
        if again {
            self.refresh_after(AGAIN_AFTER);
        }
    }

    /// Whether somebody is signing out: what is asked for then may be answered after the session.
    fn is_left(self) -> bool {
        self.visitor.presence().get_untracked() == Presence::Leaving
    }

    async fn look_again(self, path: &EntryPath, eye: &Eye) -> Result<Fetched, ApiError> {
        let mut tries = 0;
        loop {
            let mut fetched = Fetched::default();
            fetched.page(self, path, eye.place / PAGE, eye.path.as_ref()).await?;
            let (found, moved) = (fetched.found, self.moved(&fetched, eye));
            fetched.around(self, path, self.offset_after(eye, moved), eye.path.as_ref()).await?;
            tries += 1;
            // Where it has moved between two answers, their pages do not belong together.
            if fetched.found == found || tries == TRIES {
                return Ok(fetched);
            }
        }
    }

    async fn refreshed(self, fetched: &Fetched, eye: &Eye) {
        let focused = focus::current();
        let had_focus = focused.as_ref().is_some_and(|element| element.closest("#list").ok().flatten().is_some());
        let on_field = focused.is_some_and(|element| element.tag_name() == "INPUT");
        let moved = self.moved(fetched, eye);
        let old = self.rows.get_untracked();
        let new = merged(&old, fetched, moved);
        let places = self.marks_after(&old, &new).await;
        let before = self.selection.get_untracked();
        self.totals.set(fetched.totals);
        self.selection.update(|selection| {
            selection.follow(&new, |mark| {
                if let Some(place) = mark.path.as_ref().and_then(|path| places.get(path)) {
                    return *place;
                }
                if Some(mark) == before.cursor() {
                    return followed(&old, &new, (mark.place, mark.path.as_ref()), Listed::key);
                }
                let is_below = mark.place >= eye.place;
                let known = followed(&old, &new, (mark.place, mark.path.as_ref()), Listed::key);
                if known == mark.place && is_below { known.saturating_add_signed(moved) } else { known }
            });
            if selection.cursor().is_none() && new.total() > 0 {
                selection.reset(Some(0), &new);
            }
        });
        let after = self.selection.with_untracked(|selection| selection.cursor().cloned());
        let arrived = arrivals(&old, &new, Listed::key);
        let offset = self.offset_after(eye, moved);
        let is_where_it_was = new.total() == old.total() && offset == self.drawing.position.get_value().offset;
        self.exchange(new);
        self.ask_again_if_partial();
        self.light(arrived);
        if is_where_it_was {
            // Nothing is scrolled: somebody may be scrolling at this very moment, which would be undone.
            self.draw();
        } else {
            self.look_at(offset);
        }
        let went = self.go_to_wanted().await;
        // A row that has vanished takes the focus with it; another one keeps it, or a part of it does.
        let is_gone =
            had_focus && before.cursor().map(|cursor| &cursor.path) != after.as_ref().map(|cursor| &cursor.path);
        if (went || is_gone) && !on_field && !focus::is_in_dialog() {
            self.focus_cursor();
        }
    }

    /// Where the marks of what is chosen belong now: the server is asked about those that are far from what is in view.
    async fn marks_after(self, old: &Rows, new: &Rows) -> BTreeMap<EntryPath, u64> {
        let mut places = BTreeMap::new();
        let marks = self.selection.with_untracked(Choice::all_marks);
        let last = self.selection.with_untracked(|choice| choice.last().cloned());
        for mark in marks {
            let Some(path) = &mark.path else { continue };
            let is_known =
                new.is_whole() || new.get(mark.place).is_some() || place_of(new, path, Listed::key).is_some();
            if is_known || places.contains_key(path) {
                continue;
            }
            let place = self.find_anew(path).await.unwrap_or_else(|| {
                // The end of a span that is gone leaves the row before it as the last.
                let is_last = last.as_ref() == Some(&mark);
                followed(old, new, (mark.place, Some(path)), Listed::key).saturating_sub(u64::from(is_last))
            });
            places.insert(path.clone(), place);
        }
        places
    }

    fn light(self, arrived: BTreeSet<EntryPath>) {
        if arrived.is_empty() {
            return;
        }
        self.arrived.update_value(|lit| lit.extend(arrived.iter().cloned()));
        let end = move || {
            self.arrived.update_value(|lit| lit.retain(|path| !arrived.contains(path)));
            self.draw();
        };
        set_timeout(end, LIT);
    }
}

/// The new rows; where nothing has moved, what else is known is shown until it was asked for again.
fn merged(old: &Rows, fetched: &Fetched, moved: i64) -> Rows {
    if moved != 0 || old.total() != fetched.totals.listed {
        return fetched.rows();
    }
    let mut rows = old.clone();
    rows.grow_stale();
    fetched.over(rows)
}
