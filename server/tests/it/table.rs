//! The table of routes, read from its source, with a request for each: a route without one fails.

use crate::{
    support::Fetch as _,
    surface::{Input, Place, Realm, Surface},
};

/// The table of routes itself.
const TABLE: &str = include_str!("../../src/http/routes.rs");

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) method: &'static str,
    pub(crate) pattern: &'static str,
    /// What it needs; nothing: it is public.
    pub(crate) needs: Option<&'static str>,
}

/// `GET "/files{path:(/.*)?}" Needs(Read) => …`, line by line.
fn rows() -> Vec<Row> {
    let rows: Vec<Row> = TABLE
        .lines()
        .filter_map(|line| {
            let (method, rest) = line.trim().split_once(" \"")?;
            let (pattern, rest) = rest.split_once("\" ")?;
            let (access, _) = rest.split_once(" => ")?;
            let needs = access.strip_prefix("Needs(").and_then(|needs| needs.strip_suffix(')'));
            assert!(needs.is_some() || access == "Public", "{line}");
            Some(Row { method, pattern, needs })
        })
        .collect();
    assert!(rows.len() >= 32, "the table is read wrongly: {rows:?}");
    rows
}

const NONE: &str = "X-Note: none";
pub(crate) const JSON: &str = "Content-Type: application/json";
const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
const TUS: &str = "Tus-Resumable: 1.0.0";
/// Of a file `new.bin`.
const BEGIN: &str = "Tus-Resumable: 1.0.0\r\nUpload-Length: 3\r\nUpload-Metadata: path bmV3LmJpbg==";
const APPEND: &str = "Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream";
const TOKEN_BODY: &str = r#"{"credential":"0123456789abcdef-owner"}"#;

/// For each row of the table a request that its owner is answered with success: pattern, method, target, field, body.
const SAMPLES: &[(&str, &str, &str, &str, &str)] = &[
    ("/files{path:(/.*)?}", "GET", "/files/inside.txt", NONE, ""),
    ("/files{path:(/.*)?}", "POST", "/files/new.txt", NONE, "x"),
    ("/files{path:(/.*)?}", "PUT", "/files/inside.txt", NONE, "x"),
    ("/files{path:(/.*)?}", "DELETE", "/files/inside.txt", NONE, ""),
    ("/file-list", "GET", "/file-list", NONE, ""),
    ("/api/entries{path:(/.*)?}", "GET", "/api/entries/inside.txt", NONE, ""),
    ("/api/folders{path:(/.*)?}", "GET", "/api/folders/folder", NONE, ""),
    ("/api/folders{path:(/.*)?}", "POST", "/api/folders/new", NONE, ""),
    ("/api/folders{path:(/.*)?}", "DELETE", "/api/folders/folder", NONE, ""),
    ("/api/move", "POST", "/api/move", JSON, r#"{"from":"inside.txt","to":"new.txt"}"#),
    ("/api/copy", "POST", "/api/copy", JSON, r#"{"from":"inside.txt","to":"new.txt"}"#),
    ("/api/batch", "POST", "/api/batch", JSON, r#"{"operations":[{"op":"delete","path":"inside.txt"}]}"#),
    ("/api/plan", "POST", "/api/plan", JSON, r#"{"files":[{"path":"new/a.txt","size":1}]}"#),
    ("/api/archive", "GET", "/api/archive?path=folder", NONE, ""),
    ("/api/archive", "POST", "/api/archive", FORM, "path=folder"),
    ("/api/trash", "GET", "/api/trash", NONE, ""),
    ("/api/trash", "DELETE", "/api/trash", NONE, ""),
    ("/api/trash/{id}", "GET", "/api/trash/TRASHED", NONE, ""),
    ("/api/trash/{id}", "DELETE", "/api/trash/TRASHED", NONE, ""),
    ("/api/restore", "POST", "/api/restore", JSON, r#"{"id":"TRASHED"}"#),
    ("/api/versions{path:(/.*)?}", "GET", "/api/versions/inside.txt", NONE, ""),
    ("/api/versions{path:(/.*)?}", "POST", "/api/versions/inside.txt", JSON, r#"{"id":"VERSION"}"#),
    ("/api/versions{path:(/.*)?}", "DELETE", "/api/versions/inside.txt?id=VERSION", NONE, ""),
    ("/api/uploads", "OPTIONS", "/api/uploads", NONE, ""),
    ("/api/uploads", "POST", "/api/uploads", BEGIN, ""),
    ("/api/uploads/{id}", "GET", "/api/uploads/UPLOAD", NONE, ""),
    ("/api/uploads/{id}", "PATCH", "/api/uploads/UPLOAD", APPEND, "x"),
    ("/api/uploads/{id}", "POST", "/api/uploads/REFUSED", JSON, r#"{"on_conflict":"rename"}"#),
    ("/api/uploads/{id}", "DELETE", "/api/uploads/UPLOAD", TUS, ""),
    ("/api/session", "GET", "/api/session", NONE, ""),
    ("/api/session", "POST", "/api/session", JSON, TOKEN_BODY),
    ("/api/session", "DELETE", "/api/session", NONE, ""),
    ("/api/search", "GET", "/api/search?q=inner&path=folder", NONE, ""),
    ("/api/events", "GET", "/api/events?folder=folder", NONE, ""),
    ("/api/count{path:(/.*)?}", "GET", "/api/count/folder", NONE, ""),
    ("/api/storage", "GET", "/api/storage", NONE, ""),
    ("/api/limits", "GET", "/api/limits", NONE, ""),
    ("/api/openapi.json", "GET", "/api/openapi.json", NONE, ""),
    ("/api/docs", "GET", "/api/docs", NONE, ""),
    ("/api/docs.css", "GET", "/api/docs.css", NONE, ""),
    ("/problems", "GET", "/problems", NONE, ""),
    ("/problems/{kind}", "GET", "/problems/not-found", NONE, ""),
    ("/healthz", "GET", "/healthz", NONE, ""),
    ("/readyz", "GET", "/readyz", NONE, ""),
    ("/", "GET", "/", NONE, ""),
    ("/index.html", "GET", "/index.html", NONE, ""),
    ("/browse{path:(/.*)?}", "GET", "/browse/folder", NONE, ""),
    ("/trash", "GET", "/trash", NONE, ""),
];

/// Each row with its sample.
pub(crate) fn matrix() -> Vec<(Row, Input)> {
    let input = |row: &Row| {
        let sample = SAMPLES.iter().find(|sample| (sample.0, sample.1) == (row.pattern, row.method));
        let (_, method, target, field, body) = *sample.unwrap_or_else(|| panic!("no sample for {row:?}"));
        Input { method, target, field, body, place: Place::Json, realm: Realm::Files }
    };
    rows().into_iter().map(|row| (row, input(&row))).collect()
}

#[test]
fn the_samples_the_table_and_the_description_are_of_the_same_routes() {
    let mut table: Vec<(&str, &str)> = rows().iter().map(|row| (row.pattern, row.method)).collect();
    let mut samples: Vec<(&str, &str)> = SAMPLES.iter().map(|sample| (sample.0, sample.1)).collect();
    table.sort_unstable();
    samples.sort_unstable();
    assert_eq!(samples, table);
    let surface = Surface::new();
    let description: serde_json::Value = surface.server.get("/api/openapi.json").fetch().expect(200).json();
    let paths = description["paths"].as_object().unwrap();
    let mut described = 0;
    for (path, operations) in paths {
        for method in operations.as_object().unwrap().keys().filter(|method| *method != "parameters") {
            let method = method.to_uppercase();
            let is_row = |row: &(&str, &str)| row.1 == method && normal(row.0) == normal(path);
            // HEAD is answered wherever GET is.
            assert!(method == "HEAD" || table.iter().any(is_row), "{method} {path} is described and not in the table");
            described += usize::from(method != "HEAD");
        }
    }
    assert!(described > 20, "{described}");
}

/// A pattern and a path of the description alike: `/files`.
fn normal(pattern: &str) -> String {
    pattern.replace("{path:(/.*)?}", "").replace("/{path}", "").trim_end_matches('/').to_owned()
}
