//! What the machine is told, and what it asks for.

use holdall_shared::{EntryName, EntryPath, Problem};

use super::{
    Holder, Kept, NewUpload, Part, Receipt, Remedy, Seen, Summary, Together, UploadId,
    course::{Ask, Proof, Resource},
};

/// A moment of one clock that never goes back, and a number that was drawn by lot in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Now {
    /// Milliseconds.
    pub ms: u64,
    /// By lot, each as likely as any other.
    pub chance: u16,
}

/// Something happened. Moments are in milliseconds of one clock that never goes back.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The server has said what it takes.
    LimitsKnown {
        /// Largest file in bytes.
        max_file_size: Option<u64>,
    },
    /// What this browser has kept of other pages and concerns what is added next.
    Recalled {
        /// And who is sending each.
        kept: Vec<(Kept, Holder)>,
    },
    /// Files were dropped or chosen.
    Added {
        /// With ids that were never used before.
        uploads: Vec<(UploadId, NewUpload)>,
        /// When.
        at_ms: u64,
    },
    /// A person lets go on what an earlier page has left, and the browser has the files.
    Continued {
        /// With ids that were never used before, and what the files are now.
        uploads: Vec<(UploadId, Kept, Seen)>,
        /// When.
        at_ms: u64,
    },
    /// So many requests may be under way at once in this page: the browser's connections are shared by all tabs.
    Allowed {
        /// At most [`super::MAX_PARALLEL`] count.
        connections: usize,
    },
    /// The person has gone, and everything of theirs with them.
    SignedOut,
    /// Bytes have left.
    Progressed {
        /// Whose.
        id: UploadId,
        /// Of which request.
        ticket: u64,
        /// How many of its body in all.
        left: u64,
        /// When.
        at_ms: u64,
    },
    /// A request has ended.
    Answered {
        /// Whose.
        id: UploadId,
        /// Which request.
        ticket: u64,
        /// How.
        answer: Answer,
        /// When.
        now: Now,
    },
    /// The request of a bundle has ended.
    AnsweredTogether {
        /// Which request.
        ticket: u64,
        /// How.
        together: Together,
        /// When.
        now: Now,
    },
    /// A button of a failed upload.
    Decided {
        /// Whose.
        id: UploadId,
        /// Which.
        remedy: Remedy,
    },
    /// A person stops one for now.
    Paused {
        /// Which.
        id: UploadId,
    },
    /// And lets it go on.
    Resumed {
        /// Which.
        id: UploadId,
    },
    /// A person stops all for now.
    AllPaused,
    /// And lets them go on.
    AllResumed,
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
    /// The network is back, or the page is looked at again: what waits for a moment need not.
    Nudged,
    /// A new session has begun.
    SignedIn,
    /// Time goes on.
    Ticked {
        /// When.
        now: Now,
    },
    /// The tray was closed: what is done need not be shown.
    Cleared,
}

/// How a request ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// The server has published it, now or before.
    Stored(Receipt),
    /// The resource is there.
    Begun {
        /// Where.
        resource: Resource,
    },
    /// So much has arrived.
    Located {
        /// Bytes.
        offset: u64,
    },
    /// The slice has arrived.
    Appended {
        /// Bytes that are there now.
        offset: u64,
        /// Whether it went with a checksum.
        proof: Proof,
    },
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
    /// Send a request; answer with [`Event::Answered`].
    Send {
        /// Whose.
        id: UploadId,
        /// Tells requests apart.
        ticket: u64,
        /// What.
        ask: Ask,
    },
    /// Send several files in one request; answer with [`Event::AnsweredTogether`].
    SendTogether {
        /// Tells requests apart.
        ticket: u64,
        /// The files, all for one folder.
        parts: Vec<Part>,
    },
    /// Stop the request of that upload, with all that go together with it; no answer is wanted.
    Abort {
        /// Which.
        id: UploadId,
    },
    /// Keep that part of the queue beyond the life of the page, as [`super::Queue::kept`] has it by now.
    Keep {
        /// Which.
        part: u64,
    },
    /// The bytes on the server are not wanted any more.
    Discard {
        /// Where they are.
        resource: Resource,
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
