//! `/api/trash`, `/api/restore`, `/api/versions`.

use holdall_shared::ProblemKind as P;

use super::{LIMIT, OFFSET, json, nothing, parameter};
use crate::http::reference::doc::{Answer, Body, Doc, Tag, Value};

pub(in crate::http) static TRASH: Doc = Doc {
    id: "list-trash",
    tag: Tag::Trash,
    summary: "One page of the trash",
    detail: "What was deleted last comes first.",
    query: &[OFFSET, LIMIT],
    headers: &[],
    body: Body::Nothing,
    answers: &[json(200, "TrashListing", "The page.")],
    problems: &[P::InvalidRequest],
};

pub(in crate::http) static EMPTY_TRASH: Doc = Doc {
    id: "empty-trash",
    tag: Tag::Trash,
    summary: "Empty the trash",
    detail: "Deletes everything in it for good.",
    query: &[],
    headers: &[],
    body: Body::Nothing,
    answers: &[json(200, "Emptied", "What is gone.")],
    problems: &[P::Degraded],
};

pub(in crate::http) static TRASHED: Doc = Doc {
    id: "trashed-entry",
    tag: Tag::Trash,
    summary: "One entry of the trash",
    detail: "Where it was, how large it is, when it goes.",
    query: &[],
    headers: &[],
    body: Body::Nothing,
    answers: &[json(200, "TrashedEntry", "The entry.")],
    problems: &[P::NotFound],
};

pub(in crate::http) static PURGE: Doc = Doc {
    id: "purge",
    tag: Tag::Trash,
    summary: "Delete an entry of the trash for good",
    detail: "With the versions that went with it.",
    query: &[],
    headers: &[],
    body: Body::Nothing,
    answers: &[nothing(204, "Gone.")],
    problems: &[P::NotFound, P::Degraded],
};

pub(in crate::http) static RESTORE: Doc = Doc {
    id: "restore",
    tag: Tag::Trash,
    summary: "Put an entry of the trash back",
    detail: "Where it was, or `to`. Never over an existing name: `on_conflict` is `fail` or `rename`.",
    query: &[],
    headers: &[],
    body: Body::Json("Restore"),
    answers: &[Answer { headers: &["Location", "ETag"], ..json(201, "Entry", "Where it is now.") }],
    problems: &[
        P::InvalidPath,
        P::InvalidName,
        P::InvalidRequest,
        P::NotFound,
        P::NameTaken,
        P::NameCollides,
        P::ParentMissing,
        P::UnsupportedMedia,
        P::NoSpace,
        P::Degraded,
    ],
};

pub(in crate::http) static VERSIONS: Doc = Doc {
    id: "list-versions",
    tag: Tag::Versions,
    summary: "What a file was before",
    detail: "The latest first; each has an address to download it from.",
    query: &[],
    headers: &[],
    body: Body::Nothing,
    answers: &[json(200, "FileVersions", "Its versions.")],
    problems: &[P::InvalidPath, P::NotFound, P::IsFolder, P::NotRegular],
};

pub(in crate::http) static RESTORE_VERSION: Doc = Doc {
    id: "restore-version",
    tag: Tag::Versions,
    summary: "Make a version the file's content again",
    detail: "What the file was becomes a version in its place. A file that is gone is made again.",
    query: &[],
    headers: &[],
    body: Body::Json("RestoreVersion"),
    answers: &[Answer { headers: &["ETag"], ..json(200, "Entry", "The file.") }],
    problems: &[
        P::InvalidPath,
        P::InvalidRequest,
        P::NotFound,
        P::IsFolder,
        P::PreconditionFailed,
        P::UnsupportedMedia,
        P::NoSpace,
        P::Degraded,
    ],
};

pub(in crate::http) static DELETE_VERSIONS: Doc = Doc {
    id: "delete-versions",
    tag: Tag::Versions,
    summary: "Delete versions for good",
    detail: "One, or all of a file.",
    query: &[parameter("id", Value::Text, "Only this one.")],
    headers: &[],
    body: Body::Nothing,
    answers: &[nothing(204, "Gone.")],
    problems: &[P::InvalidPath, P::NotFound, P::Degraded],
};
