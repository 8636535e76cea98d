//! What happens to an upload while the place it is meant for changes (D5).

use std::fs;

use holdall_shared::ProblemKind;
use serde_json::json;

use crate::support::{Connection, Fetch as _, Server, eventually, snapshot};

/// An upload of which one byte is missing.
struct Upload(Connection);

impl Upload {
    fn begin(server: &Server, method: &str, target: &str) -> Self {
        let mut connection = Connection::open(server);
        connection.send(Connection::head(method, target, &["Content-Length: 100001", "Expect: 100-continue"]));
        assert_eq!(connection.answer_head().0, 100);
        connection.send(vec![b'x'; 100_000]);
        eventually("staged bytes", || server.has_staged());
        Self(connection)
    }

    fn finish(mut self) -> crate::support::Answer {
        self.0.send("x");
        self.0.answer()
    }
}

#[test]
fn a_file_for_a_folder_that_is_deleted_meanwhile_is_refused() {
    for query in ["", "?permanent"] {
        let server = Server::start();
        server.write("folder/old.txt", "old");
        let upload = Upload::begin(&server, "POST", "/files/folder/new.txt");
        server.delete(&format!("/api/folders/folder{query}")).fetch().expect(204);
        upload.finish().problem(409, ProblemKind::ParentMissing);
        assert!(snapshot(server.setup().files()).is_empty());
        assert!(!server.trash().iter().any(|content| content.starts_with(b"x")));
        server.assert_no_leftovers();
    }
}

#[test]
fn a_file_for_a_folder_that_is_moved_meanwhile_does_not_follow_it() {
    let server = Server::start();
    server.write("folder/old.txt", "old");
    let upload = Upload::begin(&server, "POST", "/files/folder/new.txt");
    server.post("/api/move").json(&json!({"from": "folder", "to": "moved"})).fetch().expect(200);
    upload.finish().problem(409, ProblemKind::ParentMissing);
    let names: Vec<_> = snapshot(server.setup().files()).into_keys().collect();
    assert_eq!(names, ["moved", "moved/old.txt"]);
}

#[test]
fn an_update_of_a_file_that_is_deleted_meanwhile_is_404() {
    let server = Server::start();
    server.create("/files/a.txt", "old");
    let upload = Upload::begin(&server, "PUT", "/files/a.txt");
    server.delete("/files/a.txt").fetch().expect(204);
    upload.finish().problem(404, ProblemKind::NotFound);
    assert!(!server.has("a.txt"));
    server.assert_no_leftovers();
}

#[test]
fn an_update_with_a_validator_that_is_overtaken_meanwhile_is_412() {
    let server = Server::start();
    let etag = server.create("/files/a.txt", "old").etag();
    let mut slow = Connection::open(&server);
    let if_match = format!("If-Match: {etag}");
    slow.send(Connection::head("PUT", "/files/a.txt", &["Content-Length: 4", &if_match, "Expect: 100-continue"]));
    assert_eq!(slow.answer_head().0, 100);
    slow.send("slo");
    eventually("staged bytes", || server.has_staged());
    server.put("/files/a.txt").header("If-Match", &etag).body("fast").fetch().expect(200);
    slow.send("w");
    slow.answer().problem(412, ProblemKind::PreconditionFailed);
    assert_eq!(server.read("a.txt"), b"fast");
}

#[test]
fn an_update_of_a_file_that_becomes_a_folder_meanwhile_is_refused_and_keeps_the_folder() {
    let server = Server::start();
    server.create("/files/a", "old");
    let upload = Upload::begin(&server, "PUT", "/files/a");
    fs::remove_file(server.path("a")).unwrap();
    server.write("a/inner.txt", "inner");
    upload.finish().problem(409, ProblemKind::IsFolder);
    assert_eq!(server.read("a/inner.txt"), b"inner");
    server.assert_no_leftovers();
}

#[test]
fn a_name_that_another_program_takes_meanwhile_is_409() {
    let server = Server::start();
    let upload = Upload::begin(&server, "POST", "/files/a.txt");
    server.write("a.txt", "theirs");
    upload.finish().problem(409, ProblemKind::NameTaken);
    assert_eq!(server.read("a.txt"), b"theirs");
    server.assert_no_leftovers();
}
