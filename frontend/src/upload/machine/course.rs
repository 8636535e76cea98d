//! How the bytes of one upload get to the server: in one request, or slice by slice to a resource that stays.

use holdall_shared::EntryPath;

use super::{Failure, Mode, Parents, Upload};

/// Files up to this size are sent in one request: making a resource first would double what they cost.
pub const WHOLE_UP_TO: u64 = 1 << 20;

/// Where the server keeps the bytes of one resumable upload: the last segment of its address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Resource(pub String);

/// Some bytes of a file, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice {
    /// Where the first of them is.
    pub from: u64,
    /// How many.
    pub length: u64,
}

impl Slice {
    /// Where the first byte behind them is.
    pub fn end(self) -> u64 {
        self.from.saturating_add(self.length)
    }
}

/// Whether every byte went with a checksum that the server compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Proof {
    /// It did.
    #[default]
    Checked,
    /// Some went without one: this browser could not compute them.
    Unchecked,
}

/// Where and how to store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The path it is to have.
    pub path: EntryPath,
    /// What it may do about a name that is taken.
    pub mode: Mode,
    /// What to do about folders that are missing.
    pub parents: Parents,
    /// When the file was last changed, in milliseconds since 1970.
    pub modified_ms: Option<i64>,
}

/// One request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Send the whole file. Answered by [`super::Answer::Stored`].
    Whole {
        /// Where and how.
        target: Target,
        /// Bytes.
        size: u64,
    },
    /// Make the resource. Answered by [`super::Answer::Begun`].
    Begin {
        /// Where and how.
        target: Target,
        /// Bytes.
        size: u64,
    },
    /// Find out how much has arrived. Answered by [`super::Answer::Located`].
    Locate {
        /// Where.
        resource: Resource,
    },
    /// Send a slice. Answered by [`super::Answer::Appended`].
    Append {
        /// Where.
        resource: Resource,
        /// Which bytes.
        slice: Slice,
        /// What may be read meanwhile, since it will be the next.
        ahead: Option<Slice>,
        /// Bytes of the whole file.
        size: u64,
    },
    /// All bytes are there: get the receipt. Answered by [`super::Answer::Stored`].
    Receipt {
        /// Where.
        resource: Resource,
    },
    /// All bytes are there, but could not be published: publish them now. Answered by [`super::Answer::Stored`].
    Finish {
        /// Where.
        resource: Resource,
        /// Under these terms.
        target: Target,
    },
}

impl Ask {
    /// Bytes that are held in memory for it.
    pub fn memory(&self) -> u64 {
        match self {
            Self::Whole { size, .. } => *size,
            Self::Append { slice, ahead, .. } => slice.length + ahead.map_or(0, |ahead| ahead.length),
            Self::Begin { .. } | Self::Locate { .. } | Self::Receipt { .. } | Self::Finish { .. } => 0,
        }
    }

    /// Bytes of its body.
    pub fn body(&self) -> u64 {
        match self {
            Self::Whole { size, .. } => *size,
            Self::Append { slice, .. } => slice.length,
            Self::Begin { .. } | Self::Locate { .. } | Self::Receipt { .. } | Self::Finish { .. } => 0,
        }
    }
}

/// How it is going.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Course {
    pub(super) way: Way,
    /// Bytes that are on the server's disk, as it said last.
    pub(super) offset: u64,
    /// Failed tries since bytes last arrived.
    pub(super) breaks: u32,
    /// How often the server had lost all that had arrived.
    pub(super) restarts: u32,
    /// Seconds that the server was busy with it, one after the other.
    pub(super) busy: u32,
    pub(super) proof: Proof,
    /// What became of the whole file in one request.
    pub(super) attempt: Attempt,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Way {
    /// In one request.
    Whole,
    /// Slice by slice; the resource still has to be made.
    Unbegun,
    /// Slice by slice.
    Begun(Resource, Standing),
}

/// Whether a request with the whole file has been sent that was never answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Attempt {
    /// It has not been sent yet.
    #[default]
    First,
    /// It has, and there was no answer.
    Unanswered,
}

/// What is known of the resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is at `offset`.
    Known,
    /// The server has to be asked.
    Unknown,
    /// All bytes are there, but could not be published as they were meant.
    Refused,
    /// Nothing can be appended any more; how it ended has to be asked.
    Ended,
}

impl Course {
    pub(super) fn new(size: u64, mode: &Mode) -> Self {
        Self {
            way: Way::of(size, mode),
            offset: 0,
            breaks: 0,
            restarts: 0,
            busy: 0,
            proof: Proof::default(),
            attempt: Attempt::First,
        }
    }

    pub(super) fn resource(&self) -> Option<&Resource> {
        if let Way::Begun(resource, _) = &self.way { Some(resource) } else { None }
    }

    /// Sets what is known of the resource, if there is one.
    pub(super) fn stand(&mut self, standing: Standing) {
        if let Way::Begun(_, known) = &mut self.way {
            *known = standing;
        }
    }

    /// The server has said how much is there. More than before is progress.
    pub(super) fn heard(&mut self, offset: u64) {
        if offset > self.offset {
            self.breaks = 0;
        }
        self.busy = 0;
        self.offset = offset;
        self.stand(Standing::Known);
    }

    /// Nothing is there any more.
    pub(super) fn start_over(&mut self) {
        self.way = Way::Unbegun;
        self.offset = 0;
    }
}

impl Way {
    /// One request may be sent twice where its answer gets lost: to keep both, it would make two files.
    fn of(size: u64, mode: &Mode) -> Self {
        if size <= WHOLE_UP_TO && *mode != Mode::KeepBoth { Self::Whole } else { Self::Unbegun }
    }
}

impl Upload {
    /// The next request: slices of at most `slice` bytes, and at most `memory` bytes held in memory.
    pub(super) fn next_ask(&self, slice: u64, memory: u64) -> Result<Ask, Failure> {
        let course = &self.course;
        Ok(match &course.way {
            Way::Whole => Ask::Whole { target: self.target()?, size: self.size },
            Way::Unbegun => Ask::Begin { target: self.target()?, size: self.size },
            Way::Begun(resource, standing) => {
                let resource = resource.clone();
                match standing {
                    Standing::Unknown => Ask::Locate { resource },
                    Standing::Refused => Ask::Finish { resource, target: self.target()? },
                    Standing::Ended => Ask::Receipt { resource },
                    Standing::Known if course.offset >= self.size => Ask::Receipt { resource },
                    Standing::Known => {
                        let cut = |from: u64, memory: u64| {
                            let length = self.size.saturating_sub(from).min(slice).min(memory);
                            Slice { from, length }
                        };
                        let now = cut(course.offset, memory);
                        // What is read ahead is the very slice that comes next, or nothing.
                        let next = cut(now.end(), slice);
                        let fits = next.length > 0 && next.length <= memory.saturating_sub(now.length);
                        Ask::Append { resource, slice: now, ahead: fits.then_some(next), size: self.size }
                    }
                }
            }
        })
    }
}
