//! Termination, and what stays of an upload: nothing.

use holdall_shared::ProblemKind;
use reqwest::Method;

use crate::support::{
    Fetch as _, Server, eventually, files_below,
    tus::{begun, head, patch, tus},
};

// T60
#[test]
fn an_upload_that_is_ended_leaves_nothing() {
    let server = Server::start();
    let upload = begun(&server, "a.bin", 5);
    patch(&server, &upload, 0, b"abc").fetch().expect(204);
    tus(&server, Method::DELETE, &upload).fetch().expect(204);
    head(&server, &upload).expect(404);
    patch(&server, &upload, 3, b"de").fetch().problem(404, ProblemKind::NotFound);
    eventually("no bytes", || files_below(&server.path(".holdall/uploads")).is_empty());
    assert!(!server.has("a.bin"));
    // Its name is free.
    server.create("/files/a.bin", "other");
}

#[test]
fn ending_a_finished_upload_leaves_its_file() {
    let server = Server::start();
    let upload = begun(&server, "a.bin", 5);
    patch(&server, &upload, 0, b"hello").fetch().expect(204);
    tus(&server, Method::DELETE, &upload).fetch().expect(204);
    assert_eq!(server.read("a.bin"), b"hello");
}

#[test]
fn a_finished_upload_leaves_no_bytes_beside_its_file() {
    let server = Server::start();
    server.create("/files/old.bin", "old");
    for (path, on_conflict) in [("a.bin", "fail"), ("old.bin", "rename"), ("old.bin", "replace"), ("b.bin", "replace")]
    {
        let pairs = [("path", path), ("on-conflict", on_conflict)];
        let upload = crate::support::tus::begin(&server, &pairs, 5).expect(201).field("location");
        patch(&server, &upload, 0, b"hello").fetch().expect(204);
    }
    assert!(files_below(&server.path(".holdall/uploads")).is_empty());
    assert_eq!(server.read("old (2).bin"), b"hello");
    assert_eq!(server.read("old.bin"), b"hello");
    server.assert_no_leftovers();
}

#[test]
fn bytes_of_uploads_are_shown_nowhere() {
    let server = Server::start();
    let upload = begun(&server, "a.bin", 5);
    patch(&server, &upload, 0, b"abc").fetch().expect(204);
    let id = upload.rsplit('/').next().unwrap();
    for target in [format!("/files/.holdall/uploads/{id}"), format!("/api/entries/.holdall/uploads/{id}")] {
        let answer = server.get(&target).fetch();
        assert!([400, 404].contains(&answer.status), "{target} {}", answer.status);
    }
    let listing = server.get("/api/folders/?hidden").fetch().expect(200);
    assert!(!listing.text().contains(id) && !listing.text().contains("a.bin"));
}
