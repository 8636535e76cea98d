//! `/api/uploads/{id}`: one resumable upload (tus 1.0.0), as JSON tells it.

use serde::{Deserialize, Serialize};

use crate::{Entry, EntryPath, OnConflict, Problem, Timestamp};

/// `GET /api/uploads/{id}`: how far an upload is; after its end the receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Upload {
    /// The last segment of its address.
    pub id: String,
    /// Where the file is to go, or went.
    pub path: EntryPath,
    /// Bytes that are on the disk.
    pub offset: u64,
    /// Bytes that it will have, once that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<u64>,
    /// When it is thrown away if nothing more arrives.
    pub expires: Timestamp,
    /// How it stands.
    pub state: UploadState,
    /// `complete`: the file, as it was published, with its digests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<Entry>,
    /// `refused`: why it could not be published. Its bytes are kept until it expires, for [`Finish`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// How an upload stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum UploadState {
    /// Bytes are awaited.
    Open,
    /// It is a file.
    Complete,
    /// All bytes are there, but the file could not be published.
    Refused,
}

/// `POST /api/uploads/{id}`: publishes an upload that was `refused`, under these terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Finish {
    /// Another place or name; else the one it was made for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// What to do about a name that is taken.
    #[serde(default)]
    pub on_conflict: OnConflict,
}
