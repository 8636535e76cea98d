//! Versions, as they are listed, and how they follow their file.

use holdall_shared::EntryPath;

use super::{
    Catalog, CatalogError,
    kept::{KeptRow, after, read},
};
use crate::store::KeptId;

/// A move that versions have to follow, begun and perhaps not finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsettledMove {
    /// Its name.
    pub id: KeptId,
    /// Where the entry was.
    pub source: EntryPath,
    /// Where it is to be.
    pub target: EntryPath,
    /// Which it is.
    pub inode: u64,
}

impl Catalog {
    /// The versions of a file, the latest first.
    pub async fn versions(&self, path: &EntryPath) -> Result<Vec<KeptRow>, CatalogError> {
        let rows = sqlx::query(
            "SELECT * FROM kept WHERE place = 'versions' AND owner = '' AND path = $1 \
             AND (intent IS NULL OR intent = 'swap') ORDER BY since_ms DESC, id DESC",
        )
        .bind(path.as_str())
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(read).collect()
    }

    /// The versions of `path` and of everything below it.
    pub async fn versions_within(&self, path: &EntryPath) -> Result<Vec<KeptRow>, CatalogError> {
        let rows = sqlx::query(
            "SELECT * FROM kept WHERE place = 'versions' AND owner = '' \
             AND (path = $1 OR (path >= $1 || '/' AND path < $1 || '0'))",
        )
        .bind(path.as_str())
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(read).collect()
    }

    /// The versions that went into the trash with an entry.
    pub async fn versions_owned_by(&self, owner: &KeptId) -> Result<Vec<KeptRow>, CatalogError> {
        let rows = sqlx::query("SELECT * FROM kept WHERE place = 'versions' AND owner = $1")
            .bind(owner.as_str())
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(read).collect()
    }

    /// Before an entry that has versions is moved.
    pub async fn intend_move(&self, intent: &UnsettledMove) -> Result<(), CatalogError> {
        sqlx::query("INSERT INTO moves (id, source, target, inode) VALUES ($1, $2, $3, $4)")
            .bind(intent.id.as_str())
            .bind(intent.source.as_str())
            .bind(intent.target.as_str())
            .bind(intent.inode.cast_signed())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// It was moved: its versions, and those of everything in it, follow.
    pub async fn settle_move(&self, intent: &UnsettledMove, target: &EntryPath) -> Result<(), CatalogError> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query(
            "UPDATE kept SET path = $2 || substr(path, $3) WHERE place = 'versions' AND owner = '' \
             AND (path = $1 OR (path >= $1 || '/' AND path < $1 || '0'))",
        )
        .bind(intent.source.as_str())
        .bind(target.as_str())
        .bind(after(&intent.source))
        .execute(&mut *transaction)
        .await?;
        sqlx::query("DELETE FROM moves WHERE id = $1").bind(intent.id.as_str()).execute(&mut *transaction).await?;
        Ok(transaction.commit().await?)
    }

    /// It was not moved.
    pub async fn forget_move(&self, id: &KeptId) -> Result<(), CatalogError> {
        sqlx::query("DELETE FROM moves WHERE id = $1").bind(id.as_str()).execute(&self.pool).await?;
        Ok(())
    }

    /// Moves that a crash may have interrupted.
    pub async fn unsettled_moves(&self) -> Result<Vec<UnsettledMove>, CatalogError> {
        let rows: Vec<(String, String, String, i64)> =
            sqlx::query_as("SELECT id, source, target, inode FROM moves").fetch_all(&self.pool).await?;
        let unreadable = || CatalogError::Unreadable("moves".to_owned());
        let read = |(id, source, target, inode): (String, String, String, i64)| {
            Ok(UnsettledMove {
                id: id.parse().map_err(|_invalid| unreadable())?,
                source: EntryPath::new(source).map_err(|_invalid| unreadable())?,
                target: EntryPath::new(target).map_err(|_invalid| unreadable())?,
                inode: inode.cast_unsigned(),
            })
        };
        rows.into_iter().map(read).collect()
    }

    /// Every row of a place that has a name: what the catalog thinks is kept there.
    pub async fn kept_ids(&self, place: crate::store::Place) -> Result<Vec<String>, CatalogError> {
        Ok(sqlx::query_scalar("SELECT id FROM kept WHERE place = $1")
            .bind(place.as_str())
            .fetch_all(&self.pool)
            .await?)
    }
}
