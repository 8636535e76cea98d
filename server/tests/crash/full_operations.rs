//! A disk that is full, or fails, at any step of what keeps, puts back, moves and copies: 507, or 500 and 503, and
//! nothing has changed (row 46, D4).

use holdall_shared::{BatchResults, FileVersions, ProblemKind, TrashListing};
use reqwest::blocking::RequestBuilder;
use serde_json::json;

use crate::{
    faults::Fault,
    machine::skip,
    steps::World,
    support::{Fetch as _, Server, eventually},
};

const PATHS: [&str; 4] = ["a.txt", "b.txt", "folder/a.txt", "back"];

/// Something to do each operation with.
fn prepare(server: &Server) {
    for name in ["a.txt", "folder/a.txt"] {
        server.create(&format!("/files/{name}?parents"), "one");
        server.put(&format!("/files/{name}")).body("two").fetch().expect(200);
    }
    server.create("/files/b.txt", "b");
    server.create("/files/deleted", "d");
    server.delete("/files/deleted").fetch().expect(204);
}

const FULL: [&str; 2] = ["ENOSPC", "EDQUOT"];

type Operation = (&'static str, fn(&Server) -> RequestBuilder);

const OPERATIONS: [Operation; 10] = [
    ("delete", |server| server.delete("/files/b.txt")),
    ("delete a folder", |server| server.delete("/api/folders/folder")),
    ("restore", |server| {
        let listing: TrashListing = server.get("/api/trash").fetch().expect(200).json();
        server.post("/api/restore").json(&json!({"id": listing.entries[0].id, "to": "back"}))
    }),
    ("restore a version", |server| {
        let listing: FileVersions = server.get("/api/versions/a.txt").fetch().expect(200).json();
        server.post("/api/versions/a.txt").json(&json!({"id": listing.versions[0].id}))
    }),
    ("move", |server| server.post("/api/move").json(&json!({"from": "folder", "to": "moved"}))),
    ("move over", |server| transfer(server, "move", "a.txt", "b.txt")),
    ("copy", |server| server.post("/api/copy").json(&json!({"from": "folder", "to": "copied"}))),
    ("copy over", |server| transfer(server, "copy", "a.txt", "b.txt")),
    ("replace", |server| server.put("/files/b.txt").body("new")),
    ("make a folder", |server| server.post("/api/folders/new")),
];

fn transfer(server: &Server, operation: &str, from: &str, to: &str) -> RequestBuilder {
    let body = json!({"from": from, "to": to, "on_conflict": "replace"});
    server.post(&format!("/api/{operation}")).json(&body)
}

/// Every operation meets the error in every one of these calls that it makes, and is done when the error is over.
fn check(test: &str, calls: &str, errors: &[&str]) {
    let mut met = 0;
    for &error in errors {
        for (operation, request) in OPERATIONS {
            let server = Server::start();
            prepare(&server);
            let before = World::of(&server, &PATHS);
            let armed = request(&server);
            let fault = match Fault::inject(&server, calls, error) {
                Err(why) => return skip(test, &why),
                Ok(fault) => fault,
            };
            let answer = armed.fetch();
            drop(fault);
            if answer.status < 300 {
                // It makes no such call.
                continue;
            }
            met += 1;
            match (answer.status, error) {
                // SQLite tells a quota of the disk that is used up as a disk that fails.
                (503, "EDQUOT") if calls == "pwrite64" => drop(answer.problem(503, ProblemKind::Degraded)),
                // 503 where the catalog met the error first.
                (503, "EIO") => drop(answer.problem(503, ProblemKind::Degraded)),
                (_, "EIO") => drop(answer.problem(500, ProblemKind::Internal)),
                _ => drop(answer.problem(507, ProblemKind::NoSpace)),
            }
            server.assert_no_leftovers();
            assert_eq!(World::of(&server, &PATHS), before, "{operation}, {calls}: {error}");
            eventually("a server that takes changes", || {
                server.guest(reqwest::Method::GET, "/readyz").fetch().status == 200
            });
            let status = request(&server).fetch().status;
            assert!((200..300).contains(&status), "{operation} afterwards: {status}");
        }
    }
    assert!(met > 0, "no operation makes any of {calls}");
}

#[test]
fn a_name_that_finds_no_room_changes_nothing() {
    check("a_name_that_finds_no_room_changes_nothing", "renameat2,linkat,mkdirat,symlinkat", &FULL);
}

#[test]
fn a_catalog_that_finds_no_room_changes_nothing() {
    check("a_catalog_that_finds_no_room_changes_nothing", "pwrite64", &FULL);
}

#[test]
fn a_copy_that_finds_no_room_changes_nothing() {
    check("a_copy_that_finds_no_room_changes_nothing", "copy_file_range,syncfs", &FULL);
}

#[test]
fn a_disk_that_fails_at_any_step_changes_nothing() {
    for calls in ["renameat2,linkat,mkdirat", "fsync,fdatasync", "pwrite64", "copy_file_range,syncfs"] {
        check("a_disk_that_fails_at_any_step_changes_nothing", calls, &["EIO"]);
    }
}

#[test]
fn of_a_batch_each_operation_tells_its_own_lack_of_room() {
    let server = Server::start();
    prepare(&server);
    let before = World::of(&server, &PATHS);
    let fault = match Fault::inject(&server, "renameat2,mkdirat", "ENOSPC") {
        Err(why) => return skip("of_a_batch_each_operation_tells_its_own_lack_of_room", &why),
        Ok(fault) => fault,
    };
    let operations = json!([
        {"op": "delete", "path": "a.txt"},
        {"op": "move", "from": "a.txt", "to": "c.txt"},
        {"op": "make-folder", "path": "new"},
        {"op": "copy", "from": "a.txt", "to": "c.txt"},
    ]);
    let answer = server.post("/api/batch").json(&json!({"operations": operations})).fetch().expect(200);
    drop(fault);
    for result in answer.json::<BatchResults>().results {
        assert_eq!((result.status, result.problem.unwrap().kind), (507, ProblemKind::NoSpace));
    }
    assert_eq!(World::of(&server, &PATHS), before);
    server.assert_no_leftovers();
}
