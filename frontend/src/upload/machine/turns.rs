//! Whose turn it is: nobody's while the queue is held, else the first that wait, a few at a time, and never more bytes in
//! memory than are allowed.

use std::collections::BTreeSet;

use super::{Ask, Command, Hold, Note, Notice, Outage, Phase, Queue, UploadId, bundle, slicing::SliceSize};

/// Browsers open six connections to one server in HTTP/1.1, shared by all tabs: lists must still load.
pub const MAX_PARALLEL: usize = 4;

/// Most bytes of slices that are held in memory.
pub const MAX_MEMORY: u64 = 64 << 20;

/// A request under way, or the part that a file has in one: those that go together have one ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Flight {
    pub(super) ticket: u64,
    pub(super) ask: Ask,
    /// Bytes of its body that have left.
    pub(super) left: u64,
    /// When something last moved.
    pub(super) moved_ms: u64,
}

pub(super) fn start_waiting(queue: &mut Queue, commands: &mut Vec<Command>) {
    while queue.holds.first().is_none() {
        let free = queue.connections.saturating_sub(queue.requests());
        let wanted = free.min(queue.shelves.next.len());
        let Some((_, id)) = queue.shelves.next.first().copied() else { return };
        if free == 0 {
            return;
        }
        let Ok(sharers) = u64::try_from(wanted) else { return };
        let held: u64 = queue.flights.values().map(|flight| flight.ask.memory()).sum();
        // All of it is divided among those that start now: nobody waits for memory while a connection is free.
        let Some(memory) = MAX_MEMORY.saturating_sub(held).checked_div(sharers) else { return };
        if memory < SliceSize::SMALLEST {
            return;
        }
        let parts = bundle::gather(queue, free);
        if parts.len() > 1 {
            bundle::start(queue, parts, commands);
        } else {
            start(queue, id, memory, commands);
        }
    }
}

fn start(queue: &mut Queue, id: UploadId, memory: u64, commands: &mut Vec<Command>) {
    let Some(upload) = queue.uploads.get(&id) else { return };
    let ask = match upload.next_ask(queue.slices.bytes(), memory) {
        Ok(ask) => ask,
        Err(failure) => {
            queue.change(id, |upload| upload.phase = Phase::Failed(failure));
            commands.push(Command::Announce(Notice::Failed(id)));
            return;
        }
    };
    queue.last_ticket += 1;
    let ticket = queue.last_ticket;
    take_off(queue, id, ticket, ask.clone());
    commands.push(Command::Send { id, ticket, ask });
}

/// A request, or its part for that upload, is under way from now on.
pub(super) fn take_off(queue: &mut Queue, id: UploadId, ticket: u64, ask: Ask) {
    queue.flights.insert(id, Flight { ticket, ask, left: 0, moved_ms: queue.now_ms });
    queue.change(id, |upload| upload.phase = Phase::Sending { sent: upload.sent() });
}

/// Stops what is being sent; it can go on later.
pub(super) fn interrupt(queue: &mut Queue, id: UploadId, phase: Phase, commands: &mut Vec<Command>) {
    if let Some(flight) = give_up(queue, id, commands) {
        queue.change(id, |upload| upload.course.was_cut(&flight.ask));
    }
    queue.change(id, |upload| upload.phase = phase);
}

/// Ends the request of an upload, if there is one. What went together with it goes alone.
pub(super) fn give_up(queue: &mut Queue, id: UploadId, commands: &mut Vec<Command>) -> Option<Flight> {
    let flight = queue.flights.remove(&id)?;
    commands.push(Command::Abort { id });
    for other in queue.members(flight.ticket) {
        bundle::go_alone(queue, other);
    }
    Some(flight)
}

impl Queue {
    /// Requests under way.
    pub(super) fn requests(&self) -> usize {
        self.flights.values().map(|flight| flight.ticket).collect::<BTreeSet<_>>().len()
    }
}

/// What waits for its moment and has it.
pub(super) fn wake(queue: &mut Queue) {
    while let Some((until_ms, id)) = queue.shelves.resting.first().copied()
        && until_ms <= queue.now_ms
    {
        queue.change(id, |upload| upload.phase = Phase::Interrupted { until_ms: None });
    }
}

/// A good moment to try everything at once.
pub(super) fn nudge(queue: &mut Queue) {
    for id in queue.shelves.interrupted() {
        queue.change(id, |upload| upload.phase = Phase::Interrupted { until_ms: None });
    }
}

pub(super) fn reconnected(queue: &mut Queue, outage: Outage) {
    if outage == Outage::Real {
        for id in queue.shelves.interrupted() {
            queue.change(id, |upload| upload.course.breaks = 0);
        }
    }
    queue.lost_in_row = 0;
    queue.holds.release(Hold::Offline);
    nudge(queue);
}

pub(super) fn pause(queue: &mut Queue, id: UploadId, commands: &mut Vec<Command>) {
    if queue.get(id).is_some_and(super::Upload::is_unfinished) {
        interrupt(queue, id, Phase::Paused, commands);
    }
}

pub(super) fn resume(queue: &mut Queue, id: UploadId) {
    queue.change(id, |upload| {
        if upload.phase == Phase::Paused {
            let is_begun = upload.course.resource().is_some();
            upload.phase = if is_begun { Phase::Interrupted { until_ms: None } } else { Phase::Waiting };
        }
    });
}

pub(super) fn pause_all(queue: &mut Queue, commands: &mut Vec<Command>) {
    if !queue.is_busy() {
        return;
    }
    queue.holds.add(Hold::Paused);
    let sending: Vec<UploadId> = queue.flights.keys().copied().collect();
    for id in sending {
        interrupt(queue, id, Phase::Interrupted { until_ms: None }, commands);
    }
}

pub(super) fn resume_all(queue: &mut Queue) {
    queue.holds.release(Hold::Paused);
    let paused: Vec<UploadId> = queue.shelves.paused.iter().copied().collect();
    for id in paused {
        resume(queue, id);
    }
    nudge(queue);
}

/// Takes the note of slices that were made smaller.
pub(super) fn note_smaller(queue: &mut Queue, id: UploadId) {
    let note = Note::SmallerParts { size: queue.slices.bytes() };
    queue.change(id, |upload| upload.note = Some(note));
}
