//! `GET /api/limits`: what this server takes, so that a client can say so before it sends.

use serde::{Deserialize, Serialize};

/// Limits and space.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Limits {
    /// Version of the server.
    pub version: String,
    /// Largest file in bytes; absent: only the disk limits it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_file_size: Option<u64>,
    /// Bytes that may still be stored, the reserve already taken off.
    pub free_space: u64,
    /// Longest name in bytes of UTF-8.
    pub max_name_bytes: usize,
    /// Most entries in one page of a listing.
    pub max_page: u32,
    /// Most bytes of all files together; absent: only the disk limits them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<u64>,
    /// Days that an unfinished upload is kept after its last byte.
    pub upload_days: u32,
    /// Days that a deleted entry stays in the trash; 0: nothing goes there.
    pub trash_days: u32,
    /// Versions that are kept of a file; 0: none.
    pub versions: u32,
    /// Most bytes of trash and versions together.
    pub kept_size: u64,
}
