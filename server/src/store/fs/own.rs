//! `.holdall`, Holdall's own folder inside the upload folder: temporary names, the trash,
//! versions, unfinished uploads, the lock.
//!
//! Nothing in it is ever listed or reachable by a path of a request. It lies inside the upload folder because what is
//! published or thrown away must be on the same file system. What a crash left under `tmp/` is removed at start: it
//! was never acknowledged.

use std::{
    fs::File,
    io::{self, Read as _, Seek as _, Write as _},
};

use rustix::{
    fs::{FlockOperation, Mode, OFlags, flock, openat},
    io::Errno,
};
use serde::{Deserialize, Serialize};

use super::{
    remove,
    root::{Folder, Root},
};

/// The name of Holdall's own folder.
pub const OWN_FOLDER: &str = ".holdall";

/// The open own folder.
#[derive(Debug)]
pub(super) struct Own {
    /// Names that exist only for a moment.
    pub(super) tmp: Folder,
    /// What was deleted.
    pub(super) trash: Folder,
    /// What was replaced.
    pub(super) versions: Folder,
    /// Bytes of uploads.
    pub(super) uploads: Folder,
    lock: File,
}

/// Who serves the folder: written into the lock file, for `holdall link` and for a second Holdall's message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Serving {
    /// Process id.
    pub pid: u32,
    /// Where the page is, without a slash at its end; empty until the server listens.
    pub url: String,
}

/// Why the own folder could not be had.
#[derive(Debug)]
pub(super) enum OwnError {
    /// Another process has it.
    Served(Option<Serving>),
    /// The file system refuses.
    Io(io::Error),
}

impl<E: Into<io::Error>> From<E> for OwnError {
    fn from(error: E) -> Self {
        Self::Io(error.into())
    }
}

impl Own {
    /// Makes what is missing, takes the lock, and clears what a crash left.
    pub(super) fn open(root: &Root) -> Result<Self, OwnError> {
        let folder = open_or_make(root.itself(), OWN_FOLDER)?;
        let lock = take_lock(&folder)?;
        let own = Self {
            tmp: open_or_make(&folder, "tmp")?,
            trash: open_or_make(&folder, "trash")?,
            versions: open_or_make(&folder, "versions")?,
            uploads: open_or_make(&folder, "uploads")?,
            lock,
        };
        remove::everything_in(&own.tmp)?;
        own.announce(&Serving { pid: std::process::id(), url: String::new() })?;
        Ok(own)
    }

    /// Writes into the lock file who serves.
    pub(super) fn announce(&self, serving: &Serving) -> io::Result<()> {
        let mut file = &self.lock;
        file.set_len(0)?;
        file.rewind()?;
        serde_json::to_writer(file, serving)?;
        file.flush()
    }
}

/// Who serves the upload folder `root`, if anybody does.
pub(super) fn serving(root: &Root) -> io::Result<Option<Serving>> {
    let flags = OFlags::RDWR | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let folder = match root.itself().folder(OWN_FOLDER) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        folder => folder?,
    };
    match openat(&folder, "lock", flags, Mode::empty()) {
        Err(Errno::NOENT) => Ok(None),
        file => {
            let mut file = File::from(file?);
            match flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => Ok(None),
                Err(Errno::WOULDBLOCK) => Ok(read_serving(&mut file)),
                Err(error) => Err(error.into()),
            }
        }
    }
}

fn take_lock(folder: &Folder) -> Result<File, OwnError> {
    let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mut file = File::from(openat(folder, "lock", flags, Mode::from_raw_mode(0o600))?);
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(file),
        Err(Errno::WOULDBLOCK) => Err(OwnError::Served(read_serving(&mut file))),
        Err(error) => Err(error.into()),
    }
}

/// What the lock file says; a holder that is just starting has not written it yet.
fn read_serving(file: &mut File) -> Option<Serving> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}

fn open_or_make(parent: &Folder, name: &str) -> io::Result<Folder> {
    match parent.folder(name) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            match parent.make_folder(name, Mode::from_raw_mode(0o700)) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
                _ => parent.folder(name),
            }
        }
        folder => folder,
    }
}
