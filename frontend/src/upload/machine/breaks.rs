//! Requests that came to nothing: cut, timed out, refused by something in between. They are tried again: without an
//! end while the server is out of reach, else [`MAX_BREAKS`] times without a byte that arrived.

use super::{
    Ask, Command, Failure, Hold, Notice, Now, Phase, Queue, UploadId,
    course::{Attempt, Course, Standing},
    kept, retry, turns,
    turns::Flight,
};

/// Failed tries in a row, while the server can be reached, after which only a person can help. Slices have shrunk from
/// the first to the smallest size before.
pub const MAX_BREAKS: u32 = 8;

/// So many requests without any answer in between mean that the server cannot be reached.
const LOST_IN_ROW: u32 = 3;

/// So often a small file is tried in one request.
const WHOLE_BREAKS: u32 = 2;

/// A body of which nothing more leaves for so long will not arrive.
const STALLED_MS: u64 = 60_000;
/// An answer that has not come by then, at 128 KiB a second behind a proxy that took all at once, will not come.
const UNANSWERED_MS: u64 = 120_000;
const SLOWEST_BYTES_PER_MS: u64 = 128;

impl Course {
    /// A request was cut: what became of it is not known.
    pub(super) fn was_cut(&mut self, ask: &Ask) {
        match ask {
            Ask::Append { .. } => self.stand(Standing::Unknown),
            Ask::Whole { .. } => self.attempt = Attempt::Unanswered,
            Ask::Begin { .. } | Ask::Locate { .. } | Ask::Receipt { .. } | Ask::Finish { .. } => {}
        }
    }
}

/// There was no answer.
pub(super) fn lost(queue: &mut Queue, id: UploadId, flight: &Flight, now: Now, commands: &mut Vec<Command>) {
    queue.lost_in_row += 1;
    let breaks = queue.get(id).map_or(0, |upload| upload.course.breaks);
    // Small requests get through wherever anything does.
    let is_out_of_reach = queue.lost_in_row >= LOST_IN_ROW || flight.ask.body() == 0;
    queue.change(id, |upload| upload.course.was_cut(&flight.ask));
    if !is_out_of_reach && breaks > 0 {
        shrink(queue, id, &flight.ask);
    }
    broke(queue, id, now, Failure::Unsteady, commands);
    if is_out_of_reach && queue.shelves.is_busy() {
        hold_offline(queue, commands);
    }
}

fn hold_offline(queue: &mut Queue, commands: &mut Vec<Command>) {
    if queue.holds.add(Hold::Offline) {
        commands.push(Command::CheckConnection);
    }
}

/// One more failed try: the next one comes later, or never.
pub(super) fn broke(queue: &mut Queue, id: UploadId, now: Now, failure: Failure, commands: &mut Vec<Command>) {
    let breaks = queue.change(id, |upload| {
        upload.course.breaks += 1;
        upload.course.breaks
    });
    if breaks.is_some_and(|breaks| breaks >= MAX_BREAKS) {
        fail(queue, id, failure, commands);
    } else {
        let until_ms = Some(retry::next_try_ms(now, breaks.unwrap_or_default()));
        queue.change(id, |upload| upload.phase = Phase::Interrupted { until_ms });
    }
}

/// The body was longer than something on the way lets through (413).
pub(super) fn too_long_for_proxy(queue: &mut Queue, id: UploadId, ask: &Ask, commands: &mut Vec<Command>) {
    let body = ask.body();
    if !queue.slices.refused(body) {
        fail(queue, id, Failure::Foreign { status: 413 }, commands);
        return;
    }
    queue.change(id, |upload| {
        if let Ask::Whole { .. } = ask {
            upload.course.start_over();
        }
        upload.phase = Phase::Interrupted { until_ms: None };
    });
    turns::note_smaller(queue, id);
}

/// Sends smaller slices from now on, if that is possible. A small file that did not get through says nothing of slices:
/// it becomes one itself, whose parts are tried if it breaks too.
fn shrink(queue: &mut Queue, id: UploadId, ask: &Ask) {
    if let Ask::Whole { .. } = ask {
        queue.change(id, |upload| {
            if upload.course.breaks >= WHOLE_BREAKS {
                upload.course.start_over();
            }
        });
    } else if ask.body() > 0 && queue.slices.broke(ask.body()) {
        turns::note_smaller(queue, id);
    }
}

/// Ends requests in which nothing moves any more.
pub(super) fn end_stalled(queue: &mut Queue, now: Now, commands: &mut Vec<Command>) {
    let is_stalled = |flight: &Flight| {
        let body = flight.ask.body();
        let patience = match &flight.ask {
            _ if flight.left < body => STALLED_MS,
            _ => UNANSWERED_MS + body / SLOWEST_BYTES_PER_MS,
        };
        now.ms.saturating_sub(flight.moved_ms) >= patience
    };
    let stalled: Vec<UploadId> =
        queue.flights.iter().filter(|(_, flight)| is_stalled(flight)).map(|(id, _)| *id).collect();
    for id in stalled {
        let Some(flight) = turns::give_up(queue, id, commands) else { continue };
        queue.change(id, |upload| upload.course.was_cut(&flight.ask));
        shrink(queue, id, &flight.ask);
        broke(queue, id, now, Failure::Unsteady, commands);
    }
}

pub(super) fn fail(queue: &mut Queue, id: UploadId, failure: Failure, commands: &mut Vec<Command>) {
    queue.change(id, |upload| {
        upload.phase = Phase::Failed(failure);
        upload.note = None;
    });
    kept::keep(id, commands);
    commands.push(Command::Announce(Notice::Failed(id)));
}
