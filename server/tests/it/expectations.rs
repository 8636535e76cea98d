//! `Expect`, `Content-Encoding` and `Content-Range` of requests: rows 39, 40, 43.

use holdall_shared::ProblemKind;

use crate::support::{Connection, Fetch as _, Server, raw};

#[test]
fn a_client_that_asks_first_is_told_to_go_on() {
    let server = Server::start();
    let mut connection = Connection::open(&server);
    connection.send(Connection::head("POST", "/files/a.txt", &["Content-Length: 5", "Expect: 100-continue"]));
    assert_eq!(connection.answer_head().0, 100);
    connection.send("hello");
    connection.answer().expect(201);
    assert_eq!(server.read("a.txt"), b"hello");
}

#[test]
fn a_client_that_asks_first_is_refused_without_sending() {
    let server = Server::with(["--max-size", "1000"]);
    for length in [1001_u64, 1 << 40] {
        let mut connection = Connection::open(&server);
        let length = format!("Content-Length: {length}");
        connection.send(Connection::head("POST", "/files/a.txt", &[&length, "Expect: 100-continue"]));
        let (status, _) = connection.answer_head();
        if status == 100 {
            connection.answer().problem(413, ProblemKind::TooLarge);
        } else {
            assert_eq!(status, 413);
        }
    }
    assert!(!server.has("a.txt"));
}

#[test]
fn an_unknown_expectation_is_refused_or_ignored() {
    let server = Server::start();
    let head =
        Connection::head("POST", "/files/a.txt", &["Content-Length: 2", "Expect: a-miracle", "Connection: close"]);
    let status = raw(&server, head + "ok").status;
    assert!([201, 417].contains(&status), "{status}");
    assert_eq!(server.has("a.txt"), status == 201);
}

#[test]
fn encoded_bodies_are_refused_and_told_what_is_taken() {
    let server = Server::start();
    server.create("/files/old.txt", "old");
    for encoding in ["gzip", "br", "deflate", "zstd", "gzip, identity"] {
        for request in [server.post("/files/new.txt"), server.put("/files/old.txt")] {
            let answer = request.header("Content-Encoding", encoding).body("x").fetch();
            answer.problem(415, ProblemKind::UnsupportedMedia);
            assert_eq!(answer.field("accept-encoding"), "identity");
        }
    }
    assert!(!server.has("new.txt"));
    assert_eq!(server.read("old.txt"), b"old");
    server.post("/files/new.txt").header("Content-Encoding", "identity").body("x").fetch().expect(201);
}

#[test]
fn a_partial_put_is_400_and_changes_nothing() {
    let server = Server::start();
    server.create("/files/a.txt", "0123456789");
    for range in ["bytes 0-2/10", "bytes */10", "garbage"] {
        let answer = server.put("/files/a.txt").header("Content-Range", range).body("abc").fetch();
        answer.problem(400, ProblemKind::InvalidRequest);
    }
    assert_eq!(server.read("a.txt"), b"0123456789");
}
