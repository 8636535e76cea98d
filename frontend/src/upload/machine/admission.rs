//! What is added: it begins a batch or joins the running one, and what cannot be sent never starts.

use holdall_shared::EntryName;

use super::{Command, Failure, Kept, Meter, NewUpload, Notice, Phase, Queue, Resource, Seen, Upload, UploadId, kept};

pub(super) fn add(queue: &mut Queue, uploads: Vec<(UploadId, NewUpload)>, at_ms: u64, commands: &mut Vec<Command>) {
    begin(queue, at_ms);
    keep_ids(uploads.iter().map(|(id, _)| *id), commands);
    let mut started = 0;
    for (id, new) in uploads {
        let failure = check(&new, queue.max_file_size);
        let mut upload = Upload::new(id, new, queue.batch, failure);
        if upload.phase == Phase::Waiting {
            kept::take_up(&mut queue.kept, &mut upload);
        }
        if let Phase::Failed(_) = &upload.phase {
            commands.push(Command::Announce(Notice::Failed(id)));
        } else {
            started += 1;
        }
        queue.put_in(upload);
    }
    if started > 0 {
        commands.push(Command::Announce(Notice::Started(started)));
    }
}

/// What an earlier page has left, and whose files were found: it goes on as it was left, unless its file is another now.
pub(super) fn go_on(queue: &mut Queue, uploads: Vec<(UploadId, Kept, Seen)>, at_ms: u64, commands: &mut Vec<Command>) {
    begin(queue, at_ms);
    keep_ids(uploads.iter().map(|(id, ..)| *id), commands);
    for (id, kept, seen) in uploads {
        let Some(new) = kept.renewed(seen) else { continue };
        let is_changed = seen != Seen { size: kept.size, modified_ms: kept.modified_ms };
        let failure = is_changed.then_some(Failure::ChangedOnDevice).or_else(|| check(&new, queue.max_file_size));
        let mut upload = Upload::new(id, new, queue.batch, failure);
        if upload.phase == Phase::Waiting {
            upload.take_up(&kept);
        } else {
            commands.push(Command::Announce(Notice::Failed(id)));
            // They are bytes of a file that is no more.
            commands.extend(kept.resource.map(|resource| Command::Discard { resource: Resource(resource) }));
        }
        queue.put_in(upload);
    }
}

fn begin(queue: &mut Queue, at_ms: u64) {
    if !queue.is_busy() {
        queue.begin_batch();
        queue.meter = Meter::started(at_ms);
        queue.reported_ms = at_ms;
    }
}

fn keep_ids(ids: impl Iterator<Item = UploadId> + Clone, commands: &mut Vec<Command>) {
    if let (Some(first), Some(last)) = (ids.clone().min(), ids.max()) {
        kept::keep_all(first, last, commands);
    }
}

fn check(new: &NewUpload, max_file_size: Option<u64>) -> Option<Failure> {
    if let Err(error) = EntryName::new(new.name.as_str()) {
        return Some(Failure::InvalidName { reason: error.to_string(), suggestion: None });
    }
    max_file_size.filter(|limit| new.size > *limit).map(|limit| Failure::TooLarge { limit: Some(limit) })
}
