//! The whole batch in numbers: what the tray's head and the tab's title say.

use super::{Hold, Queue};
use crate::number;

/// A batch in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// How it stands.
    pub overall: Overall,
    /// Files of the batch that have been stored.
    pub done: u64,
    /// Files of the batch that are stored or will go on by themselves.
    pub count: u64,
    /// Uploads, of any batch, that only a person can go on with.
    pub attention: u64,
    /// Bytes of the batch that have left.
    pub sent: u64,
    /// Bytes of the batch.
    pub total: u64,
    /// Bytes per second.
    pub speed: Option<u64>,
    /// Seconds.
    pub left_s: Option<u64>,
}

/// How a batch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Overall {
    /// There are no uploads.
    #[default]
    Empty,
    /// Something is on its way.
    Running,
    /// Something is in the way.
    Held(Hold),
    /// Only a person can go on.
    Attention,
    /// All is stored.
    Done,
}

impl Summary {
    pub(super) fn of(queue: &Queue) -> Self {
        let shelves = &queue.shelves;
        let totals = shelves.totals;
        let mut summary = Self {
            overall: Overall::Empty,
            done: totals.done,
            count: totals.count,
            attention: number::length(shelves.attention.len()),
            sent: totals.sent,
            total: totals.bytes,
            speed: None,
            left_s: None,
        };
        summary.overall = match queue.hold() {
            _ if queue.uploads.is_empty() => Overall::Empty,
            Some(hold) if queue.is_busy() => Overall::Held(hold),
            None if shelves.unfinished() > 0 => Overall::Running,
            _ if queue.is_busy() => Overall::Held(Hold::Paused),
            _ if summary.attention > 0 => Overall::Attention,
            _ => Overall::Done,
        };
        if summary.overall == Overall::Running {
            summary.speed = queue.meter.speed();
            summary.left_s = queue.meter.left_s(summary.total.saturating_sub(summary.sent));
        }
        summary
    }

    /// The number of the file that is being sent.
    pub fn index(self) -> u64 {
        (self.done + 1).min(self.count)
    }

    /// All bytes, in percent; a batch of empty files is told by its files.
    pub fn percent(self) -> u64 {
        if self.total == 0 { number::percent(self.done, self.count) } else { number::percent(self.sent, self.total) }
    }

    /// Whether leaving the page would lose something.
    pub fn is_unfinished(self) -> bool {
        matches!(self.overall, Overall::Running | Overall::Held(_))
    }
}
