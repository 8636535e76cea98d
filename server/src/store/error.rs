//! What a store can fail with: each variant is something a caller acts on.

use std::io;

use holdall_shared::{EntryName, InvalidName};
use rustix::io::Errno;

use super::{Stat, TooMany};

/// Why a store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Nothing by that name.
    #[error("nothing has that name")]
    NotFound,
    /// Something by that name.
    #[error("the name is taken")]
    NameTaken(Option<Stat>),
    /// Something by another spelling of that name.
    #[error("the name is taken in another spelling")]
    NameCollides(EntryName),
    /// A missing folder was to be made, under a name that may not be made.
    #[error(transparent)]
    InvalidName(#[from] InvalidName),
    /// The folder is missing.
    #[error("the folder does not exist")]
    ParentMissing,
    /// A folder where a file is needed.
    #[error("a folder where a file is needed")]
    IsFolder,
    /// A file where a folder is needed.
    #[error("a file where a folder is needed")]
    NotFolder,
    /// A link, pipe or device.
    #[error("neither a file nor a folder")]
    NotRegular,
    /// A folder into itself.
    #[error("a folder cannot be moved into itself")]
    IntoItself,
    /// On another file system than the upload folder.
    #[error("another file system is mounted there")]
    OtherFileSystem,
    /// Not the version that was expected.
    #[error("another version than expected")]
    Changed,
    /// More entries than one request can be about.
    #[error("too many entries")]
    TooMany,
    /// No bytes, no inodes, or no quota left.
    #[error("no space left")]
    NoSpace,
    /// All files together would have more bytes than they may have.
    #[error("beyond the quota")]
    OverQuota,
    /// The operating system does not let Holdall.
    #[error("the operating system denies it")]
    Denied(#[source] io::Error),
    /// The disk reported an error; writes are refused until a probe of it succeeds.
    #[error("the disk reported an error; writes are off until it works again")]
    Degraded,
    /// Anything else.
    #[error("the file system failed")]
    Io(#[source] io::Error),
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match Errno::from_io_error(&error) {
            // EXDEV and EAGAIN are what openat2 answers for a way out of the root, and for one that appeared meanwhile.
            Some(Errno::NOENT | Errno::LOOP | Errno::XDEV | Errno::AGAIN | Errno::NAMETOOLONG) => Self::NotFound,
            Some(Errno::EXIST) => Self::NameTaken(None),
            Some(Errno::NOTDIR) => Self::NotFolder,
            Some(Errno::ISDIR) => Self::IsFolder,
            Some(Errno::NOSPC | Errno::DQUOT | Errno::FBIG) => Self::NoSpace,
            Some(Errno::ACCESS | Errno::PERM) => Self::Denied(error),
            _ => Self::Io(error),
        }
    }
}

impl From<TooMany> for StoreError {
    fn from(_too_many: TooMany) -> Self {
        Self::TooMany
    }
}

impl From<Errno> for StoreError {
    fn from(errno: Errno) -> Self {
        io::Error::from(errno).into()
    }
}

impl From<getrandom::Error> for StoreError {
    /// No random numbers, no temporary name.
    fn from(error: getrandom::Error) -> Self {
        Self::Io(io::Error::other(error))
    }
}
