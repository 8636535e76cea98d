//! What is in the trash: the intent before an entry leaves the tree, settled after it.

use holdall_shared::{EntryPath, Timestamp};
use sqlx::Row as _;

use super::{Catalog, CatalogError};
use crate::store::RetiredId;

/// A delete that was begun and, as far as the catalog knows, not finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsettled {
    /// The name it has in the trash, if it got there.
    pub id: RetiredId,
    /// The name it had in the tree.
    pub path: String,
}

impl Catalog {
    /// Before an entry leaves the tree.
    pub async fn intend_trash(&self, id: &RetiredId, path: &EntryPath, now: Timestamp) -> Result<(), CatalogError> {
        sqlx::query("INSERT INTO trash (id, path, deleted_ms, settled) VALUES ($1, $2, $3, 0)")
            .bind(id.as_str())
            .bind(path.as_str())
            .bind(now.unix_ms())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// After it has left.
    pub async fn settle_trash(&self, id: &RetiredId) -> Result<(), CatalogError> {
        sqlx::query("UPDATE trash SET settled = 1 WHERE id = $1").bind(id.as_str()).execute(&self.pool).await?;
        Ok(())
    }

    /// It did not leave.
    pub async fn forget_trash(&self, id: &RetiredId) -> Result<(), CatalogError> {
        sqlx::query("DELETE FROM trash WHERE id = $1").bind(id.as_str()).execute(&self.pool).await?;
        Ok(())
    }

    /// What a crash left unsettled.
    pub async fn unsettled_trash(&self) -> Result<Vec<Unsettled>, CatalogError> {
        let rows = sqlx::query("SELECT id, path FROM trash WHERE settled = 0").fetch_all(&self.pool).await?;
        let unsettled = |row: &sqlx::sqlite::SqliteRow| -> Result<Unsettled, sqlx::Error> {
            Ok(Unsettled { id: row.try_get::<String, _>("id")?.into(), path: row.try_get("path")? })
        };
        Ok(rows.iter().map(unsettled).collect::<Result<_, _>>()?)
    }
}
