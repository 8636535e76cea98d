//! Publishing: staged bytes become a file in one atomic step, and stay one.
//!
//! Create: fsync the file, `linkat` it to its name (which fails on an existing one), fsync the folder.
//! Update: give the new file a temporary name, `RENAME_EXCHANGE` it with the old one, look at what came out, fsync the
//! folder, remove the old one. An exchange would also swap a folder away, or a version nobody has seen: then it is
//! exchanged back. An error at any step leaves the old state.

use std::{
    os::fd::{AsFd as _, AsRawFd as _},
    sync::{MutexGuard, PoisonError},
};

use holdall_shared::{EntryKind, EntryName, EntryPath, FileName};
use rustix::{
    fs::{AtFlags, CWD, Gid, Mode, RenameFlags, Uid, linkat, renameat_with, unlinkat},
    io::Errno,
};

use super::{
    root::{Folder, RawStat},
    stage::{Temporary, TemporaryName},
};
use crate::store::{Expect, Published, StoreError};

/// Numbered names that are tried before giving up.
const MOST_NUMBERS: u64 = 10_000;
/// Tries to create or update a name that others create and delete.
const MOST_TRIES: u32 = 64;

/// See the module. Blocks.
pub(super) fn publish(staged: &Temporary, path: &EntryPath, expect: Expect) -> Result<Published, StoreError> {
    sync_file(staged)?;
    match expect {
        Expect::Absent | Expect::AbsentOrNumbered => create(staged, path, expect),
        Expect::Present | Expect::Match(_) => update(staged, path, expect),
        Expect::Any => create_or_update(staged, path),
    }
}

/// The name may come and go meanwhile; that it does so at every try is left to the caller.
fn create_or_update(staged: &Temporary, path: &EntryPath) -> Result<Published, StoreError> {
    for _ in 0..MOST_TRIES {
        match create(staged, path, Expect::Absent) {
            Err(StoreError::NameTaken(_)) => {}
            created => return created,
        }
        match update(staged, path, Expect::Present) {
            Err(StoreError::NotFound | StoreError::Changed) => {}
            updated => return updated,
        }
    }
    Err(StoreError::Changed)
}

fn sync_file(staged: &Temporary) -> Result<(), StoreError> {
    fail::fail_point!("file-sync", |_| Ok(()));
    Ok(staged.file.sync_all()?)
}

fn create(staged: &Temporary, path: &EntryPath, expect: Expect) -> Result<Published, StoreError> {
    let tree = &staged.tree;
    let places = tree.places.read().unwrap_or_else(PoisonError::into_inner);
    // Looked up again: the folder may have been moved or deleted while the bytes arrived.
    let folder = tree.root.target_folder(&staged.folder)?;
    let Some(mut name) = path.name() else { return Err(StoreError::IsFolder) };
    let file_name = FileName::new(name.as_str()).ok();
    let mut number = 1;
    loop {
        match (link(staged, &folder, &name), expect, &file_name) {
            (
                Err(StoreError::NameTaken(_) | StoreError::NameCollides(_)),
                Expect::AbsentOrNumbered,
                Some(file_name),
            ) if number < MOST_NUMBERS => {
                number += 1;
                name = file_name.numbered(number).into();
            }
            (Err(StoreError::NameTaken(_)), _, _) => {
                let existing = folder.stat(name.as_str()).ok().map(|raw| tree.describe(&raw));
                return Err(StoreError::NameTaken(existing));
            }
            (linked, _, _) => {
                linked?;
                break;
            }
        }
    }
    drop(places);
    if let Err(error) = folder.sync() {
        // Visible, but not durable: take it back, the answer will be an error.
        let _ = unlinkat(&folder, name.as_str(), AtFlags::empty());
        return Err(error.into());
    }
    let stat = tree.describe_commit(&rustix::fs::fstat(&staged.file)?);
    Ok(Published { path: staged.folder.child(&name), stat })
}

/// Gives the staged file a name that nothing has, in no spelling.
fn link(staged: &Temporary, folder: &Folder, name: &EntryName) -> Result<(), StoreError> {
    let _held = hold(staged, folder, name)?;
    if let Some(other) = folder.other_spelling(name.as_str(), None)? {
        return Err(StoreError::NameCollides(other));
    }
    let linked = match &staged.name {
        TemporaryName::Unnamed => link_unnamed(staged, folder, name.as_str()),
        TemporaryName::Named(temporary) => {
            let tmp = &staged.tree.own()?.tmp;
            renameat_with(tmp, temporary.as_str(), folder, name.as_str(), RenameFlags::NOREPLACE).map_err(Into::into)
        }
    };
    match linked {
        // The folder was removed by another program after it was opened.
        Err(StoreError::NotFound) => Err(StoreError::ParentMissing),
        linked => linked,
    }
}

fn update(staged: &Temporary, path: &EntryPath, expect: Expect) -> Result<Published, StoreError> {
    let tree = &staged.tree;
    let tmp = &tree.own()?.tmp;
    let new = TemporaryLink::make(staged, tmp)?;
    let places = tree.places.read().unwrap_or_else(PoisonError::into_inner);
    let (folder, name) = tree.root.parent_of(path)?;
    let held = hold(staged, &folder, &name)?;
    let raw = folder.stat(name.as_str())?;
    let current = tree.describe(&raw);
    match (current.kind, expect) {
        (EntryKind::Folder, _) => return Err(StoreError::IsFolder),
        (EntryKind::Link | EntryKind::Other, _) => return Err(StoreError::NotRegular),
        (EntryKind::File, Expect::Match(version)) if !version.is_same_content(&current.version) => {
            return Err(StoreError::Changed);
        }
        (EntryKind::File, _) => {}
    }
    keep_owner_and_mode(staged, &raw)?;
    let exchange =
        || renameat_with(tmp, new.name.as_str(), &folder, name.as_str(), RenameFlags::EXCHANGE).map_err(exchange_error);
    exchange()?;
    let came_out = tree.describe(&tmp.stat(&new.name)?);
    if came_out.kind != EntryKind::File || !came_out.version.is_same_content(&current.version) {
        exchange()?;
        return Err(StoreError::Changed);
    }
    drop((held, places));
    if let Err(error) = folder.sync() {
        exchange()?;
        return Err(error.into());
    }
    let stat = tree.describe_commit(&rustix::fs::fstat(&staged.file)?);
    Ok(Published { path: path.clone(), stat })
}

fn hold<'a>(
    staged: &'a Temporary,
    folder: &Folder,
    name: &EntryName,
) -> Result<Option<MutexGuard<'a, ()>>, StoreError> {
    Ok(staged.tree.names.hold(folder.stat_self()?.st_ino, name.as_str()))
}

/// `linkat` by the descriptor's name under /proc: the way that needs no privilege (open(2), `O_TMPFILE`).
fn link_unnamed(staged: &Temporary, folder: &Folder, name: &str) -> Result<(), StoreError> {
    let source = format!("/proc/self/fd/{}", staged.file.as_raw_fd());
    Ok(linkat(CWD, source.as_str(), folder.as_fd(), name, AtFlags::SYMLINK_FOLLOW)?)
}

fn exchange_error(errno: Errno) -> StoreError {
    match errno {
        Errno::NOENT => StoreError::NotFound,
        Errno::XDEV => StoreError::OtherFileSystem,
        other => other.into(),
    }
}

/// Owner and mode of the file that is replaced. Only root may give files away: elsewhere the owner is us already, or
/// stays us.
fn keep_owner_and_mode(staged: &Temporary, old: &RawStat) -> Result<(), StoreError> {
    let new = rustix::fs::fstat(&staged.file)?;
    if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid) {
        let _ = rustix::fs::fchown(&staged.file, Some(Uid::from_raw(old.st_uid)), Some(Gid::from_raw(old.st_gid)));
    }
    Ok(rustix::fs::fchmod(&staged.file, Mode::from_raw_mode(old.st_mode & 0o777))?)
}

/// A temporary name for the staged file. When it is dropped, whatever has that name then is removed: the new file
/// before the exchange, the old one after it.
struct TemporaryLink<'a> {
    tmp: &'a Folder,
    name: String,
}

impl<'a> TemporaryLink<'a> {
    fn make(staged: &Temporary, tmp: &'a Folder) -> Result<Self, StoreError> {
        let name = match &staged.name {
            TemporaryName::Named(name) => name.clone(),
            TemporaryName::Unnamed => {
                let name = crate::random::identifier()?;
                link_unnamed(staged, tmp, &name)?;
                name
            }
        };
        Ok(Self { tmp, name })
    }
}

impl Drop for TemporaryLink<'_> {
    fn drop(&mut self) {
        // What stays is removed at the next start.
        let _ = unlinkat(self.tmp, self.name.as_str(), AtFlags::empty());
    }
}
