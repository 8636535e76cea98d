//! Versions: listed, downloaded, made the file's content again, deleted.

use holdall_shared::{EntryPath, FileVersion, FileVersions, url};

use super::{Keeper, KeeperError, detached};
use crate::{
    catalog::{Intent, KeptRow},
    clock,
    crash_point::crash_point,
    store::{Demand, Expect, KeptId, Making, Naming, Opened, Origin, Parents, Place, Published, StoreError, Weighed},
};

impl Keeper {
    /// The versions of a file, the latest first.
    pub async fn versions(&self, path: &EntryPath) -> Result<FileVersions, KeeperError> {
        let rows = self.0.catalog.versions(path).await?;
        Ok(FileVersions { path: path.clone(), versions: rows.iter().map(|row| self.describe_version(row)).collect() })
    }

    fn describe_version(&self, row: &KeptRow) -> FileVersion {
        FileVersion {
            id: row.at.id.to_string(),
            url: format!("{}?version={}", url::entry_url(url::FILES, &row.path), row.at.id),
            size: row.size,
            modified: row.modified,
            replaced: row.since,
            expires: self.0.keeping.version_age().map(|age| clock::after(row.since, age)),
        }
    }

    /// The content of a version.
    pub async fn open_version(&self, path: &EntryPath, id: &KeptId) -> Result<Opened, KeeperError> {
        let row = self.version_row(path, id).await?;
        Ok(self.0.store.open_kept(&row.at).await?)
    }

    /// Makes a version the content of its file again; what the file was is kept as a version in its place. A file that
    /// is gone is made again.
    pub async fn restore_version(&self, path: &EntryPath, id: &KeptId) -> Result<Published, KeeperError> {
        let (keeper, path, id) = (self.clone(), path.clone(), id.clone());
        detached(async move {
            let (_hold, row) = keeper.hold(Place::Versions, &id).await?;
            if row.path != path {
                return Err(StoreError::NotFound.into());
            }
            let replaced = match keeper.0.store.stat(&path).await {
                Err(StoreError::NotFound) => 0,
                stat => stat?.size,
            };
            let _room = keeper.0.store.admit(Demand { bytes: row.size, replaced, origin: Origin::Kept }).await?;
            keeper.swap_version(row).await
        })
        .await
    }

    async fn swap_version(&self, mut row: KeptRow) -> Result<Published, KeeperError> {
        // A file's content has changed when it changes, also to what it was once: caches go by that.
        let version = self.0.store.touch(&row.at).await?;
        self.0.catalog.intend(&row.at.id, Some(&Intent::Swap { inode: version.version.inode })).await?;
        crash_point!("version-swap-intended");
        match self.0.store.swap(&row.at, &row.path, Expect::Any).await {
            Ok(swapped) => {
                crash_point!("version-swapped");
                row.since = self.0.clock.now();
                let path = row.path.clone();
                self.settle(row, Weighed { stat: swapped.was, bytes: swapped.was.size }).await?;
                Ok(Published { path, stat: swapped.now, replaced: Some(swapped.was) })
            }
            Err(StoreError::NotFound) => {
                let exact = Making { naming: Naming::Exact, parents: Parents::Made };
                let published = self.0.store.put_back(&row.at, &row.path, exact).await;
                match published {
                    Ok(_) => self.0.catalog.forget_kept(&row.at.id).await?,
                    Err(_) => self.0.catalog.intend(&row.at.id, None).await?,
                }
                Ok(published?)
            }
            Err(error) => {
                self.0.catalog.intend(&row.at.id, None).await?;
                Err(error.into())
            }
        }
    }

    /// Deletes a version for good.
    pub async fn purge_version(&self, path: &EntryPath, id: &KeptId) -> Result<(), KeeperError> {
        let (keeper, path, id) = (self.clone(), path.clone(), id.clone());
        detached(async move {
            let (_hold, row) = keeper.hold(Place::Versions, &id).await?;
            if row.path != path {
                return Err(StoreError::NotFound.into());
            }
            keeper.purge_one(&row).await
        })
        .await
    }

    /// Deletes all versions of a file for good.
    pub async fn purge_versions(&self, path: &EntryPath) -> Result<(), KeeperError> {
        for row in self.0.catalog.versions(path).await? {
            match self.purge_version(path, &row.at.id).await {
                // Gone meanwhile.
                Err(KeeperError::Store(StoreError::NotFound)) => {}
                purged => purged?,
            }
        }
        Ok(())
    }
}
