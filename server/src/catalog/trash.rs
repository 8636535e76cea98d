//! The trash, as it is listed.

use holdall_shared::TrashQuery;
use sqlx::Row as _;

use super::{
    Catalog, CatalogError,
    kept::{KeptRow, read},
};
use crate::store::Place;

/// How much is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// Entries.
    pub entries: u64,
    /// Their bytes.
    pub bytes: u64,
}

impl Catalog {
    /// One page of the trash, what was deleted last first.
    pub async fn trash_page(&self, query: TrashQuery) -> Result<Vec<KeptRow>, CatalogError> {
        let rows = sqlx::query(
            "SELECT * FROM kept WHERE place = 'trash' AND (intent IS NULL OR intent = 'put-back') \
             ORDER BY since_ms DESC, id DESC LIMIT $1 OFFSET $2",
        )
        .bind(i64::from(query.limit))
        .bind(i64::try_from(query.offset).unwrap_or(i64::MAX))
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(read).collect()
    }

    /// How much is in the trash.
    pub async fn trash_amount(&self) -> Result<Amount, CatalogError> {
        let condition = "place = 'trash' AND (intent IS NULL OR intent = 'put-back')";
        self.amount(&format!("SELECT COUNT(*) AS entries, SUM(size) AS bytes FROM kept WHERE {condition}")).await
    }

    /// How much is kept altogether.
    pub async fn kept_amount(&self) -> Result<Amount, CatalogError> {
        self.amount("SELECT COUNT(*) AS entries, SUM(size) AS bytes FROM kept").await
    }

    /// As [`Self::trash_amount`], with the versions that went there with their files.
    pub async fn trash_with_versions(&self) -> Result<Amount, CatalogError> {
        self.amount(
            "SELECT SUM(place = 'trash') AS entries, SUM(size) AS bytes FROM kept WHERE place = 'trash' OR owner <> ''",
        )
        .await
    }

    /// How much the versions of files take that are there.
    pub async fn versions_amount(&self) -> Result<Amount, CatalogError> {
        self.amount("SELECT COUNT(*) AS entries, SUM(size) AS bytes FROM kept WHERE place = 'versions' AND owner = ''")
            .await
    }

    /// The thing that is kept longest, other than versions that went into the trash with their file: they go with it.
    pub async fn oldest_kept(&self, place: Option<Place>) -> Result<Option<KeptRow>, CatalogError> {
        let row = sqlx::query(
            "SELECT * FROM kept WHERE owner = '' AND intent IS NULL AND ($1 = '' OR place = $1) \
             ORDER BY since_ms, id LIMIT 1",
        )
        .bind(place.map_or("", Place::as_str))
        .fetch_optional(&self.pool)
        .await?;
        row.map(|row| read(&row)).transpose()
    }

    async fn amount(&self, sql: &str) -> Result<Amount, CatalogError> {
        let row = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_one(&self.pool).await?;
        let number =
            |column: &str| row.try_get::<Option<i64>, _>(column).map(|n| n.unwrap_or_default().cast_unsigned());
        Ok(Amount { entries: number("entries")?, bytes: number("bytes")? })
    }
}
