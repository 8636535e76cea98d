//! `/files`, `/file-list`, `/api/archive`.

use holdall_shared::ProblemKind as P;

use super::{DELETED, PARENTS, PERMANENT, PREFER, json, nothing, parameter};
use crate::http::reference::doc::{Answer, Body, Content, Doc, Parameter, Tag, Value};

const IF_MATCH: Parameter =
    parameter("If-Match", Value::Text, "Only if the file still has this entity tag (RFC 9110 §13.1.1).");
const REPR_DIGEST: Parameter =
    parameter("Repr-Digest", Value::Text, "SHA-256 or SHA-512 of the body, checked before it is stored (RFC 9530).");
const WANT_REPR_DIGEST: Parameter =
    parameter("Want-Repr-Digest", Value::Text, "`sha-256=1` or `sha-512=1`: tell the digest of the whole file.");
const MTIME: Parameter =
    parameter("X-OC-Mtime", Value::Number, "As `modified`, in seconds since 1970; what sync clients send.");
const MODIFIED: Parameter = parameter("modified", Value::Moment, "When the content was last changed; now unless told.");

const RANGED: &[Parameter] = &[
    parameter("Range", Value::Text, "Parts of it: `bytes=0-99`, `bytes=-500` (RFC 9110 §14.2)."),
    parameter("If-Range", Value::Text, "The range holds only for this entity tag; else all is sent."),
    parameter("If-None-Match", Value::Text, "304 if it still has this entity tag."),
    parameter("If-Match", Value::Text, "412 unless it still has this entity tag."),
    parameter("If-Modified-Since", Value::Text, "304 unless it has changed since."),
    parameter("If-Unmodified-Since", Value::Text, "412 if it has changed since."),
    WANT_REPR_DIGEST,
    parameter("Want-Content-Digest", Value::Text, "`sha-256=1` or `sha-512=1`: tell the digest of what is sent."),
];

const PARTIAL: &[Answer] = &[
    Answer {
        status: 200,
        detail: "All of it.",
        content: Content::Bytes,
        headers: &["ETag", "Last-Modified", "Content-Disposition", "Accept-Ranges", "Repr-Digest", "Content-Digest"],
    },
    Answer {
        status: 206,
        detail: "The parts that were asked for; of several, `multipart/byteranges`.",
        content: Content::Bytes,
        headers: &["ETag", "Content-Range"],
    },
    nothing(304, "It has not changed."),
];

const STORING: &[P] = &[
    P::InvalidPath,
    P::InvalidRequest,
    P::IncompleteBody,
    P::DigestMismatch,
    P::StalledBody,
    P::IsFolder,
    P::NotFolder,
    P::NotRegular,
    P::OtherFileSystem,
    P::PreconditionFailed,
    P::TooLarge,
    P::UnsupportedMedia,
    P::NoSpace,
    P::Degraded,
    P::NotFound,
    P::NameTaken,
    P::NameCollides,
    P::ParentMissing,
    P::InvalidName,
];

pub(in crate::http) static DOWNLOAD: Doc = Doc {
    id: "download",
    tag: Tag::Files,
    summary: "Download a file",
    detail: "With ranges and conditional requests. What is downloaded while it is replaced stays what it was. A \
             browser that opens a folder's address is led to the page.",
    query: &[
        parameter("inline", Value::Flag, "To be shown instead of saved, where it is of a kind that cannot run."),
        parameter("version", Value::Text, "An earlier content, by its id from `/api/versions`."),
        parameter(
            "etag",
            Value::Text,
            "The `etag` of the content that is meant. It is not compared: it gives each content an address of its own, \
             for caches that do not ask whether theirs is still true.",
        ),
    ],
    headers: RANGED,
    body: Body::Nothing,
    answers: PARTIAL,
    problems: &[
        P::InvalidPath,
        P::NotFound,
        P::IsFolder,
        P::NotFolder,
        P::NotRegular,
        P::PreconditionFailed,
        P::RangeNotSatisfiable,
    ],
};

pub(in crate::http) static CREATE: Doc = Doc {
    id: "create",
    tag: Tag::Files,
    summary: "Create a file",
    detail: "An existing name is an error unless `on-conflict` says otherwise. The answer comes when the file would \
             survive a power cut. With a slash at its end the address is a folder's: then the body is \
             `multipart/form-data`, and each file in it is created there.",
    query: &[
        parameter(
            "on-conflict",
            Value::OneOf(&["fail", "rename", "replace"]),
            "What to do about a taken name: refuse (unless told), keep both under the next free number, or replace.",
        ),
        PARENTS,
        MODIFIED,
    ],
    headers: &[REPR_DIGEST, parameter("Content-Digest", Value::Text, "As Repr-Digest."), WANT_REPR_DIGEST, MTIME],
    body: Body::Bytes,
    answers: &[Answer {
        headers: &["Location", "ETag", "Repr-Digest", "X-OC-Mtime"],
        ..json(201, "Entry", "Created.")
    }],
    problems: STORING,
};

pub(in crate::http) static REPLACE: Doc = Doc {
    id: "replace",
    tag: Tag::Files,
    summary: "Replace a file's content",
    detail: "A missing file is an error, unless `If-None-Match: *` asks to create it (412 if it exists). What the file \
             was is kept as a version; `previous` says so.",
    query: &[MODIFIED, PARENTS],
    headers: &[
        IF_MATCH,
        parameter("If-None-Match", Value::Text, "`*`: create, and fail on an existing name."),
        REPR_DIGEST,
        WANT_REPR_DIGEST,
        MTIME,
    ],
    body: Body::Bytes,
    answers: &[
        Answer { headers: &["ETag", "Repr-Digest", "X-OC-Mtime"], ..json(200, "Entry", "Replaced.") },
        Answer { headers: &["Location", "ETag"], ..json(201, "Entry", "Created: `If-None-Match: *`.") },
    ],
    problems: STORING,
};

pub(in crate::http) static DELETE: Doc = Doc {
    id: "delete",
    tag: Tag::Files,
    summary: "Delete a file or link",
    detail: "Into the trash, with its versions. What is larger than trash and versions may be together is gone at \
             once: then the answer is 200 and says so.",
    query: &[PERMANENT],
    headers: &[IF_MATCH, PREFER],
    body: Body::Nothing,
    answers: DELETED,
    problems: &[
        P::InvalidPath,
        P::InvalidRequest,
        P::NotFound,
        P::IsFolder,
        P::PreconditionFailed,
        P::OtherFileSystem,
        P::NoSpace,
        P::Degraded,
    ],
};

pub(in crate::http) static FILE_LIST: Doc = Doc {
    id: "list-files",
    tag: Tag::Files,
    summary: "List every file of every folder",
    detail: "In no particular order, as it is found.",
    query: &[],
    headers: &[],
    body: Body::Nothing,
    answers: &[json(200, "FileList", "All files.")],
    problems: &[],
};

pub(in crate::http) static ARCHIVE: Doc = Doc {
    id: "archive",
    tag: Tag::Files,
    summary: "Download folders and files as one ZIP file",
    detail: "Stored, not compressed, so its length is known and it can be resumed: the same files make the same bytes \
             and the same entity tag. Links are left out. Names are made safe to unpack on Windows.",
    query: &[parameter("path", Value::Texts, "A file or folder; repeat it for more. Alone and empty: everything.")],
    headers: RANGED,
    body: Body::Nothing,
    answers: PARTIAL,
    problems: &[
        P::InvalidPath,
        P::InvalidRequest,
        P::NotFound,
        P::TooLarge,
        P::PreconditionFailed,
        P::RangeNotSatisfiable,
    ],
};

pub(in crate::http) static ARCHIVE_FORM: Doc = Doc {
    id: "archive-selection",
    tag: Tag::Files,
    summary: "The same, for a selection too long for an address",
    detail: "`path` fields, as many as needed, up to 10 000.",
    query: &[],
    headers: &[],
    body: Body::Form,
    answers: &[Answer {
        status: 200,
        detail: "The ZIP file.",
        content: Content::Bytes,
        headers: &["ETag", "Content-Disposition"],
    }],
    problems: &[P::InvalidPath, P::InvalidRequest, P::NotFound, P::TooLarge, P::UnsupportedMedia],
};
