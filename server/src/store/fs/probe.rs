//! What many new files would meet, in one look at each of their folders. Nothing is written.
//!
//! 1. Files are looked at folder by folder; each folder is opened once.
//! 2. A folder that is missing would be made: its name and those below it must keep the policy, and it must be no other
//!    spelling of a name that is there. Each missing folder is compared once, however many files would lie below it.
//! 3. Each name is looked up by itself. Those that nothing has are compared with all names of the folder: in an index by
//!    its own search where they are few, else in one pass.

use std::{collections::HashMap, io};

use holdall_shared::{EntryKind, EntryPath, FileName, FilePath};

use super::{
    root::{Folder, MOST_PATH},
    spellings::Spellings,
    tree::Tree,
};
use crate::store::{Probed, Refusal, StoreError};

/// Files of one folder: their places among all, and their names.
type Members<'a> = Vec<(usize, &'a FileName)>;

/// See the module. One answer for each file, in their order. Blocks.
pub(super) fn probe(tree: &Tree, files: &[FilePath]) -> Result<Vec<Probed>, StoreError> {
    let mut by_folder: HashMap<&EntryPath, Members<'_>> = HashMap::new();
    for (place, file) in files.iter().enumerate() {
        by_folder.entry(file.folder()).or_default().push((place, file.name()));
    }
    let mut probed = vec![Probed::Free; files.len()];
    let mut tell = |place: usize, what| {
        if let Some(slot) = probed.get_mut(place) {
            *slot = what;
        }
    };
    let mut ways = Ways { tree, missing: HashMap::new() };
    for (path, members) in by_folder {
        match ways.to(path)? {
            Way::There(folder) => look(tree, &folder, &members, &mut tell)?,
            Way::Missing => {}
            Way::Barred(refusal) => {
                for (place, _) in members {
                    tell(place, Probed::Refused(refusal.clone()));
                }
            }
        }
    }
    Ok(probed)
}

/// Looks at the names of files in one folder.
fn look(
    tree: &Tree,
    folder: &Folder,
    members: &Members<'_>,
    tell: &mut impl FnMut(usize, Probed),
) -> Result<(), StoreError> {
    let mut free = Vec::new();
    for (place, name) in members {
        match folder.stat(name.as_str()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => free.push((*place, name.as_str())),
            raw => {
                let stat = tree.describe(&raw?);
                tell(
                    *place,
                    match stat.kind {
                        EntryKind::File => Probed::Taken(stat),
                        EntryKind::Folder => Probed::Refused(Refusal::IsFolder),
                        EntryKind::Link | EntryKind::Other => Probed::Refused(Refusal::NotRegular),
                    },
                );
            }
        }
    }
    if free.is_empty() {
        return Ok(());
    }
    let mut spellings = Spellings::new(free.iter().map(|(_, name)| *name));
    tree.indexes.other_spellings(tree, folder, &mut spellings)?;
    for (place, name) in free {
        if let Some(other) = spellings.of(name) {
            tell(place, Probed::Refused(Refusal::NameCollides(other.clone())));
        }
    }
    Ok(())
}

/// Ways to the folders of files.
struct Ways<'a> {
    tree: &'a Tree,
    /// Folders that are missing in one that is there, and whether they can be made.
    missing: HashMap<EntryPath, Option<Refusal>>,
}

/// Where a way leads.
enum Way {
    There(Folder),
    /// To a folder that would be made.
    Missing,
    Barred(Refusal),
}

impl Ways<'_> {
    fn to(&mut self, path: &EntryPath) -> Result<Way, StoreError> {
        match self.tree.root.target_folder(path) {
            Ok(folder) => Ok(Way::There(folder)),
            // Longer than any path, so nothing can be made there.
            Err(StoreError::ParentMissing) if path.as_str().len() > MOST_PATH => {
                Ok(Way::Barred(Refusal::ParentMissing))
            }
            Err(StoreError::ParentMissing) => self.walk(path),
            Err(error) => Refusal::of(error).map(Way::Barred),
        }
    }

    /// Goes as far as there are folders.
    fn walk(&mut self, path: &EntryPath) -> Result<Way, StoreError> {
        let mut inner: Option<Folder> = None;
        for (depth, segment) in path.segments().enumerate() {
            let folder = inner.as_ref().unwrap_or(self.tree.root.itself());
            match folder.folder(segment) {
                Ok(folder) => inner = Some(folder),
                Err(error) => {
                    return match (error.into(), folder.stat(segment)) {
                        (StoreError::NotFound, Err(error)) if error.kind() == io::ErrorKind::NotFound => {
                            self.make(path, depth)
                        }
                        // Something that is no way: a link.
                        (error, _) => Refusal::of(error).map(Way::Barred),
                    };
                }
            }
        }
        // It was made meanwhile.
        Ok(Way::Missing)
    }

    /// Whether the folders of a path can be made, of which as many as `depth` are there.
    fn make(&mut self, path: &EntryPath, depth: usize) -> Result<Way, StoreError> {
        let names: Vec<&str> = path.segments().take(depth + 1).collect();
        let Ok(first) = EntryPath::new(names.join("/")) else { return Ok(Way::Barred(Refusal::ParentMissing)) };
        let refusal = match self.missing.get(&first) {
            Some(refusal) => refusal.clone(),
            None => match self.compare(&first) {
                Ok(()) => None,
                Err(error) => Some(Refusal::of(error)?),
            },
        };
        self.missing.insert(first, refusal.clone());
        let mut inner = path.segments().skip(depth + 1);
        let invalid = || inner.find_map(|name| FileName::new(name).err()).map(Refusal::InvalidName);
        Ok(refusal.or_else(invalid).map_or(Way::Missing, Way::Barred))
    }

    /// Whether a folder can be made in one that is there.
    fn compare(&self, path: &EntryPath) -> Result<(), StoreError> {
        let path = FilePath::from_entry_path(path)?;
        let folder = self.tree.root.target_folder(path.folder())?;
        match self.tree.indexes.other_spelling(self.tree, &folder, path.name().as_str(), None)? {
            Some(other) => Err(StoreError::NameCollides(other)),
            None => Ok(()),
        }
    }
}
