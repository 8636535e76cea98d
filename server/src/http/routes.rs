//! The one table of routes: what exists, what each route needs, who handles it, what it says of itself.
//!
//! It registers the handlers, fills `Allow`, is the description of the API, and is walked by a test that asks every route
//! without a token.

use actix_web::{HttpResponse, http::Method};
use futures_util::future::LocalBoxFuture;
use holdall_shared::Action;

use super::{
    archive, batch,
    call::Call,
    count, entries, events, file_list, files, folders, health, limits, page, plan,
    problem::Failure,
    reference::{self, doc::Doc, operations as op},
    search, session, storage, transfers, trash, uploads, versions,
};

/// Answers one request.
pub(super) type Handler = fn(Call) -> LocalBoxFuture<'static, Result<HttpResponse, Failure>>;

/// One row of the table.
pub(super) struct Route {
    pub(super) method: Method,
    /// In actix's syntax. A tree's own address is matched with and without the slash at its end.
    pub(super) pattern: &'static str,
    pub(super) access: Access,
    pub(super) handler: Handler,
    /// What it says of itself.
    pub(super) doc: &'static Doc,
}

/// Who may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Everybody.
    Public,
    /// Whoever has this right; the handler asks again, for the very path.
    Needs(Action),
}

macro_rules! routes {
    ($($method:ident $pattern:literal $access:expr => $handler:path, $doc:expr;)+) => {
        &[$(Route {
            method: Method::$method,
            pattern: $pattern,
            access: $access,
            handler: |call| Box::pin($handler(call)),
            doc: $doc,
        }),+]
    };
}

use Access::{Needs, Public};
use Action::{Create, Delete, List, Read, Update};

/// HEAD is answered wherever GET is.
pub(super) static ROUTES: &[Route] = routes! {
    GET "/files{path:(/.*)?}" Needs(Read) => files::read, &op::DOWNLOAD;
    POST "/files{path:(/.*)?}" Needs(Create) => files::create, &op::CREATE;
    PUT "/files{path:(/.*)?}" Needs(Update) => files::update, &op::REPLACE;
    DELETE "/files{path:(/.*)?}" Needs(Delete) => files::delete, &op::DELETE;
    GET "/file-list" Needs(List) => file_list::read, &op::FILE_LIST;
    GET "/api/archive" Needs(Read) => archive::read, &op::ARCHIVE;
    POST "/api/archive" Needs(Read) => archive::post, &op::ARCHIVE_FORM;
    GET "/api/entries{path:(/.*)?}" Needs(List) => entries::read, &op::ENTRY;
    GET "/api/folders{path:(/.*)?}" Needs(List) => folders::list, &op::LIST;
    GET "/api/search" Needs(List) => search::read, &op::SEARCH;
    GET "/api/events" Needs(List) => events::read, &op::EVENTS;
    POST "/api/folders{path:(/.*)?}" Needs(Create) => folders::make, &op::MAKE_FOLDER;
    DELETE "/api/folders{path:(/.*)?}" Needs(Delete) => folders::delete, &op::DELETE_FOLDER;
    POST "/api/plan" Needs(List) => plan::run, &op::PLAN;
    POST "/api/move" Needs(Delete) => transfers::rename, &op::MOVE;
    POST "/api/copy" Needs(Create) => transfers::copy, &op::COPY;
    POST "/api/batch" Needs(List) => batch::run, &op::BATCH;
    GET "/api/trash" Needs(List) => trash::list, &op::TRASH;
    DELETE "/api/trash" Needs(Delete) => trash::empty, &op::EMPTY_TRASH;
    GET "/api/trash/{id}" Needs(List) => trash::read, &op::TRASHED;
    DELETE "/api/trash/{id}" Needs(Delete) => trash::purge, &op::PURGE;
    POST "/api/restore" Needs(Create) => trash::restore, &op::RESTORE;
    GET "/api/versions{path:(/.*)?}" Needs(List) => versions::list, &op::VERSIONS;
    POST "/api/versions{path:(/.*)?}" Needs(Update) => versions::restore, &op::RESTORE_VERSION;
    DELETE "/api/versions{path:(/.*)?}" Needs(Delete) => versions::delete, &op::DELETE_VERSIONS;
    OPTIONS "/api/uploads" Public => uploads::options, &op::TUS_OPTIONS;
    POST "/api/uploads" Needs(Create) => uploads::begin, &op::BEGIN_UPLOAD;
    GET "/api/uploads/{id}" Needs(Create) => uploads::look, &op::UPLOAD;
    PATCH "/api/uploads/{id}" Needs(Create) => uploads::append, &op::APPEND;
    POST "/api/uploads/{id}" Needs(Create) => uploads::finish, &op::FINISH_UPLOAD;
    DELETE "/api/uploads/{id}" Needs(Create) => uploads::end, &op::END_UPLOAD;
    GET "/api/session" Public => session::read, &op::SESSION;
    POST "/api/session" Public => session::sign_in, &op::SIGN_IN;
    DELETE "/api/session" Public => session::sign_out, &op::SIGN_OUT;
    GET "/api/count{path:(/.*)?}" Needs(List) => count::read, &op::COUNT;
    GET "/api/storage" Needs(List) => storage::read, &op::STORAGE;
    GET "/api/limits" Needs(List) => limits::read, &op::LIMITS;
    GET "/api/openapi.json" Public => reference::openapi, &op::OPENAPI;
    GET "/api/docs" Public => reference::operations_page, &op::DOCS;
    GET "/api/docs.css" Public => reference::style, &op::DOCS_CSS;
    GET "/problems" Public => reference::problems_page, &op::PROBLEMS;
    GET "/problems/{kind}" Public => reference::problem_page, &op::PROBLEM;
    GET "/healthz" Public => health::alive, &op::ALIVE;
    GET "/readyz" Public => health::ready, &op::READY;
    GET "/" Public => page::index, &op::INDEX;
    GET "/index.html" Public => page::index, &op::INDEX_FILE;
    GET "/browse{path:(/.*)?}" Public => page::index, &op::BROWSE;
    GET "/trash" Public => page::index, &op::TRASH_PAGE;
};

/// The patterns of the table, each once.
pub(super) fn patterns() -> impl Iterator<Item = &'static str> {
    let first = |n: usize| ROUTES.iter().take(n).map(|route| route.pattern);
    ROUTES
        .iter()
        .enumerate()
        .filter(move |(n, route)| !first(*n).any(|pattern| pattern == route.pattern))
        .map(|(_, route)| route.pattern)
}

/// The route for a method on a pattern.
pub(super) fn find(pattern: &str, method: &Method) -> Option<&'static Route> {
    let method = if *method == Method::HEAD { &Method::GET } else { method };
    ROUTES.iter().find(|route| route.pattern == pattern && route.method == *method)
}

/// The value of `Allow` for a pattern.
pub(super) fn allowed(pattern: &str) -> String {
    let mut methods: Vec<&str> =
        ROUTES.iter().filter(|route| route.pattern == pattern).map(|route| route.method.as_str()).collect();
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    methods.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_method_of_a_pattern_has_one_route() {
        for (n, route) in ROUTES.iter().enumerate() {
            let same = |other: &Route| other.pattern == route.pattern && other.method == route.method;
            assert!(!ROUTES[..n].iter().any(same), "{} {}", route.method, route.pattern);
        }
    }

    #[test]
    fn only_what_shows_no_file_is_public() {
        let public: Vec<&str> =
            ROUTES.iter().filter(|route| route.access == Public).map(|route| route.pattern).collect();
        assert_eq!(
            public,
            [
                "/api/uploads",
                "/api/session",
                "/api/session",
                "/api/session",
                "/api/openapi.json",
                "/api/docs",
                "/api/docs.css",
                "/problems",
                "/problems/{kind}",
                "/healthz",
                "/readyz",
                "/",
                "/index.html",
                "/browse{path:(/.*)?}",
                "/trash"
            ]
        );
    }

    #[test]
    fn allow_names_the_methods_of_a_pattern() {
        assert_eq!(allowed("/files{path:(/.*)?}"), "GET, POST, PUT, DELETE, HEAD");
        assert_eq!(allowed("/api/move"), "POST");
    }
}
