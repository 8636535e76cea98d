//! Small files go together, several in one request: on a fast line a request of its own costs more than their bytes.
//!
//! 1. Those go together that wait next to each other, are small, new, go to one folder and have been tried never.
//! 2. A bundle begins with few files and grows while all arrive; connections share what waits.
//! 3. Either the server has stored all of them, or each goes alone, and what it is told then is about that file.

use super::{
    Answer, Ask, Command, Mode, Phase, Queue, Receipt, Target, Upload, UploadId,
    answers::stored,
    course::{Attempt, Way},
    shelves::Rank,
    turns::take_off,
};
use crate::multipart;

/// Of larger files, the bytes cost more than the request.
const SMALL: u64 = 64 << 10;

/// Under the limits of proxies, and little to send again.
const MOST_BYTES: u64 = 512 << 10;

/// How many files go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BundleSize {
    files: usize,
}

/// One file of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which upload it is.
    pub id: UploadId,
    /// Where and how to store it.
    pub target: Target,
    /// Bytes.
    pub size: u64,
}

/// How the request of a bundle ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Together {
    /// The server has stored all of them; in the order of the parts.
    Stored(Vec<Receipt>),
    /// It has stored some, or none.
    Failed(Answer),
}

impl Default for BundleSize {
    fn default() -> Self {
        Self { files: 8 }
    }
}

impl BundleSize {
    /// Most files of one bundle.
    pub const MOST: usize = 64;

    /// So many have arrived together. One alone counts too: so bundles come back after they have failed.
    pub fn arrived(&mut self, files: usize) {
        if files >= self.files {
            self.files = (self.files * 2).min(Self::MOST);
        }
    }

    /// A bundle has failed.
    pub fn broke(&mut self) {
        self.files = (self.files / 4).max(1);
    }
}

/// What goes together now, if `free` connections are to share what waits.
pub(super) fn gather(queue: &Queue, free: usize) -> Vec<Part> {
    let share = queue.shelves.next.len().div_ceil(free.max(1));
    let most = queue.bundles.files.min(share);
    let (mut parts, mut bytes) = (Vec::<Part>::new(), 0_u64);
    for (rank, id) in queue.shelves.next.iter().take(most) {
        let Some(part) = queue.get(*id).filter(|_| *rank == Rank::Fresh).and_then(Part::of) else { break };
        bytes = bytes.saturating_add(part.size);
        if bytes > MOST_BYTES || parts.first().is_some_and(|first| !first.goes_with(&part)) {
            break;
        }
        parts.push(part);
    }
    parts
}

pub(super) fn start(queue: &mut Queue, parts: Vec<Part>, commands: &mut Vec<Command>) {
    queue.last_ticket += 1;
    let ticket = queue.last_ticket;
    for Part { id, target, size } in &parts {
        take_off(queue, *id, ticket, Ask::Whole { target: target.clone(), size: *size });
    }
    commands.push(Command::SendTogether { ticket, parts });
}

pub(super) fn answered(queue: &mut Queue, ticket: u64, together: Together, commands: &mut Vec<Command>) {
    let members = queue.members(ticket);
    match together {
        // Their order is that of the parts.
        Together::Stored(receipts) if receipts.len() == members.len() => {
            queue.lost_in_row = 0;
            queue.bundles.arrived(members.len());
            for (id, receipt) in members.into_iter().zip(receipts) {
                if let Some(flight) = queue.flights.remove(&id) {
                    stored(queue, id, &flight, receipt, commands);
                }
            }
        }
        Together::Stored(_) | Together::Failed(_) => {
            if !members.is_empty() {
                queue.bundles.broke();
            }
            for id in members {
                go_alone(queue, id);
            }
        }
    }
}

/// What became of it is not known: it is asked for by itself.
pub(super) fn go_alone(queue: &mut Queue, id: UploadId) {
    if let Some(flight) = queue.flights.remove(&id) {
        queue.change(id, |upload| {
            upload.course.was_cut(&flight.ask);
            upload.phase = Phase::Interrupted { until_ms: None };
        });
    }
}

impl Queue {
    /// The files of one request.
    pub(super) fn members(&self, ticket: u64) -> Vec<UploadId> {
        self.flights.iter().filter(|(_, flight)| flight.ticket == ticket).map(|(id, _)| *id).collect()
    }
}

impl Part {
    fn of(upload: &Upload) -> Option<Self> {
        let Upload { id, size, mode, course, .. } = upload;
        let is_new = *mode == Mode::Create && course.way == Way::Whole && course.attempt == Attempt::First;
        if !is_new || *size > SMALL || !multipart::can_carry(&upload.name) {
            return None;
        }
        Some(Self { id: *id, target: upload.target().ok()?, size: *size })
    }

    fn goes_with(&self, other: &Self) -> bool {
        self.target.path.parent() == other.target.path.parent() && self.target.parents == other.target.parents
    }
}
