//! Bodies that end too early, too late or in a wrong way leave nothing behind (D1 step 5).

use std::time::{Duration, Instant};

use holdall_shared::ProblemKind;

use crate::support::{Connection, Fetch as _, Server, sample, snapshot};

/// Both ways to say how long a body is, with the part of it that arrives.
const CUT_BODIES: [(&str, &[u8]); 3] = [
    ("Content-Length: 100000", &[b'x'; 60_000]),
    ("Transfer-Encoding: chunked", b"5\r\nhello\r\n"),
    ("Transfer-Encoding: chunked", b"ffff\r\nhel"),
];

#[track_caller]
fn assert_refused_or_closed(mut connection: Connection) {
    let answer = connection.rest();
    assert!(!answer.starts_with(b"HTTP/1.1 2"), "{}", String::from_utf8_lossy(&answer));
}

#[test]
fn a_create_that_ends_too_early_leaves_nothing() {
    let server = Server::start();
    for (framing, part) in CUT_BODIES {
        let mut connection = Connection::open(&server);
        connection.send(Connection::head("POST", "/files/cut.txt", &[framing]));
        connection.send(part);
        connection.finish_sending();
        assert_refused_or_closed(connection);
        server.get("/files/cut.txt").fetch().problem(404, ProblemKind::NotFound);
    }
    server.assert_no_leftovers();
    assert!(snapshot(server.setup().files()).is_empty());
}

#[test]
fn an_update_that_ends_too_early_keeps_the_old_content() {
    let server = Server::start();
    let etag = server.create("/files/a.txt", "old").etag();
    for (framing, part) in CUT_BODIES {
        let mut connection = Connection::open(&server);
        connection.send(Connection::head("PUT", "/files/a.txt", &[framing]));
        connection.send(part);
        connection.finish_sending();
        assert_refused_or_closed(connection);
        let read = server.get("/files/a.txt").fetch();
        assert_eq!((read.text(), read.etag()), ("old".to_owned(), etag.clone()));
    }
    server.assert_no_leftovers();
}

#[test]
fn a_client_that_vanishes_leaves_nothing() {
    let server = Server::start();
    for (framing, part) in CUT_BODIES {
        let mut connection = Connection::open(&server);
        connection.send(Connection::head("POST", "/files/cut.txt", &[framing]));
        connection.send(part);
        drop(connection);
    }
    server.assert_no_leftovers();
    assert!(snapshot(server.setup().files()).is_empty());
    server.create("/files/cut.txt", "whole");
}

#[test]
fn a_broken_chunk_is_400_and_makes_nothing() {
    let server = Server::start();
    for body in ["zz\r\nhello\r\n0\r\n\r\n", "5\r\nhelloXX0\r\n\r\n", "-5\r\nhello\r\n0\r\n\r\n"] {
        let mut connection = Connection::open(&server);
        connection.send(Connection::head("POST", "/files/bad.txt", &["Transfer-Encoding: chunked"]));
        connection.send(body);
        connection.finish_sending();
        assert_refused_or_closed(connection);
        server.get("/files/bad.txt").fetch().problem(404, ProblemKind::NotFound);
    }
    server.assert_no_leftovers();
}

#[test]
fn a_body_that_stands_still_is_408_and_leaves_nothing() {
    let server = Server::with(["--idle-timeout", "1"]);
    for method in ["POST", "PUT"] {
        server.write("put.txt", "old");
        let start = Instant::now();
        let mut connection = Connection::open(&server);
        let target = if method == "POST" { "/files/post.txt" } else { "/files/put.txt" };
        connection.send(Connection::head(method, target, &["Content-Length: 1000"]));
        connection.send(sample(500));
        connection.answer().problem(408, ProblemKind::StalledBody);
        assert!((1..15).contains(&start.elapsed().as_secs()), "{:?}", start.elapsed());
        connection.assert_closed();
    }
    assert!(!server.has("post.txt"));
    assert_eq!(server.read("put.txt"), b"old");
    server.assert_no_leftovers();
}

#[test]
fn a_slow_body_that_keeps_coming_is_taken() {
    let server = Server::with(["--idle-timeout", "2"]);
    let start = Instant::now();
    let mut connection = Connection::open(&server);
    connection.send(Connection::head("POST", "/files/slow.txt", &["Content-Length: 6", "Connection: close"]));
    for _ in 0..5 {
        // The wait is the slowness itself: a body in pieces, each well before the deadline.
        assert!(!connection.answers_within(Duration::from_millis(600)));
        connection.send("x");
    }
    assert!(start.elapsed() > Duration::from_secs(2), "longer than the deadline as a whole");
    connection.send("x");
    connection.answer().expect(201);
    assert_eq!(server.read("slow.txt"), b"xxxxxx");
}
