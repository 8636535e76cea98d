//! What is added: it begins a batch or joins the running one, and what cannot be sent never starts.

use holdall_shared::EntryName;

use super::{Command, Failure, Meter, NewUpload, Notice, Phase, Queue, Source, Upload, UploadId, kept};

pub(super) fn add(queue: &mut Queue, uploads: Vec<(UploadId, NewUpload)>, at_ms: u64, commands: &mut Vec<Command>) {
    if !queue.is_busy() {
        queue.begin_batch();
        queue.meter = Meter::started(at_ms);
        queue.reported_ms = at_ms;
    }
    let mut started = 0;
    for (id, new) in uploads {
        let failure = check(&new, queue.max_file_size);
        let mut upload = Upload::new(id, new, queue.batch, failure);
        if upload.phase == Phase::Waiting {
            kept::take_up(&mut queue.kept, &mut upload);
        }
        if let Phase::Failed(_) = &upload.phase {
            commands.push(Command::Announce(Notice::Failed(id)));
            if !upload.can_be_sent() {
                commands.push(Command::Forget { id });
            }
        } else {
            started += 1;
        }
        let is_taken_up = upload.course.resource().is_some();
        queue.put_in(upload);
        if is_taken_up {
            kept::remember(queue, id, commands);
        }
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
