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

mod failure;
mod item;
mod meter;
mod protocol;
mod summary;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use holdall_shared::{EntryKind, EntryName, Problem, ProblemKind};

pub use failure::{Failure, Remedy};
pub use item::{Mode, NewUpload, Phase, Source, Target, Upload, UploadId};
pub use meter::Meter;
pub use protocol::{Answer, Choice, Command, Event, Notice, Outage};
pub use summary::{Overall, Summary};

/// Browsers open six connections to one server in HTTP/1.1, shared by all tabs: lists must still load.
pub const MAX_PARALLEL: usize = 3;

/// Broken connections of one file, while the server can be reached, after which only a person can help.
pub const MAX_BREAKS: u32 = 5;

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
        Event::Added { uploads, at_ms } => add(queue, uploads, at_ms, &mut commands),
        Event::Progressed { id, sent, at_ms } => progress(queue, id, sent, at_ms),
        Event::Answered { id, answer, at_ms } => answered(queue, id, answer, at_ms, &mut commands),
        Event::Decided { id, choice } => decide(queue, id, choice, &mut commands),
        Event::Cancelled { id } => remove(queue, id, &mut commands),
        Event::Reconnected { outage } => reconnected(queue, outage),
        Event::SignedIn => release(queue, Hold::SignedOut),
        Event::Ticked { at_ms } => tick(queue, at_ms, &mut commands),
        Event::Cleared => queue.uploads.retain(|_, upload| !matches!(upload.phase, Phase::Done { .. })),
    }
    start_waiting(queue, &mut commands);
    if was_busy && !queue.is_busy() {
        commands.push(Command::Announce(Notice::Ended(queue.summary())));
    }
    commands
}

fn add(queue: &mut Queue, uploads: Vec<(UploadId, NewUpload)>, at_ms: u64, commands: &mut Vec<Command>) {
    if !queue.is_busy() {
        queue.batch += 1;
        queue.meter = Meter::started(at_ms);
        queue.reported_ms = at_ms;
    }
    let mut started = 0;
    for (id, new) in uploads {
        let failure = check(&new, queue.max_file_size);
        let upload = Upload::new(id, new, queue.batch, failure);
        if let Phase::Failed(_) = &upload.phase {
            commands.push(Command::Announce(Notice::Failed(id)));
            if !upload.can_be_sent() {
                commands.push(Command::Forget { id });
            }
        } else {
            started += 1;
        }
        queue.uploads.insert(id, upload);
    }
    if started > 0 {
        commands.push(Command::Announce(Notice::Started(started)));
    }
}

fn check(new: &NewUpload, max_file_size: Option<u64>) -> Option<Failure> {
    if new.source == Source::Folder {
        return Some(Failure::Folder);
    }
    if let Err(error) = EntryName::new(new.name.as_str()) {
        return Some(Failure::InvalidName { reason: error.to_string(), suggestion: None });
    }
    max_file_size.filter(|limit| new.size > *limit).map(|limit| Failure::TooLarge { limit: Some(limit) })
}

fn progress(queue: &mut Queue, id: UploadId, sent: u64, at_ms: u64) {
    let Some(upload) = queue.uploads.get_mut(&id) else { return };
    let size = upload.size;
    let Phase::Sending { sent: before } = &mut upload.phase else { return };
    let now = sent.min(size);
    queue.meter.count(now.saturating_sub(*before), at_ms);
    *before = now;
}

fn answered(queue: &mut Queue, id: UploadId, answer: Answer, at_ms: u64, commands: &mut Vec<Command>) {
    // An answer that comes after a cancel is about nothing any more.
    if !queue.uploads.get(&id).is_some_and(|upload| matches!(upload.phase, Phase::Sending { .. })) {
        return;
    }
    match answer {
        Answer::Stored(entry) => {
            if let Some(size) = queue.uploads.get(&id).map(|upload| upload.size) {
                progress(queue, id, size, at_ms);
            }
            let Some(upload) = queue.uploads.get_mut(&id) else { return };
            let (folder, name) = (upload.folder.clone(), entry.name.clone());
            upload.phase = Phase::Done { entry };
            commands.extend([Command::Forget { id }, Command::Show { folder, name }]);
        }
        Answer::Unreadable => fail(queue, id, Failure::Unreadable, commands),
        Answer::Foreign { status } => fail(queue, id, Failure::Foreign { status }, commands),
        Answer::Lost => lost(queue, id, commands),
        Answer::Refused(problem) => refused(queue, id, problem, commands),
    }
}

fn lost(queue: &mut Queue, id: UploadId, commands: &mut Vec<Command>) {
    let Some(upload) = queue.uploads.get_mut(&id) else { return };
    upload.breaks += 1;
    if upload.breaks >= MAX_BREAKS {
        fail(queue, id, Failure::Unsteady, commands);
        return;
    }
    upload.phase = Phase::Interrupted;
    if queue.hold.is_none() {
        queue.hold = Some(Hold::Offline);
        commands.push(Command::CheckConnection);
    }
}

fn refused(queue: &mut Queue, id: UploadId, problem: Problem, commands: &mut Vec<Command>) {
    let Some(upload) = queue.uploads.get_mut(&id) else { return };
    match problem.kind {
        ProblemKind::Unauthenticated => {
            upload.phase = Phase::Interrupted;
            if queue.hold != Some(Hold::SignedOut) {
                queue.hold = Some(Hold::SignedOut);
                commands.push(Command::AskToSignIn);
            }
        }
        // The body did not arrive whole: the connection, not the file.
        ProblemKind::IncompleteBody | ProblemKind::StalledBody => lost(queue, id, commands),
        // What was to be replaced is gone: then there is nothing to replace.
        ProblemKind::NotFound if matches!(upload.mode, Mode::Replace { .. } | Mode::ReplaceAnyway) => {
            upload.mode = Mode::Create;
            upload.phase = Phase::Waiting;
        }
        _ => fail(queue, id, Failure::from_problem(problem), commands),
    }
}

fn fail(queue: &mut Queue, id: UploadId, failure: Failure, commands: &mut Vec<Command>) {
    if let Some(upload) = queue.uploads.get_mut(&id) {
        upload.phase = Phase::Failed(failure);
        commands.push(Command::Announce(Notice::Failed(id)));
    }
}

fn decide(queue: &mut Queue, id: UploadId, choice: Choice, commands: &mut Vec<Command>) {
    let Some(upload) = queue.uploads.get_mut(&id) else { return };
    let Phase::Failed(failure) = &upload.phase else { return };
    if !upload.can_be_sent() && choice != Choice::Skip {
        return;
    }
    match choice {
        Choice::KeepBoth => upload.mode = Mode::KeepBoth,
        Choice::Replace => {
            let Failure::Taken { existing: Some(existing) } = failure else { return };
            if existing.kind != EntryKind::File {
                return;
            }
            upload.mode = existing.etag.clone().map_or(Mode::ReplaceAnyway, |etag| Mode::Replace { etag });
        }
        Choice::ReplaceAnyway => upload.mode = Mode::ReplaceAnyway,
        Choice::Skip => return remove(queue, id, commands),
        Choice::UseName(name) => {
            upload.name = name;
            upload.mode = Mode::Create;
        }
        Choice::Retry => upload.breaks = 0,
    }
    // What waits for a decision is no longer part of a batch that may have ended: it joins the running one.
    upload.phase = Phase::Waiting;
    upload.batch = queue.batch;
}

fn remove(queue: &mut Queue, id: UploadId, commands: &mut Vec<Command>) {
    let Some(upload) = queue.uploads.remove(&id) else { return };
    if let Phase::Sending { .. } = upload.phase {
        commands.push(Command::Abort { id });
    }
    commands.push(Command::Forget { id });
}

fn reconnected(queue: &mut Queue, outage: Outage) {
    if outage == Outage::Real {
        for upload in queue.uploads.values_mut().filter(|upload| upload.phase == Phase::Interrupted) {
            upload.breaks = 0;
        }
    }
    release(queue, Hold::Offline);
}

fn release(queue: &mut Queue, hold: Hold) {
    if queue.hold == Some(hold) {
        queue.hold = None;
    }
}

fn tick(queue: &mut Queue, at_ms: u64, commands: &mut Vec<Command>) {
    queue.meter.tick(at_ms);
    if queue.is_busy() && queue.hold.is_none() && at_ms.saturating_sub(queue.reported_ms) >= REPORT_EVERY_MS {
        queue.reported_ms = at_ms;
        commands.push(Command::Announce(Notice::Progress(queue.summary())));
    }
}

fn start_waiting(queue: &mut Queue, commands: &mut Vec<Command>) {
    if queue.hold.is_some() {
        return;
    }
    let sending = queue.uploads.values().filter(|upload| matches!(upload.phase, Phase::Sending { .. })).count();
    let mut free = MAX_PARALLEL.saturating_sub(sending);
    for upload in queue.uploads.values_mut() {
        if free == 0 {
            break;
        }
        if !matches!(upload.phase, Phase::Waiting | Phase::Interrupted) {
            continue;
        }
        match upload.target() {
            Ok(target) => {
                upload.phase = Phase::Sending { sent: 0 };
                commands.push(Command::Send { id: upload.id, target });
                free -= 1;
            }
            Err(failure) => {
                upload.phase = Phase::Failed(failure);
                commands.push(Command::Announce(Notice::Failed(upload.id)));
            }
        }
    }
}
