//! Deleting: an entry leaves the tree for the trash, or for good.

use holdall_shared::{EntryKind, EntryPath};

use super::{Keeper, KeeperError, detached};
use crate::{
    catalog::{Intent, KeptRow},
    crash_point::crash_point,
    store::{Expect, Kept, Place, Weighed},
};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Into the trash, if it fits.
    Trash,
    /// For good.
    Gone,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is kept.
    Kept(KeptRow),
    /// It is gone.
    Gone,
}

impl Keeper {
    /// Deletes an entry, if it is what `expect` says. What is larger than trash and versions may be together is gone at
    /// once, and so is everything where the trash is off.
    pub async fn delete(&self, path: &EntryPath, expect: Expect, fate: Fate) -> Result<Outcome, KeeperError> {
        let (keeper, path) = (self.clone(), path.clone());
        detached(async move { keeper.delete_to_the_end(&path, expect, fate).await }).await
    }

    async fn delete_to_the_end(&self, path: &EntryPath, expect: Expect, fate: Fate) -> Result<Outcome, KeeperError> {
        if fate == Fate::Trash && self.0.keeping.trash_days > 0 {
            let most = self.most_bytes().await?;
            let weighed = self.0.store.weigh(path, most).await?;
            if weighed.bytes <= most {
                let row = self.take_out(path, expect, weighed, Intent::Retire).await?;
                self.0.grown.notify_one();
                return Ok(Outcome::Kept(row));
            }
        }
        let weighed = self.0.store.weigh(path, 0).await?;
        let row = self.take_out(path, expect, weighed, Intent::Discard).await?;
        self.purge(&row).await?;
        crash_point!("gone-purged");
        Ok(Outcome::Gone)
    }

    /// Out of the tree, with its versions.
    async fn take_out(
        &self,
        path: &EntryPath,
        expect: Expect,
        weighed: Weighed,
        intent: Intent,
    ) -> Result<KeptRow, KeeperError> {
        let at = Kept::random(Place::Trash)?;
        let mut row = KeptRow { size: weighed.bytes, ..self.row(at, path, weighed.stat.kind, intent) };
        self.0.catalog.insert_kept(&row).await?;
        crash_point!("trash-intended");
        match self.0.store.retire(path, expect, &row.at).await {
            Ok(stat) => (row.kind, row.modified) = (stat.kind, stat.modified),
            Err(error) => {
                self.0.catalog.forget_kept(&row.at.id).await?;
                return Err(error.into());
            }
        }
        crash_point!("trash-moved");
        self.0.catalog.settle_kept(&row).await?;
        crash_point!("trash-settled");
        row.intent = None;
        Ok(row)
    }

    /// A row for what is about to be kept from now on.
    pub(super) fn row(&self, at: Kept, path: &EntryPath, kind: EntryKind, intent: Intent) -> KeptRow {
        let now = self.0.clock.now();
        KeptRow { at, path: path.clone(), owner: None, kind, size: 0, modified: now, since: now, intent: Some(intent) }
    }
}
