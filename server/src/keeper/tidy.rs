//! Tidying up: what is too old goes, and the oldest while there is more than there is room for.

use std::time::Duration;

use holdall_shared::Timestamp;
use tokio::time::timeout;

use super::{Keeper, KeeperError};
use crate::{clock, store::Place};

/// How often ages are looked at.
const EVERY: Duration = Duration::from_hours(1);

impl Keeper {
    /// Tidies up for as long as the server runs: at once, whenever more is kept, and every hour.
    pub async fn keep_tidy(self) {
        loop {
            if let Err(error) = self.tidy().await {
                tracing::warn!(%error, "the trash could not be tidied up");
            }
            let _ = timeout(EVERY, self.0.grown.notified()).await;
        }
    }

    /// Deletes what is to go now.
    pub async fn tidy(&self) -> Result<(), KeeperError> {
        let (keeping, now) = (self.0.keeping, self.0.clock.now());
        for (place, age) in [(Place::Trash, keeping.trash_age()), (Place::Versions, keeping.version_age())] {
            if let Some(age) = age {
                self.drop_older(place, now, age).await?;
            }
        }
        let most = self.most_bytes().await?;
        while self.0.catalog.kept_amount().await?.bytes > most {
            let Some(row) = self.0.catalog.oldest_kept(None).await? else { break };
            tracing::info!(
                path = row.path.as_str(),
                "deleted for good: trash and versions have grown beyond their room"
            );
            self.purge(&row).await?;
        }
        Ok(())
    }

    async fn drop_older(&self, place: Place, now: Timestamp, age: Duration) -> Result<(), KeeperError> {
        while let Some(row) = self.0.catalog.oldest_kept(Some(place)).await? {
            if clock::after(row.since, age) > now {
                break;
            }
            self.purge(&row).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::{path::Path, sync::Arc};

    use holdall_shared::{EntryPath, TrashQuery};

    use super::*;
    use crate::{
        catalog::Catalog,
        clock::Clock,
        config::Keeping,
        digest::Algorithms,
        keeper::Fate,
        store::{
            Admission, Expect, Parents, Store,
            fs::{Access, FsStore},
        },
    };

    const DAY: Duration = Duration::from_hours(24);

    struct Kept {
        keeper: Keeper,
        store: FsStore,
        clock: Clock,
    }

    impl Kept {
        async fn new(folder: &Path, keeping: Keeping) -> Self {
            let clock = Clock::fixed(1_795_444_260_000);
            let store = FsStore::open(folder, Access::ReadWrite, clock.clone()).unwrap();
            let catalog = Catalog::in_memory().await.unwrap();
            let keeper = Keeper::new(Arc::new(store.clone()), catalog, clock.clone(), keeping);
            Self { keeper, store, clock }
        }

        /// Stores an empty file over what is there, which is kept.
        async fn store(&self, name: &str) {
            let admission = Admission {
                length: Some(0),
                parents: Parents::Required,
                modified: None,
                algorithms: Algorithms::default(),
                replaced: 0,
            };
            let path = EntryPath::new(name).unwrap();
            let mut staged = self.store.stage(&EntryPath::ROOT, admission).await.unwrap();
            let begun = self.keeper.begin_replace(&path, &mut *staged).await.unwrap();
            let published = staged.publish(&path, Expect::Any).await;
            self.keeper.finish_replace(begun, &published).await.unwrap();
        }

        async fn delete(&self, name: &str) {
            self.keeper.delete(&EntryPath::new(name).unwrap(), Expect::Present, Fate::Trash).await.unwrap();
        }

        /// Entries in the trash and versions of `a`, after `days` more.
        async fn after(&self, days: u32) -> (u64, usize) {
            self.clock.advance(DAY * days);
            self.keeper.tidy().await.unwrap();
            let trash = self.keeper.trash(TrashQuery::default()).await.unwrap();
            let versions = self.keeper.versions(&EntryPath::new("a").unwrap()).await.unwrap();
            (trash.total, versions.versions.len())
        }
    }

    fn keeping(trash_days: u32, version_days: u32) -> Keeping {
        Keeping { trash_days, versions: 5, version_days, size: None }
    }

    #[tokio::test]
    async fn trash_and_versions_go_after_their_days_and_not_before() {
        let folder = tempfile::tempdir().unwrap();
        let kept = Kept::new(folder.path(), keeping(3, 2)).await;
        for name in ["a", "a", "b"] {
            kept.store(name).await;
        }
        kept.delete("b").await;
        assert_eq!(kept.after(1).await, (1, 1));
        kept.store("a").await;
        assert_eq!(kept.after(1).await, (1, 1), "the first version is two days old");
        assert_eq!(kept.after(1).await, (0, 0));
        assert_eq!(kept.store.all_kept(Place::Trash).await.unwrap(), []);
        assert_eq!(kept.store.all_kept(Place::Versions).await.unwrap(), []);
    }

    #[tokio::test]
    async fn versions_without_days_stay_until_newer_ones_take_their_place() {
        let folder = tempfile::tempdir().unwrap();
        let kept = Kept::new(folder.path(), keeping(3, 0)).await;
        for _ in 0..9 {
            kept.store("a").await;
        }
        assert_eq!(kept.after(10_000).await, (0, 5));
    }

    #[tokio::test]
    async fn versions_in_the_trash_go_with_their_file_and_not_by_themselves() {
        let folder = tempfile::tempdir().unwrap();
        let kept = Kept::new(folder.path(), keeping(5, 1)).await;
        kept.store("a").await;
        kept.store("a").await;
        kept.delete("a").await;
        assert_eq!(kept.after(4).await, (1, 0));
        assert_eq!(kept.store.all_kept(Place::Versions).await.unwrap().len(), 1, "it would come back with its file");
        assert_eq!(kept.after(1).await, (0, 0));
        assert_eq!(kept.store.all_kept(Place::Versions).await.unwrap(), []);
    }
}
