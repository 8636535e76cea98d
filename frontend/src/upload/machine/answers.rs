//! What comes back: bytes that have left, and how each request has ended.

use super::{
    Answer, Ask, Command, Failure, Now, Phase, Queue, Receipt, UploadId,
    breaks::{broke, fail, lost, too_long_for_proxy},
    course::{Proof, Slice, Standing, Way},
    kept,
    refusals::{refused, start_over},
    turns::Flight,
};

/// `left` bytes of the body of that request have left.
pub(super) fn progress(queue: &mut Queue, id: UploadId, ticket: u64, left: u64, at_ms: u64) {
    let Some(flight) = queue.flights.get_mut(&id).filter(|flight| flight.ticket == ticket) else { return };
    let left = left.min(flight.ask.body());
    let more = left.saturating_sub(flight.left);
    flight.left = flight.left.max(left);
    flight.moved_ms = at_ms;
    let left = flight.left;
    queue.meter.count(more, at_ms);
    queue.change(id, |upload| {
        let sent = upload.course.offset.saturating_add(left).min(upload.size);
        upload.phase = Phase::Sending { sent };
    });
}

pub(super) fn answered(
    queue: &mut Queue,
    (id, ticket): (UploadId, u64),
    answer: Answer,
    now: Now,
    commands: &mut Vec<Command>,
) {
    // An answer that comes after a cancel, or to an earlier request, is about nothing any more.
    if queue.flights.get(&id).is_none_or(|flight| flight.ticket != ticket) {
        return;
    }
    let Some(flight) = queue.flights.remove(&id) else { return };
    if answer != Answer::Lost {
        queue.lost_in_row = 0;
    }
    match answer {
        // Not what was asked for: as good as none, from a server that can be reached.
        ref other if !answers(&flight.ask, other) => {
            queue.change(id, |upload| upload.course.was_cut(&flight.ask));
            broke(queue, id, now, Failure::Unsteady, commands);
        }
        Answer::Stored(receipt) => {
            queue.bundles.arrived(1);
            stored(queue, id, &flight, receipt, commands);
        }
        Answer::Begun { resource } => {
            queue.change(id, |upload| {
                upload.course.way = Way::Begun(resource, Standing::Known);
                upload.course.offset = 0;
                upload.phase = Phase::Interrupted { until_ms: None };
            });
            kept::keep(id, commands);
        }
        Answer::Located { offset } => located(queue, id, &flight.ask, (offset, now), commands),
        Answer::Appended { offset, proof } => {
            appended(queue, id, &flight, (offset, proof), now);
            kept::keep(id, commands);
        }
        Answer::Unreadable => fail(queue, id, Failure::Unreadable, commands),
        Answer::Foreign { status: 413 } if flight.ask.body() > 0 => {
            too_long_for_proxy(queue, id, &flight.ask, commands);
        }
        Answer::Foreign { status } => fail(queue, id, Failure::Foreign { status }, commands),
        Answer::Lost => lost(queue, id, &flight, now, commands),
        Answer::Refused(problem) => refused(queue, (id, &flight), problem, now, commands),
    }
}

/// Whether that is an answer to what was asked.
fn answers(ask: &Ask, answer: &Answer) -> bool {
    match answer {
        Answer::Stored(_) => matches!(ask, Ask::Whole { .. } | Ask::Receipt { .. } | Ask::Finish { .. }),
        Answer::Begun { .. } => matches!(ask, Ask::Begin { .. }),
        Answer::Located { .. } => matches!(ask, Ask::Locate { .. } | Ask::Receipt { .. }),
        Answer::Appended { offset, .. } => matches!(ask, Ask::Append { size, .. } if offset <= size),
        Answer::Refused(_) | Answer::Foreign { .. } | Answer::Lost | Answer::Unreadable => true,
    }
}

pub(super) fn stored(queue: &mut Queue, id: UploadId, flight: &Flight, receipt: Receipt, commands: &mut Vec<Command>) {
    if let Ask::Whole { size, .. } = &flight.ask {
        queue.meter.count(size.saturating_sub(flight.left), queue.now_ms);
    }
    kept::keep(id, commands);
    let name = receipt.name.clone();
    let folder = queue.change(id, |upload| {
        let proof = if upload.course.proof == Proof::Checked { receipt.proof } else { Proof::Unchecked };
        upload.phase = Phase::Done(Box::new(Receipt { proof, ..receipt }));
        upload.note = None;
        upload.folder.clone()
    });
    commands.push(Command::Forget { id });
    if let Some(folder) = folder {
        commands.push(Command::Show { folder, name });
    }
}

fn located(queue: &mut Queue, id: UploadId, ask: &Ask, (offset, now): (u64, Now), commands: &mut Vec<Command>) {
    let size = queue.get(id).map_or(0, |upload| upload.size);
    if offset > size {
        start_over(queue, id, commands);
        return;
    }
    queue.change(id, |upload| {
        upload.course.heard(offset);
        upload.phase = Phase::Interrupted { until_ms: None };
    });
    // All bytes are there, but the file is not: it is being published.
    if matches!(ask, Ask::Receipt { .. }) && offset == size {
        broke(queue, id, now, Failure::Unsteady, commands);
    }
}

fn appended(queue: &mut Queue, id: UploadId, flight: &Flight, (offset, proof): (u64, Proof), now: Now) {
    let Ask::Append { slice: Slice { from, length }, .. } = flight.ask else { return };
    queue.meter.count(length.saturating_sub(flight.left), now.ms);
    if offset >= from.saturating_add(length) {
        queue.slices.arrived(length);
    }
    queue.change(id, |upload| {
        if proof == Proof::Unchecked {
            upload.course.proof = Proof::Unchecked;
        }
        upload.note = None;
        upload.course.heard(offset);
        upload.phase = Phase::Interrupted { until_ms: None };
    });
}
