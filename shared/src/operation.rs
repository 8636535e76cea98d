//! Bodies and parameters of requests that change the tree.

use serde::{Deserialize, Serialize};

use crate::EntryPath;

/// `POST /api/move`: gives an entry another name or place. An existing name there is an error.
///
/// In JSON: `{"from":"a/old.txt","to":"a/new.txt"}`. `to` is checked against the naming policy by the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rename {
    /// What is moved.
    pub from: EntryPath,
    /// Its whole new path.
    pub to: String,
}

/// What a create does about a name that is taken: `?on-conflict=…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OnConflict {
    /// Refuse with `name-taken`.
    #[default]
    Fail,
    /// Keep both: the server gives the new file a number.
    Rename,
}
