//! The trash: its rows, and how much is in it. `loading` asks for them, page by page; what changes it is in
//! `restoring`.
//!
//! Its entries never change; they come first in the list when they are deleted, and go.

mod loading;

use std::collections::HashSet;

use holdall_shared::{TrashListing, TrashedEntry};
use leptos::prelude::*;

use super::{connection::Connection, lasting::Lasting, selection::Selection, session::Visitor, voice::Voice};
use crate::{
    api::{self, ApiError},
    browser::{focus, rest, task::Slot},
};

/// The trash.
pub(crate) type Trash = Lasting<TrashParts>;

/// What is known of it.
pub(crate) struct TrashParts {
    rows: RwSignal<Vec<TrashedEntry>>,
    amount: RwSignal<Option<Amount>>,
    status: RwSignal<Status>,
    work: RwSignal<Work>,
    /// The chosen rows, by their ids.
    pub(crate) selection: RwSignal<Selection<String>>,
    main: StoredValue<Slot, LocalStorage>,
    next: StoredValue<Next>,
    entrance: StoredValue<Entrance>,
    counting: StoredValue<Slot, LocalStorage>,
    connection: Connection,
    visitor: Visitor,
    voice: Voice,
}

/// How much is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Amount {
    pub(crate) entries: u64,
    pub(crate) bytes: u64,
}

/// Whether its rows are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Status {
    /// Not yet.
    Loading,
    /// They are.
    Ready,
    /// They could not be had.
    Failed(ApiError),
}

/// Whether it is being changed by this page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    Idle,
    Busy,
}

/// How somebody came here: a page that has just been opened does not take the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entrance {
    /// By opening the page here.
    WithPage,
    /// From another place of it, or it was here before.
    FromWithin,
}

/// Whether the next page is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Idle,
    OnItsWay,
}

impl Trash {
    pub(crate) fn begin(connection: Connection, visitor: Visitor, voice: Voice) -> Self {
        Self::new(TrashParts {
            rows: RwSignal::default(),
            amount: RwSignal::new(None),
            status: RwSignal::new(Status::Loading),
            work: RwSignal::new(Work::Idle),
            selection: RwSignal::default(),
            main: StoredValue::new_local(Slot::default()),
            next: StoredValue::new(Next::Idle),
            entrance: StoredValue::new(Entrance::WithPage),
            counting: StoredValue::new_local(Slot::default()),
            connection,
            visitor,
            voice,
        })
    }

    /// Its rows, as far as they are loaded.
    pub(crate) fn rows(self) -> Signal<Vec<TrashedEntry>> {
        self.rows.into()
    }

    /// How much is in it, as far as is known.
    pub(crate) fn amount(self) -> Signal<Option<Amount>> {
        self.amount.into()
    }

    /// Whether its rows are there.
    pub(crate) fn status(self) -> Signal<Status> {
        self.status.into()
    }

    /// The ids of the loaded rows, in order.
    pub(crate) fn ids(self) -> Vec<String> {
        self.rows.with_untracked(|rows| rows.iter().map(|row| row.id.clone()).collect())
    }

    /// The chosen entries, in order.
    pub(crate) fn chosen(self) -> Vec<TrashedEntry> {
        let is_chosen = |row: &&TrashedEntry| self.selection.with(|selection| selection.contains(&row.id));
        self.rows.with(|rows| rows.iter().filter(is_chosen).cloned().collect())
    }

    /// The row that the keyboard is on.
    pub(crate) fn at_cursor(self) -> Option<TrashedEntry> {
        let ids = self.ids();
        let place = self.selection.with_untracked(|selection| selection.cursor_place(&ids));
        self.rows.with_untracked(|rows| rows.get(place).cloned())
    }

    /// Asks how much is in it.
    pub(crate) fn ask_count(self) {
        rest::then(move || self.count());
    }

    fn count(self) {
        let Some(slot) = self.counting.try_get_value() else { return };
        slot.run(async move {
            // Whatever is wrong is told by what was asked for by a person.
            if let Ok(listing) = api::trash::list(0, 1).await {
                self.amount.set(Some(Amount::of(&listing)));
            }
        });
    }

    /// Takes rows away that are not in it any more.
    pub(crate) fn take_away(self, ids: &[String]) {
        let before = self.ids();
        let gone: HashSet<&String> = ids.iter().collect();
        self.rows.update(|rows| rows.retain(|row| !gone.contains(&row.id)));
        self.selection.update(|selection| selection.keep_only(&before, &self.ids()));
        self.ask_count();
        self.more();
    }

    /// Forgets what was shown: the session is over.
    pub(crate) fn forget(self) {
        self.rows.set(Vec::new());
        self.amount.set(None);
        self.selection.update(|selection| selection.reset(None));
        self.status.set(Status::Loading);
    }

    /// Puts the focus on the row that has the cursor, or on what stands in the place of the list.
    pub(crate) fn focus_cursor(self) {
        focus::to_id_soon(self.at_cursor().map_or_else(|| "list".to_owned(), |row| dom_id(&row.id)));
    }

    /// Somebody goes there from another place of the page.
    pub(crate) fn enter(self) {
        self.entrance.set_value(Entrance::FromWithin);
    }

    /// Whether this page is changing it.
    pub(crate) fn is_busy(self) -> bool {
        self.work.get_untracked() == Work::Busy
    }

    pub(super) fn begin_work(self) {
        self.work.set(Work::Busy);
    }

    pub(super) fn end_work(self) {
        self.work.set(Work::Idle);
    }

    fn hear<T>(self, result: &Result<T, ApiError>) {
        self.connection.hear(result);
        self.visitor.hear(result);
    }
}

impl Amount {
    fn of(listing: &TrashListing) -> Self {
        Self { entries: listing.total, bytes: listing.size }
    }
}

/// The id of an entry's row in the DOM.
pub(crate) fn dom_id(id: &str) -> String {
    format!("trashed-{id}")
}
