//! Tokens for scripts.

use holdall_shared::Timestamp;
use sqlx::Row as _;

use super::{Catalog, CatalogError, Hash};

/// A token as it is kept: never its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredToken {
    /// The public part.
    pub id: String,
    /// What it is for, in its maker's words.
    pub label: String,
    /// When it was made.
    pub created: Timestamp,
}

impl Catalog {
    /// Keeps a new token.
    pub async fn insert_token(&self, token: &StoredToken, hash: &Hash) -> Result<(), CatalogError> {
        sqlx::query("INSERT INTO tokens (id, hash, label, created_ms) VALUES ($1, $2, $3, $4)")
            .bind(&token.id)
            .bind(hash.as_slice())
            .bind(&token.label)
            .bind(token.created.unix_ms())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The hash of the secret of the token `id`.
    pub async fn token_hash(&self, id: &str) -> Result<Option<Vec<u8>>, CatalogError> {
        Ok(sqlx::query_scalar("SELECT hash FROM tokens WHERE id = $1").bind(id).fetch_optional(&self.pool).await?)
    }

    /// All tokens, oldest first.
    pub async fn tokens(&self) -> Result<Vec<StoredToken>, CatalogError> {
        let rows = sqlx::query("SELECT id, label, created_ms FROM tokens ORDER BY created_ms, id")
            .fetch_all(&self.pool)
            .await?;
        let token = |row: &sqlx::sqlite::SqliteRow| -> Result<StoredToken, sqlx::Error> {
            let created = Timestamp::from_unix_ms(row.try_get("created_ms")?);
            Ok(StoredToken { id: row.try_get("id")?, label: row.try_get("label")?, created })
        };
        Ok(rows.iter().map(token).collect::<Result<_, _>>()?)
    }

    /// Forgets a token, and with it every session that was made from it. Says whether there was one.
    pub async fn delete_token(&self, id: &str) -> Result<bool, CatalogError> {
        let mut transaction = self.pool.begin().await?;
        let deleted = sqlx::query("DELETE FROM tokens WHERE id = $1").bind(id).execute(&mut *transaction).await?;
        sqlx::query("DELETE FROM sessions WHERE origin = $1")
            .bind(format!("token:{id}"))
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(deleted.rows_affected() > 0)
    }
}
