//! What all operations on one upload folder share: the open root, Holdall's own folder, locks, memory, health.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, RwLock},
};

use holdall_shared::{EntryKind, EntryName, EntryPath, FileName, FilePath, Timestamp};
use rustix::{
    fs::{FileType, Mode},
    io::Errno,
};

use super::{
    commits::Commits,
    health::Health,
    index::{Capacity, Indexes},
    name_locks::NameLocks,
    own::{Own, OwnError, Serving},
    root::{Folder, RawStat, Root, kind_of},
    search::Search,
    usage::Usage,
};
use crate::{
    clock::Clock,
    store::{Bounds, Content, Opened, Parents, Stat, StoreError, Strength, Version},
};

/// Whether the store may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// It may.
    ReadWrite,
    /// It need not: a folder that belongs to somebody else can still be shown.
    ReadOnly,
}

/// Why an upload folder can't be served.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process serves it.
    #[error("Another Holdall already serves {}{}.", path.display(), match .serving { Some(s) => format!(" (process {})", s.pid), None => String::new() })]
    Served {
        /// The upload folder.
        path: PathBuf,
        /// Who.
        serving: Option<Serving>,
    },
    /// It cannot be written.
    #[error(
        "Can't write to {}: it belongs to user {owner}, Holdall runs as user {user}. Fix: run it as that user \
         (container: --user {owner}:{group}), or add --read-only with a --state-dir elsewhere.", path.display()
    )]
    NotWritable {
        /// The upload folder.
        path: PathBuf,
        /// Its owner.
        owner: u32,
        /// Its group.
        group: u32,
        /// Who this process is.
        user: u32,
    },
    /// Anything else.
    #[error("Can't open the upload folder {}: {source}", path.display())]
    Io {
        /// The upload folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// One upload folder.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) root: Root,
    own: Option<Own>,
    pub(super) names: NameLocks,
    /// Held for writing while a folder changes its place, for reading while something is published into one: a file is
    /// never published into a folder that is on its way to the trash.
    pub(super) places: RwLock<()>,
    pub(super) commits: Commits,
    pub(super) health: Health,
    pub(super) indexes: Indexes,
    pub(super) search: Search,
    pub(super) usage: Usage,
    pub(super) bounds: Bounds,
    /// Held while free space is looked at and taken.
    pub(super) taking: Mutex<()>,
    clock: Clock,
}

impl Tree {
    pub(super) fn open(path: &Path, access: Access, clock: Clock, bounds: Bounds) -> Result<Self, OpenError> {
        let io_error = |source| OpenError::Io { path: path.to_owned(), source };
        let root = Root::open(path).map_err(io_error)?;
        let own = match Own::open(&root) {
            Ok(own) => Some(own),
            Err(OwnError::Served(serving)) => return Err(OpenError::Served { path: path.to_owned(), serving }),
            Err(OwnError::Io(_)) if access == Access::ReadOnly => None,
            Err(OwnError::Io(error)) => return Err(explain_unwritable(&root, path, error)),
        };
        Ok(Self {
            root,
            own,
            names: NameLocks::default(),
            places: RwLock::default(),
            commits: Commits::default(),
            health: Health::default(),
            indexes: Indexes::new(Capacity::default()),
            search: Search::default(),
            usage: Usage::of(bounds.quota),
            bounds,
            taking: Mutex::default(),
            clock,
        })
    }

    pub(super) fn announce(&self, serving: &Serving) -> io::Result<()> {
        self.own.as_ref().map_or(Ok(()), |own| own.announce(serving))
    }

    /// Holdall's own folder; a store that need not write may have none.
    pub(super) fn own(&self) -> Result<&Own, StoreError> {
        self.own.as_ref().ok_or_else(|| StoreError::Denied(Errno::ROFS.into()))
    }

    /// Before every change: the store may write and the disk is trusted.
    pub(super) fn check_writable(&self) -> Result<(), StoreError> {
        match &self.own {
            Some(own) => self.health.check(&own.tmp),
            None => Ok(()),
        }
    }

    /// Looks at the errors of the write path on their way out.
    pub(super) fn watched<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        result.inspect_err(|error| self.health.note(error))
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(super) fn stat(&self, path: &EntryPath) -> Result<Stat, StoreError> {
        if path.is_root() {
            return Ok(self.describe(&self.root.itself().stat_self()?));
        }
        let (folder, name) = self.root.parent_of(path)?;
        Ok(self.describe(&folder.stat(name.as_str())?))
    }

    pub(super) fn open_file(&self, path: &EntryPath) -> Result<Opened, StoreError> {
        let (folder, name) = self.root.parent_of(path)?;
        self.open_in(&folder, name.as_str())
    }

    /// The file `name` in an open folder.
    pub(super) fn open_in(&self, folder: &Folder, name: &str) -> Result<Opened, StoreError> {
        let file = match folder.open_file(name) {
            Ok(file) => file,
            // A link (ELOOP), or a socket (ENXIO): it exists, but it is not opened.
            Err(error) if matches!(Errno::from_io_error(&error), Some(Errno::LOOP | Errno::NXIO)) => {
                return Err(StoreError::NotRegular);
            }
            Err(error) => return Err(error.into()),
        };
        let stat = self.describe(&rustix::fs::fstat(&file)?);
        match stat.kind {
            EntryKind::File => Ok(Opened { stat, content: Content::File(Arc::new(file)) }),
            EntryKind::Folder => Err(StoreError::IsFolder),
            EntryKind::Link | EntryKind::Other => Err(StoreError::NotRegular),
        }
    }

    /// The kernel's answer in our words.
    pub(super) fn describe(&self, raw: &RawStat) -> Stat {
        let kind = kind_of(FileType::from_raw_mode(raw.st_mode));
        let size = if kind == EntryKind::File { u64::try_from(raw.st_size).unwrap_or(0) } else { 0 };
        let modified_ns = nanoseconds(raw.st_mtime, raw.st_mtime_nsec);
        let mut version = Version {
            inode: raw.st_ino,
            size,
            modified_ns,
            changed_ns: nanoseconds(raw.st_ctime, raw.st_ctime_nsec),
            strength: Strength::Weak,
        };
        version.strength = self.commits.strength(&version, self.now());
        let unix_ms = i64::try_from(modified_ns.div_euclid(1_000_000)).unwrap_or(0);
        Stat { kind, size, modified: Timestamp::from_unix_ms(unix_ms), version }
    }

    /// Describes what this process has just made, and remembers it: its validator is strong at once.
    pub(super) fn describe_commit(&self, raw: &RawStat) -> Stat {
        self.commits.remember(self.describe(raw).version, self.now());
        self.describe(raw)
    }

    /// The folder that something is to be made in.
    pub(super) fn target_folder(&self, path: &EntryPath, parents: Parents) -> Result<Folder, StoreError> {
        match (self.root.target_folder(path), parents) {
            (Err(StoreError::ParentMissing), Parents::Made) => {
                self.make_folders(path)?;
                self.root.target_folder(path)
            }
            (folder, _) => folder,
        }
    }

    /// Makes every missing folder on the way, outermost first; each is durable before the next. Their names are looked
    /// at before the first is made.
    fn make_folders(&self, path: &EntryPath) -> Result<(), StoreError> {
        let mut parent = EntryPath::ROOT;
        let mut missing = Vec::new();
        for segment in path.segments() {
            let Ok(name) = EntryName::new(segment) else { return Err(StoreError::ParentMissing) };
            let at = parent.child(&name);
            if !missing.is_empty() || matches!(self.stat(&at), Err(StoreError::NotFound)) {
                missing.push(FilePath::new(parent, FileName::new(segment)?));
            }
            parent = at;
        }
        for folder in missing {
            let parent = self.root.target_folder(folder.folder())?;
            self.make_one_folder(&parent, folder.name().as_entry_name())?;
        }
        Ok(())
    }

    fn make_one_folder(&self, folder: &Folder, name: &EntryName) -> Result<(), StoreError> {
        let inode = folder.stat_self()?.st_ino;
        let _held = self.names.hold(inode, name.as_str());
        if let Some(other) = self.indexes.other_spelling(self, folder, name.as_str(), None)? {
            return Err(StoreError::NameCollides(other));
        }
        match folder.make_folder(name.as_str(), Mode::from_raw_mode(0o777)) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            made => Ok(made?),
        }
    }
}

fn nanoseconds(seconds: impl Into<i128>, nanoseconds: impl Into<i128>) -> i128 {
    seconds.into() * 1_000_000_000 + nanoseconds.into()
}

/// The usual reason for a folder that can't be opened for writing is that it is somebody else's: say whose.
fn explain_unwritable(root: &Root, path: &Path, source: io::Error) -> OpenError {
    match (Errno::from_io_error(&source), root.itself().stat_self()) {
        (Some(Errno::ACCESS | Errno::PERM), Ok(stat)) => OpenError::NotWritable {
            path: path.to_owned(),
            owner: stat.st_uid,
            group: stat.st_gid,
            user: rustix::process::geteuid().as_raw(),
        },
        _ => OpenError::Io { path: path.to_owned(), source },
    }
}
