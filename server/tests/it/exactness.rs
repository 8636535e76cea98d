//! What the HTTP contract says to the letter: bytes on the wire, exact fields, what must not be there.

use std::{io::Read as _, process::Command};

use holdall_shared::ProblemKind;
use reqwest::Method;

use crate::support::{Connection, Fetch as _, Server, escaped, raw, sample};

fn server_with_file() -> Server {
    let server = Server::start();
    server.create("/files/F.bin", sample(1000));
    server
}

#[test]
fn the_parts_of_several_ranges_are_framed_byte_by_byte() {
    // Row 15. A boundary must not occur in the content: here it is all dashes and line ends.
    let server = Server::start();
    let content = "\r\n--\r\n--\r\n----".repeat(100).into_bytes();
    server.create("/files/F.txt", content.clone());
    let length = content.len();
    for (range, spans) in [
        ("bytes=0-9,20-29", &[(0, 9), (20, 29)][..]),
        ("bytes=1000-1009, 5-5 ,-3", &[(1000, 1009), (5, 5), (length - 3, length - 1)]),
    ] {
        let answer = server.get("/files/F.txt").header("Range", range).fetch().expect(206);
        let kind = answer.field("content-type");
        let boundary = kind.strip_prefix("multipart/byteranges; boundary=").unwrap();
        assert!(boundary.len() >= 16 && boundary.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{boundary}");
        let mut expected = Vec::new();
        for (first, last) in spans {
            let head = format!(
                "\r\n--{boundary}\r\nContent-Type: text/plain\r\nContent-Range: bytes {first}-{last}/{length}\r\n\r\n"
            );
            expected.extend_from_slice(head.as_bytes());
            expected.extend_from_slice(&content[*first..=*last]);
        }
        expected.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
        assert_eq!(String::from_utf8_lossy(&answer.body), String::from_utf8_lossy(&expected), "{range}");
        assert_eq!(answer.field("content-length"), expected.len().to_string());
        assert_eq!(answer.header("content-range"), None);
        let again = server.get("/files/F.txt").header("Range", range).fetch().expect(206);
        assert_ne!(again.field("content-type"), kind, "a boundary that nobody can foresee");
    }
}

#[test]
fn numbers_that_no_file_has_are_answered_as_what_they_mean() {
    // Row 20.
    let server = server_with_file();
    let huge = "9".repeat(20);
    for (range, status) in [
        (format!("bytes={huge}-"), 416),
        (format!("bytes={huge}-{huge}9"), 416),
        (format!("bytes=0-{huge}"), 206),
        (format!("bytes=-{huge}"), 206),
        (format!("bytes={}-{}", u64::MAX, u64::MAX), 416),
        (format!("bytes={}-0", u64::MAX), 200),
        (format!("bytes=0-0,{huge}-"), 206),
    ] {
        let answer = server.get("/files/F.bin").header("Range", &range).fetch();
        assert_eq!(answer.status, status, "{range}");
        if status == 416 {
            assert_eq!(answer.field("content-range"), "bytes */1000");
        }
    }
}

#[test]
fn head_takes_preconditions_and_no_range() {
    // Rows 2, 3, 27, 30.
    let server = server_with_file();
    let etag = server.head("/files/F.bin").fetch().expect(200).etag();
    let head = |name: &str, value: &str| server.head("/files/F.bin").header(name, value).fetch();
    head("If-None-Match", &etag).expect(304);
    head("If-Match", "\"x\"").expect(412);
    for range in ["bytes=0-9", "bytes=5000-", "bytes=0-1,4-5"] {
        let answer = head("Range", range).expect(200);
        assert_eq!((answer.field("content-length"), answer.header("content-range")), ("1000".to_owned(), None));
    }
}

#[test]
fn head_reads_nothing_of_what_get_would_send() {
    // Row 2. On one connection, so that what is left of the first answer would delay the second.
    let server = Server::start();
    std::fs::File::create(server.path("large")).unwrap().set_len(1 << 30).unwrap();
    let before = crate::memory::read_so_far(&server);
    let mut connection = Connection::open(&server);
    for (target, least) in [("/files/large", 1 << 30), ("/api/archive?path=large", 1 << 30), ("/file-list", 0)] {
        connection.send(Connection::head("HEAD", target, &[]));
        let (status, headers) = connection.answer_head();
        let length = headers.get("content-length").map(|length| length.to_str().unwrap().parse::<u64>().unwrap());
        assert!(status == 200 && length.is_none_or(|length| length >= least), "{target}: {status} {length:?}");
    }
    connection.send(Connection::head("GET", "/healthz", &["Connection: close"]));
    connection.answer().expect(200);
    connection.assert_closed();
    let read = crate::memory::read_so_far(&server) - before;
    assert!(read < 1 << 20, "{read} bytes were read for answers without a body");
}

#[test]
fn a_304_has_no_length_on_the_wire_and_no_body() {
    // Row 27.
    let server = server_with_file();
    let etag = server.head("/files/F.bin").fetch().etag();
    let mut connection = Connection::open(&server);
    let condition = format!("If-None-Match: {etag}");
    connection.send(Connection::head("GET", "/files/F.bin", &[&condition]));
    let (status, headers) = connection.answer_head();
    assert_eq!(status, 304);
    for name in ["content-length", "content-type", "content-range", "transfer-encoding", "content-disposition"] {
        assert!(!headers.contains_key(name), "{name}: {headers:?}");
    }
    for (name, value) in [("etag", etag.as_str()), ("cache-control", "private, no-cache")] {
        assert_eq!(headers.get(name).unwrap(), value);
    }
    assert!(headers.contains_key("date"));
    // Nothing stands between this answer and the next one.
    connection.send(Connection::head("GET", "/healthz", &["Connection: close"]));
    connection.answer().expect(200);
    connection.assert_closed();
}

#[test]
fn a_date_set_by_the_client_does_not_resume_a_file_that_changed_a_moment_ago() {
    // Row 25: its second is long over, but the content is not settled.
    let server = Server::start();
    let time = "modified=2009-02-13T23:31:30Z";
    server.post(&format!("/files/a?{time}")).body("0123456789").fetch().expect(201);
    let date = server.head("/files/a").fetch().field("last-modified");
    server.put(&format!("/files/a?{time}")).body("abcdefghij").fetch().expect(200);
    let answer = server.get("/files/a").header("Range", "bytes=5-").header("If-Range", &date).fetch();
    assert_eq!((answer.status, answer.text()), (200, "abcdefghij".to_owned()));
}

#[test]
fn preconditions_of_what_is_missing_are_not_looked_at() {
    // Row 34, every method and every field.
    let server = Server::start();
    let past = "Sat, 01 Jan 2000 00:00:00 GMT";
    for (field, value) in [
        ("If-Match", "*"),
        ("If-Match", "\"e1\""),
        ("If-None-Match", "\"e1\""),
        ("If-Modified-Since", past),
        ("If-Unmodified-Since", past),
        ("If-Range", "\"e1\""),
    ] {
        for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE] {
            let request = server.request(method.clone(), "/files/none.txt").header(field, value);
            let request = if method == Method::PUT { request.body("x") } else { request };
            let answer = request.fetch();
            assert_eq!(answer.status, 404, "{method} {field}: {value}");
            if method != Method::HEAD {
                answer.problem(404, ProblemKind::NotFound);
            }
        }
    }
    for method in [Method::GET, Method::HEAD, Method::DELETE] {
        server.request(method, "/files/none.txt").header("If-None-Match", "*").fetch().expect(404);
    }
    assert!(!server.has("none.txt"));
}

#[test]
fn a_change_fails_on_the_content_that_it_must_not_have() {
    // Rows 36, 41; RFC 9110 §13.1.2.
    let server = Server::start();
    let etag = server.create("/files/a", "old").etag();
    for (field, value) in [("If-None-Match", etag.as_str()), ("If-Match", "\"x\"")] {
        server.put("/files/a").header(field, value).body("new").fetch().problem(412, ProblemKind::PreconditionFailed);
        server.delete("/files/a").header(field, value).fetch().problem(412, ProblemKind::PreconditionFailed);
    }
    server.delete("/files/a").header("If-None-Match", "*").fetch().problem(412, ProblemKind::PreconditionFailed);
    assert_eq!(server.read("a"), b"old");
    server.put("/files/a").header("If-None-Match", "\"x\"").body("new").fetch().expect(200);
    assert_eq!(server.read("a"), b"new");
}

#[test]
fn what_is_stored_is_what_was_sent_and_only_then_its_tag_is_told() {
    // Row 37: the tag of the answer is that of these very bytes.
    let server = Server::start();
    server.create("/files/a", "old");
    let body = sample(100_000);
    let answer = server.put("/files/a").body(body.clone()).fetch().expect(200);
    let read = server.get("/files/a").header("If-Match", answer.etag()).fetch().expect(200);
    assert!(read.body == body && read.etag() == answer.etag());
}

#[test]
fn a_wrong_method_is_told_exactly_the_right_ones() {
    // Row 42.
    let server = Server::start();
    for (target, right) in [
        ("/files/a", "DELETE, GET, HEAD, POST, PUT"),
        ("/file-list", "GET, HEAD"),
        ("/api/entries/a", "GET, HEAD"),
        ("/api/folders/a", "DELETE, GET, HEAD, POST"),
        ("/api/move", "POST"),
        ("/api/copy", "POST"),
        ("/api/batch", "POST"),
        ("/api/plan", "POST"),
        ("/api/restore", "POST"),
        ("/api/archive", "GET, HEAD, POST"),
        ("/api/trash", "DELETE, GET, HEAD"),
        ("/api/trash/x", "DELETE, GET, HEAD"),
        ("/api/versions/a", "DELETE, GET, HEAD, POST"),
        ("/api/session", "DELETE, GET, HEAD, POST"),
        ("/api/limits", "GET, HEAD"),
        ("/healthz", "GET, HEAD"),
        ("/readyz", "GET, HEAD"),
    ] {
        for method in ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "MKCOL"] {
            if right.split(", ").any(|right| right == method) {
                continue;
            }
            let answer = server.request(Method::from_bytes(method.as_bytes()).unwrap(), target).fetch();
            assert_eq!(answer.status, 405, "{method} {target}");
            let mut allow: Vec<String> = answer.field("allow").split(", ").map(str::to_owned).collect();
            allow.sort_unstable();
            assert_eq!(allow.join(", "), right, "{method} {target}");
            if method != "HEAD" {
                answer.problem(405, ProblemKind::MethodNotAllowed);
            }
        }
    }
}

#[test]
fn encoded_bodies_are_refused_wherever_a_body_is_taken() {
    // Row 40.
    let server = Server::start();
    for (target, kind) in [
        ("/files/", "multipart/form-data; boundary=x"),
        ("/api/move", "application/json"),
        ("/api/copy", "application/json"),
        ("/api/batch", "application/json"),
        ("/api/plan", "application/json"),
        ("/api/restore", "application/json"),
        ("/api/archive", "application/x-www-form-urlencoded"),
    ] {
        let request = server.post(target).header("Content-Type", kind).header("Content-Encoding", "gzip");
        let answer = request.body("x").fetch();
        answer.problem(415, ProblemKind::UnsupportedMedia);
        assert_eq!(answer.field("accept-encoding"), "identity", "{target}");
    }
}

#[test]
fn a_head_may_have_96_fields_and_128_kib_and_not_more() {
    // Row 47.
    let server = Server::start();
    let ask = |fields: &[String]| {
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        let mut connection = Connection::open(&server);
        connection.send(Connection::head("GET", "/healthz", &fields));
        let status = connection.answer_head().0;
        if status != 200 {
            connection.finish_sending();
            connection.rest();
        }
        status
    };
    // Two of them are Host and Authorization.
    let many = |count: usize| (2..count).map(|n| format!("X-{n}: y")).collect::<Vec<_>>();
    assert_eq!((ask(&many(96)), ask(&many(97)), ask(&many(500))), (200, 431, 431));
    let large = |length: usize| vec![format!("X-Large: {}", "y".repeat(length))];
    assert_eq!((ask(&large(120_000)), ask(&large(131_072)), ask(&large(400_000))), (200, 431, 431));
}

#[test]
fn an_unknown_expectation_is_passed_over() {
    // Row 43.
    let server = Server::start();
    let fields = ["Content-Length: 2", "Expect: a-miracle", "Connection: close"];
    raw(&server, Connection::head("POST", "/files/a.txt", &fields) + "ok").expect(201);
    assert_eq!(server.read("a.txt"), b"ok");
}

#[test]
fn an_address_may_have_8_kib_and_not_a_byte_more() {
    // Row 48.
    let server = Server::start();
    let target = |length: usize| "/files/".chars().chain("x/".chars().cycle()).take(length).collect::<String>();
    assert_ne!(server.get(&target(8192 - 1)).fetch().status, 414);
    for length in [8193, 9000] {
        let answer = raw(&server, Connection::head("GET", &target(length), &["Connection: close"]));
        answer.problem(414, ProblemKind::UriTooLong);
    }
}

#[test]
fn a_client_that_sends_much_more_before_it_looks_still_reads_why_it_was_refused() {
    // Row 45, the linger: all is written first, then the answer is read.
    let server = Server::with(["--max-size", "1000"]);
    for framing in ["Content-Length: 8000000", "Transfer-Encoding: chunked"] {
        let mut connection = Connection::open(&server);
        connection.send(Connection::head("POST", "/files/a", &[framing]));
        let chunk = sample(100_000);
        for _ in 0..80 {
            if framing.starts_with("Transfer") {
                connection.send(format!("{:x}\r\n", chunk.len()));
            }
            connection.send(&chunk);
            if framing.starts_with("Transfer") {
                connection.send("\r\n");
            }
        }
        connection.answer().problem(413, ProblemKind::TooLarge);
    }
    assert!(!server.has("a"));
    server.assert_no_leftovers();
}

#[test]
fn files_are_never_negotiated_and_the_page_says_what_is() {
    // Row 54.
    let server = Server::start();
    server.create("/files/a.txt", "all the same ".repeat(10_000));
    for range in [None, Some("bytes=0-9999"), Some("bytes=0-9,20-29")] {
        let request = server.get("/files/a.txt").header("Accept-Encoding", "br, gzip, zstd");
        let answer = range.into_iter().fold(request, |request, range| request.header("Range", range)).fetch();
        assert_eq!((answer.header("content-encoding"), answer.header("vary")), (None, None), "{range:?}");
    }
}

#[test]
fn names_arrive_at_other_programs_as_they_are_and_inside_their_folder() {
    let server = Server::start();
    let names = [
        "na\"me.txt",
        "a%41.txt",
        "€ rates",
        "👩\u{200d}👧.png",
        "\u{202e}gpj.exe",
        ";filename=evil.exe",
        "it's (1)*.txt",
    ];
    let mut tried = 0;
    for name in names {
        server.write(name, name);
        let url = server.url(&format!("/files/{}", escaped(name)));
        let auth = format!("Authorization: Bearer {}", crate::support::TOKEN);
        for (program, args) in [("curl", ["-sOJH", &auth, &url]), ("wget", ["-q", "--content-disposition", &url])]
            .map(|(p, a)| (p, a.to_vec()))
        {
            let folder = tempfile::tempdir().unwrap();
            let mut command = Command::new(program);
            if program == "wget" {
                command.args(["--header", &auth]);
            }
            let Ok(output) = command.args(args).current_dir(folder.path()).output() else {
                println!("SKIPPED: {program} is not here");
                continue;
            };
            assert!(output.status.success(), "{program} {name:?}: {output:?}");
            let saved: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap()).collect();
            assert_eq!(saved.len(), 1, "{program} {name:?}");
            let mut text = String::new();
            std::fs::File::open(saved[0].path()).unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, name, "{program}");
            let called = saved[0].file_name();
            assert!(called != "evil.exe" && called != "me.txt", "{program}: {called:?}");
            tried += 1;
        }
    }
    assert!(tried >= names.len(), "curl is needed for the tests");
}

#[test]
fn an_error_of_a_file_is_no_less_guarded_than_the_file() {
    let server = server_with_file();
    for (request, status) in [
        (server.get("/files/none"), 404),
        (server.get("/files/F.bin").header("If-Match", "\"x\""), 412),
        (server.get("/files/F.bin").header("Range", "bytes=5000-"), 416),
        (server.put("/files/none").body("x"), 404),
        (server.post("/files/F.bin").body("x"), 409),
        (server.request(Method::PATCH, "/files/F.bin"), 405),
        (server.guest(Method::GET, "/files/F.bin"), 401),
    ] {
        let answer = request.fetch().expect(status);
        crate::files_read::assert_guarded(&answer);
        assert_eq!(answer.field("cache-control"), "private, no-cache", "{status}");
    }
}
