//! The rows of the document: as many as fit into view, each told which place of the list it shows.

use std::sync::Arc;

use leptos::prelude::*;

use super::listed::Listed;

/// One row of the document. Its DOM id is `row-{id}`.
#[derive(Clone, Copy)]
pub(crate) struct Slot {
    pub(crate) id: usize,
    /// The place that it shows; none: it is not seen.
    pub(crate) place: RwSignal<Option<u64>>,
    /// Pixels from the top of what is drawn.
    pub(crate) top_px: RwSignal<i64>,
    /// Among tiles, where in its line it is.
    pub(crate) column: RwSignal<u64>,
    /// The row at that place, once it is loaded; where there is no place, what it was last.
    pub(crate) row: RwSignal<Option<Arc<Listed>>>,
    /// How that row came to be there.
    pub(crate) arrival: RwSignal<Arrival>,
}

/// How a row came to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// With the folder.
    Listed,
    /// While the folder was being looked at: it is lit for two seconds.
    New,
}

impl Slot {
    pub(crate) fn new(id: usize) -> Self {
        Self {
            id,
            place: RwSignal::new(None),
            top_px: RwSignal::new(0),
            column: RwSignal::new(0),
            row: RwSignal::new(None),
            arrival: RwSignal::new(Arrival::Listed),
        }
    }

    /// The id of the DOM's row.
    pub(crate) fn dom_id(self) -> String {
        format!("row-{}", self.id)
    }

    /// The id of its menu button.
    pub(crate) fn more_id(self) -> String {
        format!("more-{}", self.id)
    }

    /// Is not seen for now. It keeps what it has: soon it shows something of the kind again.
    pub(crate) fn hide(self) {
        put(self.place, None);
    }

    /// Shows a place, or nothing; `at` is the column there, and the pixels from the top of what is drawn.
    pub(crate) fn show(self, place: Option<u64>, at: (u64, i64), row: Option<&Arc<Listed>>, arrival: Arrival) {
        let is_same = self.row.with_untracked(|shown| match (shown, row) {
            (Some(shown), Some(row)) => Arc::ptr_eq(shown, row) || shown == row,
            (None, None) => true,
            _ => false,
        });
        if !is_same {
            self.row.set(row.map(Arc::clone));
        }
        put(self.place, place);
        put(self.column, at.0);
        put(self.top_px, at.1);
        put(self.arrival, arrival);
    }
}

/// Sets a signal that has another value.
pub(crate) fn put<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|known| *known != value) {
        signal.set(value);
    }
}
