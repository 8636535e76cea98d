//! `/api/session`, `/api/limits`, health, this description, the page.

use holdall_shared::ProblemKind as P;

use super::{json, nothing};
use crate::http::reference::doc::{Answer, Body, Content, Doc, Tag};

const fn text(media_type: &'static str, detail: &'static str) -> Answer {
    Answer { status: 200, detail, content: Content::Other(media_type), headers: &["ETag"] }
}

/// A resource that is only read.
const fn page(id: &'static str, tag: Tag, summary: &'static str, answers: &'static [Answer]) -> Doc {
    Doc {
        id,
        tag,
        summary,
        detail: "For browsers and tools.",
        query: &[],
        headers: &[],
        body: Body::Nothing,
        answers,
        problems: &[],
    }
}

pub(in crate::http) static SESSION: Doc = Doc {
    id: "session",
    tag: Tag::Access,
    summary: "Who the caller is",
    detail: "Whether it is signed in, and what it may do.",
    query: &[],
    headers: &[],
    body: Body::Nothing,
    answers: &[json(200, "Session", "The caller.")],
    problems: &[],
};

pub(in crate::http) static SIGN_IN: Doc = Doc {
    id: "sign-in",
    tag: Tag::Access,
    summary: "Sign in: a session for a token or a one-time code",
    detail: "For browsers. Scripts send the token itself: `Authorization: Bearer TOKEN`.",
    query: &[],
    headers: &[],
    body: Body::Json("SignIn"),
    answers: &[Answer { headers: &["Set-Cookie"], ..json(200, "Session", "Signed in.") }],
    problems: &[P::InvalidRequest, P::WrongCredential, P::CrossOrigin, P::UnsupportedMedia, P::Throttled],
};

pub(in crate::http) static SIGN_OUT: Doc = Doc {
    id: "sign-out",
    tag: Tag::Access,
    summary: "Sign out",
    detail: "Ends the session of the cookie.",
    query: &[],
    headers: &[],
    body: Body::Nothing,
    answers: &[Answer { headers: &["Set-Cookie"], ..nothing(204, "Signed out.") }],
    problems: &[P::CrossOrigin],
};

pub(in crate::http) static LIMITS: Doc = Doc {
    id: "limits",
    tag: Tag::Server,
    summary: "What this server takes",
    detail: "Sizes, space, and how long deleted and replaced files are kept.",
    query: &[],
    headers: &[],
    body: Body::Nothing,
    answers: &[json(200, "Limits", "The limits.")],
    problems: &[],
};

pub(in crate::http) static STORAGE: Doc = Doc {
    id: "storage",
    tag: Tag::Server,
    summary: "What takes how much",
    detail: "Files, trash, versions, and what is free. Files are counted beside requests, not by them: the first answer may \
             come before their number is known.",
    query: &[],
    headers: &[],
    body: Body::Nothing,
    answers: &[json(200, "Storage", "Bytes and counts.")],
    problems: &[],
};

pub(in crate::http) static COUNT: Doc = Doc {
    id: "count",
    tag: Tag::Folders,
    summary: "How much is in a folder",
    detail: "All files in it and in the folders in it. It takes as long as it takes to walk through them: meanwhile white \
             space is sent.",
    query: &[],
    headers: &[],
    body: Body::Nothing,
    answers: &[json(200, "FolderCount", "How many files, and their bytes.")],
    problems: &[P::InvalidPath, P::InvalidRequest, P::NotFound, P::NotFolder],
};

pub(in crate::http) static OPENAPI: Doc =
    page("openapi", Tag::Server, "This description", &[text("application/json", "OpenAPI 3.1.")]);
pub(in crate::http) static DOCS: Doc =
    page("docs", Tag::Server, "This description, for people", &[text("text/html", "A page.")]);
pub(in crate::http) static DOCS_CSS: Doc =
    page("docs-style", Tag::Server, "How it looks", &[text("text/css", "A style sheet.")]);
pub(in crate::http) static PROBLEMS: Doc =
    page("problems", Tag::Server, "What can go wrong, for people", &[text("text/html", "A page.")]);
pub(in crate::http) static PROBLEM: Doc = Doc {
    problems: &[P::NotFound],
    detail: "The page that a problem's `type` names: what happened, and what to do.",
    ..page("problem", Tag::Server, "One kind of problem, for people", &[text("text/html", "A page.")])
};
pub(in crate::http) static ALIVE: Doc =
    page("alive", Tag::Server, "Whether the process answers", &[text("text/plain", "It does.")]);
pub(in crate::http) static READY: Doc = Doc {
    problems: &[P::Degraded],
    ..page("ready", Tag::Server, "Whether changes are taken", &[text("text/plain", "They are.")])
};
pub(in crate::http) static INDEX: Doc =
    Doc { problems: &[P::NoPage], ..page("page", Tag::Page, "The page", &[text("text/html", "The page.")]) };
pub(in crate::http) static INDEX_FILE: Doc = Doc {
    problems: &[P::NoPage],
    ..page("page-file", Tag::Page, "The page, by its file's name", &[text("text/html", "The page.")])
};
pub(in crate::http) static BROWSE: Doc = Doc {
    problems: &[P::NoPage],
    ..page("browse", Tag::Page, "The page, showing a folder", &[text("text/html", "The page.")])
};
pub(in crate::http) static TRASH_PAGE: Doc = Doc {
    problems: &[P::NoPage],
    ..page("browse-trash", Tag::Page, "The page, showing the trash", &[text("text/html", "The page.")])
};
