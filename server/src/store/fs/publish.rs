//! Publishing: staged bytes become a file in one atomic step, and stay one.
//!
//! Create: fsync the file, `linkat` it to its name (which fails on an existing one), fsync the folder.
//! Update: give the new file a name under `.holdall`, `RENAME_EXCHANGE` it with the old one, look at what came out, fsync
//! the folder, remove the old one or keep it as a version. An exchange would also swap a folder away, or a version
//! nobody has seen: then it is exchanged back. An error at any step leaves the old state.

use std::{fs::File, sync::PoisonError};

use holdall_shared::{EntryKind, EntryPath, Timestamp};
use rustix::{
    fs::{AtFlags, Gid, Mode, RenameFlags, Timespec, Timestamps, Uid, futimens, renameat_with, unlinkat},
    io::Errno,
};

use super::{
    link::{LinkFate, TemporaryLink, link_unnamed},
    naming::{self, Wanted},
    root::{Folder, RawStat},
    stage::{Temporary, TemporaryName},
};
use crate::{
    crash_point::crash_point,
    store::{Expect, Kept, Naming, Published, StoreError},
};

/// Tries to create or update a name that others create and delete.
const MOST_TRIES: u32 = 64;

/// See the module. Blocks.
pub(super) fn publish(
    staged: &Temporary,
    path: &EntryPath,
    expect: Expect,
    kept: Option<&Kept>,
) -> Result<Published, StoreError> {
    if let Some(modified) = staged.modified {
        set_modified(&staged.file, modified)?;
    }
    sync_file(staged)?;
    crash_point!("file-synced");
    match expect {
        Expect::Absent => create(staged, path, Naming::Exact),
        Expect::AbsentOrNumbered => create(staged, path, Naming::Numbered),
        Expect::Present | Expect::Match(_) => update(staged, path, expect, kept),
        Expect::Any => create_or_update(staged, path, kept),
    }
}

/// The name may come and go meanwhile; that it does so at every try is left to the caller.
fn create_or_update(staged: &Temporary, path: &EntryPath, kept: Option<&Kept>) -> Result<Published, StoreError> {
    // Once linked, an unnamed file must keep a name: without one it could not be linked again (linkat(2), ENOENT).
    let mut new = None;
    for _ in 0..MOST_TRIES {
        let created = create(staged, path, Naming::Exact);
        // Beyond the quota may be only what replaces nothing.
        if !matches!(created, Err(StoreError::NameTaken(_) | StoreError::OverQuota)) {
            drop(new);
            let described = |raw| staged.tree.describe_commit(&raw);
            return Ok(Published { stat: described(rustix::fs::fstat(&staged.file)?), ..created? });
        }
        let link = match &mut new {
            Some(link) => link,
            None => new.insert(TemporaryLink::make(staged, kept)?),
        };
        match exchange(staged, path, Expect::Present, link) {
            Err(StoreError::NotFound) if matches!(created, Err(StoreError::OverQuota)) => return created,
            Err(StoreError::NotFound | StoreError::Changed) => {}
            updated => return updated,
        }
    }
    Err(StoreError::Changed)
}

fn set_modified(file: &File, modified: Timestamp) -> Result<(), StoreError> {
    let ms = modified.unix_ms();
    let time = Timespec { tv_sec: ms.div_euclid(1000), tv_nsec: ms.rem_euclid(1000) * 1_000_000 };
    Ok(futimens(file, &Timestamps { last_access: time, last_modification: time })?)
}

fn sync_file(staged: &Temporary) -> Result<(), StoreError> {
    fail::fail_point!("file-sync", |_| Ok(()));
    Ok(staged.file.sync_all()?)
}

fn create(staged: &Temporary, path: &EntryPath, naming: Naming) -> Result<Published, StoreError> {
    let tree = &staged.tree;
    let places = tree.places.read().unwrap_or_else(PoisonError::into_inner);
    let (Some(parent), Some(name)) = (path.parent(), path.name()) else { return Err(StoreError::IsFolder) };
    // Looked up again: the folder may have been moved or deleted while the bytes arrived.
    let folder = tree.target_folder(&parent, staged.parents)?;
    let wanted = Wanted { folder: &folder, name: &name, naming, except: None };
    let growth = staged.promise.grow(length(staged)?, 0)?;
    let name = naming::take(tree, &wanted, |name| link(staged, &folder, name))?;
    drop(places);
    if let Err(error) = folder.sync() {
        // Visible, but not durable: take it back, the answer will be an error.
        let _ = unlinkat(&folder, name.as_str(), AtFlags::empty());
        return Err(error.into());
    }
    growth.done();
    let stat = tree.describe_commit(&rustix::fs::fstat(&staged.file)?);
    Ok(Published { path: parent.child(&name), stat, replaced: None })
}

fn length(staged: &Temporary) -> Result<u64, StoreError> {
    Ok(u64::try_from(rustix::fs::fstat(&staged.file)?.st_size).unwrap_or(0))
}

/// Gives the staged file a name that nothing has.
fn link(staged: &Temporary, folder: &Folder, name: &str) -> Result<(), StoreError> {
    let linked = match staged.place()? {
        None => link_unnamed(staged, folder, name),
        Some((place, temporary)) => {
            renameat_with(place, temporary, folder, name, RenameFlags::NOREPLACE).map_err(Into::into)
        }
    };
    match linked {
        // The folder was removed by another program after it was opened.
        Err(StoreError::NotFound) => Err(StoreError::ParentMissing),
        linked => linked,
    }
}

fn update(staged: &Temporary, path: &EntryPath, expect: Expect, kept: Option<&Kept>) -> Result<Published, StoreError> {
    exchange(staged, path, expect, &mut TemporaryLink::make(staged, kept)?)
}

fn exchange(
    staged: &Temporary,
    path: &EntryPath,
    expect: Expect,
    new: &mut TemporaryLink<'_>,
) -> Result<Published, StoreError> {
    let tree = &staged.tree;
    let (place, temporary, is_kept) = (new.place, new.name.clone(), new.after == LinkFate::Stays);
    crash_point!("version-linked");
    let places = tree.places.read().unwrap_or_else(PoisonError::into_inner);
    let (folder, name) = tree.root.parent_of(path)?;
    let held = tree.names.hold(folder.stat_self()?.st_ino, name.as_str());
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
    let growth = staged.promise.grow(length(staged)?, current.size)?;
    let exchange = || {
        renameat_with(place, temporary.as_str(), &folder, name.as_str(), RenameFlags::EXCHANGE).map_err(exchange_error)
    };
    exchange()?;
    crash_point!("version-exchanged");
    let came_out = tree.describe(&place.stat(&temporary)?);
    if came_out.kind != EntryKind::File || !came_out.version.is_same_content(&current.version) {
        exchange()?;
        return Err(StoreError::Changed);
    }
    drop((held, places));
    let synced = folder.sync().and_then(|()| if is_kept { place.sync() } else { Ok(()) });
    if let Err(error) = synced {
        exchange()?;
        return Err(error.into());
    }
    new.done();
    growth.done();
    leave_upload(staged);
    let stat = tree.describe_commit(&rustix::fs::fstat(&staged.file)?);
    Ok(Published { path: path.clone(), stat, replaced: is_kept.then_some(came_out) })
}

/// A file that was published by an exchange has the name of its upload still, until now: a crash before it finds the bytes
/// under one name or the other.
fn leave_upload(staged: &Temporary) {
    if let (TemporaryName::Upload(_), Ok(Some((place, name)))) = (&staged.name, staged.place()) {
        // What stays is removed with the upload's row.
        let _ = unlinkat(place, name, AtFlags::empty());
    }
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
