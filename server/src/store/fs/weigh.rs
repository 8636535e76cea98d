//! How many bytes an entry has.

use rustix::fs::{Dir, FileType};

use super::{
    own::OWN_FOLDER,
    root::{Folder, Root, below},
    tree::Tree,
};
use crate::store::{Stat, StoreError, Used, Weighed};
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
        EntryKind::Folder => Ok(weigh_content(&folder.folder(name)?, at_most, None)?.bytes),
        EntryKind::File | EntryKind::Link | EntryKind::Other => Ok(stat.size),
    }
}

/// All files of the upload folder, but for Holdall's own.
pub(super) fn weigh_all(root: &Root) -> Result<Used, StoreError> {
    weigh_content(root.itself(), u64::MAX, Some(OWN_FOLDER.as_bytes()))
}

/// Names are taken as the bytes they are; `but` is passed over, where it lies in `top` itself. What goes meanwhile, what
/// may not be read, and what lies deeper than any path weighs nothing. Folders are opened by their paths from `top`, one
/// at a time.
fn weigh_content(top: &Folder, at_most: u64, but: Option<&[u8]>) -> Result<Used, StoreError> {
    let mut used = Used::default();
    let here = c".".to_owned();
    let mut folders = vec![here.clone()];
    while let Some(path) = folders.pop() {
        let Ok(folder) = top.folder_by_bytes(&path) else { continue };
        let mut dir = Dir::read_from(&folder)?;
        while let Some(entry) = dir.read() {
            let entry = entry?;
            let name = entry.file_name();
            if matches!(name.to_bytes(), b"." | b"..") || (path == here && Some(name.to_bytes()) == but) {
                continue;
            }
            let Ok(raw) = folder.stat_by_bytes(name) else { continue };
            match FileType::from_raw_mode(raw.st_mode) {
                FileType::Directory => folders.extend(below(&path, name)),
                FileType::RegularFile => {
                    used.files += 1;
                    used.bytes = used.bytes.saturating_add(u64::try_from(raw.st_size).unwrap_or(0));
                }
                _ => {}
            }
            if used.bytes > at_most {
                return Ok(used);
            }
        }
    }
    Ok(used)
}
