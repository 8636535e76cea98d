//! The folder being looked at: what is known of it, for everything on the page that shows it.
//!
//! - `opening`: [`Folder::show`] opens a folder: the old rows stay until the new ones are there.
//! - `drawing`: which rows are in the document, and where; what the browser scrolls.
//! - `paging`: pages that come into view are asked for, those that have left it no longer.
//! - `refreshing`: [`Folder::refresh`] looks again at what is in view, at most once at a time; what is under the eye
//!   (`eye`) stays there.
//! - `moving`: the cursor goes somewhere, and is seen and focused there.
//! - `beside`: the file before or behind another, loaded or not.
//! - `choosing`: what is chosen, for who acts on it; `sweeping`: the same, a part at a time.
//! - `viewing`: in rows or in tiles.
//! - `order` says in which order, with hidden files or without; `looking` which names alone, or those of all folders;
//!   `edits` shows what the page has
//!   just done; `leaving` keeps rows away that are being deleted.
//!
//! This is no `LocalResource`, because its value is built from many answers and must outlive a change of its source.

mod beside;
mod choosing;
mod drawing;
mod edits;
mod eye;
mod fetched;
mod leaving;
mod looking;
mod moving;
mod opening;
mod order;
mod paging;
mod refreshing;
mod resting;
mod status;
mod sweeping;
mod viewing;

use std::collections::{BTreeSet, HashMap};

use holdall_shared::{Entry, EntryPath};
use leptos::prelude::*;

use self::{drawing::Drawing, leaving::Leaving, opening::Opened, paging::Fetching, refreshing::Refresh};
use super::{
    choice::Choice,
    connection::Connection,
    lasting::Lasting,
    listed::Rows,
    preferences::{Preferences, Sorting, View},
    selection::Reach,
    session::Visitor,
    voice::Voice,
};
use crate::{
    api::{ApiError, batch::Answered},
    browser::task::Slot as TaskSlot,
};

pub(crate) use self::{
    drawing::px,
    looking::Scope,
    status::{Activity, Coverage, Status, Totals},
    sweeping::Sweep,
};

/// The folder being looked at.
pub(crate) type Folder = Lasting<FolderParts>;

/// What is known of it.
pub(crate) struct FolderParts {
    path: RwSignal<EntryPath>,
    rows: RwSignal<Rows>,
    totals: RwSignal<Totals>,
    status: RwSignal<Status>,
    activity: RwSignal<Activity>,
    /// The chosen rows.
    pub(crate) selection: RwSignal<Choice>,
    sorting: RwSignal<Sorting>,
    view: RwSignal<View>,
    filter: RwSignal<String>,
    scope: RwSignal<Scope>,
    next_ask_ms: StoredValue<u64>,
    preferences: RwSignal<Preferences>,
    drawing: Drawing,
    fetching: Fetching,
    cursors: StoredValue<HashMap<EntryPath, EntryPath>>,
    arrived: StoredValue<BTreeSet<EntryPath>>,
    refresh: StoredValue<Refresh>,
    opened_before: StoredValue<Opened>,
    main: StoredValue<TaskSlot, LocalStorage>,
    jump: StoredValue<TaskSlot, LocalStorage>,
    cursor_next: StoredValue<Option<(EntryPath, Reach)>>,
    leaving: StoredValue<Leaving>,
    connection: Connection,
    visitor: Visitor,
    voice: Voice,
}

impl Folder {
    pub(crate) fn begin(
        preferences: RwSignal<Preferences>,
        connection: Connection,
        visitor: Visitor,
        voice: Voice,
    ) -> Self {
        Self::new(FolderParts {
            path: RwSignal::new(EntryPath::ROOT),
            rows: RwSignal::default(),
            totals: RwSignal::default(),
            status: RwSignal::new(Status::Loading),
            activity: RwSignal::new(Activity::Idle),
            selection: RwSignal::default(),
            sorting: RwSignal::new(preferences.get_untracked().sorting),
            view: RwSignal::new(preferences.get_untracked().view),
            filter: RwSignal::default(),
            scope: RwSignal::default(),
            next_ask_ms: StoredValue::default(),
            preferences,
            drawing: Drawing::begin(),
            fetching: Fetching::begin(),
            cursors: StoredValue::default(),
            arrived: StoredValue::default(),
            refresh: StoredValue::new(Refresh::Idle),
            opened_before: StoredValue::new(Opened::Never),
            main: StoredValue::new_local(TaskSlot::default()),
            jump: StoredValue::new_local(TaskSlot::default()),
            cursor_next: StoredValue::default(),
            leaving: StoredValue::default(),
            connection,
            visitor,
            voice,
        })
    }

    /// Which folder.
    pub(crate) fn path(self) -> Signal<EntryPath> {
        self.path.into()
    }

    /// Its numbers.
    pub(crate) fn totals(self) -> Signal<Totals> {
        self.totals.into()
    }

    /// Whether the rows are its own.
    pub(crate) fn status(self) -> Signal<Status> {
        self.status.into()
    }

    /// Whether the rows are its own, outside of what is drawn.
    pub(crate) fn is_ready(self) -> bool {
        self.status.with_untracked(|status| *status == Status::Ready)
    }

    /// Whether a folder is on its way.
    pub(super) fn is_opening(self) -> bool {
        self.activity.get_untracked() == Activity::Opening
    }

    /// Whether there is a folder to add to, as far as we know.
    pub(crate) fn is_there(self) -> bool {
        !self.status.with(|status| matches!(status, Status::Failed { .. }))
    }

    /// What is being asked for.
    pub(crate) fn activity(self) -> Signal<Activity> {
        self.activity.into()
    }

    /// The order of the rows.
    pub(crate) fn sorting(self) -> Signal<Sorting> {
        self.sorting.into()
    }

    /// What must be in the names of the rows; empty: all are shown.
    pub(crate) fn filter(self) -> Signal<String> {
        self.filter.into()
    }

    /// How many rows are shown, or would be if all were loaded.
    pub(crate) fn listed(self) -> u64 {
        self.totals.with(|totals| totals.listed)
    }

    /// The entry that the keyboard is on, if it is loaded.
    pub(crate) fn entry_at_cursor(self) -> Option<Entry> {
        let place = self.selection.with(|selection| selection.cursor().map_or(0, |cursor| cursor.place));
        self.rows.with(|rows| rows.get(place).map(|row| row.entry.clone()))
    }

    /// Forgets what was shown: the session is over.
    pub(crate) fn forget(self) {
        self.rows.set(Rows::default());
        self.totals.set(Totals::default());
        self.selection.update(|selection| *selection = Choice::default());
        self.opened_before.set_value(Opened::Never);
        self.status.set(Status::Loading);
        self.draw();
    }

    /// What every answer may say about the session and the connection.
    pub(crate) fn hear<T>(self, result: &Result<T, ApiError>) {
        self.connection.hear(result);
        self.visitor.hear(result);
    }

    /// As [`Self::hear`], of each change of a batch.
    pub(crate) fn hear_batch(self, answered: &Answered) {
        let end = answered.error.clone().map_or(Ok(()), Err);
        self.hear(&end);
        for problem in answered.results.iter().filter_map(|result| result.problem.clone()) {
            self.hear::<()>(&Err(ApiError::Problem(problem)));
        }
    }
}
