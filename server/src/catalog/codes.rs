//! One-time codes of sign-in links.

use holdall_shared::Timestamp;

use super::{Catalog, CatalogError, Hash};

impl Catalog {
    /// Keeps a new code until `expires`, and forgets those that have expired by `now`.
    pub async fn insert_code(&self, hash: &Hash, expires: Timestamp, now: Timestamp) -> Result<(), CatalogError> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query("DELETE FROM codes WHERE expires_ms <= $1").bind(now.unix_ms()).execute(&mut *transaction).await?;
        sqlx::query("INSERT INTO codes (hash, expires_ms) VALUES ($1, $2)")
            .bind(hash.as_slice())
            .bind(expires.unix_ms())
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Uses a code up; says whether there was one that had not expired by `now`. Of two that try at once, one gets it.
    pub async fn take_code(&self, hash: &Hash, now: Timestamp) -> Result<bool, CatalogError> {
        let taken = sqlx::query("DELETE FROM codes WHERE hash = $1 AND expires_ms > $2")
            .bind(hash.as_slice())
            .bind(now.unix_ms())
            .execute(&self.pool)
            .await?;
        Ok(taken.rows_affected() > 0)
    }
}
