//! One upload of the queue.

use holdall_shared::{Entry, EntryName, EntryPath};

use super::{Failure, Remedy};

/// Tells uploads apart, in the order they were added. The runner keeps the browser's `File` under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UploadId(pub u64);

/// What was dropped or chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUpload {
    /// Where it is to go.
    pub folder: EntryPath,
    /// Its name on the person's own disk, not yet checked.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
    /// What it is there.
    pub source: Source,
}

/// What was dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File,
    /// A folder, which cannot be uploaded yet.
    Folder,
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
    pub(super) source: Source,
    pub(super) mode: Mode,
    pub(super) breaks: u32,
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
    /// Was on its way when the line dropped or the session ended; begins again by itself.
    Interrupted,
    /// Only a person can go on.
    Failed(Failure),
    /// The server has published it.
    Done {
        /// As what.
        entry: Entry,
    },
}

/// What the upload may do about a name that is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mode {
    /// Nothing: then it fails.
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

/// Where and how to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The path it is to have.
    pub path: EntryPath,
    /// What it may do about a name that is taken.
    pub mode: Mode,
}

impl Upload {
    pub(super) fn new(id: UploadId, new: NewUpload, batch: u64, failure: Option<Failure>) -> Self {
        let NewUpload { folder, name, size, source } = new;
        let phase = failure.map_or(Phase::Waiting, Phase::Failed);
        Self { id, folder, name, size, phase, source, mode: Mode::Create, breaks: 0, batch }
    }

    /// Bytes that have left.
    pub fn sent(&self) -> u64 {
        match self.phase {
            Phase::Sending { sent } => sent,
            Phase::Done { .. } => self.size,
            Phase::Waiting | Phase::Interrupted | Phase::Failed(_) => 0,
        }
    }

    /// Whether it will go on without a person.
    pub fn is_unfinished(&self) -> bool {
        matches!(self.phase, Phase::Waiting | Phase::Sending { .. } | Phase::Interrupted)
    }

    /// Whether only a person can go on.
    pub fn needs_attention(&self) -> bool {
        matches!(self.phase, Phase::Failed(_))
    }

    /// The buttons of a failed upload.
    pub fn remedies(&self) -> Vec<Remedy> {
        if let Phase::Failed(failure) = &self.phase { failure.remedies() } else { Vec::new() }
    }

    /// Whether its bytes can still be wanted.
    pub(super) fn can_be_sent(&self) -> bool {
        self.source == Source::File
    }

    /// Where and how to send it now.
    pub(super) fn target(&self) -> Result<Target, Failure> {
        match EntryName::new(self.name.as_str()) {
            Ok(name) => Ok(Target { path: self.folder.child(&name), mode: self.mode.clone() }),
            Err(error) => Err(Failure::InvalidName { reason: error.to_string(), suggestion: None }),
        }
    }
}
