//! At start and from time to time: what a crash interrupted is finished or undone, and what has expired goes.

use std::{collections::HashSet, time::Duration};

use holdall_shared::{Entry, EntryPath, FilePath, OnConflict};

use super::{UploadError, Uploads, at, is_whole};
use crate::{
    catalog::{UploadRow, UploadStage},
    files::{FilesError, describe},
    store::{KeptId, Place, StoreError},
};

/// How often ages are looked at.
const EVERY: Duration = Duration::from_mins(10);
/// Numbered names among which a file is looked for that was published as a crash came.
const MOST_NUMBERS: u64 = 10_000;

impl Uploads {
    /// See the module. After the keeper has recovered, and before anything else is done with the store.
    pub async fn recover(&self) -> Result<(), UploadError> {
        let rows = self.0.catalog.uploads().await?;
        let known: HashSet<KeptId> = rows.iter().map(|row| row.id.clone()).collect();
        for row in rows {
            self.recover_row(row).await?;
        }
        for id in self.0.store.all_kept(Place::Uploads).await? {
            if !known.contains(&id) {
                // Nobody was told of it.
                self.0.store.purge(&at(&id)).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn recover_row(&self, row: UploadRow) -> Result<(), UploadError> {
        let row = match row.stage {
            UploadStage::Publishing { inode } => match self.published(&row, inode).await? {
                Some(entry) => {
                    tracing::info!(path = row.path.as_str(), "an upload was published as the server stopped");
                    return self.complete(row, &entry).await;
                }
                None => UploadRow { stage: UploadStage::Open, ..row },
            },
            UploadStage::Complete { .. } if !row.path.is_root() => return Ok(()),
            _ => row,
        };
        let is_half_put_together =
            row.terms.concat.as_deref().is_some_and(|concat| concat.starts_with("final")) && !is_whole(&row);
        if is_half_put_together {
            self.0.store.purge(&at(&row.id)).await?;
            return Ok(self.0.catalog.forget_upload(&row.id).await?);
        }
        // What is behind the offset is cut off, and its room is its own again.
        match self.0.store.reopen(&at(&row.id), row.offset, super::admission(&row)).await {
            Ok(_staged) => Ok(self.0.catalog.write_upload(&row).await?),
            Err(StoreError::NotFound | StoreError::Changed) => {
                tracing::warn!(id = row.id.as_str(), "the bytes of an unfinished upload are gone");
                self.0.store.purge(&at(&row.id)).await?;
                Ok(self.0.catalog.forget_upload(&row.id).await?)
            }
            Err(error) => {
                // A full disk or quota: what is there stays, and is gone on with when there is room.
                tracing::warn!(id = row.id.as_str(), %error, "an unfinished upload can't be gone on with now");
                Ok(self.0.catalog.write_upload(&row).await?)
            }
        }
    }

    /// The file that an upload has become, if it has.
    async fn published(&self, row: &UploadRow, inode: u64) -> Result<Option<Entry>, UploadError> {
        let wanted = FilePath::from_entry_path(&row.path).map_err(FilesError::from)?;
        let is_numbered = row.terms.on_conflict == OnConflict::Rename;
        for number in 1..=if is_numbered { MOST_NUMBERS } else { 1 } {
            let path: EntryPath = match number {
                1 => row.path.clone(),
                number => wanted.with_name(wanted.name().numbered(number)).to_entry_path(),
            };
            match self.0.store.stat(&path).await {
                Ok(stat) if stat.version.inode == inode => return Ok(Some(describe(&path, &stat))),
                Ok(_) => {}
                Err(StoreError::NotFound) => return Ok(None),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(None)
    }

    /// Publishes what was whole when the server stopped, then throws away what expires, for as long as the server runs.
    pub async fn keep_tidy(self) {
        if let Err(error) = self.finish_whole().await {
            tracing::warn!(%error, "uploads that are whole could not be published");
        }
        loop {
            if let Err(error) = self.sweep().await {
                tracing::warn!(%error, "expired uploads could not be thrown away");
            }
            tokio::time::sleep(EVERY).await;
        }
    }

    async fn finish_whole(&self) -> Result<(), UploadError> {
        for row in self.0.catalog.uploads().await? {
            if row.stage == UploadStage::Open && is_whole(&row) && !row.path.is_root() {
                match self.settle(&row.id).await {
                    Ok(_) | Err(UploadError::Refused(_) | UploadError::Unknown | UploadError::Busy) => {}
                    Err(error) => tracing::warn!(id = row.id.as_str(), %error, "an upload could not be published"),
                }
            }
        }
        Ok(())
    }

    /// Throws away what has expired; what somebody sends to now has not.
    pub async fn sweep(&self) -> Result<(), UploadError> {
        for row in self.0.catalog.expired_uploads(self.0.clock.now()).await? {
            if let Some(held) = self.0.locks.try_acquire(&row.id) {
                self.discard(&held, &row.id).await?;
            }
        }
        Ok(())
    }
}
