//! Creation, with and without bytes, with and without a length.

use holdall_shared::{ProblemKind, Upload, UploadState};
use reqwest::Method;

use crate::support::{
    Fetch as _, Server,
    tus::{begin, begun, head, metadata, offset, patch, tus},
};

// T20
#[test]
fn an_upload_begins_with_a_length_or_with_the_promise_of_one() {
    let server = Server::start();
    let answer = begin(&server, &[("path", "a.bin")], 5).expect(201);
    assert!(answer.field("location").starts_with("/api/uploads/"));
    assert_eq!(answer.header("upload-offset"), None);
    let with = |fields: &[(&'static str, &str)]| {
        let request =
            tus(&server, Method::POST, "/api/uploads").header("Upload-Metadata", metadata(&[("path", "b.bin")]));
        fields.iter().fold(request, |request, (name, value)| request.header(*name, *value)).fetch()
    };
    for fields in [
        &[][..],
        &[("Upload-Length", "5"), ("Upload-Defer-Length", "1")],
        &[("Upload-Defer-Length", "0")],
        &[("Upload-Defer-Length", "2")],
        &[("Upload-Defer-Length", "true")],
        &[("Upload-Length", "-5")],
    ] {
        with(fields).problem(400, ProblemKind::InvalidRequest);
    }
    let deferred = with(&[("Upload-Defer-Length", "1")]).expect(201).field("location");
    let answer = head(&server, &deferred).expect(200);
    assert_eq!((answer.field("upload-defer-length"), answer.header("upload-length")), ("1".to_owned(), None));
}

// T21
#[test]
fn more_than_a_file_may_have_is_refused_before_it_comes() {
    let server = Server::with(["--max-size", "5"]);
    assert_eq!(begin(&server, &[("path", "a.bin")], 6).problem(413, ProblemKind::TooLarge).extensions.limit, Some(5));
    let request = tus(&server, Method::POST, "/api/uploads").header("Upload-Defer-Length", "1");
    let upload =
        request.header("Upload-Metadata", metadata(&[("path", "b.bin")])).fetch().expect(201).field("location");
    patch(&server, &upload, 0, b"abcdef").header("Upload-Length", 6).fetch().problem(413, ProblemKind::TooLarge);
    patch(&server, &upload, 0, b"abcdef").fetch().problem(413, ProblemKind::TooLarge);
    assert_eq!(offset(&server, &upload), 0);
    patch(&server, &upload, 0, b"abcde").header("Upload-Length", 5).fetch().expect(204);
    assert_eq!(server.read("b.bin"), b"abcde");
}

// T22
#[test]
fn an_empty_file_is_there_at_once() {
    let server = Server::start();
    let answer = begin(&server, &[("path", "empty.bin")], 0).expect(201);
    assert_eq!(answer.field("upload-offset"), "0");
    assert_eq!(server.read("empty.bin"), b"");
    let answer = head(&server, &answer.field("location")).expect(200);
    assert_eq!((answer.field("upload-offset"), answer.field("upload-length")), ("0".into(), "0".into()));
}

// T23
#[test]
fn metadata_that_cannot_be_understood_is_refused() {
    let server = Server::start();
    for junk in
        ["path", "path ?", "path YQ==,path YQ==", ",", "filename w", "path YQ==,,", "on-conflict bm8=,path YQ=="]
    {
        let request = tus(&server, Method::POST, "/api/uploads").header("Upload-Length", 5);
        let answer = request.header("Upload-Metadata", junk).fetch();
        assert!([400].contains(&answer.status), "{junk}: {}", answer.text());
    }
    let request = tus(&server, Method::POST, "/api/uploads").header("Upload-Length", 5);
    request.fetch().problem(400, ProblemKind::InvalidRequest);
}

#[test]
fn the_place_is_told_as_the_clients_of_the_field_tell_it() {
    let server = Server::start();
    server.write("a/old.bin", "x");
    for (pairs, path) in [
        (&[("path", "a/1.bin")][..], "a/1.bin"),
        (&[("filename", "2.bin"), ("filetype", "image/png")], "2.bin"),
        (&[("name", "3.bin"), ("type", "image/png")], "3.bin"),
        (&[("relativePath", "new/folder/4.bin"), ("filename", "4.bin")], "new/folder/4.bin"),
        (&[("relativePath", "null"), ("filename", "5.bin")], "5.bin"),
        (&[("path", "made/6.bin"), ("parents", "")], "made/6.bin"),
    ] {
        let upload = begin(&server, pairs, 1).expect(201).field("location");
        patch(&server, &upload, 0, b"x").fetch().expect(204);
        assert!(server.has(path), "{path}");
    }
}

#[test]
fn what_can_be_said_against_a_file_is_said_before_its_bytes_come() {
    let server = Server::start();
    server.create("/files/taken.bin", "here");
    server.write("folder/x", "x");
    let taken = begin(&server, &[("path", "taken.bin")], 5).problem(409, ProblemKind::NameTaken);
    assert_eq!(taken.extensions.existing.unwrap().size, Some(4));
    begin(&server, &[("path", "folder")], 5).problem(409, ProblemKind::NameTaken);
    begin(&server, &[("path", "nowhere/a.bin")], 5).problem(409, ProblemKind::ParentMissing);
    begin(&server, &[("path", "taken.bin/a.bin")], 5).problem(409, ProblemKind::NotFolder);
    let invalid = begin(&server, &[("path", "what?.bin")], 5).problem(400, ProblemKind::InvalidName);
    assert_eq!(invalid.extensions.suggestion.as_deref(), Some("what_.bin"));
    for path in ["../a.bin", "/etc/passwd", "a//b", ".holdall/x", "", "folder/.."] {
        let answer = begin(&server, &[("path", path)], 5);
        assert_eq!(answer.status, 400, "{path}: {}", answer.text());
    }
    let stale = [("path", "taken.bin"), ("on-conflict", "replace"), ("if-match", "\"stale\"")];
    begin(&server, &stale, 5).problem(412, ProblemKind::PreconditionFailed);
    assert_eq!(std::fs::read_dir(server.path(".holdall/uploads")).unwrap().count(), 0, "nothing has begun");
}

#[test]
fn a_name_is_reserved_while_its_bytes_come() {
    let server = Server::start();
    let other = crate::session::cookie(&crate::session::sign_in(&server, crate::support::TOKEN).expect(200));
    let first = begun(&server, "a.bin", 5);
    let by_other = || {
        let request =
            server.guest(Method::POST, "/api/uploads").header("Cookie", &other).header("Tus-Resumable", "1.0.0");
        request.header("Upload-Length", 5).header("Upload-Metadata", metadata(&[("path", "a.bin")])).fetch()
    };
    by_other().problem(409, ProblemKind::NameTaken);
    // The same client has not heard the answer that named the first one.
    let second = begun(&server, "a.bin", 5);
    head(&server, &first).expect(404);
    patch(&server, &second, 0, b"hello").fetch().expect(204);
    by_other().problem(409, ProblemKind::NameTaken);
    assert_eq!(server.read("a.bin"), b"hello");
}

// T24
#[test]
fn a_length_that_is_told_later_is_told_once() {
    let server = Server::start();
    let request = tus(&server, Method::POST, "/api/uploads").header("Upload-Defer-Length", "1");
    let upload =
        request.header("Upload-Metadata", metadata(&[("path", "a.bin")])).fetch().expect(201).field("location");
    patch(&server, &upload, 0, b"abc").fetch().expect(204);
    assert!(!server.has("a.bin"));
    patch(&server, &upload, 3, b"").header("Upload-Length", 2).fetch().problem(400, ProblemKind::InvalidRequest);
    patch(&server, &upload, 3, b"d").header("Upload-Length", 5).fetch().expect(204);
    assert_eq!(head(&server, &upload).expect(200).field("upload-length"), "5");
    patch(&server, &upload, 4, b"e").header("Upload-Length", 6).fetch().problem(400, ProblemKind::InvalidRequest);
    patch(&server, &upload, 4, b"e").header("Upload-Length", 5).fetch().expect(204);
    assert_eq!(server.read("a.bin"), b"abcde");
}

#[test]
fn a_length_that_turns_out_to_be_what_is_there_ends_the_upload() {
    let server = Server::start();
    let request = tus(&server, Method::POST, "/api/uploads").header("Upload-Defer-Length", "1");
    let upload =
        request.header("Upload-Metadata", metadata(&[("path", "a.bin")])).fetch().expect(201).field("location");
    patch(&server, &upload, 0, b"abc").fetch().expect(204);
    patch(&server, &upload, 3, b"").header("Upload-Length", 3).fetch().expect(204);
    assert_eq!(server.read("a.bin"), b"abc");
}

// T30
#[test]
fn the_first_bytes_may_come_with_the_beginning() {
    let server = Server::start();
    let with = |length: usize, path: &str, bytes: &str| {
        let request = tus(&server, Method::POST, "/api/uploads").header("Upload-Length", length);
        let request = request.header("Upload-Metadata", metadata(&[("path", path)]));
        request.header("Content-Type", "application/offset+octet-stream").body(bytes.to_owned())
    };
    let answer = with(5, "part.bin", "hel").fetch().expect(201);
    assert_eq!(answer.field("upload-offset"), "3");
    patch(&server, &answer.field("location"), 3, b"lo").fetch().expect(204);
    assert_eq!(with(5, "whole.bin", "hello").fetch().expect(201).field("upload-offset"), "5");
    assert_eq!((server.read("part.bin"), server.read("whole.bin")), (b"hello".to_vec(), b"hello".to_vec()));
    with(2, "long.bin", "hello").fetch().problem(413, ProblemKind::TooLarge);
    let request = tus(&server, Method::POST, "/api/uploads").header("Upload-Length", 5);
    let request = request.header("Upload-Metadata", metadata(&[("path", "typed.bin")]));
    let answer = request.header("Content-Type", "text/plain").body("hello").fetch();
    answer.problem(415, ProblemKind::UnsupportedMedia);
    assert!(!server.has("long.bin") && !server.has("typed.bin"));
}

// T40
#[test]
fn every_answer_says_when_the_upload_is_thrown_away() {
    let server = Server::start();
    let begun = begin(&server, &[("path", "a.bin")], 5).expect(201);
    let upload = begun.field("location");
    for answer in [begun, patch(&server, &upload, 0, b"ab").fetch().expect(204), head(&server, &upload).expect(200)] {
        let expires = httpdate::parse_http_date(&answer.field("upload-expires")).unwrap();
        let days = expires.duration_since(std::time::SystemTime::now()).unwrap().as_secs_f64() / 86_400.0;
        assert!((6.99..7.01).contains(&days), "{days}");
    }
}

#[test]
fn get_tells_how_an_upload_stands_and_then_its_receipt() {
    let server = Server::start();
    let upload = begun(&server, "a.bin", 5);
    patch(&server, &upload, 0, b"ab").fetch().expect(204);
    let told: Upload = server.get(&upload).fetch().expect(200).json();
    assert_eq!((told.path.as_str(), told.offset, told.length, told.state), ("a.bin", 2, Some(5), UploadState::Open));
    patch(&server, &upload, 2, b"cde").fetch().expect(204);
    let told: Upload = server.get(&upload).fetch().expect(200).json();
    let entry = told.entry.unwrap();
    assert_eq!((told.state, entry.size), (UploadState::Complete, Some(5)));
    assert_eq!(entry.digests.unwrap().blake3, blake3::hash(b"abcde").to_hex().as_str());
    assert_eq!(server.head("/files/a.bin").fetch().etag(), entry.etag.unwrap());
}

#[test]
fn a_folder_in_decomposed_spelling_is_the_one_that_is_made() {
    let server = Server::start();
    for name in ["a", "b"] {
        let path = format!("cafe\u{301}/{name}");
        let answer = begin(&server, &[("path", &path), ("parents", "")], 1).expect(201);
        patch(&server, &answer.field("location"), 0, b"x").fetch().expect(204);
        assert_eq!(server.read(&format!("café/{name}")), b"x");
    }
}
