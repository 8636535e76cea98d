//! The folder being looked at: its rows, and getting them page by page.
//!
//! - [`Folder::show`] opens a folder: the old rows stay until the new ones are there.
//! - [`Folder::more`] adds the next page when the end of the list comes into view.
//! - [`Folder::refresh`] asks again for what is loaded, at most once at a time; rows are kept by name.
//!
//! This is no `LocalResource`, because its value is built from many answers and must outlive a change of its source.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use holdall_shared::{Entry, EntryName, EntryPath, Listing, ListingQuery, ProblemKind};
use leptos::prelude::*;

use super::{
    connection::Connection,
    lasting::Lasting,
    preferences::{Hidden, Preferences, Sorting},
    row::{Arrival, Row, Rows},
    selection::{Reach, Selection},
    session::Visitor,
    voice::Voice,
};
use crate::{
    api::{self, ApiError},
    browser::{focus, task::Slot},
    number,
    text::{self, list},
};

/// Entries of a page: more than any screen shows, and quick to answer.
const PAGE: u32 = 200;

/// Changes that come close together are asked for together.
const REFRESH_AFTER: Duration = Duration::from_millis(250);

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
    connection: Connection,
    visitor: Visitor,
    voice: Voice,
}

/// Numbers of the whole folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Totals {
    pub(crate) listed: u64,
    pub(crate) hidden: u64,
    pub(crate) unlisted: u64,
}

/// Whether the rows are those of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Status {
    /// Not yet: they are of the folder before, or there are none.
    Loading,
    /// They are.
    Ready,
    /// They could not be had.
    Failed {
        /// Why.
        error: ApiError,
        /// The nearest folder above that still exists, if this one does not.
        nearest: Option<EntryPath>,
    },
}

/// What is being asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Activity {
    /// Nothing, or a refresh that nobody needs to see.
    Idle,
    /// The folder.
    Opening,
    /// Its next page.
    Continuing,
}

/// Whether a list has been shown: the first one does not take the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opened {
    Never,
    Before,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refresh {
    Idle,
    Scheduled,
    Again,
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
        self.open(path, cursor);
    }

    /// Opens the same folder again, from its beginning: in another order, or after an error.
    pub(crate) fn reopen(self) {
        let cursor = self.selection.with_untracked(|selection| selection.cursor().cloned());
        self.open(self.path.get_untracked(), cursor);
    }

    /// Sorts, from now on and in this browser.
    pub(crate) fn sort(self, sorting: Sorting) {
        self.sorting.set(sorting);
        self.preferences.update(|preferences| preferences.sorting = sorting);
        self.voice.say(sorting.announcement());
        self.reopen();
    }

    /// Sorts as an address asks, without remembering it.
    pub(crate) fn sort_by_address(self, sorting: Sorting) {
        self.sorting.set(sorting);
    }

    /// Shows or hides hidden files, from now on and in this browser.
    pub(crate) fn toggle_hidden(self) {
        self.preferences.update(|preferences| preferences.hidden = preferences.hidden.toggled());
        self.reopen();
    }

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
                self.append(listing);
            }
        });
    }

    /// As [`Self::refresh`]; then goes to the row `name`.
    pub(crate) fn refresh_and_go(self, name: EntryName, reach: Reach) {
        self.cursor_next.set_value(Some((name, reach)));
        self.refresh();
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

    /// Takes rows away at once; the server is asked about the rest.
    pub(crate) fn take_away(self, gone: &[EntryPath]) {
        let before = self.names();
        let is_gone = |row: &Row| row.entry.with_untracked(|entry| gone.contains(&entry.path));
        self.rows.update(|rows| rows.retain(|row| !is_gone(row)));
        let lost = number::length(before.len() - self.rows.with_untracked(Vec::len));
        self.totals.update(|totals| totals.listed = totals.listed.saturating_sub(lost));
        self.selection.update(|selection| selection.keep_only(&before, &self.names()));
        self.refresh();
    }

    /// A row has another name now: it moves to its new place with the next refresh.
    pub(crate) fn renamed(self, from: &EntryName, entry: &Entry) {
        self.selection.update(|selection| selection.renamed(from, &entry.name));
        let replaced = |row: &Row| if row.name == *from { vec![entry.clone()] } else { Vec::new() };
        let renewed = self.rows.with_untracked(|rows| rows.iter().flat_map(replaced).collect::<Vec<_>>());
        let mut fresh = self.renew(&[], renewed, Arrival::Listed).into_iter();
        self.rows.update(|rows| {
            for row in rows.iter_mut().filter(|row| row.name == *from) {
                if let Some(fresh) = fresh.next() {
                    *row = fresh;
                }
            }
        });
        self.refresh_and_go(entry.name.clone(), Reach::Cursor);
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

    fn open(self, path: EntryPath, cursor: Option<EntryName>) {
        self.status.set(Status::Loading);
        self.activity.set(Activity::Opening);
        self.refresh.set_value(Refresh::Idle);
        for slot in [self.main, self.next] {
            slot.with_value(|slot| slot.run(async {}));
        }
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
                Ok(listing) => self.opened(listing, cursor),
                Err(error) => self.status.set(Status::Failed { error, nearest }),
            }
        });
    }

    fn opened(self, listing: Listing, cursor: Option<EntryName>) {
        let was_here = focus::is_within_or_nowhere("#list, #list-area, [data-path-bar]")
            && self.opened_before.get_value() == Opened::Before;
        self.opened_before.set_value(Opened::Before);
        let name = listing.path.name().map_or_else(|| text::ROOT.to_owned(), Into::into);
        self.totals.set(totals_of(&listing));
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

    fn append(self, listing: Listing) {
        self.totals.set(totals_of(&listing));
        let old = self.rows.get_untracked();
        // Files that came or went meanwhile shift the pages: nothing is listed twice.
        let known: HashSet<&EntryName> = old.iter().map(|row| &row.name).collect();
        let added = listing.entries.into_iter().filter(|entry| !known.contains(&entry.name)).collect();
        let added = self.renew(&[], added, Arrival::Listed);
        self.rows.update(|rows| rows.extend(added));
    }

    fn run_refresh(self) {
        if self.refresh.get_value() == Refresh::Idle || self.status.get_untracked() != Status::Ready {
            self.refresh.set_value(Refresh::Idle);
            return;
        }
        self.refresh.set_value(Refresh::Scheduled);
        let path = self.path.get_untracked();
        let wanted = self.rows.with_untracked(|rows| number::length(rows.len())).max(u64::from(PAGE));
        let Some(slot) = self.main.try_get_value() else { return };
        slot.run(async move {
            let result = self.window(&path, wanted).await;
            self.hear(&result);
            match result {
                Ok(listing) => self.refreshed(listing),
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
        self.totals.set(totals_of(&listing));
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

    /// Goes to the row that was asked for, if it is there now; whether it was.
    fn go_to_wanted(self) -> bool {
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

    fn renew(self, old: &[Row], entries: Vec<Entry>, arrival: Arrival) -> Vec<Row> {
        let mut ids = self.row_ids.get_value();
        let rows = ids.renewed(old, entries, arrival);
        self.row_ids.set_value(ids);
        rows
    }

    fn query(self, offset: u64, limit: u32) -> ListingQuery {
        let Sorting { key, direction } = self.sorting.get_untracked();
        let hidden = self.preferences.get_untracked().hidden == Hidden::Shown;
        ListingQuery { sort: key, order: direction, offset, limit, hidden }
    }

    /// Hidden entries that the rows do not show.
    pub(crate) fn hidden_untold(self) -> u64 {
        if self.preferences.get().hidden == Hidden::Shown { 0 } else { self.totals.get().hidden }
    }

    /// What every answer may say about the session and the connection.
    pub(crate) fn hear<T>(self, result: &Result<T, ApiError>) {
        self.connection.hear(result);
        self.visitor.hear(result);
    }
}

fn totals_of(listing: &Listing) -> Totals {
    Totals { listed: listing.total, hidden: listing.hidden, unlisted: listing.unlisted }
}

/// The nearest folder above `path` that exists.
async fn nearest_folder(path: EntryPath) -> EntryPath {
    let mut folder = path.parent().unwrap_or_default();
    while !folder.is_root() && api::entries::entry(&folder).await.is_err() {
        folder = folder.parent().unwrap_or_default();
    }
    folder
}
