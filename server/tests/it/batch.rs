//! `POST /api/batch`: many changes, a result for each.

use std::time::Duration;

use holdall_shared::{BatchResult, BatchResults, Fate, ProblemKind};
use serde_json::{Value, json};

use crate::support::{Fetch as _, Server, Setup, TOKEN, snapshot};

fn run(server: &Server, operations: &Value) -> Vec<BatchResult> {
    let answer = server.post("/api/batch").json(&json!({"operations": operations})).fetch().expect(200);
    answer.json::<BatchResults>().results
}

#[test]
fn each_operation_has_its_result_in_order_and_a_failure_stops_none() {
    let server = Server::start();
    for name in ["a.txt", "b.txt", "c.txt", "folder/x"] {
        server.write(name, name);
    }
    let results = run(
        &server,
        &json!([
            {"op": "make-folder", "path": "new/deep", "parents": true},
            {"op": "move", "from": "a.txt", "to": "new/a.txt"},
            {"op": "copy", "from": "b.txt", "to": "new/a.txt"},
            {"op": "copy", "from": "b.txt", "to": "new/a.txt", "on_conflict": "rename"},
            {"op": "delete", "path": "none"},
            {"op": "delete", "path": "folder"},
            {"op": "delete", "path": "c.txt", "permanent": true},
            {"op": "make-folder", "path": "a?"},
        ]),
    );
    let statuses: Vec<u16> = results.iter().map(|result| result.status).collect();
    assert_eq!(statuses, [201, 200, 409, 201, 404, 200, 200, 400]);
    let path = |n: usize| results[n].entry.as_ref().unwrap().path.to_string();
    assert_eq!((path(0), path(1), path(3)), ("new/deep".into(), "new/a.txt".into(), "new/a (2).txt".into()));
    let problem = |n: usize| results[n].problem.as_ref().unwrap().kind;
    assert_eq!(
        (problem(2), problem(4), problem(7)),
        (ProblemKind::NameTaken, ProblemKind::NotFound, ProblemKind::InvalidName)
    );
    let trashed = results[5].deleted.as_ref().unwrap().trashed.as_ref().unwrap();
    assert_eq!(results[6].deleted.as_ref().unwrap().fate, Fate::Gone);
    let results = run(&server, &json!([{"op": "restore", "id": trashed.id}, {"op": "purge", "id": trashed.id}]));
    assert_eq!((results[0].status, results[1].status), (201, 404));
    assert_eq!(server.read("folder/x"), b"folder/x");
}

#[test]
fn a_result_is_the_problem_that_the_single_request_would_have() {
    let server = Server::start();
    server.write("a.txt", "a");
    server.write("b.txt", "b");
    let transfer = json!({"from": "a.txt", "to": "b.txt"});
    let single = server.post("/api/move").json(&transfer).fetch().problem(409, ProblemKind::NameTaken);
    let batch = json!([{"op": "move", "from": "a.txt", "to": "b.txt"}]);
    let mut result = run(&server, &batch).remove(0).problem.unwrap();
    assert!(result.instance.is_some());
    result.instance.clone_from(&single.instance);
    assert_eq!(result, single);
}

#[test]
fn a_batch_that_cannot_be_understood_changes_nothing() {
    let server = Server::start();
    server.write("a.txt", "a");
    let before = snapshot(server.setup().files());
    let delete = json!({"op": "delete", "path": "a.txt"});
    for body in [
        json!({"operations": [delete, {"op": "explode"}]}),
        json!({"operations": [delete, {"op": "delete", "path": "../a"}]}),
        json!({"operations": [delete, {"op": "delete", "path": ".holdall/trash"}]}),
        json!({"operations": [delete, {"op": "delete"}]}),
        json!({"operations": vec![delete.clone(); 1001]}),
        json!([delete]),
    ] {
        server.post("/api/batch").json(&body).fetch().problem(400, ProblemKind::InvalidRequest);
    }
    server.post("/api/batch").body("{}").fetch().problem(415, ProblemKind::UnsupportedMedia);
    assert_eq!(snapshot(server.setup().files()), before);
}

#[test]
fn a_thousand_changes_are_one_request() {
    let server = Server::start();
    let operations: Vec<Value> =
        (0..1000).map(|n| json!({"op": "make-folder", "path": format!("{n}{}", "x".repeat(200))})).collect();
    // Each waits for the disk.
    let request = server.post("/api/batch").timeout(Duration::from_mins(4));
    let answer = request.json(&json!({"operations": operations})).fetch().expect(200);
    let results = answer.json::<BatchResults>().results;
    assert!(results.len() == 1000 && results.iter().all(|result| result.status == 201));
}

#[test]
fn each_operation_needs_its_own_right() {
    let server = Setup::new().args(["--read-only"]).start();
    let results = run(&server, &json!([{"op": "delete", "path": "a"}, {"op": "make-folder", "path": "b"}]));
    for result in results {
        assert_eq!((result.status, result.problem.unwrap().kind), (403, ProblemKind::ReadOnly));
    }
    let guests = Setup::new().args(["--public-read"]).start();
    let body = json!({"operations": [{"op": "delete", "path": "a"}]});
    let answer = guests.guest(reqwest::Method::POST, "/api/batch").json(&body).fetch().expect(200);
    assert_eq!(answer.json::<BatchResults>().results[0].status, 401);
    assert!(!answer.text().contains(TOKEN));
}
