//! `POST /api/plan`: what would become of files, before any of their bytes are sent. It writes nothing.

use serde::{Deserialize, Serialize};

use crate::{Entry, Problem};

/// Files that somebody means to upload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanRequest {
    /// At most [`PlanRequest::MAX`].
    pub files: Vec<PlannedFile>,
}

impl PlanRequest {
    /// Most files of one plan.
    pub const MAX: usize = 10_000;
}

/// One file, before it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlannedFile {
    /// Where it is to go, from the upload folder. Its names may be ones that no entry can have: then the verdict says so.
    pub path: String,
    /// Length in bytes.
    pub size: u64,
    /// BLAKE3 of the content in hexadecimal, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blake3: Option<String>,
}

/// What would become of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Plan {
    /// One verdict for each file, in their order.
    pub verdicts: Vec<Verdict>,
    /// Bytes of all files that are `new` or `taken`.
    pub bytes: u64,
    /// Bytes that may still be stored.
    pub free_space: u64,
}

/// What would become of one file. In JSON: `{"verdict":"taken","existing":{…}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Verdict {
    /// Nothing has that name; missing folders would be made.
    New,
    /// The very content is there, as the digests say: nothing needs to be sent.
    Identical {
        /// What is there.
        existing: Entry,
    },
    /// Something else has the name, or something whose digest is not known; `existing.digests` has those that are kept.
    Taken {
        /// What is there.
        existing: Entry,
    },
    /// It would be refused.
    Impossible {
        /// Why, as the refusal would say: `invalid-name` (with a `suggestion`), `name-collides`, `too-large`, ….
        problem: Problem,
    },
}
