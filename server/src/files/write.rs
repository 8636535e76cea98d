//! Creating, replacing and deleting.

use holdall_shared::{Entry, EntryKind, EntryPath, OnConflict};

use super::{Files, FilesError, describe, new_path};
use crate::{
    auth::Permit,
    intake::{Source, admit, receive},
    store::{Admission, Expect, Parents, Stat, StoreError},
};

/// How a file is created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreateOptions {
    /// What to do about a name that is taken.
    pub on_conflict: OnConflict,
    /// What to do about missing folders.
    pub parents: Parents,
}

/// Where a deleted entry goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Into the trash.
    Trash,
    /// Nowhere: it is gone.
    Gone,
}

impl Files {
    /// Creates a file. Dropping the future before it is done leaves nothing, or the whole file.
    pub async fn create(
        &self,
        permit: &Permit,
        body: &mut impl Source,
        options: CreateOptions,
    ) -> Result<Entry, FilesError> {
        let path = new_path(permit.path())?;
        // Said before the body is sent where it is known already; publishing makes sure.
        if options.on_conflict == OnConflict::Fail {
            self.refuse_existing(permit.path()).await?;
        }
        let expect = match options.on_conflict {
            OnConflict::Fail => Expect::Absent,
            OnConflict::Rename => Expect::AbsentOrNumbered,
            OnConflict::Replace => Expect::Any,
        };
        admit(body, self.max_size)?;
        let admission = Admission { length: body.length(), parents: options.parents };
        let mut staged = self.store.stage(path.folder(), admission).await?;
        receive(&mut *staged, body, &self.pool, self.max_size).await?;
        let path = path.to_entry_path();
        let published = staged.publish(&path, expect).await.map_err(|error| FilesError::at(&path, error))?;
        Ok(describe(&published.path, &published.stat))
    }

    /// Replaces a file's content, if it is still the one that `expect` says. The old content stays readable by whoever
    /// has it open.
    pub async fn replace(&self, permit: &Permit, body: &mut impl Source, expect: Expect) -> Result<Entry, FilesError> {
        let path = permit.path();
        let Some(folder) = path.parent() else { return Err(StoreError::IsFolder.into()) };
        admit(body, self.max_size)?;
        let admission = Admission { length: body.length(), parents: Parents::Required };
        let mut staged = self.store.stage(&folder, admission).await?;
        receive(&mut *staged, body, &self.pool, self.max_size).await?;
        let published = staged.publish(path, expect).await?;
        Ok(describe(path, &published.stat))
    }

    /// What a change would change: the file, before its preconditions are looked at.
    pub async fn current(&self, permit: &Permit) -> Result<Stat, FilesError> {
        Ok(self.store.stat(permit.path()).await?)
    }

    /// Deletes a file, link or folder.
    pub async fn delete(&self, permit: &Permit, expect: Expect, fate: Fate) -> Result<(), FilesError> {
        let path = permit.path();
        match fate {
            Fate::Trash => Ok(self.trash.put(path, expect).await?),
            Fate::Gone => Ok(self.store.remove(path, expect).await?),
        }
    }

    /// As [`Files::delete`], for folders only.
    pub async fn delete_folder(&self, permit: &Permit, fate: Fate) -> Result<(), FilesError> {
        match self.current(permit).await?.kind {
            EntryKind::Folder => self.delete(permit, Expect::Present, fate).await,
            EntryKind::File | EntryKind::Link | EntryKind::Other => Err(StoreError::NotFolder.into()),
        }
    }

    async fn refuse_existing(&self, path: &EntryPath) -> Result<(), FilesError> {
        match self.store.stat(path).await {
            Ok(existing) => Err(FilesError::at(path, StoreError::NameTaken(Some(existing)))),
            Err(StoreError::NotFound) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
