//! `POST /api/batch`: many changes in one request, each with a result of its own.

use serde::{Deserialize, Serialize};

use crate::{Deleted, Entry, EntryPath, Problem, Restore, Transfer};

/// Operations, done in this order; one that fails does not stop those after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Batch {
    /// At most [`Batch::MAX`].
    pub operations: Vec<Operation>,
}

impl Batch {
    /// Most operations of one batch.
    pub const MAX: usize = 1000;
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Operation {
    /// Deletes a file, link or folder.
    Delete {
        /// Which.
        path: EntryPath,
        /// For good, not into the trash.
        #[serde(default)]
        permanent: bool,
    },
    /// Moves or renames.
    Move(Transfer),
    /// Copies.
    Copy(Transfer),
    /// Makes a folder.
    MakeFolder {
        /// Its whole path.
        path: String,
        /// Whether missing folders on the way are made.
        #[serde(default)]
        parents: bool,
    },
    /// Puts an entry of the trash back.
    Restore(Restore),
    /// Deletes an entry of the trash for good.
    Purge {
        /// Which.
        id: String,
    },
}

/// What came of a batch: as many results as operations, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BatchResults {
    /// One for each.
    pub results: Vec<BatchResult>,
}

/// What came of one operation: what the single request would have answered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BatchResult {
    /// The HTTP status that the single request would have had.
    pub status: u16,
    /// What was made, moved, copied or restored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<Entry>,
    /// What was deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<Deleted>,
    /// Why nothing was changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}
