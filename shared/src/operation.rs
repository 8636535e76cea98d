//! Bodies and parameters of requests that change the tree.

use serde::{Deserialize, Serialize};

use crate::EntryPath;

/// `POST /api/move` and `POST /api/copy`: gives an entry, or a copy of it, another name or place.
///
/// In JSON: `{"from":"a/old.txt","to":"a/new.txt"}`. `to` is checked against the naming policy by the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Transfer {
    /// What is moved or copied.
    pub from: EntryPath,
    /// Its whole new path.
    pub to: String,
    /// What to do about a name that is taken.
    #[serde(default)]
    pub on_conflict: OnConflict,
    /// Whether missing folders on the way to `to` are made.
    #[serde(default)]
    pub parents: bool,
}

/// What is done about a name that is taken: `?on-conflict=…`, `"on_conflict":…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OnConflict {
    /// Refuse with `name-taken`.
    #[default]
    Fail,
    /// Keep both: the server gives the new entry a number.
    Rename,
    /// Replace what is there: a file becomes a version of its name, a folder goes to the trash.
    Replace,
}
