//! Other spellings of names, by the index of a folder where it has one.

use holdall_shared::EntryName;

use super::{Indexes, folder::FolderIndex, folder_id};
use crate::store::{
    StoreError,
    fs::{root::Folder, spellings::Spellings, tree::Tree},
};

impl Indexes {
    /// An entry of an open folder whose name is another spelling of `name` (see [`holdall_shared::collision_key`]), other
    /// than `except`. Blocks, but waits for nobody: while somebody else uses the index, the folder is read.
    pub(in crate::store::fs) fn other_spelling(
        &self,
        tree: &Tree,
        folder: &Folder,
        name: &str,
        except: Option<&str>,
    ) -> Result<Option<EntryName>, StoreError> {
        let by_index = self.by_index(tree, folder, |index| index.other_spelling(name, except))?;
        by_index.map_or_else(|| Ok(folder.other_spelling(name, except)?), Ok)
    }

    /// As [`Self::other_spelling`], for many names.
    pub(in crate::store::fs) fn other_spellings(
        &self,
        tree: &Tree,
        folder: &Folder,
        spellings: &mut Spellings<'_>,
    ) -> Result<(), StoreError> {
        let by_index = self.by_index(tree, folder, |index| index.other_spellings(spellings))?;
        by_index.map_or_else(|| Ok(spellings.compare_all(folder)?), Ok)
    }

    /// Uses the index of an open folder, if it has one or is worth it, and nobody else uses it.
    fn by_index<T>(
        &self,
        tree: &Tree,
        folder: &Folder,
        using: impl FnOnce(&mut FolderIndex) -> T,
    ) -> Result<Option<T>, StoreError> {
        let stat = folder.stat_self()?;
        let slot = self.known(folder_id(&stat)).or_else(|| self.is_large(&stat).then(|| self.slot(folder_id(&stat))));
        let Some(slot) = slot else { return Ok(None) };
        let Ok(mut guard) = slot.kept.try_lock() else { return Ok(None) };
        self.with_index(&slot, &mut guard, (tree, folder), |index| Ok(Some(using(index))))
    }
}
