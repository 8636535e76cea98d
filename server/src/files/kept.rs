//! The trash and the versions, as people use them. The trash is the upload folder's: its permits are for the root.

use holdall_shared::{Emptied, Entry, EntryKind, EntryPath, FileVersions, TrashListing, TrashQuery, TrashedEntry};

use super::{Files, FilesError, describe, write::told};
use crate::{
    auth::Permit,
    keeper::Previous,
    store::{KeptId, Making, Opened, StoreError},
};

impl Files {
    /// One page of the trash.
    pub async fn trash(&self, _list: &Permit, query: TrashQuery) -> Result<TrashListing, FilesError> {
        Ok(self.keeper.trash(query).await?)
    }

    /// One entry of the trash.
    pub async fn trashed(&self, _list: &Permit, id: &KeptId) -> Result<TrashedEntry, FilesError> {
        Ok(self.keeper.trashed(id).await?)
    }

    /// Puts an entry of the trash where the permit says, never over an existing name.
    pub async fn restore(&self, create: &Permit, id: &KeptId, making: Making) -> Result<Entry, FilesError> {
        let path = create.path();
        match self.keeper.restore(id, path, making).await.map_err(FilesError::from) {
            Err(FilesError::Store(error)) => Err(FilesError::at(path, error)),
            restored => {
                let restored = restored?;
                Ok(describe(&restored.path, &restored.stat))
            }
        }
    }

    /// Deletes an entry of the trash for good.
    pub async fn purge(&self, _delete: &Permit, id: &KeptId) -> Result<Emptied, FilesError> {
        Ok(Emptied { entries: 1, size: self.keeper.purge_trashed(id).await? })
    }

    /// Deletes everything in the trash for good.
    pub async fn empty_trash(&self, _delete: &Permit) -> Result<Emptied, FilesError> {
        Ok(self.keeper.empty_trash().await?)
    }

    /// What a file was before. A file that is gone may still have versions.
    pub async fn versions(&self, list: &Permit) -> Result<FileVersions, FilesError> {
        let path = list.path();
        let versions = self.keeper.versions(path).await?;
        if versions.versions.is_empty() {
            self.require_file(path).await?;
        }
        Ok(versions)
    }

    async fn require_file(&self, path: &EntryPath) -> Result<(), FilesError> {
        match self.store.stat(path).await?.kind {
            EntryKind::File => Ok(()),
            EntryKind::Folder => Err(StoreError::IsFolder.into()),
            EntryKind::Link | EntryKind::Other => Err(StoreError::NotRegular.into()),
        }
    }

    /// The content of a version.
    pub async fn open_version(&self, read: &Permit, id: &KeptId) -> Result<Opened, FilesError> {
        Ok(self.keeper.open_version(read.path(), id).await?)
    }

    /// Makes a version the file's content again.
    pub async fn restore_version(&self, update: &Permit, id: &KeptId) -> Result<Entry, FilesError> {
        let restored = self.keeper.restore_version(update.path(), id).await?;
        let previous = restored.replaced.map(|_| told(Previous::Version));
        Ok(Entry { previous, ..describe(&restored.path, &restored.stat) })
    }

    /// Deletes a version for good, or all of them.
    pub async fn purge_versions(&self, delete: &Permit, id: Option<&KeptId>) -> Result<(), FilesError> {
        match id {
            Some(id) => Ok(self.keeper.purge_version(delete.path(), id).await?),
            None => Ok(self.keeper.purge_versions(delete.path()).await?),
        }
    }
}
