//! Versions: the contents that a file had before it was replaced.

use serde::{Deserialize, Serialize};

use crate::{EntryPath, Timestamp};

/// `GET /api/versions/{path}`: the kept versions of a file, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileVersions {
    /// The file.
    pub path: EntryPath,
    /// What it was before.
    pub versions: Vec<FileVersion>,
}

/// One earlier content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileVersion {
    /// What it is called: letters and digits.
    pub id: String,
    /// Where it is downloaded: `/files/…?version=…`.
    pub url: String,
    /// Length in bytes.
    pub size: u64,
    /// When this content was last changed.
    pub modified: Timestamp,
    /// When it was replaced.
    pub replaced: Timestamp,
    /// When it is deleted, or earlier if the room is needed or newer versions take its place; absent: only then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
}

/// What became of the content that was replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Previous {
    /// It is a version of the file.
    Version,
    /// It is in the trash: a folder, or a link.
    Trash,
    /// Nothing: versions are off, or it is larger than trash and versions may be together.
    Gone,
}

/// `POST /api/versions/{path}`: makes a version the file's content again. What the file was becomes a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RestoreVersion {
    /// Which.
    pub id: String,
}
