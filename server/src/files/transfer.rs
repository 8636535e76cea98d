//! Moving and copying. Each is one step for everybody who looks: the new name has the whole entry, or none of it.

use holdall_shared::{Entry, EntryPath, FilePath, OnConflict};

use super::{Files, FilesError, describe, write::told};
use crate::{
    auth::Permit,
    crash_point::crash_point,
    keeper::detached,
    store::{Demand, Kept, Making, Naming, Origin, Parents, Place, Published, Room, StoreError},
};

/// How an entry is moved or copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TransferOptions {
    /// What to do about a name that is taken.
    pub on_conflict: OnConflict,
    /// What to do about missing folders.
    pub parents: Parents,
}

/// Tries to take a name that others take and give back.
const MOST_TRIES: u32 = 16;

/// What was copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopiedEntry {
    /// The copy.
    pub entry: Entry,
    /// Pipes, sockets and devices that were left out.
    pub skipped: u64,
}

impl Files {
    /// Gives an entry another name or place.
    pub async fn rename(
        &self,
        delete: &Permit,
        create: &Permit,
        options: TransferOptions,
    ) -> Result<Entry, FilesError> {
        let (files, from, to) =
            (self.clone(), delete.path().clone(), self.target(create.path(), options.parents).await?);
        check_places(&from, &to, options)?;
        detached(async move { files.move_to_the_end(&from, &to, options).await }).await
    }

    /// Copies an entry, a folder with all that is in it.
    pub async fn copy(
        &self,
        read: &Permit,
        create: &Permit,
        options: TransferOptions,
    ) -> Result<CopiedEntry, FilesError> {
        let (files, from, to) = (self.clone(), read.path().clone(), self.target(create.path(), options.parents).await?);
        check_places(&from, &to, options)?;
        if to.to_entry_path().is_within(&from) && to.to_entry_path() != from {
            return Err(StoreError::IntoItself.into());
        }
        detached(async move { files.copy_to_the_end(&from, &to, options).await }).await
    }

    async fn move_to_the_end(
        &self,
        from: &EntryPath,
        to: &FilePath,
        options: TransferOptions,
    ) -> Result<Entry, FilesError> {
        let path = to.to_entry_path();
        for _ in 0..MOST_TRIES {
            match self.move_to_new(from, to, options).await {
                Err(FilesError::NameTaken(_)) if options.on_conflict == OnConflict::Replace => {}
                moved => {
                    let moved = moved?;
                    return Ok(describe(&moved.path, &moved.stat));
                }
            }
            match self.keeper.move_over(from, to).await.map_err(FilesError::from) {
                // It went away meanwhile; or what is to be moved did, as the next try says.
                Err(FilesError::Store(StoreError::NotFound)) => {}
                moved => {
                    let (stat, previous) = moved?;
                    return Ok(Entry { previous: Some(told(previous)), ..describe(&path, &stat) });
                }
            }
        }
        Err(StoreError::Changed.into())
    }

    /// The versions of what is moved follow it.
    async fn move_to_new(
        &self,
        from: &EntryPath,
        to: &FilePath,
        options: TransferOptions,
    ) -> Result<Published, FilesError> {
        let path = to.to_entry_path();
        let inode = self.store.stat(from).await?.version.inode;
        let follow = self.keeper.begin_move(from, &path, inode).await?;
        crash_point!("rename-intended");
        let moved = self.store.rename(from, to, making(options)).await;
        crash_point!("rename-moved");
        let target = moved.as_ref().ok().map(|moved| &moved.path);
        self.keeper.finish_move(follow, target).await?;
        moved.map_err(|error| FilesError::at(&path, error))
    }

    async fn copy_to_the_end(
        &self,
        from: &EntryPath,
        to: &FilePath,
        options: TransferOptions,
    ) -> Result<CopiedEntry, FilesError> {
        let path = to.to_entry_path();
        if options.on_conflict == OnConflict::Fail && self.store.stat(&path).await.is_ok() {
            // Said before the bytes are copied; the last step makes sure.
            let existing = self.store.stat(&path).await?;
            return Err(FilesError::at(&path, StoreError::NameTaken(Some(existing))));
        }
        let _room = self.room_for_copy(from, &path, options).await?;
        if options.on_conflict == OnConflict::Replace {
            match self.keeper.copy_over(from, to).await.map_err(FilesError::from) {
                Err(FilesError::Store(StoreError::NotFound)) => {}
                copied => {
                    let (stat, previous, skipped) = copied?;
                    let entry = Entry { previous: Some(told(previous)), ..describe(&path, &stat) };
                    return Ok(CopiedEntry { entry, skipped });
                }
            }
        }
        let at = Kept::random(Place::Passing)?;
        let copied = self.store.copy(from, &at).await?;
        match self.store.put_back(&at, &path, making(options)).await {
            Ok(published) => {
                Ok(CopiedEntry { entry: describe(&published.path, &published.stat), skipped: copied.skipped })
            }
            Err(error) => {
                self.store.purge(&at).await?;
                Err(FilesError::at(&path, error))
            }
        }
    }
}

impl Files {
    /// Room for a copy; what it replaces gives its own.
    async fn room_for_copy(
        &self,
        from: &EntryPath,
        to: &EntryPath,
        options: TransferOptions,
    ) -> Result<Room, FilesError> {
        let bytes = self.store.weigh(from, u64::MAX).await?.bytes;
        let replaced = match options.on_conflict {
            OnConflict::Replace => match self.store.weigh(to, bytes).await {
                Err(StoreError::NotFound) => 0,
                weighed => weighed?.bytes,
            },
            OnConflict::Fail | OnConflict::Rename => 0,
        };
        Ok(self.store.admit(Demand { bytes, replaced, origin: Origin::Copied }).await?)
    }
}

/// Nothing is replaced by itself, nor a folder by what is in it.
fn check_places(from: &EntryPath, to: &FilePath, options: TransferOptions) -> Result<(), FilesError> {
    if options.on_conflict == OnConflict::Replace && from.is_within(&to.to_entry_path()) {
        return Err(StoreError::IntoItself.into());
    }
    Ok(())
}

fn making(options: TransferOptions) -> Making {
    let naming = match options.on_conflict {
        OnConflict::Fail | OnConflict::Replace => Naming::Exact,
        OnConflict::Rename => Naming::Numbered,
    };
    Making { naming, parents: options.parents }
}
