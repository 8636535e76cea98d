//! Where each upload stands, kept in order, and what the batch adds up to: every change is one step down a tree, however
//! many uploads there are.

use std::collections::BTreeSet;

use super::{Phase, Upload, UploadId};

/// All uploads by what they wait for.
#[derive(Debug, Clone, Default)]
pub(super) struct Shelves {
    pub(super) attention: BTreeSet<UploadId>,
    pub(super) sending: BTreeSet<UploadId>,
    /// Those whose turn may come, in its order: what was begun first.
    pub(super) next: BTreeSet<(Rank, UploadId)>,
    /// Those that wait for a moment.
    pub(super) resting: BTreeSet<(u64, UploadId)>,
    pub(super) paused: BTreeSet<UploadId>,
    pub(super) done: BTreeSet<UploadId>,
    pub(super) totals: Totals,
}

/// Whose turn comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Begun,
    Fresh,
}

/// The numbers of one batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Totals {
    pub(super) count: u64,
    pub(super) done: u64,
    pub(super) sent: u64,
    pub(super) bytes: u64,
}

impl Shelves {
    /// Puts an upload where it belongs.
    pub(super) fn put(&mut self, upload: &Upload, batch: u64) {
        let id = upload.id;
        match upload.phase {
            Phase::Failed(_) => self.attention.insert(id),
            Phase::Sending { .. } => self.sending.insert(id),
            Phase::Waiting => self.next.insert((Rank::Fresh, id)),
            Phase::Interrupted { until_ms: None } => self.next.insert((Rank::Begun, id)),
            Phase::Interrupted { until_ms: Some(until_ms) } => self.resting.insert((until_ms, id)),
            Phase::Paused => self.paused.insert(id),
            Phase::Done(_) => self.done.insert(id),
        };
        if counts(upload, batch) {
            let totals = &mut self.totals;
            totals.count += 1;
            totals.done += done(upload);
            totals.sent = totals.sent.wrapping_add(upload.sent());
            totals.bytes = totals.bytes.wrapping_add(upload.size);
        }
    }

    /// Takes it away from where it was put.
    pub(super) fn take(&mut self, upload: &Upload, batch: u64) {
        let id = upload.id;
        match upload.phase {
            Phase::Failed(_) => self.attention.remove(&id),
            Phase::Sending { .. } => self.sending.remove(&id),
            Phase::Waiting => self.next.remove(&(Rank::Fresh, id)),
            Phase::Interrupted { until_ms: None } => self.next.remove(&(Rank::Begun, id)),
            Phase::Interrupted { until_ms: Some(until_ms) } => self.resting.remove(&(until_ms, id)),
            Phase::Paused => self.paused.remove(&id),
            Phase::Done(_) => self.done.remove(&id),
        };
        if counts(upload, batch) {
            let totals = &mut self.totals;
            totals.count = totals.count.saturating_sub(1);
            totals.done = totals.done.saturating_sub(done(upload));
            totals.sent = totals.sent.wrapping_sub(upload.sent());
            totals.bytes = totals.bytes.wrapping_sub(upload.size);
        }
    }

    /// Those that go on by themselves once nothing is in the way.
    pub(super) fn unfinished(&self) -> usize {
        self.sending.len() + self.next.len() + self.resting.len()
    }

    /// Whether something waits for a request, a moment, or to be resumed.
    pub(super) fn is_busy(&self) -> bool {
        self.unfinished() > 0 || !self.paused.is_empty()
    }

    /// Those that were begun and are not being sent.
    pub(super) fn interrupted(&self) -> Vec<UploadId> {
        let begun = self.next.iter().take_while(|(rank, _)| *rank == Rank::Begun).map(|(_, id)| *id);
        begun.chain(self.resting.iter().map(|(_, id)| *id)).collect()
    }
}

fn counts(upload: &Upload, batch: u64) -> bool {
    upload.batch == batch && !upload.needs_attention()
}

fn done(upload: &Upload) -> u64 {
    u64::from(matches!(upload.phase, Phase::Done(_)))
}
