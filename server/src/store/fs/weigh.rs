//! How many bytes an entry has.

use rustix::fs::{Dir, FileType};

use super::{
    own::OWN_FOLDER,
    root::{Folder, Root},
    tree::Tree,
};
use crate::store::{Stat, StoreError, Weighed};
use holdall_shared::{EntryKind, EntryPath};

/// Weighs an entry of the tree; counting ends beyond `at_most` bytes. Blocks.
pub(super) fn weigh(tree: &Tree, path: &EntryPath, at_most: u64) -> Result<Weighed, StoreError> {
    let (folder, name) = tree.root.parent_of(path)?;
    let stat = tree.describe(&folder.stat(name.as_str())?);
    Ok(Weighed { stat, bytes: weigh_in(&folder, name.as_str(), &stat, at_most)? })
}

/// As [`weigh`], for a name in an open folder.
pub(super) fn weigh_in(folder: &Folder, name: &str, stat: &Stat, at_most: u64) -> Result<u64, StoreError> {
    match stat.kind {
        EntryKind::Folder => {
            let mut total = 0;
            add_folder(&folder.folder(name)?, at_most, &mut total)?;
            Ok(total)
        }
        EntryKind::File | EntryKind::Link | EntryKind::Other => Ok(stat.size),
    }
}

/// Bytes of all files of the upload folder, but for Holdall's own.
pub(super) fn weigh_all(root: &Root) -> Result<u64, StoreError> {
    let mut total = 0;
    add_content(root.itself(), u64::MAX, &mut total, &[OWN_FOLDER.as_bytes()])?;
    Ok(total)
}

fn add_folder(folder: &Folder, at_most: u64, total: &mut u64) -> Result<(), StoreError> {
    add_content(folder, at_most, total, &[])
}

/// Names are taken as the bytes they are. What goes meanwhile, and what may not be read, weighs nothing.
fn add_content(folder: &Folder, at_most: u64, total: &mut u64, but: &[&[u8]]) -> Result<(), StoreError> {
    let mut dir = Dir::read_from(folder)?;
    while let Some(entry) = dir.read() {
        let entry = entry?;
        let name = entry.file_name();
        if matches!(name.to_bytes(), b"." | b"..") || but.contains(&name.to_bytes()) {
            continue;
        }
        let Ok(raw) = folder.stat_by_bytes(name) else { continue };
        match FileType::from_raw_mode(raw.st_mode) {
            FileType::Directory => {
                if let Ok(inner) = folder.folder_by_bytes(name) {
                    add_folder(&inner, at_most, total)?;
                }
            }
            FileType::RegularFile => *total = total.saturating_add(u64::try_from(raw.st_size).unwrap_or(0)),
            _ => {}
        }
        if *total > at_most {
            break;
        }
    }
    Ok(())
}
