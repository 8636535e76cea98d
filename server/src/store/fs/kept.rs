//! What lies under `.holdall`: taken out of the tree, put back into it, swapped with what is there.
//!
//! Each change of the tree is one `rename`; an error after it undoes it. What comes out of a swap is looked at
//! afterwards, because other programs may have changed the name since it was looked at before.

use std::{io, sync::PoisonError};

use holdall_shared::{EntryKind, EntryPath};
use rustix::{
    fs::{RenameFlags, Timespec, Timestamps, UTIME_NOW, UTIME_OMIT, futimens, renameat_with},
    io::Errno,
};

use super::{
    copy::c_string,
    naming::{self, Wanted},
    remove,
    root::{Folder, RawStat},
    tree::Tree,
    weigh::weigh_in,
};
use crate::{
    crash_point::crash_point,
    store::{Expect, Kept, KeptId, Making, Opened, Place, Published, Stat, StoreError, Swapped, Weighed},
};

/// Takes an entry out of the tree.
pub(super) fn retire(tree: &Tree, path: &EntryPath, expect: Expect, at: &Kept) -> Result<Stat, StoreError> {
    let own = tree.own()?;
    tree.check_writable()?;
    let (to, id) = (own.place(at.place), at.id.as_str());
    let changing = tree.usage.changing();
    let places = tree.places.write().unwrap_or_else(PoisonError::into_inner);
    let (folder, name) = tree.root.parent_of(path)?;
    let held = tree.names.hold(folder.stat_self()?.st_ino, name.as_str());
    let current = tree.describe(&folder.stat(name.as_str())?);
    if !is_expected(expect, &current) {
        return Err(StoreError::Changed);
    }
    renameat_with(&folder, name.as_str(), to, id, RenameFlags::NOREPLACE).map_err(moved_error)?;
    let put_back = || renameat_with(to, id, &folder, name.as_str(), RenameFlags::NOREPLACE).map_err(moved_error);
    let came_out = tree.describe(&to.stat(id)?);
    if !is_expected(expect, &came_out) || !are_alike(&came_out, &current) {
        put_back()?;
        return Err(StoreError::Changed);
    }
    drop((held, places));
    if let Err(error) = folder.sync().and_then(|()| to.sync()) {
        put_back()?;
        return Err(error.into());
    }
    // What can't be counted stays counted until the next count.
    tree.usage.grow(0, counted(tree, to, id).unwrap_or(0)).done();
    drop(changing);
    Ok(came_out)
}

/// Bytes that an entry has for the quota; without one nothing is counted.
fn counted(tree: &Tree, folder: &Folder, name: &str) -> Result<u64, StoreError> {
    if !tree.usage.is_on() {
        return Ok(0);
    }
    weigh_in(folder, name, &tree.describe(&folder.stat(name)?), u64::MAX)
}

/// Gives what is kept a name that nothing has.
pub(super) fn put_back(tree: &Tree, at: &Kept, to: &EntryPath, making: Making) -> Result<Published, StoreError> {
    let own = tree.own()?;
    tree.check_writable()?;
    let (from, id) = (own.place(at.place), at.id.as_str());
    let places = tree.places.read().unwrap_or_else(PoisonError::into_inner);
    let raw = from.stat(id)?;
    let (Some(parent), Some(name)) = (to.parent(), to.name()) else { return Err(StoreError::IsFolder) };
    let folder = tree.target_folder(&parent, making.parents)?;
    let wanted = Wanted { folder: &folder, name: &name, naming: making.naming, except: None };
    let growth = tree.usage.grow(counted(tree, from, id)?, 0);
    let name = naming::take(tree, &wanted, |name| {
        renameat_with(from, id, &folder, name, RenameFlags::NOREPLACE).map_err(moved_error)
    })?;
    let raw = still(&folder, name.as_str(), raw);
    drop(places);
    if let Err(error) = folder.sync().and_then(|()| from.sync()) {
        renameat_with(&folder, name.as_str(), from, id, RenameFlags::NOREPLACE).map_err(moved_error)?;
        return Err(error.into());
    }
    growth.done();
    let stat = tree.describe_commit(&raw);
    Ok(Published { path: parent.child(&name), stat, replaced: None })
}

/// Exchanges what is kept with what has the name: a folder with a folder, anything else with anything else.
pub(super) fn swap(tree: &Tree, at: &Kept, path: &EntryPath, expect: Expect) -> Result<Swapped, StoreError> {
    let own = tree.own()?;
    tree.check_writable()?;
    let (from, id) = (own.place(at.place), at.id.as_str());
    let places = tree.places.write().unwrap_or_else(PoisonError::into_inner);
    let (folder, name) = tree.root.parent_of(path)?;
    let held = tree.names.hold(folder.stat_self()?.st_ino, name.as_str());
    let raw = from.stat(id)?;
    let new = tree.describe(&raw);
    let current = tree.describe(&folder.stat(name.as_str())?);
    match (new.kind, current.kind) {
        (EntryKind::Folder, EntryKind::Folder) => {}
        (EntryKind::Folder, _) => return Err(StoreError::NotFolder),
        (_, EntryKind::Folder) => return Err(StoreError::IsFolder),
        _ => {}
    }
    if !is_expected(expect, &current) {
        return Err(StoreError::Changed);
    }
    let growth = tree.usage.grow(counted(tree, from, id)?, counted(tree, &folder, name.as_str())?);
    let exchange = || renameat_with(from, id, &folder, name.as_str(), RenameFlags::EXCHANGE).map_err(moved_error);
    exchange()?;
    crash_point!("swap-exchanged");
    let came_out = tree.describe(&from.stat(id)?);
    if !is_expected(expect, &came_out) || !are_alike(&came_out, &current) {
        exchange()?;
        return Err(StoreError::Changed);
    }
    let raw = still(&folder, name.as_str(), raw);
    drop((held, places));
    if let Err(error) = folder.sync().and_then(|()| from.sync()) {
        exchange()?;
        return Err(error.into());
    }
    growth.done();
    Ok(Swapped { now: tree.describe_commit(&raw), was: came_out })
}

/// Sets a kept file's time of change.
pub(super) fn touch(tree: &Tree, at: &Kept) -> Result<Stat, StoreError> {
    let now = Timestamps {
        last_access: Timespec { tv_sec: 0, tv_nsec: UTIME_OMIT },
        last_modification: Timespec { tv_sec: 0, tv_nsec: UTIME_NOW },
    };
    let file = tree.own()?.place(at.place).open_file(at.id.as_str())?;
    futimens(&file, &now)?;
    file.sync_all()?;
    Ok(tree.describe(&rustix::fs::fstat(&file)?))
}

/// Deletes what is kept: its name first, so that a folder is never kept half.
pub(super) fn purge(tree: &Tree, at: &Kept) -> Result<(), StoreError> {
    let own = tree.own()?;
    if at.place != Place::Passing {
        let (from, id) = (own.place(at.place), at.id.as_str());
        match renameat_with(from, id, &own.tmp, id, RenameFlags::NOREPLACE) {
            Err(Errno::NOENT) => return Ok(()),
            renamed => renamed?,
        }
        from.sync()?;
    }
    remove_passing(tree, &at.id);
    Ok(())
}

/// What is out of the tree stays out: what can't be removed now is removed at the next start.
fn remove_passing(tree: &Tree, id: &KeptId) {
    let removed = tree.own().and_then(|own| Ok(remove::tree(&own.tmp, &own.tmp, &c_string(id.as_str())?)?));
    if let Err(error) = removed
        && !matches!(error, StoreError::NotFound)
    {
        tracing::warn!(%error, "a deleted entry could not be removed from .holdall/tmp");
    }
}

/// What is kept, if it is.
pub(super) fn find(tree: &Tree, at: &Kept) -> Result<Option<Weighed>, StoreError> {
    let place = tree.own()?.place(at.place);
    match place.stat(at.id.as_str()) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        raw => {
            let stat = tree.describe(&raw?);
            Ok(Some(Weighed { stat, bytes: weigh_in(place, at.id.as_str(), &stat, u64::MAX)? }))
        }
    }
}

/// The content of a kept file.
pub(super) fn open(tree: &Tree, at: &Kept) -> Result<Opened, StoreError> {
    tree.open_in(tree.own()?.place(at.place), at.id.as_str())
}

/// All names in a place that are ours.
pub(super) fn all(tree: &Tree, place: Place) -> Result<Vec<KeptId>, StoreError> {
    let mut ids = Vec::new();
    for entry in tree.own()?.place(place).entries()? {
        if let super::root::Listed::Named(name, _) = entry?
            && let Ok(id) = name.as_str().parse()
        {
            ids.push(id);
        }
    }
    Ok(ids)
}

fn is_expected(expect: Expect, found: &Stat) -> bool {
    match expect {
        Expect::Match(version) => version.is_same_content(&found.version),
        Expect::Any | Expect::Present | Expect::Absent | Expect::AbsentOrNumbered => true,
    }
}

/// Whether what came out of a name is what was seen there: the very file; of a folder, that it is one.
fn are_alike(a: &Stat, b: &Stat) -> bool {
    match (a.kind, b.kind) {
        (EntryKind::Folder, EntryKind::Folder) => a.version.inode == b.version.inode,
        (EntryKind::Folder, _) | (_, EntryKind::Folder) => false,
        _ => a.version.is_same_content(&b.version),
    }
}

/// What has just got a name, looked at before anybody in this process can change it. Another program may have taken it
/// away already: the change was made all the same, and to fail now would be to deny that.
pub(super) fn still(folder: &Folder, name: &str, before: RawStat) -> RawStat {
    folder.stat(name).ok().filter(|now| now.st_ino == before.st_ino).unwrap_or(before)
}

/// Errors of `renameat2` between two folders of the tree.
pub(super) fn moved_error(errno: Errno) -> StoreError {
    match errno {
        Errno::XDEV => StoreError::OtherFileSystem,
        Errno::INVAL => StoreError::IntoItself,
        other => other.into(),
    }
}

/// Where a place is.
impl super::own::Own {
    pub(super) fn place(&self, place: Place) -> &Folder {
        match place {
            Place::Trash => &self.trash,
            Place::Versions => &self.versions,
            Place::Passing => &self.tmp,
            Place::Uploads => &self.uploads,
        }
    }
}
