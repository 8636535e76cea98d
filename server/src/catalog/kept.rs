//! What is kept outside the tree, in the trash and as versions: where it came from, and what is being done with it.
//!
//! A row is written before the file system changes, with its intent, and settled after it. What a crash leaves in
//! between is finished or undone at the next start, by looking at what is where. So the intent waits for the disk, and
//! what settles it does not.

use holdall_shared::{EntryKind, EntryPath, Timestamp};
use sqlx::{Row as _, Sqlite, Transaction, sqlite::SqliteRow};

use super::{Catalog, CatalogError};
use crate::store::{Kept, KeptId, Place};

/// One kept thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRow {
    /// Where it is.
    pub at: Kept,
    /// Where it was in the tree; a version: the file that it is a version of.
    pub path: EntryPath,
    /// A version of a file that is in the trash itself: within which of its entries.
    pub owner: Option<KeptId>,
    /// What it is.
    pub kind: EntryKind,
    /// Bytes, a folder's with all that is in it.
    pub size: u64,
    /// When its content was last changed.
    pub modified: Timestamp,
    /// Since when it is kept.
    pub since: Timestamp,
    /// What is being done with it.
    pub intent: Option<Intent>,
}

/// A change that was begun and, as far as the catalog knows, not finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intent {
    /// It leaves the tree.
    Retire,
    /// It leaves the tree, to be deleted at once.
    Discard,
    /// A copy that is to take its name is being made under the kept name.
    Copy,
    /// Something new takes its name, and it is kept. Until then the new one, with this inode, has the kept name.
    Replace {
        /// Of the new one.
        inode: u64,
    },
    /// As [`Intent::Replace`], and the new one is taken from the tree.
    MoveOver {
        /// Of the new one.
        inode: u64,
        /// Where the new one was.
        source: EntryPath,
    },
    /// It is put back into the tree.
    PutBack {
        /// Where to.
        target: EntryPath,
    },
    /// A version takes its file's name, and what had it becomes this version.
    Swap {
        /// Of the version, before.
        inode: u64,
    },
}

impl Catalog {
    /// Writes a row before the file system changes.
    pub async fn insert_kept(&self, row: &KeptRow) -> Result<(), CatalogError> {
        let (intent, inode, other) = columns(row.intent.as_ref());
        sqlx::query(
            "INSERT INTO kept (id, place, path, owner, kind, size, modified_ms, since_ms, intent, inode, other) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(row.at.id.as_str())
        .bind(row.at.place.as_str())
        .bind(row.path.as_str())
        .bind(row.owner.as_ref().map_or("", KeptId::as_str))
        .bind(kind_text(row.kind))
        .bind(row.size.cast_signed())
        .bind(row.modified.unix_ms())
        .bind(row.since.unix_ms())
        .bind(intent)
        .bind(inode)
        .bind(other)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Writes down what is going to be done with something that is kept already.
    pub async fn intend(&self, id: &KeptId, intent: Option<&Intent>) -> Result<(), CatalogError> {
        let (intent, inode, other) = columns(intent);
        sqlx::query("UPDATE kept SET intent = $2, inode = $3, other = $4 WHERE id = $1")
            .bind(id.as_str())
            .bind(intent)
            .bind(inode)
            .bind(other)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// It has happened: the row says what is kept now. The versions of what was deleted go with it. What is to be deleted
    /// at once is still to be.
    pub async fn settle_kept(&self, row: &KeptRow) -> Result<(), CatalogError> {
        let mut transaction = self.relaxed.begin().await?;
        sqlx::query(
            "UPDATE kept SET kind = $2, size = $3, modified_ms = $4, since_ms = $5, inode = NULL, other = NULL, \
             intent = CASE intent WHEN 'discard' THEN intent END WHERE id = $1",
        )
        .bind(row.at.id.as_str())
        .bind(kind_text(row.kind))
        .bind(row.size.cast_signed())
        .bind(row.modified.unix_ms())
        .bind(row.since.unix_ms())
        .execute(&mut *transaction)
        .await?;
        if row.at.place == Place::Trash {
            own_versions(&mut transaction, &row.path, &row.at.id).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// It is not kept, or no longer.
    pub async fn forget_kept(&self, id: &KeptId) -> Result<(), CatalogError> {
        sqlx::query("DELETE FROM kept WHERE id = $1").bind(id.as_str()).execute(&self.relaxed).await?;
        Ok(())
    }

    /// It is in the tree again, as `target`: its versions are that one's.
    pub async fn settle_put_back(&self, row: &KeptRow, target: &EntryPath) -> Result<(), CatalogError> {
        let mut transaction = self.relaxed.begin().await?;
        sqlx::query("DELETE FROM kept WHERE id = $1").bind(row.at.id.as_str()).execute(&mut *transaction).await?;
        sqlx::query("UPDATE kept SET owner = '', path = $2 || substr(path, $3) WHERE owner = $1")
            .bind(row.at.id.as_str())
            .bind(target.as_str())
            .bind(after(&row.path))
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// One row.
    pub async fn kept(&self, id: &KeptId) -> Result<Option<KeptRow>, CatalogError> {
        let row = sqlx::query("SELECT * FROM kept WHERE id = $1").bind(id.as_str()).fetch_optional(&self.pool).await?;
        row.map(|row| read(&row)).transpose()
    }

    /// Rows whose change may not have been finished.
    pub async fn unsettled(&self) -> Result<Vec<KeptRow>, CatalogError> {
        let rows = sqlx::query("SELECT * FROM kept WHERE intent IS NOT NULL").fetch_all(&self.pool).await?;
        rows.iter().map(read).collect()
    }
}

/// The versions of `path` and of everything below it belong to what is in the trash as `owner`.
async fn own_versions(
    transaction: &mut Transaction<'_, Sqlite>,
    path: &EntryPath,
    owner: &KeptId,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE kept SET owner = $1 WHERE place = 'versions' AND owner = '' AND intent IS NULL \
         AND (path = $2 OR (path >= $2 || '/' AND path < $2 || '0'))",
    )
    .bind(owner.as_str())
    .bind(path.as_str())
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

/// The first character, counted from 1, behind a path: where SQL's `substr` is to begin.
pub(super) fn after(path: &EntryPath) -> i64 {
    i64::try_from(path.as_str().chars().count()).unwrap_or(i64::MAX - 1) + 1
}

pub(super) fn read(row: &SqliteRow) -> Result<KeptRow, CatalogError> {
    let text = |column: &str| row.try_get::<String, _>(column);
    let bad = |column: &str| CatalogError::Unreadable(format!("kept.{column}"));
    let path = |text: String, column: &str| EntryPath::new(text).map_err(|_invalid| bad(column));
    let id = |text: String, column: &str| text.parse::<KeptId>().map_err(|_invalid| bad(column));
    let place = match text("place")?.as_str() {
        "trash" => Place::Trash,
        "versions" => Place::Versions,
        _ => return Err(bad("place")),
    };
    let inode = row.try_get::<Option<i64>, _>("inode")?.unwrap_or_default().cast_unsigned();
    let other = || path(row.try_get::<Option<String>, _>("other")?.unwrap_or_default(), "other");
    let intent = match row.try_get::<Option<String>, _>("intent")?.as_deref() {
        None => None,
        Some("retire") => Some(Intent::Retire),
        Some("discard") => Some(Intent::Discard),
        Some("copy") => Some(Intent::Copy),
        Some("replace") => Some(Intent::Replace { inode }),
        Some("move-over") => Some(Intent::MoveOver { inode, source: other()? }),
        Some("put-back") => Some(Intent::PutBack { target: other()? }),
        Some("swap") => Some(Intent::Swap { inode }),
        Some(_) => return Err(bad("intent")),
    };
    let owner = text("owner")?;
    Ok(KeptRow {
        at: Kept { place, id: id(text("id")?, "id")? },
        path: path(text("path")?, "path")?,
        owner: if owner.is_empty() { None } else { Some(id(owner, "owner")?) },
        kind: match text("kind")?.as_str() {
            "folder" => EntryKind::Folder,
            "link" => EntryKind::Link,
            "other" => EntryKind::Other,
            _ => EntryKind::File,
        },
        size: row.try_get::<i64, _>("size")?.cast_unsigned(),
        modified: Timestamp::from_unix_ms(row.try_get("modified_ms")?),
        since: Timestamp::from_unix_ms(row.try_get("since_ms")?),
        intent,
    })
}

fn columns(intent: Option<&Intent>) -> (Option<&'static str>, Option<i64>, Option<&str>) {
    match intent {
        None => (None, None, None),
        Some(Intent::Retire) => (Some("retire"), None, None),
        Some(Intent::Discard) => (Some("discard"), None, None),
        Some(Intent::Copy) => (Some("copy"), None, None),
        Some(Intent::Replace { inode }) => (Some("replace"), Some(inode.cast_signed()), None),
        Some(Intent::MoveOver { inode, source }) => {
            (Some("move-over"), Some(inode.cast_signed()), Some(source.as_str()))
        }
        Some(Intent::PutBack { target }) => (Some("put-back"), None, Some(target.as_str())),
        Some(Intent::Swap { inode }) => (Some("swap"), Some(inode.cast_signed()), None),
    }
}

fn kind_text(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Folder => "folder",
        EntryKind::File => "file",
        EntryKind::Link => "link",
        EntryKind::Other => "other",
    }
}
