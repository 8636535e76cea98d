//! Where something new goes.
//!
//! Names that are made are in NFC. Other systems say names otherwise (macOS in NFD), so a folder on the way that is
//! missing as it was said is the one that would be made: it may be there already, and what is new goes into it.

use holdall_shared::{EntryName, EntryPath, FileName, FilePath};
use unicode_normalization::is_nfc;

use super::{Files, FilesError};
use crate::store::{Parents, StoreError};

impl Files {
    /// The path as one that may be made; the upload folder itself exists already.
    pub(crate) async fn target(&self, path: &EntryPath, parents: Parents) -> Result<FilePath, FilesError> {
        let path = FilePath::from_entry_path(path)?;
        match parents {
            Parents::Required => Ok(path),
            Parents::Made => Ok(FilePath::new(self.folder_on_the_way(path.folder()).await?, path.name().clone())),
        }
    }

    /// The folder that is there, or would be made, where this one is asked for.
    pub(super) async fn folder_on_the_way(&self, folder: &EntryPath) -> Result<EntryPath, FilesError> {
        if is_nfc(folder.as_str()) {
            return Ok(folder.clone());
        }
        let mut way = EntryPath::ROOT;
        for name in folder.segments() {
            let Ok(as_said) = EntryName::new(name) else { return Ok(folder.clone()) };
            let child = way.child(&as_said);
            way = match (is_nfc(name), self.store.stat(&child).await) {
                (false, Err(StoreError::NotFound)) => way.child(FileName::new(name)?.as_entry_name()),
                _ => child,
            };
        }
        Ok(way)
    }
}
