//! Surveys of a folder tree, one folder open at a time.

use std::io;

use holdall_shared::{EntryKind, EntryPath};

use super::{
    root::{Folder, Listed},
    tree::Tree,
};
use crate::store::{StoreError, Survey};

/// Surveys these entries. Blocks. What goes meanwhile is not in it.
pub(super) fn survey(tree: &Tree, selection: &[EntryPath]) -> Result<Survey, StoreError> {
    let mut survey = Survey::default();
    let mut folders = Vec::new();
    for path in selection {
        let stat = tree.stat(path)?;
        match stat.kind {
            EntryKind::Folder => {
                // The upload folder itself has no name: what is in it stands for it.
                let index = if path.is_root() { None } else { Some(survey.push(None, path.as_str(), &stat)?) };
                folders.push((path.clone(), index));
            }
            EntryKind::File => drop(survey.push(None, path.as_str(), &stat)?),
            EntryKind::Link | EntryKind::Other => survey.left_out += 1,
        }
    }
    folders.reverse();
    while let Some((path, index)) = folders.pop() {
        let inner = match tree.root.folder(&path) {
            Err(StoreError::NotFound | StoreError::NotFolder) => continue,
            folder => read(tree, &folder?, index, &mut survey)?,
        };
        // The last one in is the first one out.
        for (name, index) in inner.into_iter().rev() {
            folders.push((path.child(&name), Some(index)));
        }
    }
    Ok(survey)
}

/// Adds what is in one folder; answers the folders in it.
fn read(
    tree: &Tree,
    folder: &Folder,
    parent: Option<usize>,
    survey: &mut Survey,
) -> Result<Vec<(holdall_shared::EntryName, usize)>, StoreError> {
    let mut names = Vec::new();
    for entry in folder.entries()? {
        match entry? {
            Listed::Named(name, EntryKind::File | EntryKind::Folder) => names.push(name),
            Listed::Named(..) | Listed::Unlisted => survey.left_out += 1,
        }
    }
    names.sort_unstable();
    let mut folders = Vec::new();
    for name in names {
        let stat = match folder.stat(name.as_str()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            raw => tree.describe(&raw?),
        };
        match stat.kind {
            EntryKind::Folder => {
                let index = survey.push(parent, name.as_str(), &stat)?;
                folders.push((name, index));
            }
            EntryKind::File => drop(survey.push(parent, name.as_str(), &stat)?),
            EntryKind::Link | EntryKind::Other => survey.left_out += 1,
        }
    }
    Ok(folders)
}
