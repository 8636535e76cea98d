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
#[serde(tag = "verdict", rename_all = "kebab-case", try_from = "ReadVerdict")]
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

/// A verdict as it is read: serde's own way for tagged enums is to keep all of the JSON and to read it a second time, by code
/// for every type within that the page would carry.
#[derive(Deserialize)]
struct ReadVerdict {
    verdict: VerdictKind,
    existing: Option<Entry>,
    problem: Option<Problem>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum VerdictKind {
    New,
    Identical,
    Taken,
    Impossible,
}

/// A verdict without what belongs to it.
#[derive(Debug, thiserror::Error)]
#[error("missing field `{0}`")]
struct IncompleteVerdict(&'static str);

impl TryFrom<ReadVerdict> for Verdict {
    type Error = IncompleteVerdict;

    fn try_from(read: ReadVerdict) -> Result<Self, Self::Error> {
        let existing = read.existing.ok_or(IncompleteVerdict("existing"));
        Ok(match read.verdict {
            VerdictKind::New => Self::New,
            VerdictKind::Identical => Self::Identical { existing: existing? },
            VerdictKind::Taken => Self::Taken { existing: existing? },
            VerdictKind::Impossible => Self::Impossible { problem: read.problem.ok_or(IncompleteVerdict("problem"))? },
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ProblemKind;

    #[test]
    fn verdicts_come_back_and_incomplete_ones_are_refused() {
        let entry = json!({
            "name": "a", "path": "a", "kind": "file", "url": "/files/a", "size": 1, "modified": "2026-11-23T14:31:00.000Z"
        });
        let problem = json!({
            "type": "/problems/too-large", "title": ProblemKind::TooLarge.title(), "status": 413, "detail": "", "limit": 5
        });
        for told in [
            json!({"verdict": "new"}),
            json!({"verdict": "identical", "existing": entry}),
            json!({"verdict": "taken", "existing": entry}),
            json!({"verdict": "impossible", "problem": problem}),
        ] {
            let verdict: Verdict = serde_json::from_value(told.clone()).unwrap();
            assert_eq!(serde_json::to_value(verdict).unwrap(), told);
        }
        for told in
            [json!({"verdict": "taken"}), json!({"verdict": "impossible"}), json!({"verdict": "other"}), json!({})]
        {
            assert!(serde_json::from_value::<Verdict>(told.clone()).is_err(), "{told}");
        }
    }
}
