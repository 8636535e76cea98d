//! What the tray shows: the queue, as rows that are kept by identity and written only when they have changed.

use leptos::prelude::*;

use super::machine::{Hold, Phase, Queue, Summary, Upload, UploadId};
use crate::number;

/// More rows of one sort than this are folded into a line that counts them.
const SHOWN_OF_A_SORT: usize = 50;

/// The tray.
#[derive(Clone, Copy)]
pub(crate) struct Tray {
    pub(crate) summary: RwSignal<Summary>,
    pub(crate) rows: RwSignal<Vec<TrayRow>>,
    pub(crate) hold: RwSignal<Option<Hold>>,
    pub(crate) more_waiting: RwSignal<u64>,
    pub(crate) more_done: RwSignal<u64>,
    pub(crate) fold: RwSignal<Fold>,
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

impl Tray {
    pub(crate) fn new() -> Self {
        Self {
            summary: RwSignal::default(),
            rows: RwSignal::default(),
            hold: RwSignal::default(),
            more_waiting: RwSignal::default(),
            more_done: RwSignal::default(),
            fold: RwSignal::new(Fold::Open),
        }
    }

    /// Shows the queue as it is now.
    pub(crate) fn publish(self, queue: &Queue) {
        write(self.summary, queue.summary());
        write(self.hold, queue.hold());
        let mut sorts: [Vec<&Upload>; 4] = Default::default();
        for upload in queue.uploads() {
            let [attention, running, waiting, done] = &mut sorts;
            match upload.phase {
                Phase::Failed(_) => attention.push(upload),
                Phase::Sending { .. } | Phase::Interrupted => running.push(upload),
                Phase::Waiting => waiting.push(upload),
                Phase::Done { .. } => done.push(upload),
            }
        }
        let [_, _, waiting, done] = &mut sorts;
        // The newest done ones are those people look for.
        done.reverse();
        let cut = |sort: &mut Vec<&Upload>| {
            let rest = sort.len().saturating_sub(SHOWN_OF_A_SORT);
            sort.truncate(SHOWN_OF_A_SORT);
            number::length(rest)
        };
        write(self.more_waiting, cut(waiting));
        write(self.more_done, cut(done));
        self.publish_rows(&sorts.concat());
    }

    fn publish_rows(self, uploads: &[&Upload]) {
        let old = self.rows.get_untracked();
        let row = |upload: &&Upload| match old.iter().find(|row| row.id == upload.id) {
            Some(row) => {
                if row.upload.with_untracked(|known| known != *upload) {
                    row.upload.set((*upload).clone());
                }
                row.clone()
            }
            None => TrayRow { id: upload.id, upload: ArcRwSignal::new((*upload).clone()) },
        };
        let rows: Vec<TrayRow> = uploads.iter().map(row).collect();
        if rows.len() != old.len() || rows.iter().zip(&old).any(|(new, old)| new.id != old.id) {
            self.rows.set(rows);
        }
    }
}

/// Writes only what is new: a write is a redraw.
fn write<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|known| *known != value) {
        signal.set(value);
    }
}
