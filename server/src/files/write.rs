//! Creating, replacing and deleting.

use holdall_shared::{
    Deleted, Entry, EntryKind, EntryPath, Fate as ToldFate, OnConflict, Previous as ToldPrevious, Timestamp,
};

use super::{Files, FilesError, describe, new_path};
use crate::{
    auth::Permit,
    intake::{Source, admit, receive},
    keeper::{Fate, Outcome, Previous, detached},
    store::{Admission, Expect, Parents, Published, Staged, Stat, StoreError},
};

/// How a file is created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreateOptions {
    /// What to do about a name that is taken.
    pub on_conflict: OnConflict,
    /// What to do about missing folders.
    pub parents: Parents,
    /// When the content was last changed; nothing: now.
    pub modified: Option<Timestamp>,
}

/// How a file's content is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReplaceOptions {
    /// Which content it must have.
    pub expect: Expect,
    /// When the content was last changed; nothing: now.
    pub modified: Option<Timestamp>,
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
        let admission = Admission { length: body.length(), parents: options.parents, modified: options.modified };
        let mut staged = self.store.stage(path.folder(), admission).await?;
        receive(&mut *staged, body, &self.pool, self.max_size).await?;
        let path = path.to_entry_path();
        if expect == Expect::Any {
            return self.publish_over(staged, &path, expect).await;
        }
        let published = staged.publish(&path, expect).await.map_err(|error| FilesError::at(&path, error))?;
        Ok(describe(&published.path, &published.stat))
    }

    /// Replaces a file's content, if it is still the one that is expected. The old content stays readable by whoever
    /// has it open, and is kept as a version.
    pub async fn replace(
        &self,
        permit: &Permit,
        body: &mut impl Source,
        options: ReplaceOptions,
    ) -> Result<Entry, FilesError> {
        let path = permit.path();
        let Some(folder) = path.parent() else { return Err(StoreError::IsFolder.into()) };
        admit(body, self.max_size)?;
        let admission = Admission { length: body.length(), parents: Parents::Required, modified: options.modified };
        let mut staged = self.store.stage(&folder, admission).await?;
        receive(&mut *staged, body, &self.pool, self.max_size).await?;
        self.publish_over(staged, path, options.expect).await
    }

    /// Publishes over what may be there, and keeps that. Once begun it is done to the end.
    async fn publish_over(
        &self,
        mut staged: Box<dyn Staged>,
        path: &EntryPath,
        expect: Expect,
    ) -> Result<Entry, FilesError> {
        let (keeper, path) = (self.keeper.clone(), path.clone());
        detached(async move {
            let begun = keeper.begin_replace(&path, &mut *staged).await?;
            let published: Result<Published, StoreError> = staged.publish(&path, expect).await;
            let previous = keeper.finish_replace(begun, &published).await?;
            let published = published.map_err(|error| FilesError::at(&path, error))?;
            Ok(Entry { previous: previous.map(told), ..describe(&published.path, &published.stat) })
        })
        .await
    }

    /// What a change would change: the file, before its preconditions are looked at.
    pub async fn current(&self, permit: &Permit) -> Result<Stat, FilesError> {
        Ok(self.store.stat(permit.path()).await?)
    }

    /// Deletes a file, link or folder.
    pub async fn delete(&self, permit: &Permit, expect: Expect, fate: Fate) -> Result<Deleted, FilesError> {
        let path = permit.path();
        let outcome = self.keeper.delete(path, expect, fate).await?;
        let (fate, trashed) = match &outcome {
            Outcome::Kept(row) => (ToldFate::Trash, Some(self.keeper.describe(row))),
            Outcome::Gone => (ToldFate::Gone, None),
        };
        Ok(Deleted { path: path.clone(), fate, trashed })
    }

    /// As [`Files::delete`], for folders only.
    pub async fn delete_folder(&self, permit: &Permit, fate: Fate) -> Result<Deleted, FilesError> {
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

/// As the client is told.
pub(super) fn told(previous: Previous) -> ToldPrevious {
    match previous {
        Previous::Version => ToldPrevious::Version,
        Previous::Trash => ToldPrevious::Trash,
        Previous::Gone => ToldPrevious::Gone,
    }
}
