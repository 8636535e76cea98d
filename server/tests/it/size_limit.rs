//! `--max-size`: 413, before the body where its length is told, and nothing left behind (row 45).

use holdall_shared::{Limits, ProblemKind};
use reqwest::blocking::{
    Body,
    multipart::{Form, Part},
};

use crate::support::{Connection, Fetch as _, Server, sample, snapshot};

#[test]
fn a_declared_length_beyond_the_limit_is_refused_before_the_body() {
    let server = Server::with(["--max-size", "1000"]);
    server.write("put.txt", "old");
    for (method, target) in [("POST", "/files/post.txt"), ("PUT", "/files/put.txt")] {
        let mut connection = Connection::open(&server);
        connection.send(Connection::head(method, target, &["Content-Length: 1001"]));
        let problem = connection.answer().problem(413, ProblemKind::TooLarge);
        assert_eq!(problem.extensions.limit, Some(1000));
    }
    assert!(!server.has("post.txt"));
    assert_eq!(server.read("put.txt"), b"old");
}

#[test]
fn a_stream_beyond_the_limit_is_refused_in_words_and_leaves_nothing() {
    let server = Server::with(["--max-size", "100kB"]);
    server.write("put.txt", "old");
    for (method, target) in [("POST", "/files/post.txt"), ("PUT", "/files/put.txt")] {
        let body = Body::new(std::io::Cursor::new(sample(150_000)));
        let request = if method == "POST" { server.post(target) } else { server.put(target) };
        request.body(body).fetch().problem(413, ProblemKind::TooLarge);
    }
    assert!(!server.has("post.txt"));
    assert_eq!(server.read("put.txt"), b"old");
    server.assert_no_leftovers();
}

#[test]
fn a_client_that_sends_on_can_still_read_why_it_was_refused() {
    let server = Server::with(["--max-size", "1000"]);
    for round in 0..5 {
        let answer = server.post(&format!("/files/big-{round}")).body(sample(600_000)).fetch();
        answer.problem(413, ProblemKind::TooLarge);
    }
    assert!(snapshot(server.setup().files()).is_empty());
}

#[test]
fn exactly_the_limit_is_taken() {
    let server = Server::with(["--max-size", "1000"]);
    server.create("/files/sized", sample(1000));
    server.post("/files/chunked").body(Body::new(std::io::Cursor::new(sample(1000)))).fetch().expect(201);
    server.put("/files/sized").body(sample(1000)).fetch().expect(200);
    let limits: Limits = server.get("/api/limits").fetch().expect(200).json();
    assert_eq!(limits.max_file_size, Some(1000));
}

#[test]
fn each_part_of_a_form_has_the_limit() {
    let server = Server::with(["--max-size", "1000"]);
    let part = |length| Part::bytes(sample(length)).file_name(format!("{length}.bin"));
    let form = Form::new().part("a", part(1000)).part("b", part(999));
    server.post("/files/").multipart(form).fetch().expect(201);
    let form = Form::new().part("a", part(1001));
    server.post("/files/").multipart(form).fetch().problem(413, ProblemKind::TooLarge);
    assert!(server.has("1000.bin") && server.has("999.bin") && !server.has("1001.bin"));
    server.assert_no_leftovers();
}
