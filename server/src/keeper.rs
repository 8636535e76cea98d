//! What Holdall keeps of deleted and replaced files: the trash and the versions.
//!
//! Two places change, so the catalog's row is committed first, with its intent; then the file system changes; then the
//! row is settled. [`Keeper::recover`] finishes or undoes what a crash left in between. Every change runs to its end
//! even when nobody waits for it any more.
//!
//! Trash and versions together take at most a tenth of the disk (or what the settings say): the oldest go first, and
//! what is larger than that alone is not kept at all.

mod delete;
mod error;
mod recover;
mod replace;
mod tidy;
mod trash;
mod versions;

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

use holdall_shared::EntryPath;
use tokio::sync::Notify;

pub use delete::{Fate, Outcome};
pub use error::KeeperError;
pub use replace::{Begun, Previous};

use crate::{
    catalog::{Amount, Catalog, KeptRow},
    clock::Clock,
    config::Keeping,
    store::{KeptId, Place, Store, StoreError},
};

/// See the module.
#[derive(Clone)]
pub struct Keeper(Arc<Inner>);

struct Inner {
    store: Arc<dyn Store>,
    catalog: Catalog,
    clock: Clock,
    keeping: Keeping,
    /// Kept things that are being put back or deleted.
    busy: Mutex<HashSet<KeptId>>,
    /// More may be kept than there is room for.
    grown: Notify,
}

/// Holds one kept thing for as long as something is done with it.
struct Hold {
    keeper: Keeper,
    id: KeptId,
}

impl Keeper {
    /// Keeps what `keeping` says of a store's files.
    pub fn new(store: Arc<dyn Store>, catalog: Catalog, clock: Clock, keeping: Keeping) -> Self {
        let (busy, grown) = (Mutex::default(), Notify::new());
        Self(Arc::new(Inner { store, catalog, clock, keeping, busy, grown }))
    }

    /// What is kept, and how long.
    pub fn keeping(&self) -> Keeping {
        self.0.keeping
    }

    /// Most bytes of trash and versions together.
    pub async fn most_bytes(&self) -> Result<u64, StoreError> {
        match self.0.keeping.size {
            Some(size) => Ok(size),
            None => Ok(self.0.store.space().await?.total / 10),
        }
    }

    /// How much the trash takes, and how much the versions.
    pub async fn amounts(&self) -> Result<(Amount, Amount), KeeperError> {
        Ok((self.0.catalog.trash_with_versions().await?, self.0.catalog.versions_amount().await?))
    }

    /// Deletes something kept, and the versions that went with it.
    async fn purge(&self, row: &KeptRow) -> Result<u64, KeeperError> {
        let mut bytes = row.size;
        for version in self.0.catalog.versions_owned_by(&row.at.id).await? {
            self.purge_one(&version).await?;
            bytes += version.size;
        }
        self.purge_one(row).await?;
        Ok(bytes)
    }

    /// The bytes first: a row without them is forgotten at the next start, but bytes without a row would stay.
    async fn purge_one(&self, row: &KeptRow) -> Result<(), KeeperError> {
        self.0.store.purge(&row.at).await?;
        Ok(self.0.catalog.forget_kept(&row.at.id).await?)
    }

    /// The row of something kept that nothing else is being done with.
    async fn hold(&self, place: Place, id: &KeptId) -> Result<(Hold, KeptRow), KeeperError> {
        let is_free = self.0.busy.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone());
        if !is_free {
            return Err(StoreError::NotFound.into());
        }
        let hold = Hold { keeper: self.clone(), id: id.clone() };
        match self.0.catalog.kept(id).await? {
            Some(row) if row.at.place == place && row.owner.is_none() && row.intent.is_none() => Ok((hold, row)),
            _ => Err(StoreError::NotFound.into()),
        }
    }

    /// The kept version of a file.
    async fn version_row(&self, path: &EntryPath, id: &KeptId) -> Result<KeptRow, KeeperError> {
        match self.0.catalog.kept(id).await? {
            Some(row) if row.at.place == Place::Versions && row.owner.is_none() && row.path == *path => Ok(row),
            _ => Err(StoreError::NotFound.into()),
        }
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.keeper.0.busy.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}

/// Runs a change to its end, whether or not its caller still waits for it: a client that hangs up leaves no half.
pub(crate) async fn detached<T, E>(change: impl Future<Output = Result<T, E>> + Send + 'static) -> Result<T, E>
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    match tokio::spawn(change).await {
        Ok(result) => result,
        Err(error) => Err(StoreError::Io(std::io::Error::other(error)).into()),
    }
}
