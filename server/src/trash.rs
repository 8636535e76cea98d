//! Deleting: an entry leaves the tree for the trash, and the catalog knows where it came from.
//!
//! Two places change, so the catalog's row is committed first, as an intent; then the entry moves; then the row is
//! settled. [`Trash::recover`] finishes or undoes what a crash left in between.

use std::sync::Arc;

use holdall_shared::EntryPath;

use crate::{
    catalog::{Catalog, CatalogError},
    clock::Clock,
    store::{Expect, RetiredId, Store, StoreError},
};

/// See the module.
#[derive(Clone)]
pub struct Trash {
    store: Arc<dyn Store>,
    catalog: Catalog,
    clock: Clock,
}

/// Why an entry was not moved to the trash.
#[derive(Debug, thiserror::Error)]
pub enum TrashError {
    /// The store refused: nothing changed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The catalog failed: nothing changed, or the next start settles it.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// The system has no random numbers.
    #[error("no random numbers")]
    Random(#[from] getrandom::Error),
}

impl Trash {
    /// The trash of a store.
    pub fn new(store: Arc<dyn Store>, catalog: Catalog, clock: Clock) -> Self {
        Self { store, catalog, clock }
    }

    /// Moves an entry out of the tree. Dropping the future leaves it in one of the two places, never in none.
    pub async fn put(&self, path: &EntryPath, expect: Expect) -> Result<(), TrashError> {
        let id = RetiredId::random()?;
        self.catalog.intend_trash(&id, path, self.clock.now()).await?;
        if let Err(error) = self.store.retire(path, expect, &id).await {
            self.catalog.forget_trash(&id).await?;
            return Err(error.into());
        }
        Ok(self.catalog.settle_trash(&id).await?)
    }

    /// At start: settles the deletes that had happened, forgets those that had not.
    pub async fn recover(&self) -> Result<(), TrashError> {
        for unsettled in self.catalog.unsettled_trash().await? {
            if self.store.is_retired(&unsettled.id).await? {
                tracing::info!(path = unsettled.path, "finished a delete that a crash had interrupted");
                self.catalog.settle_trash(&unsettled.id).await?;
            } else {
                self.catalog.forget_trash(&unsettled.id).await?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Admission, Parents, memory::MemoryStore};

    async fn trash_with_one_file() -> (Trash, EntryPath) {
        let store = MemoryStore::default();
        let (path, admission) = (EntryPath::new("a").unwrap(), Admission { length: None, parents: Parents::Required });
        let staged = store.stage(&EntryPath::ROOT, admission).await.unwrap();
        staged.publish(&path, Expect::Absent).await.unwrap();
        (Trash::new(Arc::new(store), Catalog::in_memory().await.unwrap(), Clock::fixed(0)), path)
    }

    #[tokio::test]
    async fn a_delete_leaves_nothing_unsettled() {
        let (trash, path) = trash_with_one_file().await;
        trash.put(&path, Expect::Present).await.unwrap();
        assert_eq!(trash.catalog.unsettled_trash().await.unwrap(), []);
        assert!(matches!(trash.put(&path, Expect::Present).await, Err(TrashError::Store(StoreError::NotFound))));
        assert_eq!(trash.catalog.unsettled_trash().await.unwrap(), []);
    }

    #[tokio::test]
    async fn a_crash_before_the_move_is_undone_and_after_it_finished() {
        let (trash, path) = trash_with_one_file().await;
        let (before, after) = (RetiredId::random().unwrap(), RetiredId::random().unwrap());
        trash.catalog.intend_trash(&before, &path, trash.clock.now()).await.unwrap();
        trash.catalog.intend_trash(&after, &path, trash.clock.now()).await.unwrap();
        trash.store.retire(&path, Expect::Present, &after).await.unwrap();
        trash.recover().await.unwrap();
        assert_eq!(trash.catalog.unsettled_trash().await.unwrap(), []);
        let settled: Vec<String> =
            sqlx::query_scalar("SELECT id FROM trash").fetch_all(trash.catalog.pool_for_tests()).await.unwrap();
        assert_eq!(settled, [after.as_str()]);
    }
}
