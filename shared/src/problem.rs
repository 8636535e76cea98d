//! What can go wrong: one closed catalogue, told as `application/problem+json` (RFC 9457).
//!
//! A kind is what a program can act on: its `type` is stable. `title` is the kind in words, `detail` says what a
//! person can do about this very request, `instance` is the request's id in the log.

use serde::{Deserialize, Serialize};

use crate::{Entry, url};

/// The body of every error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "ReadProblem")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// The kind, in JSON as its URI: `"/problems/name-taken"`.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "/problems/name-taken"))]
    pub kind: ProblemKind,
    /// The kind in words.
    pub title: String,
    /// The HTTP status, again.
    pub status: u16,
    /// What happened and what to do.
    pub detail: String,
    /// The id of the request, as in the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// What this kind says besides.
    #[serde(flatten)]
    pub extensions: Box<ProblemExtensions>,
}

/// Members beyond RFC 9457; each kind says which it has.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProblemExtensions {
    /// `name-taken`: the entry that has the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub existing: Option<Entry>,
    /// `invalid-name`: what is wrong with the name, as the end of a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// `invalid-name`: a name that would be accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
    /// `too-large`: the limit in bytes. `no-space`: the bytes that may still be stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// `throttled`, `degraded`: seconds until it is worth trying again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_s: Option<u64>,
}

/// A problem as it is read, its members in one row: serde's own way for flattened ones is to keep all of the JSON and to read
/// it a second time, by code that the page would carry.
#[derive(Deserialize)]
struct ReadProblem {
    #[serde(rename = "type")]
    kind: ProblemKind,
    title: String,
    status: u16,
    detail: String,
    instance: Option<String>,
    existing: Option<Entry>,
    reason: Option<String>,
    suggestion: Option<String>,
    limit: Option<u64>,
    retry_after_s: Option<u64>,
}

impl From<ReadProblem> for Problem {
    fn from(read: ReadProblem) -> Self {
        let ReadProblem { kind, title, status, detail, instance, existing, reason, suggestion, limit, retry_after_s } =
            read;
        let extensions = Box::new(ProblemExtensions { existing, reason, suggestion, limit, retry_after_s });
        Self { kind, title, status, detail, instance, extensions }
    }
}

macro_rules! catalogue {
    ($($(#[doc = $doc:literal])+ $kind:ident, $slug:literal, $title:literal;)+) => {
        /// The kinds of problems.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(from = "String", into = "String")]
        pub enum ProblemKind {
            $($(#[doc = $doc])+ $kind,)+
        }

        impl ProblemKind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// The last segment of its URI.
            pub fn slug(self) -> &'static str {
                match self { $(Self::$kind => $slug),+ }
            }

            /// The kind in words.
            pub fn title(self) -> &'static str {
                match self { $(Self::$kind => $title),+ }
            }
        }
    };
}

catalogue! {
    /// No credential where one is needed, or one that does not work (401).
    Unauthenticated, "unauthenticated", "Please sign in";
    /// The token or code of a sign-in does not work (401).
    WrongCredential, "wrong-credential", "That token or code doesn't work";
    /// Signed in, but not allowed (403).
    Forbidden, "forbidden", "Not allowed";
    /// This server takes no changes (403).
    ReadOnly, "read-only", "This server is read-only";
    /// A change asked for by another site (403).
    CrossOrigin, "cross-origin", "Asked for by another site";
    /// The URL's path names no entry (400).
    InvalidPath, "invalid-path", "The address names no file or folder";
    /// A name that the policy refuses (400).
    InvalidName, "invalid-name", "That name can't be used";
    /// Parameters, headers or a JSON body that cannot be understood (400).
    InvalidRequest, "invalid-request", "The request can't be understood";
    /// The body ended before its announced length (400).
    IncompleteBody, "incomplete-body", "The upload ended too early";
    /// The body is not the one whose digest was sent (400).
    DigestMismatch, "digest-mismatch", "The bytes that arrived are not those that were sent";
    /// No bytes arrived for too long (408).
    StalledBody, "stalled-body", "The upload stood still for too long";
    /// Nothing by that name (404).
    NotFound, "not-found", "Not found";
    /// The resource has no such method (405).
    MethodNotAllowed, "method-not-allowed", "This can't be done here";
    /// The name exists already (409).
    NameTaken, "name-taken", "The name is already taken";
    /// The name exists in another spelling, the same one on other systems (409).
    NameCollides, "name-collides", "The name exists in another spelling";
    /// The folder to make it in does not exist (409).
    ParentMissing, "parent-missing", "The folder doesn't exist";
    /// A folder where a file is needed (409).
    IsFolder, "is-folder", "That is a folder";
    /// A file where a folder is needed (409).
    NotFolder, "not-folder", "That is not a folder";
    /// A link, pipe or device: shown, never opened (409).
    NotRegular, "not-regular", "That is neither a file nor a folder";
    /// A folder cannot be moved into itself (409).
    IntoItself, "into-itself", "A folder can't be moved into itself";
    /// Another disk is mounted there, so nothing can be published in one step (409).
    OtherFileSystem, "other-file-system", "That folder is on another disk";
    /// `Upload-Offset` is not where the upload stands (409).
    OffsetMismatch, "offset-mismatch", "The upload stands at another offset";
    /// The upload has expired, was ended, or its bytes were refused at the end (410).
    UploadGone, "upload-gone", "The upload is over";
    /// A version of tus that is not spoken here (412).
    TusVersion, "tus-version", "That version of tus is not spoken here";
    /// A precondition of RFC 9110 §13 failed (412).
    PreconditionFailed, "precondition-failed", "It was changed meanwhile";
    /// More bytes than a file may have (413).
    TooLarge, "too-large", "The file is too large";
    /// An address of more than 8 KiB (414).
    UriTooLong, "uri-too-long", "The address is too long";
    /// A body type or encoding that is not taken (415).
    UnsupportedMedia, "unsupported-media", "That kind of body is not taken";
    /// No requested range lies in the file (416).
    RangeNotSatisfiable, "range-not-satisfiable", "The range lies outside the file";
    /// All bytes arrived, but the name was taken meanwhile (422).
    NameTakenAtFinalise, "name-taken-at-finalise", "The name was taken while the bytes arrived";
    /// Somebody else is sending to this upload (423).
    UploadBusy, "upload-busy", "The upload is busy";
    /// Too many tries (429).
    Throttled, "throttled", "Too many tries";
    /// The bytes of this request are not those whose checksum was sent (460, as tus has it).
    ChecksumMismatch, "checksum-mismatch", "The bytes were damaged on the way";
    /// Something failed on the server (500).
    Internal, "internal", "Something went wrong on the server";
    /// The page is not part of this build (503).
    NoPage, "no-page", "This build has no page";
    /// The disk reported an error; writing is off until it works again (503).
    Degraded, "degraded", "The disk reported an error";
    /// The disk or the quota is full (507).
    NoSpace, "no-space", "The server is full";
}

impl ProblemKind {
    /// The stable `type`: `/problems/{slug}`.
    pub fn uri(self) -> String {
        format!("{}/{}", url::PROBLEMS, self.slug())
    }
}

impl From<ProblemKind> for String {
    fn from(kind: ProblemKind) -> Self {
        kind.uri()
    }
}

impl From<String> for ProblemKind {
    /// A kind of a newer server is read as `internal`: its status and detail still stand.
    fn from(uri: String) -> Self {
        let slug = uri.rsplit('/').next().unwrap_or_default();
        Self::ALL.iter().copied().find(|kind| kind.slug() == slug).unwrap_or(Self::Internal)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn kinds_have_distinct_uris_that_come_back() {
        let uris: HashSet<String> = ProblemKind::ALL.iter().map(|kind| kind.uri()).collect();
        assert_eq!(uris.len(), ProblemKind::ALL.len());
        for kind in ProblemKind::ALL {
            assert_eq!(ProblemKind::from(kind.uri()), *kind);
        }
    }

    #[test]
    fn a_problem_is_flat_json_without_empty_members() {
        let problem = Problem {
            kind: ProblemKind::TooLarge,
            title: ProblemKind::TooLarge.title().to_owned(),
            status: 413,
            detail: "Send less.".to_owned(),
            instance: None,
            extensions: Box::new(ProblemExtensions { limit: Some(5), ..ProblemExtensions::default() }),
        };
        let json = serde_json::to_value(&problem).unwrap();
        assert_eq!(
            json,
            serde_json::json!({
                "type": "/problems/too-large", "title": "The file is too large", "status": 413, "detail": "Send less.", "limit": 5
            })
        );
        assert_eq!(serde_json::from_value::<Problem>(json).unwrap(), problem);
    }
}
