//! The one place that turns an [`EntryPath`] into something open.
//!
//! The upload folder is opened once. Every path is resolved by the kernel from that handle, with `openat2` and
//! `RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS`: no string is ever joined to the folder's own path,
//! no link is followed, and a folder that is swapped for a link meanwhile is an error, not a way out.

use std::{
    borrow::Borrow,
    ffi::{CStr, CString},
    fs::File,
    io,
    os::fd::{AsFd, BorrowedFd, OwnedFd},
    path::Path,
};

use holdall_shared::{EntryKind, EntryName, EntryPath, collision_key};
use rustix::{
    fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags, ResolveFlags, openat, openat2},
    io::Errno,
    path::Arg,
};

use crate::store::StoreError;

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
const FILE: OFlags =
    OFlags::RDONLY.union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK).union(OFlags::NOCTTY).union(OFlags::CLOEXEC);
const CONFINED: ResolveFlags =
    ResolveFlags::BENEATH.union(ResolveFlags::NO_SYMLINKS).union(ResolveFlags::NO_MAGICLINKS);
/// `openat2` answers EAGAIN when a rename raced with it and it cannot rule out an escape.
const RACE_TRIES: usize = 64;

/// The upload folder.
#[derive(Debug)]
pub(super) struct Root {
    folder: Folder,
    device: u64,
}

/// An open folder, and what can be done by name inside it.
#[derive(Debug)]
pub(super) struct Folder(OwnedFd);

/// What the kernel says of one name.
pub(super) type RawStat = rustix::fs::Stat;

impl Root {
    /// Opens the upload folder; its own path may contain links.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let folder = Folder(openat(CWD, path, FOLDER, Mode::empty())?);
        let device = folder.stat_self()?.st_dev;
        Ok(Self { folder, device })
    }

    /// The upload folder itself.
    pub(super) fn itself(&self) -> &Folder {
        &self.folder
    }

    /// The folder at `path`.
    pub(super) fn folder(&self, path: &EntryPath) -> Result<Folder, StoreError> {
        let path = if path.is_root() { "." } else { path.as_str() };
        Ok(Folder(open_confined(self.folder.0.as_fd(), path, FOLDER)?))
    }

    /// The folder that `path` lies in, and its name there; the root lies in none.
    pub(super) fn parent_of(&self, path: &EntryPath) -> Result<(Folder, EntryName), StoreError> {
        match (path.parent(), path.name()) {
            (Some(parent), Some(name)) => match self.folder(&parent) {
                // `file.txt/x` does not exist.
                Err(StoreError::NotFolder) => Err(StoreError::NotFound),
                folder => Ok((folder?, name)),
            },
            _ => Err(StoreError::IsFolder),
        }
    }

    /// A folder that new entries are to go to: it must be on the upload folder's own file system, or they could not be
    /// published in one step.
    pub(super) fn target_folder(&self, path: &EntryPath) -> Result<Folder, StoreError> {
        let folder = match self.folder(path) {
            Err(StoreError::NotFound) => return Err(StoreError::ParentMissing),
            folder => folder?,
        };
        if folder.stat_self()?.st_dev == self.device { Ok(folder) } else { Err(StoreError::OtherFileSystem) }
    }
}

impl Folder {
    /// What this folder is.
    pub(super) fn stat_self(&self) -> io::Result<RawStat> {
        Ok(rustix::fs::fstat(&self.0)?)
    }

    /// What `name` is; a link is itself.
    pub(super) fn stat(&self, name: &str) -> io::Result<RawStat> {
        Ok(rustix::fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW)?)
    }

    /// Opens a file to read. Never blocks on a pipe, never follows a link.
    pub(super) fn open_file(&self, name: &str) -> io::Result<File> {
        Ok(File::from(open_confined(self.0.as_fd(), name, FILE)?))
    }

    /// The folder `name` in this one.
    pub(super) fn folder(&self, name: &str) -> io::Result<Self> {
        Ok(Self(open_confined(self.0.as_fd(), name, FOLDER)?))
    }

    /// The folder `name` in this one, whatever bytes that name is made of.
    pub(super) fn folder_by_bytes(&self, name: &CStr) -> io::Result<Self> {
        Ok(Self(open_confined(self.0.as_fd(), name, FOLDER)?))
    }

    /// As [`Self::stat`], whatever bytes the name is made of.
    pub(super) fn stat_by_bytes(&self, name: &CStr) -> io::Result<RawStat> {
        Ok(rustix::fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW)?)
    }

    /// As [`Self::open_file`], whatever bytes the name is made of.
    pub(super) fn open_file_by_bytes(&self, name: &CStr) -> io::Result<File> {
        Ok(File::from(open_confined(self.0.as_fd(), name, FILE)?))
    }

    /// Makes a folder, and its name durable; else there is none.
    pub(super) fn make_folder(&self, name: &str, mode: Mode) -> io::Result<()> {
        rustix::fs::mkdirat(&self.0, name, mode)?;
        self.sync().inspect_err(|_error| {
            // Only while it is empty: what somebody has put into it meanwhile stays.
            let _ = rustix::fs::unlinkat(&self.0, name, AtFlags::REMOVEDIR);
        })
    }

    /// Makes what was linked, renamed or removed in this folder durable.
    pub(super) fn sync(&self) -> io::Result<()> {
        fail::fail_point!("folder-sync", |_| Ok(()));
        Ok(rustix::fs::fsync(&self.0)?)
    }

    /// Its entries but `.` and `..`, as the kernel hands them out; `.holdall` is not among them.
    pub(super) fn entries(&self) -> io::Result<Entries<&Self>> {
        Ok(Entries { dir: Dir::read_from(&self.0)?, folder: self })
    }

    /// As [`Self::entries`], keeping the folder open for as long as it is read.
    pub(super) fn into_entries(self) -> io::Result<Entries<Self>> {
        Ok(Entries { dir: Dir::read_from(&self.0)?, folder: self })
    }

    /// An entry whose name is another spelling of `name` (see [`collision_key`]), other than `except`.
    ///
    /// Reads the whole folder: 0.5 µs an entry.
    pub(super) fn other_spelling(&self, name: &str, except: Option<&str>) -> io::Result<Option<EntryName>> {
        let key = collision_key(name);
        for entry in self.entries()? {
            let Listed::Named(other, _) = entry? else { continue };
            let other_name = other.as_str();
            if other_name == name || except == Some(other_name) {
                continue;
            }
            let both_ascii = name.is_ascii() && other_name.is_ascii();
            let same =
                if both_ascii { name.eq_ignore_ascii_case(other_name) } else { collision_key(other_name) == key };
            if same {
                return Ok(Some(other));
            }
        }
        Ok(None)
    }
}

impl AsFd for Folder {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

/// One entry as a folder lists it.
pub(super) enum Listed {
    /// It has a name that requests can say.
    Named(EntryName, EntryKind),
    /// It has not.
    Unlisted,
}

/// See [`Folder::entries`].
pub(super) struct Entries<F> {
    folder: F,
    dir: Dir,
}

impl<F: Borrow<Folder>> Iterator for Entries<F> {
    type Item = io::Result<Listed>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let entry = match self.dir.read()? {
                Ok(entry) => entry,
                Err(error) => return Some(Err(error.into())),
            };
            let name = match entry.file_name().to_bytes() {
                b"." | b".." | b".holdall" => continue,
                name => name,
            };
            let Some(name) = std::str::from_utf8(name).ok().and_then(|name| EntryName::new(name).ok()) else {
                return Some(Ok(Listed::Unlisted));
            };
            let file_type = match entry.file_type() {
                // Some file systems do not tell; an entry that is gone by now was never listed.
                FileType::Unknown => match self.folder.borrow().stat(name.as_str()) {
                    Ok(stat) => FileType::from_raw_mode(stat.st_mode),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                    Err(error) => return Some(Err(error)),
                },
                known => known,
            };
            return Some(Ok(Listed::Named(name, kind_of(file_type))));
        }
    }
}

/// Longest path that the kernel takes in one piece, in bytes (`PATH_MAX` without its NUL).
pub(super) const MOST_PATH: usize = 4095;

/// The path of `name` in the folder at `path`, both from the same folder; nothing, if it is longer than any path.
pub(super) fn below(path: &CStr, name: &CStr) -> Option<CString> {
    let path = [path.to_bytes(), name.to_bytes()].join(&b'/');
    if path.len() > MOST_PATH { None } else { CString::new(path).ok() }
}

/// Our word for a file type.
pub(super) fn kind_of(file_type: FileType) -> EntryKind {
    match file_type {
        FileType::Directory => EntryKind::Folder,
        FileType::RegularFile => EntryKind::File,
        FileType::Symlink => EntryKind::Link,
        _ => EntryKind::Other,
    }
}

fn open_confined<P: Arg + Copy>(folder: BorrowedFd<'_>, path: P, flags: OFlags) -> io::Result<OwnedFd> {
    let mut tries = 1;
    loop {
        match openat2(folder, path, flags, Mode::empty(), CONFINED) {
            Err(Errno::AGAIN) if tries < RACE_TRIES => tries += 1,
            Err(Errno::INTR) => {}
            opened => return Ok(opened?),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::symlink};

    use super::*;

    fn path(text: &str) -> EntryPath {
        EntryPath::new(text).unwrap()
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test builds its tree by paths")]
    fn no_shape_of_link_is_followed() {
        let temp = tempfile::tempdir().unwrap();
        let (inside, outside) = (temp.path().join("in"), temp.path().join("out"));
        fs::create_dir_all(inside.join("real")).unwrap();
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("secret"), "secret").unwrap();
        for (link, target) in [
            ("file", outside.join("secret")),
            ("folder", outside.clone()),
            ("up", "..".into()),
            ("self", "self".into()),
            ("within", "real".into()),
            ("dangling", outside.join("nothing")),
            ("real/deep", "../../out".into()),
            ("proc", "/proc/self/root".into()),
        ] {
            symlink(target, inside.join(link)).unwrap();
        }
        let root = Root::open(&inside).unwrap();
        for link in ["file", "folder", "up", "self", "within", "dangling", "real/deep", "proc"] {
            assert!(matches!(root.folder(&path(link)), Err(StoreError::NotFound)), "{link}");
            assert!(matches!(root.folder(&path(&format!("{link}/x"))), Err(StoreError::NotFound)), "{link}/x");
            let (parent, name) = root.parent_of(&path(link)).unwrap();
            assert!(parent.open_file(name.as_str()).is_err(), "{link}");
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test builds its tree by paths")]
    fn other_spellings_are_found_and_the_name_itself_is_not() {
        let temp = tempfile::tempdir().unwrap();
        fs::write(temp.path().join("Café"), "").unwrap();
        let root = Root::open(temp.path()).unwrap();
        let found = |name| root.itself().other_spelling(name, None).unwrap().map(String::from);
        assert_eq!(found("CAFE\u{301}"), Some("Café".to_owned()));
        assert_eq!(found("Café"), None);
        assert_eq!(found("cafe"), None);
    }
}
