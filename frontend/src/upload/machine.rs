//! The queue of uploads: `step(queue, event) → commands`. Pure: no async, no I/O, no time and no chance but what events
//! bring; and no event costs more for a long queue than for a short one.
//!
//! 1. What is added is checked first: a folder, a name that is none, a file over the limit never start. (The naming
//!    policy is the server's: its tables of Unicode would add 60 kB to the page.)
//! 2. At most [`MAX_PARALLEL`] requests are under way over all tabs, of which this page gets its part, in the order files
//!    were added; what was begun comes first. They hold at most [`MAX_MEMORY`] bytes.
//! 3. Small files go in one request, several together ([`Together`]). A larger one gets a resource and goes there slice by slice
//!    ([`Ask`]); after whatever broke, the server is asked how much has arrived, and it goes on from there.
//! 4. The size of slices follows what the way lets through ([`SliceSize`]).
//! 5. What the server answers ends an upload: stored, or a [`Failure`] that names its remedies.
//! 6. A lost connection or an ended session holds the whole queue until it is back. What fails although the server can
//!    be reached is tried again a few times, later each time.
//! 7. A person may pause and resume one or all, and cancel: then the server is told to throw away what arrived.
//! 8. What is not done is kept by the browser ([`Kept`]), so that another page goes on with it.
//! 9. A batch is what was added since the queue was last idle: the tray counts it, and [`Meter`] times it.

mod admission;
mod answers;
mod breaks;
mod bundle;
mod course;
mod decisions;
mod failure;
mod holds;
mod item;
mod kept;
mod meter;
mod protocol;
mod refusals;
mod retry;
mod shelves;
mod shown;
mod slicing;
mod summary;
#[cfg(test)]
mod tests;
mod turns;

use std::collections::BTreeMap;

pub use breaks::MAX_BREAKS;
pub use bundle::{BundleSize, Part, Together};
pub use course::{Ask, Proof, Resource, Slice, Target, WHOLE_UP_TO};
pub use failure::{Failure, Remedy};
pub use holds::Hold;
pub use item::{Mode, NewUpload, Note, Parents, Phase, Receipt, Upload, UploadId};
pub use kept::{Holder, Kept, Origin, Seen, without_doubles};
pub use meter::Meter;
pub use protocol::{Answer, Command, Event, Notice, Now, Outage};
pub use shown::Shown;
pub use slicing::SliceSize;
pub use summary::{Overall, Summary};
pub use turns::{MAX_MEMORY, MAX_PARALLEL};

use self::{holds::Holds, kept::KeptUploads, shelves::Shelves, turns::Flight};

/// Milliseconds between two spoken reports of the progress.
const REPORT_EVERY_MS: u64 = 30_000;

/// All uploads of this page.
#[derive(Debug, Clone)]
pub struct Queue {
    uploads: BTreeMap<UploadId, Upload>,
    shelves: Shelves,
    flights: BTreeMap<UploadId, Flight>,
    holds: Holds,
    slices: SliceSize,
    bundles: BundleSize,
    meter: Meter,
    batch: u64,
    reported_ms: u64,
    now_ms: u64,
    last_ticket: u64,
    lost_in_row: u32,
    max_file_size: Option<u64>,
    kept: KeptUploads,
    connections: usize,
}

impl Default for Queue {
    fn default() -> Self {
        Self {
            uploads: BTreeMap::default(),
            shelves: Shelves::default(),
            flights: BTreeMap::default(),
            holds: Holds::default(),
            slices: SliceSize::default(),
            bundles: BundleSize::default(),
            meter: Meter::default(),
            batch: 0,
            reported_ms: 0,
            now_ms: 0,
            last_ticket: 0,
            lost_in_row: 0,
            max_file_size: None,
            kept: KeptUploads::default(),
            connections: MAX_PARALLEL,
        }
    }
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
        self.holds.first()
    }

    /// The whole batch in numbers.
    pub fn summary(&self) -> Summary {
        Summary::of(self)
    }

    /// How many requests could be under way now, and how many are.
    pub fn connections(&self) -> (usize, usize) {
        let under_way = self.requests();
        let waiting = if self.hold().is_some() { 0 } else { self.shelves.next.len() };
        (under_way.saturating_add(waiting).min(MAX_PARALLEL), under_way)
    }

    fn is_busy(&self) -> bool {
        self.shelves.is_busy()
    }

    /// What was counted belongs to an earlier batch from now on. Nothing may be unfinished.
    fn begin_batch(&mut self) {
        self.batch += 1;
        self.shelves.totals = shelves::Totals::default();
    }

    fn put_in(&mut self, upload: Upload) {
        self.take_out(upload.id);
        self.shelves.put(&upload, self.batch);
        self.uploads.insert(upload.id, upload);
    }

    fn take_out(&mut self, id: UploadId) -> Option<Upload> {
        let upload = self.uploads.remove(&id)?;
        self.shelves.take(&upload, self.batch);
        Some(upload)
    }

    /// The one way in which an upload changes: it is put where it belongs afterwards.
    fn change<R>(&mut self, id: UploadId, change: impl FnOnce(&mut Upload) -> R) -> Option<R> {
        let upload = self.uploads.get_mut(&id)?;
        self.shelves.take(upload, self.batch);
        let result = change(upload);
        self.shelves.put(upload, self.batch);
        Some(result)
    }
}

/// Takes an event; what is to be done about it, in order.
pub fn step(queue: &mut Queue, event: Event) -> Vec<Command> {
    let was_busy = queue.is_busy();
    let mut commands = Vec::new();
    match event {
        Event::LimitsKnown { max_file_size } => queue.max_file_size = max_file_size,
        Event::Recalled { kept } => {
            queue.kept = kept.into_iter().map(|(kept, holder)| (kept.path.clone(), (kept, holder))).collect();
        }
        Event::Added { uploads, at_ms } => {
            queue.now_ms = queue.now_ms.max(at_ms);
            admission::add(queue, uploads, at_ms, &mut commands);
        }
        Event::Continued { uploads, at_ms } => {
            queue.now_ms = queue.now_ms.max(at_ms);
            admission::go_on(queue, uploads, at_ms, &mut commands);
        }
        Event::Allowed { connections } => queue.connections = connections.min(MAX_PARALLEL),
        Event::SignedOut => decisions::abandon(queue, &mut commands),
        Event::Progressed { id, ticket, left, at_ms } => {
            queue.now_ms = queue.now_ms.max(at_ms);
            answers::progress(queue, id, ticket, left, at_ms);
            // Nothing can begin by it.
            return commands;
        }
        Event::Answered { id, ticket, answer, now } => {
            queue.now_ms = queue.now_ms.max(now.ms);
            let members = queue.members(ticket);
            if members.len() > 1 && members.contains(&id) {
                // Who answers for one of a bundle has not answered for the others.
                bundle::answered(queue, ticket, Together::Failed(answer), &mut commands);
            } else {
                answers::answered(queue, (id, ticket), answer, now, &mut commands);
            }
        }
        Event::AnsweredTogether { ticket, together, now } => {
            queue.now_ms = queue.now_ms.max(now.ms);
            bundle::answered(queue, ticket, together, &mut commands);
        }
        Event::Decided { id, remedy } => decisions::decide(queue, id, remedy, &mut commands),
        Event::Paused { id } => turns::pause(queue, id, &mut commands),
        Event::Resumed { id } => turns::resume(queue, id),
        Event::AllPaused => turns::pause_all(queue, &mut commands),
        Event::AllResumed => turns::resume_all(queue),
        Event::Cancelled { id } => decisions::remove(queue, id, &mut commands),
        Event::Reconnected { outage } => turns::reconnected(queue, outage),
        Event::Nudged => turns::nudge(queue),
        Event::SignedIn => queue.holds.release(Hold::SignedOut),
        Event::Ticked { now } => tick(queue, now, &mut commands),
        Event::Cleared => {
            let done: Vec<UploadId> = queue.shelves.done.iter().copied().collect();
            for id in done {
                queue.take_out(id);
            }
        }
    }
    turns::start_waiting(queue, &mut commands);
    if was_busy && !queue.is_busy() {
        // What a person has paused is gone: nothing is left to be resumed.
        queue.holds.release(Hold::Paused);
        commands.push(Command::Announce(Notice::Ended(queue.summary())));
    }
    commands
}

fn tick(queue: &mut Queue, now: Now, commands: &mut Vec<Command>) {
    queue.now_ms = queue.now_ms.max(now.ms);
    queue.meter.tick(now.ms);
    turns::wake(queue);
    breaks::end_stalled(queue, now, commands);
    if queue.is_busy() && queue.hold().is_none() && now.ms.saturating_sub(queue.reported_ms) >= REPORT_EVERY_MS {
        queue.reported_ms = now.ms;
        commands.push(Command::Announce(Notice::Progress(queue.summary())));
    }
}
