//! The reference: `/api/openapi.json`, `/api/docs`, `/problems/{kind}`.

use holdall_shared::ProblemKind;
use reqwest::Method;
use serde_json::Value;

use crate::support::{Answer, Fetch as _, Server};

fn document(server: &Server) -> Value {
    server.guest(Method::GET, "/api/openapi.json").fetch().expect(200).json()
}

/// Where an answer is not what the document says; nothing, if it is.
fn mismatch(document: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        let schema = document.pointer(reference.trim_start_matches('#')).expect(reference);
        return mismatch(document, schema, value, at);
    }
    if let Some(all) = schema["allOf"].as_array() {
        return all.iter().find_map(|schema| mismatch(document, schema, value, at));
    }
    if let Some(one) = schema["oneOf"].as_array() {
        let fits = one.iter().any(|schema| mismatch(document, schema, value, at).is_none());
        return (!fits).then(|| format!("{at}: {value} is none of {one:?}"));
    }
    if let Some(values) = schema["enum"].as_array() {
        return (!values.contains(value)).then(|| format!("{at}: {value} is not in {values:?}"));
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    let is = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    if !types.is_empty() && !types.contains(&is) {
        return Some(format!("{at}: {value} is no {types:?}"));
    }
    match value {
        Value::Array(items) => items.iter().find_map(|item| mismatch(document, &schema["items"], item, at)),
        Value::Object(members) => {
            let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let missing = required.filter(|name| !members.contains_key(*name)).map(|name| format!("{at}: no {name}"));
            missing.into_iter().next().or_else(|| {
                let properties = schema["properties"].as_object()?;
                members.iter().find_map(|(name, member)| {
                    let schema = properties.get(name)?;
                    mismatch(document, schema, member, &format!("{at}.{name}"))
                })
            })
        }
        _ => None,
    }
}

#[test]
fn answers_are_what_the_description_says() {
    let server = Server::start();
    let document = document(&server);
    server.create("/files/a.txt", "one");
    server.put("/files/a.txt").body("two").fetch().expect(200);
    server.create("/files/gone.txt", "x");
    server.delete("/files/gone.txt").fetch().expect(204);
    server.create("/files/folder/b.txt?parents", "b");
    let json = |path: &str, body: Value| server.post(path).json(&body).fetch();
    let deleted = server.delete("/files/folder/b.txt").header("Prefer", "return=representation").fetch();
    let batch =
        serde_json::json!({"operations": [{"op": "delete", "path": "none"}, {"op": "make-folder", "path": "n"}]});
    let plan = serde_json::json!({"files": [{"path": "a.txt", "size": 3}, {"path": "b", "size": 1}, {"path": "b?", "size": 1}]});
    let cases: Vec<(&str, Answer)> = vec![
        ("Entry", server.create("/files/new.txt", "new")),
        ("Entry", server.put("/files/new.txt").body("newer").fetch()),
        ("Entry", server.get("/api/entries/a.txt?digest").fetch()),
        ("Entry", server.get("/api/entries/folder").fetch()),
        ("Listing", server.get("/api/folders").fetch()),
        ("FileList", server.get("/file-list").fetch()),
        ("Limits", server.get("/api/limits").fetch()),
        ("Session", server.get("/api/session").fetch()),
        ("TrashListing", server.get("/api/trash").fetch()),
        ("FileVersions", server.get("/api/versions/a.txt").fetch()),
        ("Deleted", deleted),
        ("Entry", json("/api/copy", serde_json::json!({"from": "a.txt", "to": "c.txt"}))),
        ("BatchResults", json("/api/batch", batch)),
        ("Plan", json("/api/plan", plan)),
        ("Problem", server.post("/files/a.txt").body("taken").fetch()),
        ("Problem", server.post("/files/what%3F").body("x").fetch()),
        ("Emptied", server.delete("/api/trash").fetch()),
    ];
    for (name, answer) in cases {
        let value: Value = serde_json::from_slice(&answer.body).unwrap();
        let schema = &document["components"]["schemas"][name];
        assert!(schema["properties"].is_object() || schema["allOf"].is_array(), "{name}");
        assert_eq!(mismatch(&document, schema, &value, name), None);
    }
    // And it can tell.
    let schema = &document["components"]["schemas"]["Entry"];
    assert!(mismatch(&document, schema, &serde_json::json!({"name": 5}), "").is_some());
}

#[test]
fn the_description_is_public_and_revalidated() {
    let server = Server::start();
    for (target, media_type) in [
        ("/api/openapi.json", "application/json"),
        ("/api/docs", "text/html; charset=utf-8"),
        ("/api/docs.css", "text/css; charset=utf-8"),
        ("/problems", "text/html; charset=utf-8"),
        ("/problems/name-taken", "text/html; charset=utf-8"),
    ] {
        let answer = server.guest(Method::GET, target).fetch().expect(200);
        assert_eq!(
            (answer.field("content-type"), answer.field("cache-control")),
            (media_type.into(), "no-cache".into())
        );
        let policy = answer.field("content-security-policy");
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"), "{policy}");
        let again = server.guest(Method::GET, target).header("If-None-Match", answer.etag()).fetch();
        assert_eq!((again.status, again.body.len()), (304, 0));
    }
    assert_eq!(document(&server)["openapi"], "3.1.0");
}

#[test]
fn the_type_of_a_problem_is_an_address_that_a_person_can_open() {
    let server = Server::start();
    server.create("/files/a.txt", "x");
    let problem: Value =
        serde_json::from_slice(&server.post("/files/a.txt").body("y").fetch().expect(409).body).unwrap();
    let page = server.guest(Method::GET, problem["type"].as_str().unwrap()).fetch().expect(200);
    let text = String::from_utf8(page.body).unwrap();
    assert!(text.contains(problem["title"].as_str().unwrap()), "{text}");
    server.guest(Method::GET, "/problems/none").fetch().problem(404, ProblemKind::NotFound);
    server.guest(Method::GET, "/problems/name-taken/").fetch().problem(404, ProblemKind::NotFound);
}
