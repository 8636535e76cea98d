//! The folder being looked at: what is known of it, for everything on the page that shows it.
//!
//! - `opening`: [`Folder::show`] opens a folder: the old rows stay until the new ones are there.
//! - `paging`: [`Folder::more`] adds the next page when the end of the list comes into view.
//! - `refreshing`: [`Folder::refresh`] asks again for what is loaded, at most once at a time; rows are kept by name.
//! - `order` says in which order, and with hidden files or without; `edits` shows what the page has just done;
//!   `leaving` keeps rows away that are being deleted.
//!
//! This is no `LocalResource`, because its value is built from many answers and must outlive a change of its source.

mod edits;
mod leaving;
mod opening;
mod order;
mod paging;
mod refreshing;
mod status;

use std::collections::HashMap;

use holdall_shared::{Entry, EntryName, EntryPath, Listing};
use leptos::prelude::*;

use self::{leaving::Leaving, opening::Opened, refreshing::Refresh};
use super::{
    connection::Connection,
    lasting::Lasting,
    preferences::{Preferences, Sorting},
    row::{Arrival, Row, Rows},
    selection::{Reach, Selection},
    session::Visitor,
    voice::Voice,
};
use crate::{
    api::ApiError,
    browser::{focus, task::Slot},
    number,
};

pub(crate) use self::status::{Activity, Status, Totals};

/// Entries of a page: more than any screen shows, and quick to answer.
const PAGE: u32 = 200;

/// The folder being looked at.
pub(crate) type Folder = Lasting<FolderParts>;

/// What is known of it.
pub(crate) struct FolderParts {
    path: RwSignal<EntryPath>,
    rows: RwSignal<Vec<Row>>,
    totals: RwSignal<Totals>,
    status: RwSignal<Status>,
    activity: RwSignal<Activity>,
    /// The chosen rows.
    pub(crate) selection: RwSignal<Selection>,
    sorting: RwSignal<Sorting>,
    preferences: RwSignal<Preferences>,
    row_ids: StoredValue<Rows>,
    cursors: StoredValue<HashMap<EntryPath, EntryName>>,
    refresh: StoredValue<Refresh>,
    opened_before: StoredValue<Opened>,
    main: StoredValue<Slot, LocalStorage>,
    next: StoredValue<Slot, LocalStorage>,
    cursor_next: StoredValue<Option<(EntryName, Reach)>>,
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
            preferences,
            row_ids: StoredValue::default(),
            cursors: StoredValue::default(),
            refresh: StoredValue::new(Refresh::Idle),
            opened_before: StoredValue::new(Opened::Never),
            main: StoredValue::new_local(Slot::default()),
            next: StoredValue::new_local(Slot::default()),
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

    /// Its rows, as far as they are loaded.
    pub(crate) fn rows(self) -> Signal<Vec<Row>> {
        self.rows.into()
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

    /// The names of the loaded rows, in order.
    pub(crate) fn names(self) -> Vec<EntryName> {
        self.rows.with_untracked(|rows| rows.iter().map(|row| row.name.clone()).collect())
    }

    /// The row by that name.
    pub(crate) fn row(self, name: &EntryName) -> Option<Row> {
        self.rows.with_untracked(|rows| rows.iter().find(|row| row.name == *name).cloned())
    }

    /// The chosen entries, in order.
    pub(crate) fn chosen(self) -> Vec<Entry> {
        let is_chosen = |row: &&Row| self.selection.with(|selection| selection.contains(&row.name));
        self.rows.with(|rows| rows.iter().filter(is_chosen).map(|row| row.entry.get()).collect())
    }

    /// The entry that the keyboard is on.
    pub(crate) fn at_cursor(self) -> Option<Entry> {
        self.rows.with(|rows| {
            let row = self.selection.with(|selection| {
                let at = |row: &&Row| selection.cursor() == Some(&row.name);
                rows.iter().find(at).or_else(|| rows.first()).cloned()
            });
            row.map(|row| row.entry.get())
        })
    }

    /// Forgets what was shown: the session is over.
    pub(crate) fn forget(self) {
        self.rows.set(Vec::new());
        self.totals.set(Totals::default());
        self.selection.update(|selection| selection.reset(None));
        self.opened_before.set_value(Opened::Never);
        self.status.set(Status::Loading);
    }

    /// Puts the focus on the row that has the cursor.
    pub(crate) fn focus_cursor(self) {
        let names = self.names();
        let place = self.selection.with_untracked(|selection| selection.cursor_place(&names));
        match self.rows.with_untracked(|rows| rows.get(place).map(Row::dom_id)) {
            Some(id) => focus::to_id_soon(id),
            None => focus::to_id_soon("list".to_owned()),
        }
    }

    /// What every answer may say about the session and the connection.
    pub(crate) fn hear<T>(self, result: &Result<T, ApiError>) {
        self.connection.hear(result);
        self.visitor.hear(result);
    }

    /// A listing as it is shown: without what is leaving.
    fn heard(self, listing: Listing) -> Listing {
        let mut listing = listing;
        let left_out = self.leaving.with_value(|leaving| leaving.leave_out(&mut listing.entries));
        listing.total = listing.total.saturating_sub(number::length(left_out));
        listing
    }

    fn renew(self, old: &[Row], entries: Vec<Entry>, arrival: Arrival) -> Vec<Row> {
        let mut ids = self.row_ids.get_value();
        let rows = ids.renewed(old, entries, arrival);
        self.row_ids.set_value(ids);
        rows
    }
}
