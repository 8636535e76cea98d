//! Whose turn it is: nobody's while the queue is held, else the first that wait, a few at a time.

use super::{Command, Hold, Notice, Outage, Phase, Queue};

/// Browsers open six connections to one server in HTTP/1.1, shared by all tabs: lists must still load.
pub const MAX_PARALLEL: usize = 3;

pub(super) fn start_waiting(queue: &mut Queue, commands: &mut Vec<Command>) {
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

pub(super) fn reconnected(queue: &mut Queue, outage: Outage) {
    if outage == Outage::Real {
        for upload in queue.uploads.values_mut().filter(|upload| upload.phase == Phase::Interrupted) {
            upload.breaks = 0;
        }
    }
    release(queue, Hold::Offline);
}

pub(super) fn release(queue: &mut Queue, hold: Hold) {
    if queue.hold == Some(hold) {
        queue.hold = None;
    }
}
