//! `/api/folders`, `/api/entries`.

use holdall_shared::ProblemKind as P;

use super::{DELETED, LIMIT, OFFSET, PARENTS, PERMANENT, PREFER, json, nothing, parameter};
use crate::http::reference::doc::{Answer, Body, Content, Doc, Tag, Value};

pub(in crate::http) static ENTRY: Doc = Doc {
    id: "entry",
    tag: Tag::Folders,
    summary: "Information about a file, folder or link",
    detail: "Name, size, times, entity tag.",
    query: &[parameter("digest", Value::Flag, "With BLAKE3 and SHA-256 of the content; takes the right to read.")],
    headers: &[],
    body: Body::Nothing,
    answers: &[json(200, "Entry", "What it is.")],
    problems: &[P::InvalidPath, P::InvalidRequest, P::NotFound, P::PreconditionFailed],
};

pub(in crate::http) static LIST: Doc = Doc {
    id: "list-folder",
    tag: Tag::Folders,
    summary: "One page of a folder",
    detail: "Names in natural order, 2 before 10. A folder of a million entries takes as long as a small one, once it was \
             read. The entity tag changes when the answer does.",
    query: &[
        parameter("sort", Value::OneOf(&["name", "size", "modified", "kind"]), "By what; name unless told."),
        parameter("order", Value::OneOf(&["asc", "desc"]), "Which way; asc unless told."),
        parameter("folders", Value::OneOf(&["first", "mixed"]), "Where folders stand; first unless told."),
        parameter(
            "filter",
            Value::Text,
            "Only names that have all these words in them, whatever their case and accents. `matches` then says where.",
        ),
        parameter("at", Value::Text, "A name whose place among all entries is asked for: `found` in the answer."),
        parameter(
            "begins",
            Value::Text,
            "As `at`, for the first name that begins so, whatever its case and accents. At the end it goes on at the start.",
        ),
        parameter("from", Value::Number, "The entry from which on `begins` is looked for; 0 unless told."),
        OFFSET,
        LIMIT,
        parameter("hidden", Value::OneOf(&["true", "false"]), "With names that begin with a dot; false unless told."),
    ],
    headers: &[parameter("If-None-Match", Value::Text, "304 if the answer still has this entity tag.")],
    body: Body::Nothing,
    answers: &[Answer { headers: &["ETag"], ..json(200, "Listing", "The page.") }, nothing(304, "It has not changed.")],
    problems: &[P::InvalidPath, P::InvalidRequest, P::NotFound, P::NotFolder],
};

pub(in crate::http) static SEARCH: Doc = Doc {
    id: "search",
    tag: Tag::Folders,
    summary: "Find names anywhere below a folder",
    detail: "Files and folders whose names have all words in them, whatever their case and accents: names that begin with \
             a word first, then those in which a word begins. The first search reads all folders; until that is done, \
             `complete` is false.",
    query: &[
        parameter("q", Value::Text, "The words."),
        parameter("path", Value::Text, "The folder to look below; the upload folder unless told."),
        OFFSET,
        parameter("limit", Value::Number, "Most results to answer with, from 1 to 1000; 50 unless told."),
        parameter("hidden", Value::OneOf(&["true", "false"]), "With names that begin with a dot; false unless told."),
    ],
    headers: &[],
    body: Body::Nothing,
    answers: &[json(200, "SearchResults", "What was found.")],
    problems: &[P::InvalidRequest, P::NotFound, P::NotFolder],
};

pub(in crate::http) static EVENTS: Doc = Doc {
    id: "events",
    tag: Tag::Folders,
    summary: "What changes in folders, as it changes",
    detail: "Server-Sent Events. `hello` comes first: ask again for what you show, nothing is replayed. `change` has rows \
             that are something else now, and names that are gone (a `FolderChange`); `refetch` says that a folder is to \
             be asked for again (a `FolderLost`). Changes of other programs are told too, within 500 ms. The stream ends \
             now and then: reconnect.",
    query: &[parameter(
        "folder",
        Value::Texts,
        "A folder to watch; repeat it for more, up to 32. Empty: the upload folder.",
    )],
    headers: &[],
    body: Body::Nothing,
    answers: &[Answer {
        status: 200,
        detail: "The stream.",
        content: Content::Other("text/event-stream"),
        headers: &[],
    }],
    problems: &[P::InvalidPath, P::InvalidRequest, P::NotFound, P::NotFolder],
};

pub(in crate::http) static MAKE_FOLDER: Doc = Doc {
    id: "make-folder",
    tag: Tag::Folders,
    summary: "Make a folder",
    detail: "An existing name is an error.",
    query: &[PARENTS],
    headers: &[],
    body: Body::Nothing,
    answers: &[Answer { headers: &["Location"], ..json(201, "Entry", "Made.") }],
    problems: &[
        P::InvalidPath,
        P::InvalidName,
        P::InvalidRequest,
        P::NameTaken,
        P::NameCollides,
        P::ParentMissing,
        P::NotFolder,
        P::OtherFileSystem,
        P::NoSpace,
        P::Degraded,
    ],
};

pub(in crate::http) static DELETE_FOLDER: Doc = Doc {
    id: "delete-folder",
    tag: Tag::Folders,
    summary: "Delete a folder with all that is in it",
    detail: "As deleting a file.",
    query: &[PERMANENT],
    headers: &[PREFER],
    body: Body::Nothing,
    answers: DELETED,
    problems: &[
        P::InvalidPath,
        P::InvalidRequest,
        P::NotFound,
        P::NotFolder,
        P::IsFolder,
        P::OtherFileSystem,
        P::NoSpace,
        P::Degraded,
    ],
};
