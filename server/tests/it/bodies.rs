//! Bodies that are too large, too deep, too slow, or in a form that nobody asked for (security contract, `DoS`).

use std::{
    io::{self, Read as _},
    time::Duration,
};

use holdall_shared::ProblemKind;
use reqwest::blocking::{Body, RequestBuilder};

use crate::{
    memory::{assert_flat, peak},
    support::{Connection, Fetch as _, Server, snapshot},
};

/// Every route that reads a small body: its address, a body that is taken, its type, and the most bytes of one.
const SMALL: [(&str, &str, &str, usize); 8] = [
    ("/api/session", r#"{"credential":"0123456789abcdef-owner"}"#, JSON, 64 << 10),
    ("/api/move", r#"{"from":"a.txt","to":"b.txt"}"#, JSON, 64 << 10),
    ("/api/copy", r#"{"from":"a.txt","to":"b.txt"}"#, JSON, 64 << 10),
    ("/api/restore", r#"{"id":"00000000000000000000000000"}"#, JSON, 64 << 10),
    ("/api/versions/a.txt", r#"{"id":"00000000000000000000000000"}"#, JSON, 64 << 10),
    ("/api/batch", r#"{"operations":[]}"#, JSON, 4 << 20),
    ("/api/plan", r#"{"files":[]}"#, JSON, 8 << 20),
    ("/api/archive", "path=a.txt", FORM, 1 << 20),
];
const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// Every route that takes a body of any kind, with a type that it takes.
pub(crate) fn all_with_a_body() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let small = SMALL.map(|(target, _, media_type, _)| ("POST", target, media_type));
    small.into_iter().chain([
        ("POST", "/files/new.txt", "text/plain"),
        ("PUT", "/files/a.txt", "text/plain"),
        ("POST", "/files/folder/", "multipart/form-data; boundary=XX"),
    ])
}

pub(crate) fn server_with_files() -> Server {
    let server = Server::start();
    fill(&server);
    server
}

pub(crate) fn fill(server: &Server) {
    server.write("a.txt", "a");
    server.write("folder/b.txt", "b");
}

pub(crate) fn post(server: &Server, target: &str, media_type: &str) -> RequestBuilder {
    server.post(target).header("Content-Type", media_type)
}

#[test]
fn a_small_body_has_a_most_and_every_byte_beyond_is_413() {
    let server = server_with_files();
    let before = snapshot(server.setup().files());
    for (target, body, media_type, most) in SMALL {
        // White space is no content of JSON, and a form's last word may be long.
        let fill = |length: usize| if media_type == JSON { " ".repeat(length) } else { "x".repeat(length) };
        let exactly = format!("{body}{}", fill(most - body.len()));
        let answer = post(&server, target, media_type).body(exactly.clone()).fetch();
        assert_ne!(answer.status, 413, "{target}: {}", answer.text());
        assert!(answer.status < 500, "{target}: {}", answer.text());
        if target.ends_with("move") {
            std::fs::rename(server.path("b.txt"), server.path("a.txt")).unwrap();
        }
        let _ = std::fs::remove_file(server.path("b.txt"));
        let beyond = exactly + " ";
        for body in [Body::from(beyond.clone()), Body::new(io::Cursor::new(beyond))] {
            let answer = post(&server, target, media_type).body(body).fetch();
            answer.problem(413, ProblemKind::TooLarge);
        }
    }
    assert_eq!(snapshot(server.setup().files()), before);
}

#[test]
fn an_endless_small_body_is_given_up_and_costs_no_memory() {
    let server = server_with_files();
    let before = peak(&server);
    for (target, _, media_type, _) in SMALL {
        let body = || Body::sized(io::repeat(b' ').take(256 << 20), 256 << 20);
        // The server answers and closes: the client may be told, or find its way cut.
        match post(&server, target, media_type).body(body()).send() {
            Ok(answer) => assert_eq!(answer.status(), 413, "{target}"),
            Err(error) => assert!(error.is_request() || error.is_body(), "{target}: {error:?}"),
        }
    }
    assert_flat(&server, before);
    server.get("/healthz").fetch().expect(200);
}

#[test]
fn json_that_is_deep_wide_or_odd_is_refused_and_costs_no_memory() {
    let server = server_with_files();
    let before = peak(&server);
    let files = snapshot(server.setup().files());
    let long = |text: &str, most: usize| text.repeat(most / text.len() - 40);
    for (target, body, media_type, most) in SMALL {
        if media_type != JSON {
            continue;
        }
        let key = body.split('"').nth(1).unwrap();
        for bomb in [
            long("[", most),
            long("{\"a\":", most),
            format!("{{\"{key}\":{}", long("[", most)),
            format!("{{\"{key}\":[{}{{}}]}}", long("{},", most)),
            format!("{{\"{key}\":{}}}", long("9", most)),
            format!("{{\"{key}\":1e{}}}", long("9", most)),
            format!("{{\"{key}\":\"{}\"}}", long("\\ud800", most)),
            format!("{{\"{key}\":\"\u{1}\"}}"),
            long("\"a\":1,", most),
            "\u{feff}{}".to_owned(),
            String::new(),
            "null".to_owned(),
            "{}{}".to_owned(),
        ] {
            let answer = post(&server, target, media_type).body(bomb.clone()).fetch();
            assert!([400, 429].contains(&answer.status), "{target} {:.40}: {} {}", bomb, answer.status, answer.text());
        }
    }
    let deletes = format!("{{\"operations\":[{}]}}", vec![r#"{"op":"delete","path":"a"}"#; 100_000].join(","));
    post(&server, "/api/batch", JSON).body(deletes).fetch().problem(400, ProblemKind::InvalidRequest);
    let many = format!("{{\"files\":[{}]}}", vec![r#"{"path":"a","size":1}"#; 300_000].join(","));
    post(&server, "/api/plan", JSON).body(many).fetch().problem(400, ProblemKind::InvalidRequest);
    for form in ["&".repeat((1 << 20) - 1), "path=a&".repeat(149_000), "a=&".repeat(349_000), "%".repeat(1 << 20)] {
        let answer = post(&server, "/api/archive", FORM).body(form).fetch();
        assert!([400, 404].contains(&answer.status), "{} {}", answer.status, answer.text());
    }
    assert_flat(&server, before);
    assert_eq!(snapshot(server.setup().files()), files);
}

#[test]
fn json_with_a_key_twice_or_one_too_many_is_refused() {
    let server = server_with_files();
    let files = snapshot(server.setup().files());
    for (target, body) in [
        ("/api/session", r#"{"credential":"x","credential":"y"}"#),
        ("/api/session", r#"{"credential":"x","user":"y"}"#),
        ("/api/move", r#"{"from":"a.txt","to":"b.txt","to":"c.txt"}"#),
        ("/api/move", r#"{"from":"a.txt","to":"b.txt","overwrite":true}"#),
        ("/api/copy", r#"{"from":"a.txt","from":"folder","to":"c.txt"}"#),
        ("/api/copy", r#"{"from":"a.txt","to":"b.txt","on-conflict":"replace"}"#),
        ("/api/restore", r#"{"id":"x","id":"y"}"#),
        ("/api/restore", r#"{"id":"x","path":"y"}"#),
        ("/api/versions/a.txt", r#"{"id":"x","id":"y"}"#),
        ("/api/versions/a.txt", r#"{"id":"x","path":"y"}"#),
        ("/api/plan", r#"{"files":[],"files":[]}"#),
        ("/api/plan", r#"{"files":[{"path":"a","size":1,"digest":"x"}]}"#),
        ("/api/plan", r#"{"files":[{"path":"a","size":-1}]}"#),
        ("/api/batch", r#"{"operations":[],"operations":[]}"#),
        ("/api/batch", r#"{"operations":[],"atomic":true}"#),
        ("/api/batch", r#"{"operations":[{"op":"delete","path":"a.txt","path":"folder"}]}"#),
        ("/api/batch", r#"{"operations":[{"op":"delete","op":"purge","path":"a.txt"}]}"#),
        ("/api/batch", r#"{"operations":[{"op":"delete","path":"a.txt","permanently":true}]}"#),
        ("/api/batch", r#"{"operations":[{"op":"move","from":"a.txt","to":"b.txt","overwrite":true}]}"#),
        ("/api/batch", r#"{"operations":[{"op":"copy","from":"a.txt","to":"b.txt","overwrite":true}]}"#),
        ("/api/batch", r#"{"operations":[{"op":"make-folder","path":"new","mode":1}]}"#),
        ("/api/batch", r#"{"operations":[{"op":"restore","id":"x","overwrite":true}]}"#),
        ("/api/batch", r#"{"operations":[{"op":"purge","id":"x","path":"y"}]}"#),
    ] {
        let answer = post(&server, target, JSON).body(body).fetch();
        assert_eq!(answer.status, 400, "{target} {body}: {}", answer.text());
        answer.problem(400, ProblemKind::InvalidRequest);
    }
    for target in [
        "/files/a.txt?inline&inline",
        "/files/a.txt?version=a&version=b",
        "/api/folders/?sort=name&sort=size",
        "/api/trash?limit=1&limit=2",
        "/api/entries/a.txt?digest&digest",
    ] {
        server.get(target).fetch().problem(400, ProblemKind::InvalidRequest);
    }
    assert_eq!(snapshot(server.setup().files()), files);
}

#[test]
fn an_encoded_body_is_refused_by_every_route_however_it_is_said() {
    let server = server_with_files();
    let files = snapshot(server.setup().files());
    for (method, target, media_type) in
        all_with_a_body().chain([("POST", "/api/folders/new", JSON), ("DELETE", "/files/a.txt", JSON)])
    {
        for encoding in [
            &b"Content-Encoding: gzip"[..],
            b"Content-Encoding: identity, gzip",
            b"Content-Encoding: identity\r\nContent-Encoding: br",
            b"Content-Encoding: gzip\xff",
            b"Content-Encoding: ,gzip",
            b"content-encoding: GZIP",
        ] {
            let media_type = format!("Content-Type: {media_type}");
            let head = Connection::head(method, target, &[&media_type, "Content-Length: 2", "Connection: close"]);
            let head = head.strip_suffix("\r\n").unwrap();
            let request = [head.as_bytes(), encoding, b"\r\n\r\nxx"].concat();
            let answer = crate::support::raw(&server, request);
            let told = String::from_utf8_lossy(encoding);
            assert_eq!(answer.status, 415, "{method} {target} {told}: {}", answer.text());
            assert_eq!(answer.field("accept-encoding"), "identity");
        }
    }
    assert_eq!(snapshot(server.setup().files()), files);
}

/// What nobody reads is no request: neither where a body is refused nor where none is wanted.
#[test]
fn a_body_that_nobody_wants_is_not_read_as_requests() {
    let server = server_with_files();
    server.write("victim.txt", "still here");
    let hidden = Connection::head("DELETE", "/files/victim.txt", &["Content-Length: 0"]);
    for (method, target) in [
        ("GET", "/files/a.txt"),
        ("HEAD", "/files/a.txt"),
        ("GET", "/files/none.txt"),
        ("GET", "/file-list"),
        ("GET", "/api/archive?path=folder"),
        ("GET", "/healthz"),
        ("GET", "/api/session"),
        ("OPTIONS", "/files/a.txt"),
        ("PATCH", "/api/trash"),
        ("POST", "/api/folders/made"),
        ("POST", "/api/move"),
        ("DELETE", "/api/folders/made"),
        ("DELETE", "/api/trash"),
        ("DELETE", "/api/versions/a.txt"),
        ("DELETE", "/files/none.txt"),
    ] {
        for repeated in [1, 4000] {
            let body = hidden.repeat(repeated);
            for (framing, body) in [
                (format!("Content-Length: {}", body.len()), body.clone()),
                ("Transfer-Encoding: chunked".to_owned(), format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len())),
            ] {
                let mut connection = Connection::open(&server);
                connection.send(Connection::head(method, target, &[&framing]) + &body);
                connection.finish_sending();
                let told = format!("{method} {target} {framing}");
                if method == "HEAD" {
                    connection.answer_head();
                } else {
                    let answer = connection.answer();
                    assert!(answer.status < 500, "{told}: {}", answer.text());
                }
                assert!(!connection.answers_within(Duration::from_millis(200)), "{told}: more than one answer");
                assert_eq!(server.read("victim.txt"), b"still here", "{method} {target} {framing}");
            }
        }
    }
}
