//! `/api/plan`, `/api/move`, `/api/copy`, `/api/batch`.

use holdall_shared::ProblemKind as P;

use super::json;
use crate::http::reference::doc::{Answer, Body, Doc, Tag};

const TRANSFERRING: &[P] = &[
    P::InvalidPath,
    P::InvalidName,
    P::InvalidRequest,
    P::NotFound,
    P::NameTaken,
    P::NameCollides,
    P::ParentMissing,
    P::IsFolder,
    P::NotFolder,
    P::NotRegular,
    P::IntoItself,
    P::OtherFileSystem,
    P::PreconditionFailed,
    P::UnsupportedMedia,
    P::NoSpace,
    P::Degraded,
];

pub(in crate::http) static PLAN: Doc = Doc {
    id: "plan",
    tag: Tag::Changes,
    summary: "What would become of files, before they are sent",
    detail: "Up to 10 000, with missing folders on their way. Nothing is written. A verdict for each: `new`, `identical` (the \
             digests are the same), `taken` (`existing` has the digests that are kept, if the length is the same) or \
             `impossible`, with the problem that sending it would have. Of files that are in each other's way, the first one \
             is possible.",
    query: &[],
    headers: &[],
    body: Body::Json("PlanRequest"),
    answers: &[json(200, "Plan", "A verdict for each, in their order.")],
    problems: &[P::InvalidRequest, P::UnsupportedMedia, P::TooLarge],
};

pub(in crate::http) static MOVE: Doc = Doc {
    id: "move",
    tag: Tag::Changes,
    summary: "Move or rename",
    detail: "In one step for everybody who looks; versions follow. A taken name is refused, unless `on_conflict` is \
             `rename` (keep both) or `replace`: then a file becomes a version, a folder goes to the trash.",
    query: &[],
    headers: &[],
    body: Body::Json("Transfer"),
    answers: &[json(200, "Entry", "Where it is now.")],
    problems: TRANSFERRING,
};

pub(in crate::http) static COPY: Doc = Doc {
    id: "copy",
    tag: Tag::Changes,
    summary: "Copy a file, or a folder with all that is in it",
    detail: "Nobody sees the copy before it is whole. It shares its bytes with the original where the file system can. \
             Links are copied as links; pipes, sockets and devices are left out and counted.",
    query: &[],
    headers: &[],
    body: Body::Json("Transfer"),
    answers: &[Answer { headers: &["Location", "ETag", "Holdall-Skipped"], ..json(201, "Entry", "The copy.") }],
    problems: TRANSFERRING,
};

pub(in crate::http) static BATCH: Doc = Doc {
    id: "batch",
    tag: Tag::Changes,
    summary: "Many changes in one request",
    detail: "Up to 1000, one after the other; one that fails does not stop the next. Each has the result that its own \
             request would have had, and needs the same right.",
    query: &[],
    headers: &[],
    body: Body::Json("Batch"),
    answers: &[json(200, "BatchResults", "A result for each, in their order.")],
    problems: &[P::InvalidRequest, P::UnsupportedMedia, P::TooLarge],
};
