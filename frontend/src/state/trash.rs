//! The trash: its rows, page by page, and how much is in it. What changes it is in `restoring`.
//!
//! Its entries never change; they come first in the list when they are deleted, and go.

use std::collections::HashSet;

use holdall_shared::{ListingQuery, TrashListing, TrashedEntry};
use leptos::prelude::*;

use super::{connection::Connection, lasting::Lasting, selection::Selection, session::Visitor, voice::Voice};
use crate::{
    api::{self, ApiError},
    browser::{focus, task::Slot},
    number,
    text::trash,
};

/// Entries of a page: more than any screen shows, and quick to answer.
const PAGE: u32 = 200;

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
        crate::browser::task::run(async move {
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

    /// Asks how much is in it.
    pub(crate) fn ask_count(self) {
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
        let had_focus = focus::is_within_or_nowhere("#list, #list-area, [data-path-bar]");
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
            let size = holdall_shared::ByteSize(amount.bytes).to_string();
            self.voice.say(format!("{}, {}", trash::TRASH, trash::count(amount.entries, &size)));
        }
        if had_focus && !focus::is_in_dialog() {
            self.focus_cursor();
        }
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
