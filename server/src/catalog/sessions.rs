//! Sessions of the page: server-side, so that they can be ended.

use holdall_shared::Timestamp;
use sqlx::Row as _;

use super::{Catalog, CatalogError, Hash};

/// A session as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSession {
    /// What it was made from: `code`, `token:ID`, or `configured:HASH`.
    pub origin: String,
    /// When it ends by itself.
    pub expires: Timestamp,
}

impl Catalog {
    /// Keeps a new session, and forgets those that have ended by `now`.
    pub async fn insert_session(
        &self,
        hash: &Hash,
        session: &StoredSession,
        now: Timestamp,
    ) -> Result<(), CatalogError> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query("DELETE FROM sessions WHERE expires_ms <= $1")
            .bind(now.unix_ms())
            .execute(&mut *transaction)
            .await?;
        sqlx::query("INSERT INTO sessions (hash, origin, created_ms, expires_ms) VALUES ($1, $2, $3, $4)")
            .bind(hash.as_slice())
            .bind(&session.origin)
            .bind(now.unix_ms())
            .bind(session.expires.unix_ms())
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// The session with this hash, ended or not.
    pub async fn session(&self, hash: &Hash) -> Result<Option<StoredSession>, CatalogError> {
        let row = sqlx::query("SELECT origin, expires_ms FROM sessions WHERE hash = $1")
            .bind(hash.as_slice())
            .fetch_optional(&self.pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let expires = Timestamp::from_unix_ms(row.try_get("expires_ms")?);
        Ok(Some(StoredSession { origin: row.try_get("origin")?, expires }))
    }

    /// Ends a session.
    pub async fn delete_session(&self, hash: &Hash) -> Result<(), CatalogError> {
        sqlx::query("DELETE FROM sessions WHERE hash = $1").bind(hash.as_slice()).execute(&self.pool).await?;
        Ok(())
    }
}
