//! One entry of the upload folder, as listings, file information and receipts tell it.

use serde::{Deserialize, Serialize};

use crate::{Digests, EntryName, EntryPath, Previous, Timestamp, url};

/// File information. In JSON: `{"name","path","kind","url","size","modified","media_type","etag","digests","previous"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entry {
    /// The last segment of `path`.
    pub name: EntryName,
    /// The way from the upload folder.
    pub path: EntryPath,
    /// What it is.
    pub kind: EntryKind,
    /// Where it is got, relative to the server: `/files/…`; a folder's ends with a slash.
    pub url: String,
    /// Length in bytes; only files have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// When its content last changed (a folder's: when an entry was added or removed).
    pub modified: Timestamp,
    /// The media type its name suggests; only files have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// The validator for `If-Match` (RFC 9110 §8.8.3), quotes included; only files have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// Digests of the content: in the answer to an upload, and in file information that asked for them (`?digest`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digests: Option<Digests>,
    /// What became of the content that was replaced: in the answer to what replaced it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Previous>,
}

/// What a form has created, in the order of its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedFiles {
    /// One for each part that carried a file.
    pub files: Vec<Entry>,
}

impl Entry {
    /// The address of this very content, to be shown: browsers keep pictures by their address and do not ask whether they
    /// are still what they were (HTML, "list of available images").
    pub fn content_url(&self) -> String {
        match &self.etag {
            Some(etag) => format!("{}?etag={}", self.url, url::query_value(etag)),
            None => self.url.clone(),
        }
    }
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EntryKind {
    /// Holds other entries.
    Folder,
    /// Holds bytes.
    File,
    /// A symbolic link: shown, never followed.
    Link,
    /// A socket, pipe or device: shown, never opened.
    Other,
}

impl EntryKind {
    /// The URL of such an entry at `path`: folders end with a slash.
    pub fn url(self, path: &EntryPath) -> String {
        match self {
            Self::Folder => url::folder_url(url::FILES, path),
            Self::File | Self::Link | Self::Other => url::entry_url(url::FILES, path),
        }
    }
}
