//! `GET /api/storage`: what takes how much. `GET /api/count/{path}`: how much is in a folder.

use serde::{Deserialize, Serialize};

/// Bytes and counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Storage {
    /// Bytes of all files, as of a moment ago; absent: they are being counted, ask again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used: Option<u64>,
    /// How many files there are; absent as `used`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub files: Option<u64>,
    /// Bytes of the trash.
    pub trash: u64,
    /// Entries in the trash.
    pub trash_entries: u64,
    /// Bytes of earlier versions.
    pub versions: u64,
    /// Bytes that may still be stored, the reserve already taken off.
    pub free: u64,
    /// Bytes of the whole disk.
    pub total: u64,
    /// Most bytes of all files together; absent: only the disk limits them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<u64>,
}

/// `GET /api/count/{path}`: how much is in a folder, and in the folders in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FolderCount {
    /// How many files.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}
