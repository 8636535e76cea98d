//! Taking a name: looking at it and giving it away is one step for everybody inside this process.
//!
//! Other programs are not held back, so the step itself must be one that fails on an existing name.

use holdall_shared::{EntryName, FileName};

use super::{root::Folder, tree::Tree};
use crate::store::{Naming, StoreError};

/// Numbered names that are tried before giving up.
const MOST_NUMBERS: u64 = 10_000;

/// A name to be taken.
pub(super) struct Wanted<'a> {
    pub(super) folder: &'a Folder,
    pub(super) name: &'a EntryName,
    pub(super) naming: Naming,
    /// The name that it replaces by being taken: its own old spelling.
    pub(super) except: Option<&'a str>,
}

/// Takes the name by `step`, or the first free numbered one; answers which.
pub(super) fn take(
    tree: &Tree,
    wanted: &Wanted<'_>,
    mut step: impl FnMut(&str) -> Result<(), StoreError>,
) -> Result<EntryName, StoreError> {
    let file_name = FileName::new(wanted.name.as_str()).ok();
    let mut name = wanted.name.clone();
    let mut number = 1;
    loop {
        match (take_one(tree, wanted, &name, &mut step), wanted.naming, &file_name) {
            (Err(StoreError::NameTaken(_) | StoreError::NameCollides(_)), Naming::Numbered, Some(file_name))
                if number < MOST_NUMBERS =>
            {
                number += 1;
                name = file_name.numbered(number).into();
            }
            (Err(StoreError::NameTaken(_)), _, _) => {
                let existing = wanted.folder.stat(name.as_str()).ok().map(|raw| tree.describe(&raw));
                return Err(StoreError::NameTaken(existing));
            }
            (taken, _, _) => return taken.map(|()| name),
        }
    }
}

fn take_one(
    tree: &Tree,
    wanted: &Wanted<'_>,
    name: &EntryName,
    step: &mut impl FnMut(&str) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let _held = tree.names.hold(wanted.folder.stat_self()?.st_ino, name.as_str());
    if let Some(other) = tree.indexes.other_spelling(tree, wanted.folder, name.as_str(), wanted.except)? {
        return Err(StoreError::NameCollides(other));
    }
    step(name.as_str())
}
