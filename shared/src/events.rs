//! `GET /api/events`: what changes in folders, as it changes (Server-Sent Events, WHATWG HTML §9.2).
//!
//! The stream begins with an event `hello`: whatever the client shows is to be asked for again, since it may have missed
//! something. Then come `change`, with a [`FolderChange`] as its data, `refetch`, with a [`FolderLost`], and
//! `uploads`, with [`FolderUploads`].

use serde::{Deserialize, Serialize};

use crate::{Entry, EntryName, EntryPath};

/// Rows of one folder that are another thing now. Sent at most every 100 ms for each folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FolderChange {
    /// The folder.
    pub folder: EntryPath,
    /// Entries that are new, or other than before.
    pub now: Vec<Entry>,
    /// Names that nothing has any more.
    pub gone: Vec<EntryName>,
}

/// More changed in a folder than can be told row by row, or the folder itself is gone or moved: ask for it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FolderLost {
    /// The folder.
    pub folder: EntryPath,
}

/// Files that are on their way into a folder, whoever sends them; all of those that take longer than a moment. Sent when that
/// changes, at most four times a second.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FolderUploads {
    /// The folder.
    pub folder: EntryPath,
    /// By name; none: there are none any more.
    pub uploads: Vec<RunningUpload>,
}

/// A file that is on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunningUpload {
    /// The name that it is to have.
    pub name: EntryName,
    /// Bytes that have come.
    pub offset: u64,
    /// Bytes that it will have, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<u64>,
}

impl FolderUploads {
    /// Most uploads that are told of.
    pub const MOST: usize = 100;
}

impl FolderChange {
    /// Most rows of one event; more are a `refetch`.
    pub const MOST_ROWS: usize = 200;
}
