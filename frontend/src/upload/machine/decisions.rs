//! What a person decides about an upload: how a failed one goes on, or that it is not wanted any more.

use holdall_shared::EntryKind;

use super::{
    Command, Failure, Mode, Phase, Queue, Remedy, Upload, UploadId,
    course::{Attempt, Course, Way},
    kept,
    refusals::forgive,
    turns::give_up,
};

pub(super) fn decide(queue: &mut Queue, id: UploadId, remedy: Remedy, commands: &mut Vec<Command>) {
    let Some(upload) = queue.uploads.get(&id) else { return };
    let Phase::Failed(failure) = &upload.phase else { return };
    let mode = match &remedy {
        Remedy::KeepBoth => Some(Mode::KeepBoth),
        Remedy::Replace => {
            let etag = match failure {
                Failure::Taken { existing: Some(existing) } if existing.kind == EntryKind::File => {
                    existing.etag.clone()
                }
                Failure::TakenMeanwhile => None,
                _ => return,
            };
            Some(etag.map_or(Mode::ReplaceAnyway, |etag| Mode::Replace { etag }))
        }
        Remedy::ReplaceAnyway => Some(Mode::ReplaceAnyway),
        Remedy::UseName(_) => Some(Mode::Create),
        Remedy::Skip | Remedy::Dismiss => return remove(queue, id, commands),
        Remedy::Retry => None,
    };
    if *failure == Failure::Underway {
        take_up_again(queue, id);
        kept::keep(id, commands);
        return;
    }
    forgive(queue, id);
    kept::keep(id, commands);
    let batch = queue.batch;
    queue.change(id, |upload| {
        if let Some(mode) = mode {
            upload.decided(mode);
        }
        if let Remedy::UseName(name) = remedy {
            upload.name = name;
        }
        // What waits for a decision is no longer part of a batch that may have ended: it joins the running one.
        upload.batch = batch;
        upload.phase =
            if upload.course.resource().is_some() { Phase::Interrupted { until_ms: None } } else { Phase::Waiting };
    });
}

/// What another tab was sending: perhaps it has ended.
fn take_up_again(queue: &mut Queue, id: UploadId) {
    let (mut kept, batch) = (std::mem::take(&mut queue.kept), queue.batch);
    queue.change(id, |upload| {
        upload.batch = batch;
        upload.phase = Phase::Waiting;
        kept::take_up(&mut kept, upload);
    });
    queue.kept = kept;
}

impl Upload {
    /// Goes on under other terms; what is on the server already is kept.
    fn decided(&mut self, mode: Mode) {
        match (&self.course.way, self.course.attempt) {
            (Way::Begun(..), _) => {}
            (Way::Whole, Attempt::Unanswered) | (Way::Unbegun, _) => self.course.way = Way::Unbegun,
            (Way::Whole, Attempt::First) => self.course = Course::new(self.size, &mode),
        }
        self.mode = mode;
    }
}

pub(super) fn remove(queue: &mut Queue, id: UploadId, commands: &mut Vec<Command>) {
    let Some(upload) = queue.take_out(id) else { return };
    give_up(queue, id, commands);
    kept::keep(id, commands);
    if !matches!(upload.phase, Phase::Done(_))
        && let Way::Begun(resource, _) = upload.course.way
    {
        commands.push(Command::Discard { resource });
    }
    commands.push(Command::Forget { id });
}

/// All of it is dropped, and the server is told nothing: who could tell it has gone.
pub(super) fn abandon(queue: &mut Queue, commands: &mut Vec<Command>) {
    while let Some(id) = queue.flights.keys().next().copied() {
        give_up(queue, id, commands);
    }
    commands.extend(queue.uploads.keys().map(|id| Command::Forget { id: *id }));
    *queue = Queue {
        max_file_size: queue.max_file_size,
        slices: queue.slices,
        bundles: queue.bundles,
        last_ticket: queue.last_ticket,
        connections: queue.connections,
        ..Queue::default()
    };
}
