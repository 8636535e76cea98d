//! The queue of uploads: `step(queue, event) → commands`. Pure: no async, no I/O, no time but what events bring.
//!
//! 1. What is added is checked first: a folder, a name that is none, a file over the limit never start. (The naming
//!    policy is the server's: its tables of Unicode would add 60 kB to the page.)
//! 2. At most [`MAX_PARALLEL`] uploads are sent at a time, in the order they were added.
//! 3. What the server answers ends an upload: stored, or a [`Failure`] that names its remedies.
//! 4. A lost connection or an ended session holds the whole queue; what was being sent is interrupted and begins
//!    again when the hold is released. A file whose connection breaks [`MAX_BREAKS`] times although the server can
//!    be reached has failed.
//! 5. A batch is what was added since the queue was last idle: the tray counts it, and [`Meter`] times it.

mod admission;
mod answers;
mod decisions;
mod failure;
mod item;
mod meter;
mod protocol;
mod summary;
#[cfg(test)]
mod tests;
mod turns;

use std::collections::BTreeMap;

pub use answers::MAX_BREAKS;
pub use failure::{Failure, Remedy};
pub use item::{Mode, NewUpload, Phase, Source, Target, Upload, UploadId};
pub use meter::Meter;
pub use protocol::{Answer, Command, Event, Notice, Outage};
pub use summary::{Overall, Summary};
pub use turns::MAX_PARALLEL;

/// Milliseconds between two spoken reports of the progress.
const REPORT_EVERY_MS: u64 = 30_000;

/// All uploads of this page.
#[derive(Debug, Clone, Default)]
pub struct Queue {
    uploads: BTreeMap<UploadId, Upload>,
    hold: Option<Hold>,
    meter: Meter,
    batch: u64,
    reported_ms: u64,
    max_file_size: Option<u64>,
}

/// Why nothing is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// The server cannot be reached.
    Offline,
    /// The session has ended.
    SignedOut,
}

impl Queue {
    /// All uploads, oldest first.
    pub fn uploads(&self) -> impl Iterator<Item = &Upload> {
        self.uploads.values()
    }

    /// One upload.
    pub fn get(&self, id: UploadId) -> Option<&Upload> {
        self.uploads.get(&id)
    }

    /// Why nothing is sent, if something is in the way.
    pub fn hold(&self) -> Option<Hold> {
        self.hold
    }

    /// The whole batch in numbers.
    pub fn summary(&self) -> Summary {
        Summary::of(self)
    }

    fn is_busy(&self) -> bool {
        self.uploads.values().any(Upload::is_unfinished)
    }
}

/// Takes an event; what is to be done about it, in order.
pub fn step(queue: &mut Queue, event: Event) -> Vec<Command> {
    let was_busy = queue.is_busy();
    let mut commands = Vec::new();
    match event {
        Event::LimitsKnown { max_file_size } => queue.max_file_size = max_file_size,
        Event::Added { uploads, at_ms } => admission::add(queue, uploads, at_ms, &mut commands),
        Event::Progressed { id, sent, at_ms } => answers::progress(queue, id, sent, at_ms),
        Event::Answered { id, answer, at_ms } => answers::answered(queue, id, answer, at_ms, &mut commands),
        Event::Decided { id, remedy } => decisions::decide(queue, id, remedy, &mut commands),
        Event::Cancelled { id } => decisions::remove(queue, id, &mut commands),
        Event::Reconnected { outage } => turns::reconnected(queue, outage),
        Event::SignedIn => turns::release(queue, Hold::SignedOut),
        Event::Ticked { at_ms } => tick(queue, at_ms, &mut commands),
        Event::Cleared => queue.uploads.retain(|_, upload| !matches!(upload.phase, Phase::Done { .. })),
    }
    turns::start_waiting(queue, &mut commands);
    if was_busy && !queue.is_busy() {
        commands.push(Command::Announce(Notice::Ended(queue.summary())));
    }
    commands
}

fn tick(queue: &mut Queue, at_ms: u64, commands: &mut Vec<Command>) {
    queue.meter.tick(at_ms);
    if queue.is_busy() && queue.hold.is_none() && at_ms.saturating_sub(queue.reported_ms) >= REPORT_EVERY_MS {
        queue.reported_ms = at_ms;
        commands.push(Command::Announce(Notice::Progress(queue.summary())));
    }
}
