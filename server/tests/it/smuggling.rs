//! Requests that two programs could read in two ways are refused, and end the connection (row 49).

use crate::support::{Connection, Fetch as _, Server, TOKEN, eventually, snapshot};

/// What an attacker hides in the body of the first request.
fn hidden() -> String {
    Connection::head("DELETE", "/files/victim.txt", &["Content-Length: 0"])
}

/// Sends bytes as they are, and expects one answer: 400, then the end.
#[track_caller]
fn assert_refused(server: &Server, told: &str, request: &str) {
    let mut connection = Connection::open(server);
    connection.send(request);
    connection.finish_sending();
    let bytes = connection.rest();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.starts_with("HTTP/1.1 400 ") && text.contains("\r\nconnection: close\r\n"), "{told}: {text}");
    assert_eq!(text.matches("HTTP/1.1 ").count(), 1, "{told}: {text}");
}

fn server_with_victim() -> Server {
    let server = Server::start();
    server.write("victim.txt", "still here");
    server
}

#[test]
fn a_body_framed_in_two_ways_is_refused() {
    let server = server_with_victim();
    let before = snapshot(server.setup().files());
    let chunked = format!("0\r\n\r\n{}", hidden());
    for (told, fields) in [
        ("length and chunks", vec!["Content-Length: 300", "Transfer-Encoding: chunked"]),
        ("chunks and length", vec!["Transfer-Encoding: chunked", "Content-Length: 300"]),
        ("two lengths", vec!["Content-Length: 0", "Content-Length: 300"]),
        ("two lengths in one field", vec!["Content-Length: 0, 300"]),
        ("a signed length", vec!["Content-Length: +5"]),
        ("a negative length", vec!["Content-Length: -1"]),
        ("a hexadecimal length", vec!["Content-Length: 0x5"]),
        ("an endless length", vec!["Content-Length: 99999999999999999999"]),
        ("no length", vec!["Content-Length: "]),
        ("chunked is not last", vec!["Transfer-Encoding: chunked, identity"]),
        ("chunked twice", vec!["Transfer-Encoding: chunked", "Transfer-Encoding: chunked"]),
        ("an unknown coding", vec!["Transfer-Encoding: xchunked"]),
        ("a space before the colon", vec!["Transfer-Encoding : chunked"]),
        ("a vertical tab", vec!["Transfer-Encoding: \u{b}chunked"]),
    ] {
        assert_refused(&server, told, &(Connection::head("POST", "/files/new.txt", &fields) + &chunked));
    }
    assert_eq!(snapshot(server.setup().files()), before);
    server.assert_no_leftovers();
}

#[test]
fn a_host_that_is_missing_or_double_is_refused() {
    let server = server_with_victim();
    let auth = format!("Authorization: Bearer {TOKEN}\r\nConnection: close");
    for (told, head) in [
        ("no host", format!("GET /file-list HTTP/1.1\r\n{auth}\r\n\r\n")),
        ("two hosts", format!("GET /file-list HTTP/1.1\r\nHost: a\r\nHost: b\r\n{auth}\r\n\r\n")),
    ] {
        assert_refused(&server, told, &head);
    }
}

#[test]
fn a_head_that_is_no_http_is_refused() {
    let server = server_with_victim();
    for (told, head) in [
        ("a folded field", "GET /file-list HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n"),
        ("a field without a colon", "GET /file-list HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n"),
        ("a NUL in a field", "GET /file-list HTTP/1.1\r\nHost: a\r\nX-A: b\0c\r\n\r\n"),
        ("a bare carriage return", "GET /file-list HTTP/1.1\r\nHost: a\r\nX-A: b\rX-B: c\r\n\r\n"),
        ("a target with a space", "GET /file list HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        ("another protocol", "SSH-2.0-OpenSSH_9.2\r\n\r\n"),
        ("TLS", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\r\n\r\n"),
    ] {
        assert_refused(&server, told, head);
    }
    server.get("/file-list").fetch().expect(200);
}

#[test]
fn bytes_behind_a_bad_chunk_are_no_request() {
    let server = server_with_victim();
    for body in ["zz\r\n", "1;\r\nxx\r\n", "ffffffffffffffffff\r\n", "3\r\nabcd\r\n0\r\n\r\n", "3\nabc\n0\n\n"] {
        let fields = ["Transfer-Encoding: chunked", "Expect: 100-continue"];
        let mut connection = Connection::open(&server);
        connection.send(Connection::head("POST", "/files/new.txt", &fields));
        assert_eq!(connection.answer_head().0, 100);
        connection.send("5\r\nhello\r\n");
        eventually("an upload that is being read", || server.has_staged());
        connection.send(format!("{body}{}", hidden()));
        let answer = connection.answer().expect(400);
        assert_eq!(answer.field("connection"), "close", "{body:?}");
        connection.assert_closed();
        // In one packet with its head the server may close without a word; it never goes on.
        let mut connection = Connection::open(&server);
        let head = Connection::head("POST", "/files/new.txt", &fields[..1]);
        connection.send(format!("{head}{body}{}", hidden()));
        connection.finish_sending();
        let bytes = connection.rest();
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.is_empty() || text.starts_with("HTTP/1.1 400 "), "{body:?}: {text}");
        assert_eq!(text.matches("HTTP/1.1 ").count(), usize::from(!text.is_empty()), "{body:?}: {text}");
        assert_eq!(server.read("victim.txt"), b"still here");
        assert!(!server.has("new.txt"), "{body:?}");
    }
    server.assert_no_leftovers();
}

#[test]
fn a_refused_upload_does_not_turn_its_body_into_requests() {
    let server = server_with_victim();
    let body = hidden().repeat(3);
    for (target, field) in [
        ("/files/victim.txt", "X-Note: the name is taken"),
        ("/files/no/folder.txt", "X-Note: there is no such folder"),
        ("/files/a%00", "X-Note: no name"),
        ("/files/new.txt", "Content-Encoding: gzip"),
        ("/nowhere", "X-Note: no such route"),
        ("/api/none", "X-Note: no such route"),
    ] {
        let length = format!("Content-Length: {}", body.len());
        let mut connection = Connection::open(&server);
        connection.send(Connection::head("POST", target, &[field, &length]) + &body);
        connection.finish_sending();
        let bytes = connection.rest();
        let text = String::from_utf8_lossy(&bytes);
        assert_eq!(text.matches("HTTP/1.1 ").count(), 1, "{target}: {text}");
        assert_eq!(server.read("victim.txt"), b"still here", "{target}");
    }
}
