//! Creating, replacing and deleting.

use holdall_shared::{Deleted, Entry, EntryKind, EntryPath, Fate as ToldFate, OnConflict, Previous as ToldPrevious};

use super::{
    Claims, Counted, Files, FilesError,
    describe::{self, describe},
};
use crate::{
    auth::Permit,
    digest::ContentDigests,
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
    /// What the client says of the content.
    pub claims: Claims,
}

/// How a file's content is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReplaceOptions {
    /// Which content it must have.
    pub expect: Expect,
    /// What the client says of the content.
    pub claims: Claims,
}

/// What was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uploaded {
    /// The file.
    pub entry: Entry,
    /// Digests of its content.
    pub digests: ContentDigests,
}

/// Where a body is to go.
struct Target<'a> {
    path: &'a EntryPath,
    folder: &'a EntryPath,
    parents: Parents,
    /// Bytes that it replaces, as far as is known.
    replaced: u64,
}

impl Files {
    /// Creates a file. Dropping the future before it is done leaves nothing, or the whole file.
    pub async fn create(
        &self,
        permit: &Permit,
        body: &mut impl Source,
        options: CreateOptions,
    ) -> Result<Uploaded, FilesError> {
        let path = self.target(permit.path(), options.parents).await?;
        // Said before the body is sent where it is known already; publishing makes sure.
        if options.on_conflict == OnConflict::Fail {
            self.refuse_existing(permit.path()).await?;
        }
        let expect = match options.on_conflict {
            OnConflict::Fail => Expect::Absent,
            OnConflict::Rename => Expect::AbsentOrNumbered,
            OnConflict::Replace => Expect::Any,
        };
        let target = Target {
            path: permit.path(),
            folder: path.folder(),
            parents: options.parents,
            replaced: if expect == Expect::Any { self.size_of(permit.path()).await? } else { 0 },
        };
        let staged = self.take_in(target, body, options.claims).await?;
        self.publish(staged, &path.to_entry_path(), expect).await
    }

    /// The last step of every way in: the bytes become the file at `path`.
    pub(crate) async fn publish(
        &self,
        mut staged: Box<dyn Staged>,
        path: &EntryPath,
        expect: Expect,
    ) -> Result<Uploaded, FilesError> {
        if !matches!(expect, Expect::Absent | Expect::AbsentOrNumbered) {
            return self.publish_over(staged, path, expect).await;
        }
        let digests = staged.digests().await?;
        let published = staged.publish(path, expect).await.map_err(|error| FilesError::at(path, error))?;
        Ok(self.uploaded(&published, digests))
    }

    /// Refuses more bytes than a file may have.
    pub(crate) fn admit_length(&self, length: Option<u64>) -> Result<(), FilesError> {
        Ok(admit(length, self.max_size)?)
    }

    /// Replaces a file's content, if it is still the one that is expected. The old content stays readable by whoever
    /// has it open, and is kept as a version.
    pub async fn replace(
        &self,
        permit: &Permit,
        body: &mut impl Source,
        options: ReplaceOptions,
    ) -> Result<Uploaded, FilesError> {
        let path = permit.path();
        let Some(folder) = path.parent() else { return Err(StoreError::IsFolder.into()) };
        let target = Target { path, folder: &folder, parents: Parents::Required, replaced: self.size_of(path).await? };
        let staged = self.take_in(target, body, options.claims).await?;
        self.publish_over(staged, path, options.expect).await
    }

    /// The whole body, checked against what the client says of it.
    async fn take_in(
        &self,
        target: Target<'_>,
        body: &mut impl Source,
        claims: Claims,
    ) -> Result<Box<dyn Staged>, FilesError> {
        self.admit_length(body.length())?;
        let admission = Admission {
            length: body.length(),
            parents: target.parents,
            modified: claims.modified,
            algorithms: claims.algorithms(),
            replaced: target.replaced,
        };
        let mut staged = self.store.stage(target.folder, admission).await?;
        let sending = self.running.begin_whole(target.path, body.length());
        receive(&mut *staged, &mut Counted::new(body, Some(&sending)), &self.pool, self.max_size).await?;
        claims.check(&staged.digests().await?)?;
        Ok(staged)
    }

    /// What was stored; its digests are kept.
    fn uploaded(&self, published: &Published, digests: ContentDigests) -> Uploaded {
        self.digests.remember(&published.stat.version, digests);
        let told = Some(describe::tell(&digests));
        let entry = Entry { digests: told, ..describe(&published.path, &published.stat) };
        Uploaded { entry, digests }
    }

    /// Publishes over what may be there, and keeps that. Once begun it is done to the end.
    async fn publish_over(
        &self,
        mut staged: Box<dyn Staged>,
        path: &EntryPath,
        expect: Expect,
    ) -> Result<Uploaded, FilesError> {
        let (files, path) = (self.clone(), path.clone());
        detached(async move {
            let (keeper, digests) = (&files.keeper, staged.digests().await?);
            let begun = keeper.begin_replace(&path, &mut *staged).await?;
            let published: Result<Published, StoreError> = staged.publish(&path, expect).await;
            let previous = keeper.finish_replace(begun, &published).await?;
            let published = published.map_err(|error| FilesError::at(&path, error))?;
            let uploaded = files.uploaded(&published, digests);
            Ok(Uploaded { entry: Entry { previous: previous.map(told), ..uploaded.entry }, digests })
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

    /// Bytes of a file; of what is none, or not there, none.
    pub(crate) async fn size_of(&self, path: &EntryPath) -> Result<u64, FilesError> {
        match self.store.stat(path).await {
            Err(StoreError::NotFound) => Ok(0),
            stat => Ok(stat?.size),
        }
    }

    pub(crate) async fn refuse_existing(&self, path: &EntryPath) -> Result<(), FilesError> {
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
