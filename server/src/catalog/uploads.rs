//! Resumable uploads: what the client said of each, how far it is, and what became of it.
//!
//! An offset is written down after its bytes are on the disk, and waits for the disk itself: it is what the client is
//! told. The intent to publish waits too. What became of it does not: the next start finds that out from the inode.

use holdall_shared::{EntryPath, OnConflict, Timestamp};
use serde::{Deserialize, Serialize};
use sqlx::{Row as _, sqlite::SqliteRow};

use super::{Catalog, CatalogError};
use crate::store::KeptId;

/// One upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadRow {
    /// Its name, in its address and under `.holdall/uploads`.
    pub id: KeptId,
    /// Where the file is to go; the root: nowhere, it is a part of another upload.
    pub path: EntryPath,
    /// What the client said.
    pub terms: UploadTerms,
    /// Bytes that it will have, once that is known.
    pub length: Option<u64>,
    /// Bytes that are on the disk for certain.
    pub offset: u64,
    /// How it stands.
    pub stage: UploadStage,
    /// When bytes last came.
    pub touched: Timestamp,
    /// When it is forgotten.
    pub expires: Timestamp,
}

/// What the client said of an upload when it began it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct UploadTerms {
    /// Who the client is.
    pub actor: String,
    /// Whether missing folders are made.
    pub parents: bool,
    /// What to do about a name that is taken.
    pub on_conflict: OnConflict,
    /// The entity tag of the content that is to be replaced.
    pub if_match: Option<String>,
    /// Bytes of the content that is to be replaced, when the upload began.
    pub replaced: u64,
    /// When the content was last changed.
    pub modified: Option<Timestamp>,
    /// SHA-256 of the whole.
    pub sha256: Option<[u8; 32]>,
    /// BLAKE3 of the whole.
    pub blake3: Option<[u8; 32]>,
    /// `Upload-Metadata`, as it was sent.
    pub metadata: Option<String>,
    /// `Upload-Concat`, as it was sent.
    pub concat: Option<String>,
}

/// How an upload stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UploadStage {
    /// Bytes are awaited.
    Open,
    /// It is about to be the file with this inode, or is it already.
    Publishing {
        /// Of the file.
        inode: u64,
    },
    /// It is a file, or all of a part is there.
    Complete {
        /// The file's entry as JSON; a part has none.
        receipt: Option<String>,
    },
    /// It could not be published.
    Refused {
        /// Why, as JSON.
        reason: String,
    },
}

impl UploadStage {
    fn columns(&self) -> (&'static str, Option<i64>, Option<&str>) {
        match self {
            Self::Open => ("open", None, None),
            Self::Publishing { inode } => ("publishing", Some(inode.cast_signed()), None),
            Self::Complete { receipt } => ("complete", None, receipt.as_deref()),
            Self::Refused { reason } => ("refused", None, Some(reason)),
        }
    }
}

impl Catalog {
    /// Writes down a new upload, whose file is there already, or how one stands now. What became of it does not wait for
    /// the disk.
    pub async fn write_upload(&self, row: &UploadRow) -> Result<(), CatalogError> {
        let (state, inode, outcome) = row.stage.columns();
        let pool = match row.stage {
            UploadStage::Open | UploadStage::Publishing { .. } => &self.pool,
            UploadStage::Complete { .. } | UploadStage::Refused { .. } => &self.relaxed,
        };
        sqlx::query(
            "INSERT INTO uploads (id, path, terms, length, offset_bytes, state, inode, outcome, touched_ms, expires_ms) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO UPDATE SET path = excluded.path, \
             terms = excluded.terms, length = excluded.length, offset_bytes = excluded.offset_bytes, \
             state = excluded.state, inode = excluded.inode, outcome = excluded.outcome, \
             touched_ms = excluded.touched_ms, expires_ms = excluded.expires_ms",
        )
        .bind(row.id.as_str())
        .bind(row.path.as_str())
        .bind(serde_json::to_string(&row.terms).unwrap_or_default())
        .bind(row.length.map(u64::cast_signed))
        .bind(row.offset.cast_signed())
        .bind(state)
        .bind(inode)
        .bind(outcome)
        .bind(row.touched.unix_ms())
        .bind(row.expires.unix_ms())
        .execute(pool)
        .await?;
        Ok(())
    }

    /// One upload.
    pub async fn upload(&self, id: &KeptId) -> Result<Option<UploadRow>, CatalogError> {
        let row =
            sqlx::query("SELECT * FROM uploads WHERE id = $1").bind(id.as_str()).fetch_optional(&self.pool).await?;
        row.map(|row| read(&row)).transpose()
    }

    /// Uploads of a path that are not over and got bytes since then.
    pub async fn uploads_of(&self, path: &EntryPath, since: Timestamp) -> Result<Vec<UploadRow>, CatalogError> {
        let rows = sqlx::query(
            "SELECT * FROM uploads WHERE path = $1 AND touched_ms >= $2 AND state IN ('open', 'publishing')",
        )
        .bind(path.as_str())
        .bind(since.unix_ms())
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(read).collect()
    }

    /// All uploads, the ones that expire next first.
    pub async fn uploads(&self) -> Result<Vec<UploadRow>, CatalogError> {
        let rows = sqlx::query("SELECT * FROM uploads ORDER BY expires_ms, id").fetch_all(&self.pool).await?;
        rows.iter().map(read).collect()
    }

    /// Uploads that have expired by `now`.
    pub async fn expired_uploads(&self, now: Timestamp) -> Result<Vec<UploadRow>, CatalogError> {
        let rows = sqlx::query("SELECT * FROM uploads WHERE expires_ms <= $1 ORDER BY expires_ms LIMIT 1000")
            .bind(now.unix_ms())
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(read).collect()
    }

    /// It is over, and nobody needs to be told.
    pub async fn forget_upload(&self, id: &KeptId) -> Result<(), CatalogError> {
        sqlx::query("DELETE FROM uploads WHERE id = $1").bind(id.as_str()).execute(&self.relaxed).await?;
        Ok(())
    }
}

fn read(row: &SqliteRow) -> Result<UploadRow, CatalogError> {
    let bad = |column: &str| CatalogError::Unreadable(format!("uploads.{column}"));
    let text = |column: &str| row.try_get::<String, _>(column);
    let outcome: Option<String> = row.try_get("outcome")?;
    let stage = match text("state")?.as_str() {
        "open" => UploadStage::Open,
        "publishing" => UploadStage::Publishing {
            inode: row.try_get::<Option<i64>, _>("inode")?.unwrap_or_default().cast_unsigned(),
        },
        "complete" => UploadStage::Complete { receipt: outcome },
        "refused" => UploadStage::Refused { reason: outcome.unwrap_or_default() },
        _ => return Err(bad("state")),
    };
    Ok(UploadRow {
        id: text("id")?.parse().map_err(|_invalid| bad("id"))?,
        path: EntryPath::new(text("path")?).map_err(|_invalid| bad("path"))?,
        terms: serde_json::from_str(&text("terms")?).map_err(|_invalid| bad("terms"))?,
        length: row.try_get::<Option<i64>, _>("length")?.map(i64::cast_unsigned),
        offset: row.try_get::<i64, _>("offset_bytes")?.cast_unsigned(),
        stage,
        touched: Timestamp::from_unix_ms(row.try_get("touched_ms")?),
        expires: Timestamp::from_unix_ms(row.try_get("expires_ms")?),
    })
}
