//! Text of a request or of a name never becomes a field of an answer (security contract, header split), and no field of
//! a request, however odd, is more than a refusal.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::json;

use crate::{
    support::{Answer, Connection, Fetch as _, Server, escaped, raw},
    surface::{INPUTS, Surface},
};

/// Every field that an answer may have.
const FIELDS: [&str; 36] = [
    "accept-encoding",
    "accept-ranges",
    "allow",
    "cache-control",
    "connection",
    "content-digest",
    "content-disposition",
    "content-length",
    "content-location",
    "content-range",
    "content-security-policy",
    "content-type",
    "cross-origin-resource-policy",
    "date",
    "etag",
    "holdall-skipped",
    "last-modified",
    "location",
    "preference-applied",
    "referrer-policy",
    "repr-digest",
    "retry-after",
    "set-cookie",
    "transfer-encoding",
    "tus-resumable",
    "upload-expires",
    "upload-length",
    "upload-offset",
    "vary",
    "www-authenticate",
    "x-accel-buffering",
    "x-content-type-options",
    "x-frame-options",
    "x-oc-mtime",
    "content-encoding",
    "content-language",
];

#[track_caller]
fn assert_plain(told: &str, answer: &Answer) {
    let names: BTreeSet<&str> = answer.headers.keys().map(reqwest::header::HeaderName::as_str).collect();
    let unknown: Vec<_> = names.iter().filter(|name| !FIELDS.contains(name)).collect();
    assert!(unknown.is_empty(), "{told}: {unknown:?}");
    for name in names {
        let values = answer.headers.get_all(name).iter().count();
        assert_eq!(values, 1, "{told}: {name}: {:?}", answer.headers);
        let value = answer.headers.get(name).unwrap().as_bytes();
        assert!(value.iter().all(|byte| (b' '..=b'~').contains(byte)), "{told}: {name}: {value:?}");
    }
    let is_without_page = answer.status == 503 && answer.text().contains("/problems/no-page");
    assert!(answer.status < 500 || is_without_page, "{told}: {} {}", answer.status, answer.text());
}

#[test]
fn no_text_of_a_request_becomes_a_field_by_any_input() {
    let surface = Surface::new();
    for name in [
        "a%0d%0aX-Evil:%201",
        "a%0aX-Evil:%201",
        "a%0dX-Evil:%201",
        "a%0d%0a%0d%0aHTTP/1.1%20200%20OK",
        "a%00b",
        "a%1b[31m",
        "a%7f",
        "a%C2%85X-Evil:%201",
        "a%E2%80%A8X-Evil:%201",
        "a%E5%98%8A%E5%98%8DX-Evil:%201",
        "a%22;%20filename=evil.exe",
        "a%25%30%64%25%30%61X-Evil:%201",
        "a%250d%250aX-Evil:%201",
        "%ff%fe",
    ] {
        for input in INPUTS {
            let Some(answer) = surface.ask(input, name) else { continue };
            assert_plain(&format!("{} {} {} with {name:?}", input.method, input.target, input.body), &answer);
        }
    }
}

/// Names that only other programs make.
const NASTY: [&str; 8] = [
    "a\r\nX-Evil: 1",
    "a\nX-Evil: 1",
    "a\r\n\r\n<script>",
    "a\u{1b}[31m\u{7f}",
    "a\u{85}b\u{2028}c",
    "a\"; filename=\"evil.exe",
    "a;b=c,d",
    "\u{202e}gpj.exe",
];

#[test]
fn no_name_of_an_existing_file_becomes_a_field() {
    let server = Server::start();
    for name in NASTY {
        let (file, folder) = (escaped(name), escaped(&format!("{name} folder")));
        server.write(name, "content");
        server.write(&format!("{name} folder/{name}"), "content");
        let mut answers = Vec::new();
        let mut ask = |told: &str, request: reqwest::blocking::RequestBuilder| {
            let answer = request.fetch();
            assert_plain(&format!("{told} of {name:?}"), &answer);
            answers.push((told.to_owned(), answer.status));
            answer
        };
        let file_url = format!("/files/{file}");
        let etag = ask("read", server.get(&file_url)).field("etag");
        ask("inline", server.get(&format!("{file_url}?inline")));
        ask("a part", server.get(&file_url).header("Range", "bytes=0-1"));
        ask("parts", server.get(&file_url).header("Range", "bytes=0-1,4-5"));
        ask("no part", server.get(&file_url).header("Range", "bytes=100-"));
        ask("not modified", server.get(&file_url).header("If-None-Match", &etag));
        ask("failed", server.get(&file_url).header("If-Match", "\"x\""));
        ask("head", server.head(&file_url));
        ask("digest", server.get(&file_url).header("Want-Repr-Digest", "sha-256=1"));
        ask("replace", server.put(&file_url).body("new content"));
        ask("a taken name", server.post(&file_url).body("x"));
        let page = server.get(&format!("/files/{folder}/")).header("Accept", "text/html");
        let page = ask("the page of a folder", page.header("Sec-Fetch-Mode", "navigate"));
        assert_eq!(
            (page.status, page.field("location")),
            (303, format!("/browse/{}", shared_url(&format!("{name} folder"))))
        );
        let location = ask("create", server.post(&format!("/files/{folder}/new.txt")).body("x")).field("location");
        assert_eq!(location, format!("/files/{}/new.txt", shared_url(&format!("{name} folder"))));
        ask("make", server.post(&format!("/api/folders/{folder}/made")));
        for target in ["entries", "folders", "versions"] {
            ask(target, server.get(&format!("/api/{target}/{file}")));
        }
        let archive = ask("archive", server.get(&format!("/api/archive?path={file}")));
        assert!(archive.field("content-disposition").starts_with("attachment; filename=\""));
        ask("archive of a folder", server.get(&format!("/api/archive?path={folder}")));
        ask("copy", server.post("/api/copy").json(&json!({"from": name, "to": format!("{name} folder/copy.txt")})));
        let deleted = ask("delete", server.delete(&file_url));
        let id = deleted.field("location").rsplit('/').next().unwrap().to_owned();
        ask("restore", server.post("/api/restore").json(&json!({"id": id})));
        ask("delete folder", server.delete(&format!("/api/folders/{folder}")));
        let successes = answers.iter().filter(|(_, status)| *status < 400).count();
        assert!(successes >= 18, "{name:?}: {answers:?}");
    }
}

/// As the server writes names into addresses.
fn shared_url(name: &str) -> String {
    holdall_shared::url::query_value(name)
}

#[test]
fn no_field_of_a_request_is_more_than_a_refusal() {
    let server = Server::start();
    server.create("/files/a.txt", "content");
    let long = "x".repeat(16 << 10);
    let commas = ",".repeat(8 << 10);
    let quotes = "\"a\",".repeat(4 << 10);
    let values: [&[u8]; 13] = [
        b"",
        b" ",
        b"\xff\xfe",
        b"\xc3\xa9",
        b"\"",
        b"\"\\\"",
        b"=,;",
        b"99999999999999999999999999",
        b"-1",
        b"a\tb",
        long.as_bytes(),
        commas.as_bytes(),
        quotes.as_bytes(),
    ];
    for field in [
        "Accept",
        "Accept-Encoding",
        "Authorization",
        "Connection",
        "Content-Digest",
        "Content-Encoding",
        "Content-Range",
        "Content-Type",
        "Cookie",
        "Expect",
        "If-Match",
        "If-Modified-Since",
        "If-None-Match",
        "If-Range",
        "If-Unmodified-Since",
        "Origin",
        "Prefer",
        "Range",
        "Repr-Digest",
        "Sec-Fetch-Mode",
        "Sec-Fetch-Site",
        "Upgrade",
        "Want-Content-Digest",
        "Want-Repr-Digest",
        "X-Forwarded-For",
        "X-OC-Mtime",
        "X-Request-Id",
    ] {
        for value in values {
            for (method, target, also) in [
                ("GET", "/files/a.txt", "Range: bytes=0-1"),
                ("GET", "/file-list", "Accept: */*"),
                ("POST", "/api/move", "Content-Type: application/json"),
                ("POST", "/files/new.txt", "X-Note: create"),
                ("PUT", "/files/a.txt", "X-Note: update"),
                ("DELETE", "/files/none.txt", "X-Note: delete"),
            ] {
                let head = Connection::head(method, target, &[also, "Content-Length: 0", "Connection: close"]);
                let head = head.strip_suffix("\r\n").unwrap();
                let request = [head.as_bytes(), field.as_bytes(), b": ", value, b"\r\n\r\n"].concat();
                let told = format!("{method} {target} {field}: {:.40}", String::from_utf8_lossy(value));
                let answer = raw(&server, request);
                assert_plain(&told, &answer);
                for (name, told_value) in &answer.headers {
                    assert!(value.len() < 20 || told_value.len() < 2000, "{told}: comes back in {name}");
                }
            }
        }
        let _ = std::fs::remove_file(server.path("new.txt"));
    }
    assert_eq!(server.get("/healthz").fetch().status, 200);
}

#[test]
fn the_id_of_a_request_is_the_servers_own() {
    let server = Server::start();
    for field in ["X-Request-Id", "Request-Id", "X-Correlation-Id", "Traceparent"] {
        let answer = server.get("/files/none.txt").header(field, "an-id-of-the-client").fetch().expect(404);
        assert!(!answer.text().contains("an-id-of-the-client"), "{field}");
    }
}

#[test]
fn a_host_of_another_name_changes_no_address_of_an_answer() {
    let server = Server::start();
    for host in ["evil.example", "evil.example:80", "localhost:1", "127.0.0.1", "[::1]", "evil.example/path", "a@b"] {
        let head = format!(
            "POST /files/{} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            escaped(&host.replace(['/', ':'], "_")),
            crate::support::TOKEN
        );
        let answer = raw(&server, head);
        assert!([201, 400].contains(&answer.status), "{host}: {} {}", answer.status, answer.text());
        if answer.status == 201 {
            assert!(answer.field("location").starts_with("/files/"), "{host}");
            let entry: holdall_shared::Entry = answer.json();
            assert!(entry.url.starts_with("/files/"), "{host}: {}", entry.url);
        }
    }
    let page =
        server.guest(Method::GET, "/files/x").header("Accept", "text/html").header("Host", "evil.example").fetch();
    assert_eq!((page.status, page.field("location")), (303, "/".to_owned()));
}

#[test]
fn as_many_fields_as_a_browser_sends_behind_proxies_are_taken_and_not_many_more() {
    let server = Server::start();
    for (count, expected) in [(60, &[200][..]), (88, &[200]), (200, &[400, 431]), (5000, &[400, 431])] {
        let fields: Vec<String> = (0..count).map(|n| format!("X-Field-{n}: value")).collect();
        let mut fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        fields.push("Connection: close");
        let mut connection = Connection::open(&server);
        connection.send(Connection::head("GET", "/file-list", &fields));
        let status = connection.answer_head().0;
        assert!(expected.contains(&status), "{count} fields: {status}");
    }
    for (length, expected) in [(16 << 10, &[200][..]), (100 << 10, &[200]), (1 << 20, &[400, 431])] {
        let field = format!("Cookie: a={}", "x".repeat(length));
        let mut connection = Connection::open(&server);
        connection.send(Connection::head("GET", "/file-list", &[&field, "Connection: close"]));
        let status = connection.answer_head().0;
        assert!(expected.contains(&status), "{length} bytes: {status}");
    }
}
