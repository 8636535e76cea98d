//! `GET` and `HEAD /files/{path}`: what a download says and sends (rows 1–3, 34, 54).

use std::os::unix::fs::symlink;

use holdall_shared::ProblemKind;
use reqwest::Method;
use rustix::fs::{CWD, FileType, Mode, mknodat};

use crate::support::{Answer, Fetch as _, Server, sample};

const POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'; \
                      frame-ancestors 'self'";

/// No answer about user content may run in our origin, be cached by others or tell other sites anything.
#[track_caller]
pub(crate) fn assert_guarded(answer: &Answer) {
    assert_eq!(answer.field("x-content-type-options"), "nosniff");
    let policy = answer.field("content-security-policy");
    let normal: Vec<_> = policy.split(';').map(str::trim).filter(|directive| !directive.is_empty()).collect();
    assert_eq!(normal.join("; "), POLICY);
    assert_eq!(answer.field("cross-origin-resource-policy"), "same-origin");
    assert_eq!(answer.field("referrer-policy"), "no-referrer");
    assert_eq!(answer.header("access-control-allow-origin"), None);
    assert_eq!(answer.field("cache-control"), "private, no-cache");
}

#[test]
fn a_plain_get_sends_the_bytes_and_all_that_is_known_of_them() {
    let server = Server::start();
    let content = sample(1000);
    let created = server.create("/files/F.bin", content.clone());
    let answer = server.get("/files/F.bin").fetch().expect(200);
    assert_eq!(answer.body, content);
    assert_eq!(answer.field("accept-ranges"), "bytes");
    assert_eq!(answer.field("content-length"), "1000");
    assert_eq!(answer.field("content-type"), "application/octet-stream");
    assert_eq!(answer.field("content-disposition"), "attachment; filename=\"F.bin\"; filename*=UTF-8''F.bin");
    assert_eq!(answer.etag(), created.etag());
    assert!(answer.etag().starts_with('"'), "a file of our own is strong at once: {}", answer.etag());
    assert!(httpdate::parse_http_date(&answer.field("last-modified")).is_ok());
    assert!(httpdate::parse_http_date(&answer.field("date")).is_ok());
    assert_guarded(&answer);
}

#[test]
fn an_address_may_name_the_content_that_is_meant_and_that_is_not_compared() {
    let server = Server::start();
    let content = sample(1000);
    let etag = server.create("/files/F.png", content.clone()).etag();
    for tag in [etag.replace('"', "%22"), "of-another-content".to_owned(), String::new()] {
        let answer = server.get(&format!("/files/F.png?etag={tag}")).fetch().expect(200);
        assert_eq!((answer.body.as_slice(), answer.etag()), (content.as_slice(), etag.clone()), "{tag}");
        assert_guarded(&answer);
    }
    server.get("/files/F.png?etag=a&etag=b").fetch().expect(400);
}

#[test]
fn head_says_what_get_says_without_the_body() {
    let server = Server::start();
    server.create("/files/F.bin", sample(1000));
    let get = server.get("/files/F.bin").fetch().expect(200);
    let head = server.head("/files/F.bin").fetch().expect(200);
    assert!(head.body.is_empty());
    for name in get.headers.keys().filter(|name| !["date", "x-request-id"].contains(&name.as_str())) {
        assert_eq!(head.header(name.as_str()), get.header(name.as_str()), "{name}");
    }
}

#[test]
fn head_ignores_a_range() {
    let server = Server::start();
    server.create("/files/F.bin", sample(1000));
    let answer = server.head("/files/F.bin").header("Range", "bytes=0-9").fetch().expect(200);
    assert_eq!((answer.field("content-length"), answer.header("content-range")), ("1000".to_owned(), None));
}

#[test]
fn every_answer_about_a_file_is_guarded_errors_included() {
    let server = Server::start();
    let etag = server.create("/files/page.html", "<script>alert(1)</script>").etag();
    for (method, target, field, value, status) in [
        (Method::GET, "/files/page.html", "accept", "*/*", 200),
        (Method::HEAD, "/files/page.html", "accept", "*/*", 200),
        (Method::GET, "/files/page.html?inline", "accept", "*/*", 200),
        (Method::GET, "/files/page.html", "range", "bytes=0-0", 206),
        (Method::GET, "/files/page.html", "if-none-match", etag.as_str(), 304),
        (Method::GET, "/files/page.html", "if-match", "\"x\"", 412),
        (Method::GET, "/files/page.html", "range", "bytes=500-", 416),
        (Method::GET, "/files/none.html", "accept", "*/*", 404),
        (Method::GET, "/files/%ff", "accept", "*/*", 400),
    ] {
        assert_guarded(&server.request(method, target).header(field, value).fetch().expect(status));
    }
    assert_guarded(&server.guest(Method::GET, "/files/page.html").fetch().expect(401));
}

#[test]
fn a_missing_file_is_404_whatever_is_asked_of_it() {
    let server = Server::start();
    for (field, value) in [
        ("accept", "*/*"),
        ("range", "bytes=0-9"),
        ("if-match", "*"),
        ("if-match", "\"e1\""),
        ("if-none-match", "*"),
        ("if-modified-since", "Sat, 01 Jan 2000 00:00:00 GMT"),
        ("if-unmodified-since", "Sat, 01 Jan 2000 00:00:00 GMT"),
    ] {
        let answer = server.get("/files/none.txt").header(field, value).fetch();
        answer.problem(404, ProblemKind::NotFound);
        server.get("/files/no/folder.txt").header(field, value).fetch().problem(404, ProblemKind::NotFound);
    }
    assert!(server.head("/files/none.txt").fetch().expect(404).body.is_empty());
}

#[test]
fn a_file_is_never_compressed_on_the_way() {
    let server = Server::start();
    let text = "all the same ".repeat(1000);
    server.create("/files/F.txt", text.clone());
    for (range, status) in [("items=0-1", 200), ("bytes=0-", 206)] {
        let answer = server
            .get("/files/F.txt")
            .header("Accept-Encoding", "gzip, br")
            .header("Range", range)
            .fetch()
            .expect(status);
        assert_eq!(answer.header("content-encoding"), None);
        assert_eq!(answer.text(), text);
    }
}

#[test]
fn what_is_no_file_is_not_opened() {
    let server = Server::start();
    server.write("folder/inner.txt", "x");
    symlink("folder/inner.txt", server.path("link.txt")).unwrap();
    symlink("folder", server.path("link")).unwrap();
    mknodat(CWD, server.path("pipe"), FileType::Fifo, Mode::RWXU, 0).unwrap();
    server.get("/files/folder").fetch().problem(409, ProblemKind::IsFolder);
    server.get("/files/link.txt").fetch().problem(409, ProblemKind::NotRegular);
    server.get("/files/pipe").fetch().problem(409, ProblemKind::NotRegular);
    server.get("/files/link/inner.txt").fetch().problem(404, ProblemKind::NotFound);
    server.get("/files/folder/inner.txt/deeper").fetch().problem(404, ProblemKind::NotFound);
}

#[test]
fn a_browser_that_goes_to_a_folder_is_sent_to_its_page() {
    let server = Server::start();
    server.write("a folder/x.txt", "x");
    let answer = server
        .get("/files/a%20folder/")
        .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
        .header("Sec-Fetch-Mode", "navigate")
        .header("Sec-Fetch-Dest", "document")
        .fetch()
        .expect(303);
    assert_eq!(answer.field("location").trim_end_matches('/'), "/browse/a%20folder");
}

#[test]
fn a_name_of_another_program_is_served_though_it_could_not_be_made_here() {
    let server = Server::start();
    for (name, target) in [("a:b?.txt", "/files/a%3Ab%3F.txt"), ("CON", "/files/CON"), (" x.", "/files/%20x.")] {
        server.write(name, name);
        assert_eq!(server.get(target).fetch().expect(200).text(), name);
    }
    server.write(".env", "A=1");
    assert_eq!(server.get("/files/.env").fetch().expect(200).text(), "A=1");
}
