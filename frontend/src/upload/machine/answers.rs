//! What comes back: bytes that have left, and how each request has ended.

use holdall_shared::{Problem, ProblemKind};

use super::{Answer, Command, Failure, Hold, Mode, Notice, Phase, Queue, UploadId};

/// Broken connections of one file, while the server can be reached, after which only a person can help.
pub const MAX_BREAKS: u32 = 5;

pub(super) fn progress(queue: &mut Queue, id: UploadId, sent: u64, at_ms: u64) {
    let Some(upload) = queue.uploads.get_mut(&id) else { return };
    let size = upload.size;
    let Phase::Sending { sent: before } = &mut upload.phase else { return };
    let now = sent.min(size);
    queue.meter.count(now.saturating_sub(*before), at_ms);
    *before = now;
}

pub(super) fn answered(queue: &mut Queue, id: UploadId, answer: Answer, at_ms: u64, commands: &mut Vec<Command>) {
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
