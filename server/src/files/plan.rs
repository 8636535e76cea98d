//! What would become of files, before any of their bytes are sent. Nothing is written, no content is read.
//!
//! 1. Paths are read name by name ([`planned_path`]).
//! 2. What is refused by itself (too large), then what the store would refuse, in one look at each folder.
//! 3. What has the same size as the file that has its name is compared by digests, where they are kept.
//! 4. What is left and in the way of an earlier file of the plan is refused too ([`overlaps`]).

mod overlaps;

use std::collections::HashMap;

use holdall_shared::{Entry, EntryName, EntryPath, FileName, FilePath, InvalidName, NameFault};
use unicode_normalization::is_nfc;

use self::overlaps::{Overlap, overlaps};
use super::{Files, FilesError, describe, describe::tell};
use crate::{
    auth::Permit,
    digest::ContentDigests,
    store::{Probed, Stat, StoreError, Strength, Version},
};

/// A file that somebody means to make, with missing folders on its way.
#[derive(Debug, Clone)]
pub struct Planned {
    /// Where.
    pub path: FilePath,
    /// The right to hear of what is there.
    pub list: Permit,
    /// The right to make it.
    pub create: Permit,
    /// Length in bytes.
    pub size: u64,
    /// BLAKE3 of its content, where it is known.
    pub blake3: Option<[u8; 32]>,
}

/// What would become of one of them.
#[derive(Debug)]
pub enum Outlook {
    /// It would be made.
    New,
    /// This file has its name, and its content.
    Identical(Entry),
    /// This file has its name; with digests, if they are kept and its length is the same.
    Taken(Entry),
    /// It would be refused.
    Impossible(FilesError),
}

impl Files {
    /// What would become of each, in their order.
    pub async fn plan(&self, mut files: Vec<Planned>) -> Result<Vec<Outlook>, FilesError> {
        self.find_folders(&mut files).await;
        let probed = self.store.probe(files.iter().map(|file| file.path.clone()).collect()).await?;
        let free = self.store.space().await?.free;
        let mut kept = self.kept_of_same_size(&files, &probed).await?.into_iter();
        let mut outlooks: Vec<Outlook> = files
            .iter()
            .zip(probed)
            .map(|(file, probed)| match (self.refuse_size(file, &probed, free), probed) {
                (Some(error), _) => Outlook::Impossible(error),
                (None, Probed::Refused(refusal)) => Outlook::Impossible(StoreError::from(refusal).into()),
                (None, Probed::Free) => Outlook::New,
                (None, Probed::Taken(stat)) => {
                    let digests = if may_be_same(file, &stat) { kept.next().flatten() } else { None };
                    let entry = describe(&file.path.to_entry_path(), &stat);
                    let is_identical = digests.is_some_and(|digests| Some(digests.blake3) == file.blake3);
                    let entry = Entry { digests: digests.as_ref().map(tell), ..entry };
                    if is_identical { Outlook::Identical(entry) } else { Outlook::Taken(entry) }
                }
            })
            .collect();
        refuse_overlaps(&files, &mut outlooks);
        Ok(outlooks)
    }

    /// Puts files where they would be made.
    async fn find_folders(&self, files: &mut [Planned]) {
        let mut found: HashMap<EntryPath, EntryPath> = HashMap::new();
        for file in files.iter_mut().filter(|file| !is_nfc(file.path.folder().as_str())) {
            let said = file.path.folder().clone();
            let folder = if let Some(folder) = found.get(&said) {
                folder.clone()
            } else {
                // What is wrong with it is told of the path as it was said.
                self.folder_on_the_way(&said).await.unwrap_or_else(|_invalid| said.clone())
            };
            found.insert(said, folder.clone());
            file.path = FilePath::new(folder, file.path.name().clone());
        }
    }

    /// Why a file of that size is not taken.
    fn refuse_size(&self, file: &Planned, probed: &Probed, free: u64) -> Option<FilesError> {
        match (self.max_size, probed) {
            (_, Probed::Refused(_)) => None,
            (Some(most), _) if file.size > most => Some(FilesError::TooLarge(most)),
            (_, Probed::Free) if file.size > free => Some(StoreError::NoSpace.into()),
            // One that is replaced may make room under the quota.
            _ => None,
        }
    }

    /// The digests that are kept of what may be the same, in their order.
    async fn kept_of_same_size(
        &self,
        files: &[Planned],
        probed: &[Probed],
    ) -> Result<Vec<Option<ContentDigests>>, FilesError> {
        let version = |(file, probed): (&Planned, &Probed)| match probed {
            Probed::Taken(stat) if may_be_same(file, stat) => Some(stat.version),
            _ => None,
        };
        let versions: Vec<Version> = files.iter().zip(probed).filter_map(version).collect();
        Ok(self.digests.kept_of(&versions).await?)
    }
}

/// Whether what has the name may have the same content, and none that a change of a moment ago could hide.
fn may_be_same(file: &Planned, stat: &Stat) -> bool {
    stat.size == file.size && stat.version.strength() == Strength::Strong
}

/// Refuses what is possible by itself, but is in the way of an earlier file.
fn refuse_overlaps(files: &[Planned], outlooks: &mut [Outlook]) {
    let mut possible: Vec<(EntryPath, &mut Outlook)> = files
        .iter()
        .zip(outlooks)
        .filter(|(_, outlook)| !matches!(outlook, Outlook::Impossible(_)))
        .map(|(file, outlook)| (file.path.to_entry_path(), outlook))
        .collect();
    let overlaps = overlaps(possible.iter().map(|(path, _)| path));
    for ((_, outlook), overlap) in possible.iter_mut().zip(overlaps) {
        if let Some(overlap) = overlap {
            **outlook = Outlook::Impossible(match overlap {
                Overlap::Same => FilesError::NameTaken(None),
                Overlap::Spelling(other) => StoreError::NameCollides(other).into(),
                Overlap::Folder => StoreError::IsFolder.into(),
                Overlap::File => StoreError::NotFolder.into(),
            });
        }
    }
}

/// A path that is to be made. The first name on the way that can't be is told, with what could be.
pub fn planned_path(path: &str) -> Result<FilePath, InvalidName> {
    let (folder, name) = path.rsplit_once('/').map_or((None, path), |(folder, name)| (Some(folder), name));
    if let Some(invalid) = folder.into_iter().flat_map(|folder| folder.split('/')).find_map(no_name) {
        return Err(invalid);
    }
    // All its names were looked at.
    let folder = EntryPath::new(folder.unwrap_or_default()).unwrap_or_default();
    Ok(FilePath::new(folder, FileName::new(name)?))
}

/// Why no entry can have a name, if none can.
fn no_name(name: &str) -> Option<InvalidName> {
    EntryName::new(name).err()?;
    Some(match FileName::new(name) {
        Err(invalid) => invalid,
        // It is shorter in NFC.
        Ok(suggestion) => InvalidName { name: name.to_owned(), fault: NameFault::TooLong, suggestion },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_name_that_cannot_be_made_is_told() {
        for (path, suggestion) in [
            ("what?.mp4", "what_.mp4"),
            ("a/b/what?.mp4", "what_.mp4"),
            ("a/../b", "file"),
            ("a\\b/c", "a_b"),
            ("a//b", "file"),
            ("/a", "file"),
            ("a/", "file"),
            ("", "file"),
            (".holdall/a", "holdall"),
            (&format!("{}/a", "e\u{301}".repeat(100)), &"é".repeat(100)),
        ] {
            assert_eq!(planned_path(path).unwrap_err().suggestion.as_str(), suggestion, "{path}");
        }
        // A folder may be there under a name that is not made.
        assert_eq!(planned_path("what?/cafe\u{301}").unwrap().to_entry_path().as_str(), "what?/café");
    }
}
