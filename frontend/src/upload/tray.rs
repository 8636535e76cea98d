//! What the tray shows: the queue, as rows that are kept by identity and written only when they have changed.

use leptos::prelude::*;

use super::machine::{Hold, Queue, Summary, Upload, UploadId};
use crate::number;

/// The tray.
#[derive(Clone, Copy)]
pub(crate) struct Tray {
    pub(crate) summary: RwSignal<Summary>,
    pub(crate) hold: RwSignal<Option<Hold>>,
    pub(crate) fold: RwSignal<Fold>,
    /// Whether it is on the page, where it covers something.
    pub(crate) is_drawn: RwSignal<bool>,
    /// What needs attention, then what is on its way.
    pub(crate) first: RwSignal<Vec<TrayRow>>,
    /// Those that wait: the part that is in view.
    pub(crate) waiting: RwSignal<Vec<TrayRow>>,
    pub(crate) done: RwSignal<Vec<TrayRow>>,
    pub(crate) counts: RwSignal<Counts>,
    /// What earlier pages have left, and waits for its files.
    pub(crate) unfinished: RwSignal<Unfinished>,
    /// Which part of those that wait is in view: the first, and how many.
    pub(crate) window: RwSignal<(usize, usize)>,
}

/// How much there is besides the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    /// All that wait.
    pub(crate) waiting: u64,
    /// Those that need attention and are not shown.
    pub(crate) more_attention: u64,
    /// Those that are done and not shown.
    pub(crate) more_done: u64,
}

/// Uploads that wait for their files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Unfinished {
    pub(crate) count: u64,
    /// How much of all of them has arrived.
    pub(crate) percent: u64,
    /// Where the first of them goes; nothing is the upload folder itself.
    pub(crate) folder: Option<String>,
    pub(crate) way: Way,
}

/// How what is unfinished gets its files back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Way {
    /// A person adds them again.
    #[default]
    AddAgain,
    /// The browser finds them, once a person has allowed it.
    Continue,
}

/// One row.
#[derive(Clone)]
pub(crate) struct TrayRow {
    pub(crate) id: UploadId,
    pub(crate) upload: ArcRwSignal<Upload>,
}

/// How much of the tray is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fold {
    /// All of it.
    Open,
    /// Its head.
    Folded,
}

/// Rows that wait and are drawn before anybody has scrolled.
const FIRST_WINDOW: usize = 20;

impl Tray {
    pub(crate) fn new() -> Self {
        Self {
            summary: RwSignal::default(),
            hold: RwSignal::default(),
            fold: RwSignal::new(Fold::Open),
            is_drawn: RwSignal::new(false),
            first: RwSignal::default(),
            waiting: RwSignal::default(),
            done: RwSignal::default(),
            counts: RwSignal::default(),
            unfinished: RwSignal::default(),
            window: RwSignal::new((0, FIRST_WINDOW)),
        }
    }

    /// Shows the queue as it is now.
    pub(crate) fn publish(self, queue: &Queue) {
        write(self.summary, queue.summary());
        write(self.hold, queue.hold());
        let (first, length) = self.window.get_untracked();
        let shown = queue.shown(first, length);
        write(
            self.counts,
            Counts {
                waiting: number::length(shown.waiting_count),
                more_attention: number::length(shown.more_attention),
                more_done: number::length(shown.more_done),
            },
        );
        publish_rows(self.first, &shown.before);
        publish_rows(self.waiting, &shown.waiting);
        publish_rows(self.done, &shown.done);
    }
}

fn publish_rows(rows: RwSignal<Vec<TrayRow>>, uploads: &[&Upload]) {
    let old = rows.get_untracked();
    let row = |upload: &&Upload| match old.iter().find(|row| row.id == upload.id) {
        Some(row) => {
            if row.upload.with_untracked(|known| known != *upload) {
                row.upload.set((*upload).clone());
            }
            row.clone()
        }
        None => TrayRow { id: upload.id, upload: ArcRwSignal::new((*upload).clone()) },
    };
    let new: Vec<TrayRow> = uploads.iter().map(row).collect();
    if new.len() != old.len() || new.iter().zip(&old).any(|(new, old)| new.id != old.id) {
        rows.set(new);
    }
}

/// Writes only what is new: a write is a redraw.
fn write<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|known| *known != value) {
        signal.set(value);
    }
}
