//! Changes of the tree that move no bytes: making folders, renaming. Each is one `mkdir` or `rename`.

use std::sync::PoisonError;

use holdall_shared::{EntryPath, FilePath};
use rustix::fs::{Mode, RenameFlags, renameat_with};

use super::{
    kept::{moved_error, still},
    naming::{self, Wanted},
    tree::Tree,
};
use crate::store::{Making, Parents, Published, Stat, StoreError};

/// Makes a folder under a name that nothing has.
pub(super) fn make_folder(tree: &Tree, path: &FilePath, parents: Parents) -> Result<Stat, StoreError> {
    tree.own()?;
    tree.check_writable()?;
    let name = path.name().as_str();
    let _places = tree.places.read().unwrap_or_else(PoisonError::into_inner);
    let folder = tree.target_folder(path.folder(), parents)?;
    let _held = tree.names.hold(folder.stat_self()?.st_ino, name);
    if let Some(other) = tree.indexes.other_spelling(tree, &folder, name, None)? {
        return Err(StoreError::NameCollides(other));
    }
    match folder.make_folder(name, Mode::from_raw_mode(0o777)).map_err(StoreError::from) {
        Err(StoreError::NameTaken(_)) => {
            Err(StoreError::NameTaken(folder.stat(name).ok().map(|raw| tree.describe(&raw))))
        }
        made => {
            made?;
            Ok(tree.describe(&folder.stat(name)?))
        }
    }
}

/// Renames within the upload folder, never over an existing name.
pub(super) fn rename(tree: &Tree, from: &EntryPath, to: &FilePath, making: Making) -> Result<Published, StoreError> {
    tree.own()?;
    tree.check_writable()?;
    if to.to_entry_path().is_within(from) && to.to_entry_path() != *from {
        return Err(StoreError::IntoItself);
    }
    let _changing = tree.usage.changing();
    let places = tree.places.write().unwrap_or_else(PoisonError::into_inner);
    let (source, old_name) = tree.root.parent_of(from)?;
    let old_name = old_name.as_str();
    let raw = source.stat(old_name)?;
    let target = tree.target_folder(to.folder(), making.parents)?;
    let same_folder = source.stat_self()?.st_ino == target.stat_self()?.st_ino;
    let wanted = Wanted {
        folder: &target,
        name: to.name().as_entry_name(),
        naming: making.naming,
        except: same_folder.then_some(old_name),
    };
    let name = naming::take(tree, &wanted, |name| {
        renameat_with(&source, old_name, &target, name, RenameFlags::NOREPLACE).map_err(moved_error)
    })?;
    let raw = still(&target, name.as_str(), raw);
    drop(places);
    let synced = target.sync().and_then(|()| if same_folder { Ok(()) } else { source.sync() });
    if let Err(error) = synced {
        let _ = renameat_with(&target, name.as_str(), &source, old_name, RenameFlags::NOREPLACE);
        return Err(error.into());
    }
    let stat = tree.describe(&raw);
    Ok(Published { path: to.folder().child(&name), stat, replaced: None })
}
