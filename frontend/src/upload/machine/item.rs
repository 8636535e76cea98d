//! One upload of the queue.

use holdall_shared::{Entry, EntryName, EntryPath, Timestamp};
use serde::{Deserialize, Serialize};

use super::{
    Failure, Origin, Remedy, Target,
    course::{Course, Proof},
};

/// Tells uploads apart, in the order they were added. The runner keeps the browser's `File` under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UploadId(pub u64);

/// What is to be uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUpload {
    /// Where it is to go.
    pub folder: EntryPath,
    /// Its name on the person's own disk, not yet checked.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
    /// When it was last changed there, in milliseconds since 1970.
    pub modified_ms: Option<i64>,
    /// What it may do about a name that is taken.
    pub mode: Mode,
    /// What to do where `folder` is missing.
    pub parents: Parents,
    /// Where the browser finds the file after a reload, if it does.
    pub origin: Option<Origin>,
}

/// What to do about folders that are missing on the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Parents {
    /// Then the upload fails.
    #[default]
    MustExist,
    /// They are made.
    Make,
}

/// One upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Tells it apart.
    pub id: UploadId,
    /// Where it is to go.
    pub folder: EntryPath,
    /// The name it is to have.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
    /// How far it is.
    pub phase: Phase,
    /// What happened on the way that is worth a word.
    pub note: Option<Note>,
    pub(super) mode: Mode,
    pub(super) parents: Parents,
    pub(super) modified_ms: Option<i64>,
    pub(super) origin: Option<Origin>,
    pub(super) course: Course,
    pub(super) batch: u64,
}

/// How far an upload is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// Its turn has not come.
    Waiting,
    /// On its way.
    Sending {
        /// Bytes that have left.
        sent: u64,
    },
    /// Was on its way; goes on by itself.
    Interrupted {
        /// Not before that moment.
        until_ms: Option<u64>,
    },
    /// A person has stopped it for now.
    Paused,
    /// Only a person can go on.
    Failed(Failure),
    /// The server has published it.
    Done(Box<Receipt>),
}

/// What the server has published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The name it has got.
    pub name: EntryName,
    /// Bytes.
    pub size: u64,
    /// When its content was last changed.
    pub modified: Option<Timestamp>,
    /// BLAKE3 of what is on the server's disk, in hexadecimal.
    pub blake3: Option<String>,
    /// Whether all bytes went with a checksum.
    pub proof: Proof,
}

/// What happened on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// Bytes arrived that were not those that were sent: they are sent again.
    Damaged,
    /// Something in between refuses large requests.
    SmallerParts {
        /// Bytes of the parts that are sent now.
        size: u64,
    },
}

/// What the upload may do about a name that is taken.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Mode {
    /// Nothing: then it fails.
    #[default]
    Create,
    /// The server numbers the new one.
    KeepBoth,
    /// Takes the place of the very content the person has seen.
    Replace {
        /// The validator of that content, for `If-Match`.
        etag: String,
    },
    /// Takes the place of whatever is there.
    ReplaceAnyway,
}

impl Receipt {
    /// As the server tells it.
    pub fn of(entry: &Entry, proof: Proof) -> Self {
        Self {
            name: entry.name.clone(),
            size: entry.size.unwrap_or_default(),
            modified: Some(entry.modified),
            blake3: entry.digests.as_ref().map(|digests| digests.blake3.clone()),
            proof,
        }
    }
}

impl Upload {
    pub(super) fn new(id: UploadId, new: NewUpload, batch: u64, failure: Option<Failure>) -> Self {
        let NewUpload { folder, name, size, modified_ms, mode, parents, origin } = new;
        let phase = failure.map_or(Phase::Waiting, Phase::Failed);
        let course = Course::new(size, &mode);
        Self { id, folder, name, size, phase, note: None, mode, parents, modified_ms, origin, course, batch }
    }

    /// Bytes that have left and are not lost.
    pub fn sent(&self) -> u64 {
        match self.phase {
            Phase::Sending { sent } => sent,
            Phase::Done(_) => self.size,
            Phase::Waiting | Phase::Interrupted { .. } | Phase::Paused | Phase::Failed(_) => {
                self.course.offset.min(self.size)
            }
        }
    }

    /// Whether it will go on without a person.
    pub fn is_unfinished(&self) -> bool {
        matches!(self.phase, Phase::Waiting | Phase::Sending { .. } | Phase::Interrupted { .. })
    }

    /// Whether only a person can go on.
    pub fn needs_attention(&self) -> bool {
        matches!(self.phase, Phase::Failed(_))
    }

    /// The buttons of a failed upload.
    pub fn remedies(&self) -> Vec<Remedy> {
        if let Phase::Failed(failure) = &self.phase { failure.remedies() } else { Vec::new() }
    }

    /// Where and how to store it now.
    pub(super) fn target(&self) -> Result<Target, Failure> {
        match EntryName::new(self.name.as_str()) {
            Ok(name) => Ok(Target {
                path: self.folder.child(&name),
                mode: self.mode.clone(),
                parents: self.parents,
                modified_ms: self.modified_ms,
            }),
            Err(error) => Err(Failure::InvalidName { reason: error.to_string(), suggestion: None }),
        }
    }
}
