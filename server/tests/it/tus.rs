//! Resumable uploads by tus 1.0.0, row by row of the contract; the numbers in comments are its rows.

mod begins;
mod breaks;
mod checksums;
mod ends;
mod parts;
mod publishing;

use data_encoding::BASE64;
use holdall_shared::ProblemKind;
use reqwest::Method;

use crate::support::{
    Fetch as _, Server,
    tus::{begin, begun, head, metadata, offset, patch, tus},
};

// T01
#[test]
fn options_tells_what_is_spoken_whatever_version_is_asked_for() {
    let server = Server::with(["--max-size", "5MB"]);
    for version in [None, Some("1.0.0"), Some("0.2.2")] {
        let mut request = server.guest(Method::OPTIONS, "/api/uploads");
        if let Some(version) = version {
            request = request.header("Tus-Resumable", version);
        }
        let answer = request.fetch().expect(204);
        assert_eq!(answer.field("tus-version"), "1.0.0");
        assert_eq!(answer.field("tus-max-size"), "5000000");
        assert_eq!(answer.field("tus-checksum-algorithm"), "blake3,sha256,sha1");
        let extensions = answer.field("tus-extension");
        for extension in [
            "creation",
            "creation-with-upload",
            "creation-defer-length",
            "expiration",
            "checksum",
            "termination",
            "concatenation",
        ] {
            assert!(extensions.split(',').any(|other| other == extension), "{extensions}");
        }
        assert_eq!(answer.header("tus-resumable"), None);
    }
}

// T02
#[test]
fn another_version_is_told_ours_and_nothing_is_done() {
    let server = Server::start();
    let upload = begun(&server, "a.bin", 5);
    for version in [None, Some("0.2.2"), Some("1.0.1"), Some("")] {
        for (method, target) in [
            (Method::POST, "/api/uploads"),
            (Method::HEAD, &*upload),
            (Method::PATCH, &*upload),
            (Method::DELETE, &*upload),
        ] {
            let mut request = server
                .request(method.clone(), target)
                .header("Upload-Length", "5")
                .header("Upload-Offset", "0")
                .header("Upload-Metadata", metadata(&[("path", "b.bin")]))
                .header("Content-Type", "application/offset+octet-stream");
            if method == Method::PATCH {
                request = request.body("hello");
            }
            if let Some(version) = version {
                request = request.header("Tus-Resumable", version);
            }
            let answer = request.fetch().expect(412);
            assert_eq!((answer.field("tus-version"), answer.field("tus-resumable")), ("1.0.0".into(), "1.0.0".into()));
            if method != Method::HEAD {
                answer.problem(412, ProblemKind::TusVersion);
            }
        }
    }
    assert_eq!(offset(&server, &upload), 0);
    assert!(!server.has("b.bin"));
}

// T02
#[test]
fn every_answer_says_the_version() {
    let server = Server::start();
    let upload = begun(&server, "a.bin", 5);
    for answer in [
        head(&server, &upload),
        patch(&server, &upload, 3, b"lo").fetch(),
        patch(&server, "/api/uploads/NOSUCHUPLOAD", 3, b"lo").fetch(),
        begin(&server, &[], 5),
        server.guest(Method::HEAD, &upload).header("Tus-Resumable", "1.0.0").fetch(),
        tus(&server, Method::DELETE, &upload).fetch(),
    ] {
        assert_eq!(answer.field("tus-resumable"), "1.0.0", "{}", answer.status);
    }
}

// T03
#[test]
fn a_post_can_stand_for_what_a_proxy_does_not_let_through() {
    let server = Server::start();
    let upload = begun(&server, "a.bin", 5);
    let post = |meant: &str| tus(&server, Method::POST, &upload).header("X-HTTP-Method-Override", meant);
    let answer = post("PATCH")
        .header("Upload-Offset", 0)
        .header("Content-Type", "application/offset+octet-stream")
        .body("hel")
        .fetch()
        .expect(204);
    assert_eq!(answer.field("upload-offset"), "3");
    post("GET").fetch().problem(400, ProblemKind::InvalidRequest);
    post("DELETE").fetch().expect(204);
    head(&server, &upload).expect(404);
    // Nowhere else.
    server.create("/files/kept.txt", "kept");
    let answer = server.post("/files/kept.txt").header("X-HTTP-Method-Override", "DELETE").body("x").fetch();
    answer.problem(409, ProblemKind::NameTaken);
    assert_eq!(server.read("kept.txt"), b"kept");
}

// T04
#[test]
fn head_tells_offset_length_and_metadata_and_is_never_stored() {
    let server = Server::start();
    let sent = metadata(&[("path", "a.bin"), ("note", "ü")]) + ",empty";
    let begun = tus(&server, Method::POST, "/api/uploads").header("Upload-Length", 5).header("Upload-Metadata", &sent);
    let upload = begun.fetch().expect(201).field("location");
    for at in [0, 3, 5] {
        let answer = head(&server, &upload).expect(200);
        assert_eq!(answer.field("upload-offset"), at.to_string());
        assert_eq!(answer.field("upload-length"), "5");
        assert_eq!(answer.field("upload-metadata"), sent);
        assert_eq!(answer.field("cache-control"), "no-store");
        if at < 5 {
            let next = if at == 0 { &b"hel"[..] } else { b"lo" };
            patch(&server, &upload, at, next).fetch().expect(204);
        }
    }
    assert_eq!(server.read("a.bin"), b"hello");
}

// T05, T09
#[test]
fn what_is_no_upload_has_no_offset() {
    let server = Server::start();
    for id in ["NGQQTBQHPVD0EYSA1EJRZ79N18", "x", "..", "%2e%2e", "a%2Fb"] {
        let upload = format!("/api/uploads/{id}");
        let answer = head(&server, &upload);
        assert_eq!((answer.status, answer.header("upload-offset")), (404, None), "{id}");
        patch(&server, &upload, 0, b"x").fetch().problem(404, ProblemKind::NotFound);
        tus(&server, Method::DELETE, &upload).fetch().problem(404, ProblemKind::NotFound);
    }
}

// T06, T07, T08, T11
#[test]
fn bytes_are_taken_where_the_upload_stands_and_nowhere_else() {
    let server = Server::start();
    let upload = begun(&server, "a.bin", 9);
    let plain = patch(&server, &upload, 0, b"abc").header("Content-Type", "application/octet-stream");
    drop(plain);
    let request = tus(&server, Method::PATCH, &upload).header("Upload-Offset", 0).body("abc");
    request.fetch().problem(415, ProblemKind::UnsupportedMedia);
    assert_eq!(patch(&server, &upload, 0, b"abc").fetch().expect(204).field("upload-offset"), "3");
    for wrong in [0, 2, 4, 9, 100] {
        let answer = patch(&server, &upload, wrong, b"xyz").fetch();
        assert_eq!(answer.field("upload-offset"), "3");
        answer.problem(409, ProblemKind::OffsetMismatch);
    }
    for junk in ["-1", "+3", "3.0", "three", "", "99999999999999999999"] {
        let request = tus(&server, Method::PATCH, &upload).header("Upload-Offset", junk);
        let answer = request.header("Content-Type", "application/offset+octet-stream").body("x").fetch();
        answer.problem(400, ProblemKind::InvalidRequest);
        let request = tus(&server, Method::POST, "/api/uploads").header("Upload-Length", junk);
        request.header("Upload-Metadata", metadata(&[("path", "b")])).fetch().problem(400, ProblemKind::InvalidRequest);
    }
    let request = tus(&server, Method::PATCH, &upload).header("Content-Type", "application/offset+octet-stream");
    request.body("x").fetch().problem(400, ProblemKind::InvalidRequest);
    assert_eq!(offset(&server, &upload), 3);
    patch(&server, &upload, 3, b"").fetch().expect(204);
    patch(&server, &upload, 3, b"defghi").fetch().expect(204);
    assert_eq!(server.read("a.bin"), b"abcdefghi");
}

// T12
#[test]
fn more_bytes_than_are_left_are_refused_and_nothing_of_them_stays() {
    let server = Server::start();
    let upload = begun(&server, "a.bin", 5);
    patch(&server, &upload, 0, b"ab").fetch().expect(204);
    patch(&server, &upload, 2, b"cdefghij").fetch().problem(413, ProblemKind::TooLarge);
    assert_eq!(offset(&server, &upload), 2);
    // Also where the number is not announced.
    let body = reqwest::blocking::Body::new(std::io::Cursor::new(b"cdefghij".to_vec()));
    let request = tus(&server, Method::PATCH, &upload).header("Upload-Offset", 2);
    let request = request.header("Content-Type", "application/offset+octet-stream").body(body);
    request.fetch().problem(413, ProblemKind::TooLarge);
    assert_eq!(offset(&server, &upload), 2);
    patch(&server, &upload, 2, b"cde").fetch().expect(204);
    assert_eq!(server.read("a.bin"), b"abcde");
}

#[test]
fn an_upload_is_nobodys_without_the_right_to_make_files() {
    let server = Server::with(["--public-read"]);
    let upload = begun(&server, "a.bin", 5);
    for (method, target) in [
        (Method::POST, "/api/uploads"),
        (Method::HEAD, &*upload),
        (Method::GET, &*upload),
        (Method::PATCH, &*upload),
        (Method::POST, &*upload),
        (Method::DELETE, &*upload),
    ] {
        let answer = server.guest(method.clone(), target).header("Tus-Resumable", "1.0.0").fetch();
        assert_eq!(answer.status, 401, "{method} {target}");
    }
    assert_eq!(offset(&server, &upload), 0);
}

#[test]
fn an_upload_goes_on_with_another_session_of_the_owner() {
    let server = Server::start();
    let upload = begun(&server, "a.bin", 5);
    let cookie = || crate::session::cookie(&crate::session::sign_in(&server, crate::support::TOKEN).expect(200));
    for (at, byte) in ["a", "b", "c", "d", "e"].into_iter().enumerate() {
        let request = server.guest(Method::PATCH, &upload).header("Cookie", cookie()).header("Tus-Resumable", "1.0.0");
        let request = request.header("Upload-Offset", at).header("Content-Type", "application/offset+octet-stream");
        request.body(byte).fetch().expect(204);
    }
    assert_eq!(server.read("a.bin"), b"abcde");
}

#[test]
fn a_read_only_server_takes_no_upload() {
    let server = Server::with(["--read-only"]);
    begin(&server, &[("path", "a.bin")], 5).problem(403, ProblemKind::ReadOnly);
}

/// `Upload-Checksum` of bytes.
fn checksum(algorithm: &str, digest: &[u8]) -> String {
    format!("{algorithm} {}", BASE64.encode(digest))
}
