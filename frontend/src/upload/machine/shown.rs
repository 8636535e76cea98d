//! What a tray shows of the queue: what needs attention, what is running, a window of what waits, what was done last.

use super::{Queue, Upload, UploadId};

/// More rows of one sort than this are folded into a line that counts them.
const SHOWN_OF_A_SORT: usize = 50;

/// Of small files that go together no more are drawn above those that wait.
const SHOWN_SENDING: usize = 8;

/// The uploads of a tray, in its order.
#[derive(Debug, Clone)]
pub struct Shown<'queue> {
    /// Those above the window: only a person can go on, or on their way.
    pub before: Vec<&'queue Upload>,
    /// How many need attention and are not in `before`.
    pub more_attention: usize,
    /// Those that wait, are paused or interrupted: the part in the window.
    pub waiting: Vec<&'queue Upload>,
    /// How many of those there are in all.
    pub waiting_count: usize,
    /// The newest done ones.
    pub done: Vec<&'queue Upload>,
    /// How many are done and not in `done`.
    pub more_done: usize,
}

impl Queue {
    /// What is shown, with `length` of those that wait, from the one at `first` on.
    pub fn shown(&self, first: usize, length: usize) -> Shown<'_> {
        let shelves = &self.shelves;
        let attention = shelves.attention.iter().take(SHOWN_OF_A_SORT);
        let before = attention.chain(shelves.sending.iter().take(SHOWN_SENDING));
        let sending = shelves.sending.iter().skip(SHOWN_SENDING);
        let paused = shelves.paused.iter();
        let resting = shelves.resting.iter().map(|(_, id)| id);
        let next = shelves.next.iter().map(|(_, id)| id);
        let waiting = sending.chain(resting).chain(next).chain(paused).skip(first).take(length);
        let done = shelves.done.iter().rev().take(SHOWN_OF_A_SORT);
        Shown {
            before: self.all(before),
            more_attention: shelves.attention.len().saturating_sub(SHOWN_OF_A_SORT),
            waiting: self.all(waiting),
            waiting_count: shelves.sending.len().saturating_sub(SHOWN_SENDING)
                + shelves.next.len()
                + shelves.resting.len()
                + shelves.paused.len(),
            done: self.all(done),
            more_done: shelves.done.len().saturating_sub(SHOWN_OF_A_SORT),
        }
    }

    fn all<'id>(&self, ids: impl Iterator<Item = &'id UploadId>) -> Vec<&Upload> {
        ids.filter_map(|id| self.uploads.get(id)).collect()
    }
}
