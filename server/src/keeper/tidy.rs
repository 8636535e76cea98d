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
