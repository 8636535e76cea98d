//! At start: every change that a crash interrupted is finished or undone, by looking at what is where.

use std::collections::HashSet;

use holdall_shared::EntryPath;

use super::{Keeper, KeeperError};
use crate::{
    catalog::{Intent, KeptRow, UnsettledMove},
    store::{Kept, KeptId, Making, Naming, Parents, Place, StoreError, Weighed},
};

/// The folder that things go back to whose place the catalog has lost.
const RECOVERED: &str = "Recovered";

impl Keeper {
    /// See the module. Before anything else is done with the store.
    pub async fn recover(&self) -> Result<(), KeeperError> {
        for row in self.0.catalog.unsettled().await? {
            self.recover_row(row).await?;
        }
        for follow in self.0.catalog.unsettled_moves().await? {
            self.recover_move(&follow).await?;
        }
        for place in [Place::Trash, Place::Versions] {
            self.match_rows_and_files(place).await?;
        }
        Ok(())
    }

    async fn recover_row(&self, row: KeptRow) -> Result<(), KeeperError> {
        let found = self.0.store.kept(&row.at).await?;
        tracing::info!(path = row.path.as_str(), "a change that was interrupted is finished or undone");
        match (row.intent.clone(), found) {
            (None, _) => Ok(()),
            (Some(Intent::PutBack { target }), None) => Ok(self.0.catalog.settle_put_back(&row, &target).await?),
            (Some(_), None) => Ok(self.0.catalog.forget_kept(&row.at.id).await?),
            (Some(Intent::Retire), Some(found)) => self.settle_found(row, found).await,
            (Some(Intent::Discard), Some(found)) => {
                self.0.catalog.settle_kept(&KeptRow { size: found.bytes, ..row.clone() }).await?;
                self.purge(&row).await.map(|_bytes| ())
            }
            (Some(Intent::Copy), Some(_)) => self.purge_one(&row).await,
            (Some(Intent::PutBack { .. }), Some(_)) => Ok(self.0.catalog.intend(&row.at.id, None).await?),
            (Some(Intent::Swap { inode }), Some(found)) if is(found, inode) => {
                Ok(self.0.catalog.intend(&row.at.id, None).await?)
            }
            (Some(Intent::Replace { inode }), Some(found)) if is(found, inode) => self.purge_one(&row).await,
            (Some(Intent::MoveOver { inode, source }), Some(found)) if is(found, inode) => {
                self.take_back(row, &source, found).await
            }
            (Some(Intent::Swap { .. } | Intent::Replace { .. } | Intent::MoveOver { .. }), Some(found)) => {
                self.settle_found(row, found).await
            }
        }
    }

    async fn settle_found(&self, row: KeptRow, found: Weighed) -> Result<(), KeeperError> {
        self.settle(row, found).await.map(|_row| ())
    }

    /// The new one never got the name: it goes back to where it was, or stays in the trash if that is taken by now.
    pub(super) async fn take_back(&self, row: KeptRow, source: &EntryPath, found: Weighed) -> Result<(), KeeperError> {
        let exact = Making { naming: Naming::Exact, parents: Parents::Made };
        let back = self.0.store.put_back(&row.at, source, exact).await;
        self.0.catalog.forget_kept(&row.at.id).await?;
        match back {
            Ok(_) => Ok(()),
            Err(error) => {
                self.0.catalog.insert_kept(&self.found_row(row.at, source, found)).await?;
                match error {
                    StoreError::NameTaken(_) | StoreError::NameCollides(_) => Ok(()),
                    error => Err(error.into()),
                }
            }
        }
    }

    fn found_row(&self, at: Kept, path: &EntryPath, found: Weighed) -> KeptRow {
        KeptRow {
            size: found.bytes,
            modified: found.stat.modified,
            intent: None,
            ..self.row(at, path, found.stat.kind, Intent::Retire)
        }
    }

    async fn recover_move(&self, follow: &UnsettledMove) -> Result<(), KeeperError> {
        match self.0.store.stat(&follow.target).await {
            Ok(stat) if stat.version.inode == follow.inode => {
                Ok(self.0.catalog.settle_move(follow, &follow.target).await?)
            }
            Ok(_) | Err(StoreError::NotFound) => Ok(self.0.catalog.forget_move(&follow.id).await?),
            Err(error) => Err(error.into()),
        }
    }

    /// A row whose bytes are gone is forgotten. Bytes without a row (the catalog was lost) are not deleted: they are
    /// listed in the trash again.
    async fn match_rows_and_files(&self, place: Place) -> Result<(), KeeperError> {
        let rows: HashSet<String> = self.0.catalog.kept_ids(place).await?.into_iter().collect();
        let files = self.0.store.all_kept(place).await?;
        let names: HashSet<&str> = files.iter().map(KeptId::as_str).collect();
        for id in rows.iter().filter(|id| !names.contains(id.as_str())) {
            if let Ok(id) = id.parse() {
                self.0.catalog.forget_kept(&id).await?;
            }
        }
        for id in files.iter().filter(|id| !rows.contains(id.as_str())) {
            let at = Kept { place, id: id.clone() };
            let path = EntryPath::new(format!("{RECOVERED}/{id}")).unwrap_or_default();
            if let Some(found) = self.0.store.kept(&at).await? {
                self.0.catalog.insert_kept(&self.found_row(at, &path, found)).await?;
            }
        }
        Ok(())
    }
}

fn is(found: Weighed, inode: u64) -> bool {
    found.stat.version.inode == inode
}
