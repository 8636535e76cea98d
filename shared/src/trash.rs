//! The trash: what was deleted and can be put back.

use serde::{Deserialize, Serialize};

use crate::{EntryKind, EntryName, EntryPath, OnConflict, Timestamp};

/// One entry of the trash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrashedEntry {
    /// What it is called in the trash: letters and digits.
    pub id: String,
    /// The last segment of `path`.
    pub name: EntryName,
    /// Where it was.
    pub path: EntryPath,
    /// What it is.
    pub kind: EntryKind,
    /// Bytes: a file's length, a folder's with everything in it.
    pub size: u64,
    /// When it was deleted.
    pub deleted: Timestamp,
    /// When it is deleted for good, or earlier if the room is needed; absent: only when the room is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
}

/// `GET /api/trash`: one page, what was deleted last first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrashListing {
    /// From `offset` on.
    pub entries: Vec<TrashedEntry>,
    /// Place of the first entry of this page in the whole trash.
    pub offset: u64,
    /// Entries in the whole trash.
    pub total: u64,
    /// Bytes in the whole trash.
    pub size: u64,
}

/// Which page of the trash: `?offset=0&limit=200`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TrashQuery {
    /// Entries to skip.
    pub offset: u64,
    /// Most entries to answer with, from 1 to 1000.
    pub limit: u32,
}

impl Default for TrashQuery {
    fn default() -> Self {
        Self { offset: 0, limit: 200 }
    }
}

/// `POST /api/restore`: puts an entry of the trash back; never over an existing name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Restore {
    /// Which.
    pub id: String,
    /// Where to; absent: where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// `fail` or `rename`; `replace` is refused.
    #[serde(default)]
    pub on_conflict: OnConflict,
    /// Whether missing folders on the way are made.
    #[serde(default)]
    pub parents: bool,
}

/// What became of a deleted entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Deleted {
    /// Where it was.
    pub path: EntryPath,
    /// Where it is.
    pub fate: Fate,
    /// Its entry in the trash.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trashed: Option<TrashedEntry>,
}

/// Where a deleted entry went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Fate {
    /// Into the trash: it can be restored.
    Trash,
    /// Nowhere: it was asked for, the trash is off, or it is larger than trash and versions may be together.
    Gone,
}

/// `DELETE /api/trash`: what was emptied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Emptied {
    /// Entries deleted for good.
    pub entries: u64,
    /// Bytes, theirs and their versions'.
    pub size: u64,
}
