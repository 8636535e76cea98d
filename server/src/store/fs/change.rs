//! Changes of the tree that move no bytes: making folders, renaming, deleting. Each is one `rename` or `mkdir`.

use std::{io, sync::PoisonError};

use holdall_shared::{EntryKind, EntryPath, FilePath};
use rustix::{
    fs::{Mode, RenameFlags, renameat_with},
    io::Errno,
};

use super::{own::remove_tree, root::Folder, tree::Tree};
use crate::store::{Expect, Parents, RetiredId, Stat, StoreError};

/// Makes a folder under a name that nothing has.
pub(super) fn make_folder(tree: &Tree, path: &FilePath, parents: Parents) -> Result<Stat, StoreError> {
    tree.own()?;
    tree.check_writable()?;
    let name = path.name().as_str();
    let _places = tree.places.read().unwrap_or_else(PoisonError::into_inner);
    let folder = tree.target_folder(path.folder(), parents)?;
    let _held = tree.names.hold(folder.stat_self()?.st_ino, name);
    if let Some(other) = folder.other_spelling(name, None)? {
        return Err(StoreError::NameCollides(other));
    }
    match folder.make_folder(name, Mode::from_raw_mode(0o777)).map_err(StoreError::from) {
        Err(StoreError::NameTaken(_)) => Err(name_taken(tree, &folder, name)),
        made => {
            made?;
            Ok(tree.describe(&folder.stat(name)?))
        }
    }
}

/// Renames within the upload folder, never over an existing name.
pub(super) fn rename(tree: &Tree, from: &EntryPath, to: &FilePath) -> Result<Stat, StoreError> {
    tree.own()?;
    tree.check_writable()?;
    if to.to_entry_path().is_within(from) && to.to_entry_path() != *from {
        return Err(StoreError::IntoItself);
    }
    let places = tree.places.write().unwrap_or_else(PoisonError::into_inner);
    let (source, old_name) = tree.root.parent_of(from)?;
    source.stat(old_name.as_str())?;
    let target = tree.root.target_folder(to.folder())?;
    let new_name = to.name().as_str();
    let same_folder = source.stat_self()?.st_ino == target.stat_self()?.st_ino;
    let except = same_folder.then_some(old_name.as_str());
    if let Some(other) = target.other_spelling(new_name, except)? {
        return Err(StoreError::NameCollides(other));
    }
    match renameat_with(&source, old_name.as_str(), &target, new_name, RenameFlags::NOREPLACE).map_err(moved_error) {
        Err(StoreError::NameTaken(_)) => return Err(name_taken(tree, &target, new_name)),
        renamed => renamed?,
    }
    drop(places);
    let synced = target.sync().and_then(|()| if same_folder { Ok(()) } else { source.sync() });
    if let Err(error) = synced {
        let _ = renameat_with(&target, new_name, &source, old_name.as_str(), RenameFlags::NOREPLACE);
        return Err(error.into());
    }
    Ok(tree.describe(&target.stat(new_name)?))
}

/// Moves an entry into the trash.
pub(super) fn retire(tree: &Tree, path: &EntryPath, expect: Expect, id: &RetiredId) -> Result<(), StoreError> {
    take_out(tree, path, expect, Destination { folder: &tree.own()?.trash, name: id.as_str() })
}

/// Whether the trash has it.
pub(super) fn is_retired(tree: &Tree, id: &RetiredId) -> Result<bool, StoreError> {
    match tree.own()?.trash.stat(id.as_str()) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        found => Ok(found.map(|_| true)?),
    }
}

/// Deletes for good: out of the tree in one step first, so that a folder is never seen half deleted.
pub(super) fn remove(tree: &Tree, path: &EntryPath, expect: Expect) -> Result<(), StoreError> {
    let tmp = &tree.own()?.tmp;
    let name = crate::random::identifier()?;
    take_out(tree, path, expect, Destination { folder: tmp, name: &name })?;
    // It is gone from the tree and stays gone; what can't be removed now is removed at the next start.
    if let Err(error) = remove_tree(tmp, &name) {
        tracing::warn!(%error, "a deleted entry could not be removed from .holdall/tmp");
    }
    Ok(())
}

#[derive(Clone, Copy)]
struct Destination<'a> {
    folder: &'a Folder,
    name: &'a str,
}

fn take_out(tree: &Tree, path: &EntryPath, expect: Expect, to: Destination<'_>) -> Result<(), StoreError> {
    tree.check_writable()?;
    let places = tree.places.write().unwrap_or_else(PoisonError::into_inner);
    let (folder, name) = tree.root.parent_of(path)?;
    let held = tree.names.hold(folder.stat_self()?.st_ino, name.as_str());
    let current = tree.describe(&folder.stat(name.as_str())?);
    let is_expected = |found: &Stat| match expect {
        Expect::Match(version) => version.is_same_content(&found.version),
        Expect::Any | Expect::Present | Expect::Absent | Expect::AbsentOrNumbered => true,
    };
    if !is_expected(&current) {
        return Err(StoreError::Changed);
    }
    renameat_with(&folder, name.as_str(), to.folder, to.name, RenameFlags::NOREPLACE).map_err(moved_error)?;
    let put_back =
        || renameat_with(to.folder, to.name, &folder, name.as_str(), RenameFlags::NOREPLACE).map_err(moved_error);
    let came_out = tree.describe(&to.folder.stat(to.name)?);
    if !is_expected(&came_out) || is_folder(&came_out) != is_folder(&current) {
        put_back()?;
        return Err(StoreError::Changed);
    }
    drop((held, places));
    if let Err(error) = folder.sync().and_then(|()| to.folder.sync()) {
        put_back()?;
        return Err(error.into());
    }
    Ok(())
}

fn is_folder(stat: &Stat) -> bool {
    stat.kind == EntryKind::Folder
}

fn name_taken(tree: &Tree, folder: &Folder, name: &str) -> StoreError {
    StoreError::NameTaken(folder.stat(name).ok().map(|raw| tree.describe(&raw)))
}

fn moved_error(errno: Errno) -> StoreError {
    match errno {
        Errno::XDEV => StoreError::OtherFileSystem,
        Errno::INVAL => StoreError::IntoItself,
        other => other.into(),
    }
}
