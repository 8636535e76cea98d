//! Words for what is made: under which name, over what, with which folders.

use holdall_shared::{EntryPath, Timestamp};

use super::{Stat, Version};
use crate::digest::Algorithms;

/// What the publisher found and what it made.
#[derive(Debug, Clone)]
pub struct Published {
    /// Where it is; another name than asked for only with [`Expect::AbsentOrNumbered`].
    pub path: EntryPath,
    /// What it is.
    pub stat: Stat,
    /// What had the name before, where that is kept now.
    pub replaced: Option<Stat>,
}

/// How a name is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Making {
    /// What to do about a name that is taken.
    pub naming: Naming,
    /// What to do about missing folders.
    pub parents: Parents,
}

/// What to do about a name that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// Refuse.
    Exact,
    /// Take the first free numbered name.
    Numbered,
}

/// What must be true of a name for a change to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// Nothing has it.
    Absent,
    /// Nothing has it; else the first free numbered name is taken.
    AbsentOrNumbered,
    /// It does not matter: what has it is replaced.
    Any,
    /// Something has it.
    Present,
    /// This very version has it.
    Match(Version),
}

/// What is known about a file before its bytes come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Admission {
    /// Its length in bytes, where it was announced.
    pub length: Option<u64>,
    /// Whether missing folders are made.
    pub parents: Parents,
    /// When the content was last changed, where the client says so; else it is now.
    pub modified: Option<Timestamp>,
    /// Digests that are computed beyond those that always are.
    pub algorithms: Algorithms,
    /// Bytes of the file that it is to replace, as far as is known.
    pub replaced: u64,
}

/// What to do about folders that do not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parents {
    /// They must exist.
    Required,
    /// They are made.
    Made,
}
