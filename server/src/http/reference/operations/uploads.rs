//! `/api/uploads`.

use holdall_shared::ProblemKind as P;

use super::{json, nothing, parameter};
use crate::http::reference::doc::{Answer, Body, Doc, Parameter, Tag, Value};

const TUS_RESUMABLE: Parameter = parameter("Tus-Resumable", Value::Text, "`1.0.0`.");
const UPLOAD_CHECKSUM: Parameter = parameter(
    "Upload-Checksum",
    Value::Text,
    "Of the bytes of this request: `blake3`, `sha256` or `sha1`, a space, the digest in Base64. Bytes that differ are \
     thrown away.",
);
const REPR_DIGEST: Parameter = parameter(
    "Repr-Digest",
    Value::Text,
    "Of the whole file (RFC 9530): `sha-256` or, beyond the registry, `blake3`. Checked before the file is published.",
);
const UPLOAD_LENGTH: Parameter = parameter("Upload-Length", Value::Number, "Length of the whole file in bytes.");

pub(in crate::http) static TUS_OPTIONS: Doc = Doc {
    id: "tus-options",
    tag: Tag::Uploads,
    summary: "What is spoken here",
    detail: "The version of tus, its extensions, the largest file, the algorithms for checksums.",
    query: &[],
    headers: &[],
    body: Body::Nothing,
    answers: &[Answer {
        headers: &["Tus-Version", "Tus-Extension", "Tus-Max-Size", "Tus-Checksum-Algorithm"],
        ..nothing(204, "In the header.")
    }],
    problems: &[],
};

pub(in crate::http) static BEGIN_UPLOAD: Doc = Doc {
    id: "begin-upload",
    tag: Tag::Uploads,
    summary: "Begin an upload",
    detail: "`Upload-Metadata` says where the file is to go: `path`, or what other clients send (`relativePath`, \
             `filename`, `name`); also `on-conflict` (`fail`, `rename`, `replace`), `if-match` (an entity tag), `parents`, \
             `mtime` (seconds since 1970). A body is the first bytes. With `Upload-Concat: partial` it is a part; with \
             `final;` and the addresses of parts it is made of them at once.",
    query: &[],
    headers: &[
        TUS_RESUMABLE,
        UPLOAD_LENGTH,
        parameter("Upload-Defer-Length", Value::OneOf(&["1"]), "The length is told later."),
        parameter("Upload-Metadata", Value::Text, "Keys and values in Base64: `path cGhvdG8uanBn,parents`."),
        parameter("Upload-Concat", Value::Text, "`partial`, or `final;/api/uploads/A /api/uploads/B`."),
        UPLOAD_CHECKSUM,
        REPR_DIGEST,
    ],
    body: Body::Bytes,
    answers: &[Answer {
        headers: &["Location", "Upload-Offset", "Upload-Expires"],
        ..nothing(201, "Begun; whole, if all bytes were there.")
    }],
    problems: &[
        P::InvalidPath,
        P::InvalidName,
        P::InvalidRequest,
        P::IncompleteBody,
        P::DigestMismatch,
        P::NotFound,
        P::StalledBody,
        P::NameTaken,
        P::NameCollides,
        P::ParentMissing,
        P::IsFolder,
        P::NotFolder,
        P::NotRegular,
        P::TusVersion,
        P::PreconditionFailed,
        P::TooLarge,
        P::UnsupportedMedia,
        P::NameTakenAtFinalise,
        P::ChecksumMismatch,
        P::NoSpace,
        P::Degraded,
    ],
};

pub(in crate::http) static UPLOAD: Doc = Doc {
    id: "upload",
    tag: Tag::Uploads,
    summary: "How an upload stands",
    detail: "HEAD, with `Tus-Resumable`, is for whoever goes on with it: a request that sends to it now is ended, and what \
             is whole is published first. GET only looks; of a finished upload it is the receipt, for 24 hours.",
    query: &[],
    headers: &[TUS_RESUMABLE],
    body: Body::Nothing,
    answers: &[Answer {
        headers: &[
            "Upload-Offset",
            "Upload-Length",
            "Upload-Defer-Length",
            "Upload-Metadata",
            "Upload-Concat",
            "Upload-Expires",
        ],
        ..json(200, "Upload", "The upload.")
    }],
    problems: &[P::NotFound, P::UploadGone, P::TusVersion, P::UploadBusy, P::NoSpace, P::Degraded],
};

pub(in crate::http) static APPEND: Doc = Doc {
    id: "append",
    tag: Tag::Uploads,
    summary: "Append bytes",
    detail: "What is answered is on the disk. When the connection breaks, what had arrived stays, except where a checksum \
             was sent. The answer to the last byte comes after the file is published: `Content-Location`, `ETag` and \
             `Repr-Digest` are its own.",
    query: &[],
    headers: &[
        TUS_RESUMABLE,
        parameter("Upload-Offset", Value::Number, "Where the bytes begin: where the upload stands."),
        UPLOAD_LENGTH,
        UPLOAD_CHECKSUM,
        REPR_DIGEST,
    ],
    body: Body::Bytes,
    answers: &[Answer {
        headers: &["Upload-Offset", "Upload-Expires", "ETag", "Content-Location", "Repr-Digest"],
        ..nothing(204, "Appended.")
    }],
    problems: &[
        P::InvalidRequest,
        P::IncompleteBody,
        P::DigestMismatch,
        P::NotFound,
        P::StalledBody,
        P::OffsetMismatch,
        P::UploadGone,
        P::PreconditionFailed,
        P::TusVersion,
        P::TooLarge,
        P::UnsupportedMedia,
        P::NameTakenAtFinalise,
        P::UploadBusy,
        P::ChecksumMismatch,
        P::NoSpace,
        P::Degraded,
    ],
};

pub(in crate::http) static FINISH_UPLOAD: Doc = Doc {
    id: "finish-upload",
    tag: Tag::Uploads,
    summary: "Publish what was refused",
    detail: "All bytes are there, but the name was taken when the last one came. Another `path` or `on_conflict` publishes \
             them without sending them again. A POST with `X-HTTP-Method-Override: PATCH` or `DELETE` is that method.",
    query: &[],
    headers: &[],
    body: Body::Json("Finish"),
    answers: &[json(200, "Entry", "The file.")],
    problems: &[
        P::InvalidPath,
        P::InvalidName,
        P::InvalidRequest,
        P::NotFound,
        P::NameTaken,
        P::UploadGone,
        P::PreconditionFailed,
        P::UnsupportedMedia,
        P::NameTakenAtFinalise,
        P::UploadBusy,
        P::NoSpace,
        P::Degraded,
    ],
};

pub(in crate::http) static END_UPLOAD: Doc = Doc {
    id: "end-upload",
    tag: Tag::Uploads,
    summary: "End an upload",
    detail: "Its bytes are thrown away. A file that it has become stays.",
    query: &[],
    headers: &[TUS_RESUMABLE],
    body: Body::Nothing,
    answers: &[nothing(204, "Ended.")],
    problems: &[P::NotFound, P::TusVersion, P::UploadBusy, P::Degraded],
};
