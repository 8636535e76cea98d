//! What the machine is told, and what it asks for.

use holdall_shared::{Entry, EntryName, EntryPath, Problem};

use super::{NewUpload, Remedy, Summary, Target, UploadId};

/// Something happened. Moments are in milliseconds of one clock that never goes back.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The server has said what it takes.
    LimitsKnown {
        /// Largest file in bytes.
        max_file_size: Option<u64>,
    },
    /// Files were dropped or chosen.
    Added {
        /// With ids that were never used before.
        uploads: Vec<(UploadId, NewUpload)>,
        /// When.
        at_ms: u64,
    },
    /// Bytes have left.
    Progressed {
        /// Whose.
        id: UploadId,
        /// How many in all.
        sent: u64,
        /// When.
        at_ms: u64,
    },
    /// A request has ended.
    Answered {
        /// Whose.
        id: UploadId,
        /// How.
        answer: Answer,
        /// When.
        at_ms: u64,
    },
    /// A button of a failed upload.
    Decided {
        /// Whose.
        id: UploadId,
        /// Which.
        remedy: Remedy,
    },
    /// A person does not want it any more.
    Cancelled {
        /// Which.
        id: UploadId,
    },
    /// The server can be reached.
    Reconnected {
        /// Whether it could not be before.
        outage: Outage,
    },
    /// A new session has begun.
    SignedIn,
    /// Time goes on.
    Ticked {
        /// When.
        at_ms: u64,
    },
    /// The tray was closed: what is done need not be shown.
    Cleared,
}

/// How a request ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// The server has published it.
    Stored(Entry),
    /// The server has said no.
    Refused(Problem),
    /// Something in between has answered instead of the server.
    Foreign {
        /// The HTTP status of that answer.
        status: u16,
    },
    /// There was no answer.
    Lost,
    /// The file on the person's own disk could not be read.
    Unreadable,
}

/// Whether the server was out of reach for longer than one broken connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outage {
    /// It was.
    Real,
    /// It answered at once.
    Momentary,
}

/// Something is to be done.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Send the file; answer with [`Event::Answered`].
    Send {
        /// Which.
        id: UploadId,
        /// Where and how.
        target: Target,
    },
    /// Stop sending; no answer is wanted.
    Abort {
        /// Which.
        id: UploadId,
    },
    /// The browser's `File` is not needed any more.
    Forget {
        /// Whose.
        id: UploadId,
    },
    /// A new file is in a folder.
    Show {
        /// In which.
        folder: EntryPath,
        /// By what name.
        name: EntryName,
    },
    /// Find out whether the server can be reached; answer with [`Event::Reconnected`] once it can.
    CheckConnection,
    /// The session has ended; answer with [`Event::SignedIn`].
    AskToSignIn,
    /// Say it to who cannot see it.
    Announce(Notice),
}

/// What is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// So many files have begun.
    Started(u64),
    /// How far it is.
    Progress(Summary),
    /// One has failed.
    Failed(UploadId),
    /// Nothing goes on by itself any more.
    Ended(Summary),
}
