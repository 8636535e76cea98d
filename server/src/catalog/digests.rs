//! Digests of files, by inode: a memory that may be lost.

use holdall_shared::Timestamp;
use sqlx::{QueryBuilder, Row as _, Sqlite, sqlite::SqliteRow};

use super::{Catalog, CatalogError};
use crate::digest::ContentDigests;

/// Rows that are kept, at most: some 300 MB.
const MOST_ROWS: i64 = 2_000_000;
/// Inodes that one query asks for: far below what any database takes.
const MOST_ASKED: usize = 500;

/// The digests of one content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DigestRow {
    /// Of the file.
    pub inode: u64,
    /// Its length in bytes.
    pub size: u64,
    /// When its content last changed, in nanoseconds since 1970.
    pub modified_ns: i64,
    /// When it last changed in any way, in nanoseconds since 1970.
    pub changed_ns: i64,
    /// Its digests.
    pub digests: ContentDigests,
    /// When they were last written down.
    pub used: Timestamp,
}

impl Catalog {
    /// What is kept of an inode.
    pub async fn digests(&self, inode: u64) -> Result<Option<DigestRow>, CatalogError> {
        let row = sqlx::query("SELECT * FROM digests WHERE inode = $1")
            .bind(inode.cast_signed())
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| read(&row)).transpose()
    }

    /// What is kept of these inodes, in no order.
    pub async fn digests_of(&self, inodes: &[u64]) -> Result<Vec<DigestRow>, CatalogError> {
        let mut rows = Vec::with_capacity(inodes.len());
        for inodes in inodes.chunks(MOST_ASKED) {
            let mut query = QueryBuilder::<Sqlite>::new("SELECT * FROM digests WHERE inode IN (");
            let mut list = query.separated(", ");
            for inode in inodes {
                list.push_bind(inode.cast_signed());
            }
            for row in query.push(")").build().fetch_all(&self.pool).await? {
                rows.push(read(&row)?);
            }
        }
        Ok(rows)
    }

    /// Keeps these, instead of what was kept of their inodes. Does not wait for the disk.
    pub async fn write_digests(&self, rows: &[DigestRow]) -> Result<(), CatalogError> {
        let mut transaction = self.relaxed.begin().await?;
        for row in rows {
            sqlx::query(
                "INSERT INTO digests (inode, size, modified_ns, changed_ns, blake3, crc32, sha256, sha512, used_ms) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (inode) DO UPDATE SET size = excluded.size, \
                 modified_ns = excluded.modified_ns, changed_ns = excluded.changed_ns, blake3 = excluded.blake3, crc32 = excluded.crc32, \
                 sha256 = excluded.sha256, sha512 = excluded.sha512, used_ms = excluded.used_ms",
            )
            .bind(row.inode.cast_signed())
            .bind(row.size.cast_signed())
            .bind(row.modified_ns)
            .bind(row.changed_ns)
            .bind(row.digests.blake3.as_slice())
            .bind(i64::from(row.digests.crc32))
            .bind(row.digests.sha256.as_ref().map(<[u8; 32]>::as_slice))
            .bind(row.digests.sha512.as_ref().map(<[u8; 64]>::as_slice))
            .bind(row.used.unix_ms())
            .execute(&mut *transaction)
            .await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Forgets the oldest tenth where there are too many.
    pub async fn thin_digests(&self) -> Result<(), CatalogError> {
        let rows: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM digests").fetch_one(&self.relaxed).await?;
        if rows > MOST_ROWS {
            sqlx::query("DELETE FROM digests WHERE inode IN (SELECT inode FROM digests ORDER BY used_ms LIMIT $1)")
                .bind(rows - MOST_ROWS * 9 / 10)
                .execute(&self.relaxed)
                .await?;
        }
        Ok(())
    }
}

fn read(row: &SqliteRow) -> Result<DigestRow, CatalogError> {
    let unreadable = || CatalogError::Unreadable("digests".to_owned());
    let bytes = |column: &str| row.try_get::<Option<Vec<u8>>, _>(column);
    let sha256 = bytes("sha256")?.map(|bytes| bytes.try_into().map_err(|_length| unreadable())).transpose()?;
    let sha512 = bytes("sha512")?.map(|bytes| bytes.try_into().map_err(|_length| unreadable())).transpose()?;
    let blake3 = bytes("blake3")?.and_then(|bytes| bytes.try_into().ok()).ok_or_else(unreadable)?;
    let crc32 = u32::try_from(row.try_get::<i64, _>("crc32")?).map_err(|_range| unreadable())?;
    Ok(DigestRow {
        inode: row.try_get::<i64, _>("inode")?.cast_unsigned(),
        size: row.try_get::<i64, _>("size")?.cast_unsigned(),
        modified_ns: row.try_get("modified_ns")?,
        changed_ns: row.try_get("changed_ns")?,
        digests: ContentDigests { blake3, crc32, sha256, sha512 },
        used: Timestamp::from_unix_ms(row.try_get("used_ms")?),
    })
}
