//! What the server says no to, and whether the upload goes on by itself.

use holdall_shared::{Problem, ProblemKind};

use super::{
    Ask, Command, Failure, Hold, Mode, Note, Now, Phase, Queue, UploadId,
    breaks::{broke, fail},
    course::{Attempt, Standing, Way},
    kept,
    turns::Flight,
};

/// Somebody else holds the upload, as a rule our own broken request.
const BUSY_MS: u64 = 1000;
/// After so many of them it counts as a failed try.
const BUSY_IN_ROW: u32 = 30;

pub(super) fn refused(
    queue: &mut Queue,
    (id, flight): (UploadId, &Flight),
    problem: Problem,
    now: Now,
    commands: &mut Vec<Command>,
) {
    let ask = &flight.ask;
    let Some(upload) = queue.get(id) else { return };
    match problem.kind {
        ProblemKind::Unauthenticated => signed_out(queue, id, ask, commands),
        // The body did not arrive whole: the connection, not the file.
        ProblemKind::IncompleteBody | ProblemKind::StalledBody | ProblemKind::OffsetMismatch => {
            queue.change(id, |upload| upload.course.was_cut(ask));
            broke(queue, id, now, Failure::Unsteady, commands);
        }
        ProblemKind::UploadBusy => busy(queue, id, now, commands),
        ProblemKind::Throttled => {
            let wait_ms = problem.extensions.retry_after_s.unwrap_or(5).saturating_mul(1000);
            wait(queue, id, now.ms.saturating_add(wait_ms));
        }
        ProblemKind::ChecksumMismatch => damaged(queue, id, now, commands),
        ProblemKind::DigestMismatch if matches!(ask, Ask::Whole { .. }) => damaged(queue, id, now, commands),
        ProblemKind::DigestMismatch => {
            queue.change(id, |upload| upload.note = Some(Note::Damaged));
            start_over(queue, id, commands);
        }
        // How it ended, and whether its bytes are still there, is told by its description alone.
        ProblemKind::UploadGone if matches!(ask, Ask::Locate { .. } | Ask::Append { .. }) => {
            queue.change(id, |upload| {
                upload.course.stand(Standing::Ended);
                upload.phase = Phase::Interrupted { until_ms: None };
            });
        }
        ProblemKind::NotFound | ProblemKind::UploadGone if is_about_resource(ask) => start_over(queue, id, commands),
        // Perhaps it is there already, and only its answer was lost. In one request, that is found out.
        ProblemKind::NameTaken if matches!(ask, Ask::Begin { .. }) && upload.course.attempt == Attempt::Unanswered => {
            queue.change(id, |upload| {
                upload.course.attempt = Attempt::First;
                upload.course.way = Way::Whole;
                upload.phase = Phase::Interrupted { until_ms: None };
            });
        }
        // What was to be replaced is gone: then there is nothing to replace.
        ProblemKind::NotFound if matches!(upload.mode, Mode::Replace { .. } | Mode::ReplaceAnyway) => {
            queue.change(id, |upload| {
                upload.mode = Mode::Create;
                upload.phase = Phase::Interrupted { until_ms: None };
            });
        }
        ProblemKind::Internal if is_about_resource(ask) => {
            queue.change(id, |upload| upload.course.was_cut(ask));
            broke(queue, id, now, Failure::from_problem(problem), commands);
        }
        kind => {
            let standing = if is_final(kind) && is_about_resource(ask) { Standing::Refused } else { Standing::Unknown };
            queue.change(id, |upload| upload.course.stand(standing));
            fail(queue, id, Failure::from_problem(problem), commands);
        }
    }
}

/// Whether all bytes are there, and only how they are published has to be decided.
fn is_final(kind: ProblemKind) -> bool {
    matches!(
        kind,
        ProblemKind::NameTakenAtFinalise
            | ProblemKind::NameTaken
            | ProblemKind::NameCollides
            | ProblemKind::IsFolder
            | ProblemKind::NotRegular
            | ProblemKind::PreconditionFailed
            | ProblemKind::ParentMissing
    )
}

fn is_about_resource(ask: &Ask) -> bool {
    !matches!(ask, Ask::Whole { .. } | Ask::Begin { .. })
}

fn signed_out(queue: &mut Queue, id: UploadId, ask: &Ask, commands: &mut Vec<Command>) {
    queue.change(id, |upload| {
        if let Ask::Append { .. } = ask {
            upload.course.stand(Standing::Unknown);
        }
        upload.phase = Phase::Interrupted { until_ms: None };
    });
    if queue.holds.add(Hold::SignedOut) {
        commands.push(Command::AskToSignIn);
    }
}

fn busy(queue: &mut Queue, id: UploadId, now: Now, commands: &mut Vec<Command>) {
    let busy = queue.change(id, |upload| {
        upload.course.stand(Standing::Unknown);
        upload.course.busy += 1;
        upload.course.busy
    });
    if busy.is_some_and(|busy| busy % BUSY_IN_ROW == 0) {
        broke(queue, id, now, Failure::Unsteady, commands);
    } else {
        wait(queue, id, now.ms.saturating_add(BUSY_MS));
    }
}

fn damaged(queue: &mut Queue, id: UploadId, now: Now, commands: &mut Vec<Command>) {
    queue.change(id, |upload| upload.note = Some(Note::Damaged));
    broke(queue, id, now, Failure::Damaged, commands);
}

fn wait(queue: &mut Queue, id: UploadId, until_ms: u64) {
    queue.change(id, |upload| upload.phase = Phase::Interrupted { until_ms: Some(until_ms) });
}

/// The server has nothing of it any more: once, it begins again by itself.
pub(super) fn start_over(queue: &mut Queue, id: UploadId, commands: &mut Vec<Command>) {
    kept::keep(id, commands);
    let restarts = queue.change(id, |upload| {
        upload.course.start_over();
        upload.course.restarts += 1;
        upload.phase = Phase::Interrupted { until_ms: None };
        upload.course.restarts
    });
    if restarts.is_some_and(|restarts| restarts > 1) {
        fail(queue, id, Failure::Gone, commands);
    }
}

/// A person tries again: from what is there, as often as at first.
pub(super) fn forgive(queue: &mut Queue, id: UploadId) {
    queue.change(id, |upload| {
        upload.course.breaks = 0;
        upload.course.restarts = 0;
        upload.course.busy = 0;
        if let Way::Begun(_, standing @ (Standing::Known | Standing::Ended)) = &mut upload.course.way {
            *standing = Standing::Unknown;
        }
    });
}
