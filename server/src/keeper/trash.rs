//! The trash: listed, put back, emptied.

use holdall_shared::{Emptied, EntryName, EntryPath, FilePath, TrashListing, TrashQuery, TrashedEntry};

use super::{Keeper, KeeperError, detached};
use crate::{
    catalog::{Intent, KeptRow},
    clock,
    crash_point::crash_point,
    store::{Demand, KeptId, Making, Naming, Origin, Place, Published, StoreError},
};

/// Numbered names that are tried before giving up.
const MOST_NUMBERS: u64 = 1000;

impl Keeper {
    /// One page of the trash.
    pub async fn trash(&self, query: TrashQuery) -> Result<TrashListing, KeeperError> {
        let rows = self.0.catalog.trash_page(query).await?;
        let amount = self.0.catalog.trash_amount().await?;
        let entries = rows.iter().map(|row| self.describe(row)).collect();
        Ok(TrashListing { entries, offset: query.offset, total: amount.entries, size: amount.bytes })
    }

    /// One entry of the trash.
    pub async fn trashed(&self, id: &KeptId) -> Result<TrashedEntry, KeeperError> {
        match self.0.catalog.kept(id).await? {
            Some(row) if row.at.place == Place::Trash && row.owner.is_none() => Ok(self.describe(&row)),
            _ => Err(StoreError::NotFound.into()),
        }
    }

    /// An entry of the trash as it is told.
    pub fn describe(&self, row: &KeptRow) -> TrashedEntry {
        let expires = self.0.keeping.trash_age().map(|age| clock::after(row.since, age));
        TrashedEntry {
            id: row.at.id.to_string(),
            name: row.path.name().unwrap_or_else(EntryName::of_root),
            path: row.path.clone(),
            kind: row.kind,
            size: row.size,
            deleted: row.since,
            expires,
        }
    }

    /// Puts an entry back as `to`, never over an existing name.
    pub async fn restore(&self, id: &KeptId, to: &EntryPath, making: Making) -> Result<Published, KeeperError> {
        let (keeper, id, to) = (self.clone(), id.clone(), to.clone());
        detached(async move {
            let (_hold, row) = keeper.hold(Place::Trash, &id).await?;
            let _room = keeper.0.store.admit(Demand { bytes: row.size, replaced: 0, origin: Origin::Kept }).await?;
            keeper.put_back(&row, &to, making).await
        })
        .await
    }

    /// Each name is written down before it is tried, so that a crash leaves no doubt which one it became.
    async fn put_back(&self, row: &KeptRow, to: &EntryPath, making: Making) -> Result<Published, KeeperError> {
        let exact = Making { naming: Naming::Exact, ..making };
        let mut target = to.clone();
        let mut number = 1;
        loop {
            let intent = Intent::PutBack { target: target.clone() };
            self.0.catalog.intend(&row.at.id, Some(&intent)).await?;
            crash_point!("restore-intended");
            match self.0.store.put_back(&row.at, &target, exact).await {
                Ok(published) => {
                    crash_point!("restore-moved");
                    self.0.catalog.settle_put_back(row, &published.path).await?;
                    crash_point!("restore-settled");
                    return Ok(published);
                }
                Err(StoreError::NameTaken(_) | StoreError::NameCollides(_))
                    if making.naming == Naming::Numbered && number < MOST_NUMBERS =>
                {
                    number += 1;
                    let numbered = FilePath::from_entry_path(to).map_err(StoreError::from)?;
                    target = numbered.with_name(numbered.name().numbered(number)).to_entry_path();
                }
                Err(error) => {
                    self.0.catalog.intend(&row.at.id, None).await?;
                    return Err(error.into());
                }
            }
        }
    }

    /// Deletes an entry of the trash for good; answers its bytes.
    pub async fn purge_trashed(&self, id: &KeptId) -> Result<u64, KeeperError> {
        let (keeper, id) = (self.clone(), id.clone());
        detached(async move {
            let (_hold, row) = keeper.hold(Place::Trash, &id).await?;
            keeper.purge(&row).await
        })
        .await
    }

    /// Deletes everything that is in the trash now.
    pub async fn empty_trash(&self) -> Result<Emptied, KeeperError> {
        let keeper = self.clone();
        detached(async move {
            let mut emptied = Emptied { entries: 0, size: 0 };
            let begun = keeper.0.clock.now();
            while let Some(row) = keeper.0.catalog.oldest_kept(Some(Place::Trash)).await? {
                if row.since > begun {
                    break;
                }
                emptied.size += keeper.purge(&row).await?;
                emptied.entries += 1;
            }
            Ok(emptied)
        })
        .await
    }
}
