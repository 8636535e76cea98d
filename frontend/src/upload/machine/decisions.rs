//! What a person decides about an upload: how a failed one goes on, or that it is not wanted any more.

use holdall_shared::EntryKind;

use super::{Command, Failure, Mode, Phase, Queue, Remedy, UploadId};

pub(super) fn decide(queue: &mut Queue, id: UploadId, remedy: Remedy, commands: &mut Vec<Command>) {
    let Some(upload) = queue.uploads.get_mut(&id) else { return };
    let Phase::Failed(failure) = &upload.phase else { return };
    if !upload.can_be_sent() && !matches!(remedy, Remedy::Skip | Remedy::Remove) {
        return;
    }
    match remedy {
        Remedy::KeepBoth => upload.mode = Mode::KeepBoth,
        Remedy::Replace => {
            let Failure::Taken { existing: Some(existing) } = failure else { return };
            if existing.kind != EntryKind::File {
                return;
            }
            upload.mode = existing.etag.clone().map_or(Mode::ReplaceAnyway, |etag| Mode::Replace { etag });
        }
        Remedy::ReplaceAnyway => upload.mode = Mode::ReplaceAnyway,
        Remedy::Skip | Remedy::Remove => return remove(queue, id, commands),
        Remedy::UseName(name) => {
            upload.name = name;
            upload.mode = Mode::Create;
        }
        Remedy::Retry => upload.breaks = 0,
    }
    // What waits for a decision is no longer part of a batch that may have ended: it joins the running one.
    upload.phase = Phase::Waiting;
    upload.batch = queue.batch;
}

pub(super) fn remove(queue: &mut Queue, id: UploadId, commands: &mut Vec<Command>) {
    let Some(upload) = queue.uploads.remove(&id) else { return };
    if let Phase::Sending { .. } = upload.phase {
        commands.push(Command::Abort { id });
    }
    commands.push(Command::Forget { id });
}
