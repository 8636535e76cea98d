//! What errors tell a person to do fits the very request.

use holdall_shared::{Listing, Problem, ProblemKind};
use reqwest::{Method, blocking::RequestBuilder};
use serde_json::json;

use crate::support::{Fetch as _, Server};

#[track_caller]
fn detail(request: RequestBuilder, status: u16, kind: ProblemKind) -> String {
    request.fetch().problem(status, kind).detail
}

#[test]
fn a_taken_name_is_answered_with_what_this_request_can_do_about_it() {
    let server = Server::start();
    server.write("a.txt", "a");
    server.write("b/c.txt", "c");
    let taken = |request| detail(request, 409, ProblemKind::NameTaken);
    let create = taken(server.post("/files/a.txt").body("x"));
    assert!(create.contains("on-conflict=rename") && create.contains("on-conflict=replace"), "{create}");
    let transfer = json!({ "from": "b/c.txt", "to": "a.txt" });
    assert!(taken(server.post("/api/move").json(&transfer)).contains("`on_conflict` in JSON"));
    // A folder is made, or not; nothing is restored over what is there.
    let make = taken(server.post("/api/folders/b"));
    assert!(!make.contains("conflict") && !make.contains("PUT"), "{make}");
    let prefer = server.delete("/files/a.txt").header("Prefer", "return=representation");
    let id = prefer.fetch().json::<serde_json::Value>()["trashed"]["id"].clone();
    server.write("a.txt", "another");
    let restore = taken(server.post("/api/restore").json(&json!({ "id": id })));
    assert!(restore.contains("rename") && restore.contains("`to`") && !restore.contains("replace"), "{restore}");
    let batch = json!({ "operations": [{ "op": "restore", "id": id }, { "op": "make-folder", "path": "b" }] });
    let results = server.post("/api/batch").json(&batch).fetch().json::<holdall_shared::BatchResults>().results;
    let told: Vec<String> = results.into_iter().filter_map(|result| Some(result.problem?.detail)).collect();
    assert_eq!(told, [restore, make]);
}

#[test]
fn a_put_that_asks_for_a_free_name_is_told_that_this_is_why() {
    let server = Server::start();
    server.write("a.txt", "a");
    let put = server.put("/files/a.txt").header("If-None-Match", "*").body("x");
    let told = detail(put, 412, ProblemKind::PreconditionFailed);
    assert!(told.contains("If-None-Match") && !told.contains("on-conflict"), "{told}");
}

#[test]
fn a_missing_folder_can_be_asked_for_in_addresses_and_in_json() {
    let server = Server::start();
    let told = detail(server.post("/files/none/a.txt").body("x"), 409, ProblemKind::ParentMissing);
    assert!(told.contains("?parents") && told.contains("\"parents\": true"), "{told}");
}

#[test]
fn a_parameter_that_cannot_be_understood_is_named() {
    let server = Server::start();
    for (target, faulty) in [
        ("/api/folders/?offset=0&limit=many", "limit=many"),
        ("/files/a.txt?parents=perhaps&modified=2020-01-01T00:00:00Z", "parents=perhaps"),
        ("/api/trash?size=1", "size=1"),
    ] {
        let method = if target.starts_with("/files") { Method::POST } else { Method::GET };
        let told = detail(server.request(method, target), 400, ProblemKind::InvalidRequest);
        assert!(told.contains(&format!("“{faulty}”")), "{told}");
    }
    let told = detail(server.get("/api/folders/?limit=1&limit=1"), 400, ProblemKind::InvalidRequest);
    assert!(told.contains("duplicate"), "each is right by itself: {told}");
}

#[test]
fn a_flag_may_stand_alone_in_every_address() {
    let server = Server::start();
    server.write(".hidden", "x");
    for (query, total) in [("hidden", 1), ("hidden=true", 1), ("hidden=1", 1), ("hidden=false", 0), ("hidden=0", 0)] {
        let listing: Listing = server.get(&format!("/api/folders/?{query}")).fetch().expect(200).json();
        assert_eq!(listing.total, total, "{query}");
    }
    server.get("/api/folders/?hidden=perhaps").fetch().problem(400, ProblemKind::InvalidRequest);
}

#[test]
fn a_slash_too_many_in_json_is_what_is_talked_about() {
    let server = Server::start();
    let told =
        detail(server.post("/api/copy").json(&json!({ "from": "/a", "to": "b" })), 400, ProblemKind::InvalidRequest);
    assert!(told.contains("slash"), "{told}");
    let told =
        detail(server.post("/api/copy").json(&json!({ "from": "a", "to": "../b" })), 400, ProblemKind::InvalidPath);
    assert!(!told.contains("address"), "it stands in the body: {told}");
}

#[test]
fn a_kind_that_does_not_fit_is_told_with_the_one_that_is_needed() {
    let server = Server::start();
    server.write("a.txt", "a");
    server.write("b/c.txt", "c");
    let replace = |from: &str, to: &str| {
        server.post("/api/copy").json(&json!({ "from": from, "to": to, "on_conflict": "replace" }))
    };
    assert!(detail(replace("a.txt", "b"), 409, ProblemKind::IsFolder).contains("a file is needed"));
    assert!(detail(replace("b", "a.txt"), 409, ProblemKind::NotFolder).contains("a folder is needed"));
    assert!(detail(replace("b", "b"), 409, ProblemKind::IntoItself).contains("replace"));
}

#[test]
fn the_upload_folder_stays_and_the_answer_says_what_can_go() {
    let server = Server::start();
    assert!(detail(server.delete("/api/folders/"), 409, ProblemKind::IsFolder).contains("upload folder"));
    assert!(detail(server.post("/api/folders/"), 409, ProblemKind::NameTaken).contains("upload folder"));
}

#[test]
fn every_401_names_the_way_to_authenticate() {
    let server = Server::start();
    for request in [
        server.guest(Method::GET, "/file-list"),
        server.guest(Method::GET, "/file-list").bearer_auth("wrong"),
        server.guest(Method::POST, "/api/session").json(&json!({ "credential": "wrong" })),
    ] {
        let answer = request.fetch().expect(401);
        assert!(serde_json::from_slice::<Problem>(&answer.body).is_ok());
        // RFC 9110 §15.5.2: the server MUST send it.
        assert_eq!(answer.field("www-authenticate"), "Bearer realm=\"Holdall\"");
    }
}
