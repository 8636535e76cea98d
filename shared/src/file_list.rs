//! `GET /file-list`: every file of every folder, kept simple for scripts.

use serde::{Deserialize, Serialize};

use crate::EntryPath;

/// The whole answer. The server streams it, item by item; this type is what a client reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileList {
    /// In no particular order.
    pub files: Vec<FileListItem>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileListItem {
    /// The path from the upload folder.
    pub name: EntryPath,
    /// Where it is downloaded, relative to the server: begins with `/`.
    pub url: String,
    /// Length in bytes.
    pub size: u64,
}
