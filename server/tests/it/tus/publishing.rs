//! The end of an upload: a file, or a refusal that loses no byte.

use std::fs;

use holdall_shared::{Entry, FileVersions, ProblemKind, Upload, UploadState};
use serde_json::json;

use crate::support::{
    Fetch as _, Server, eventually,
    tus::{begin, begun, head, offset, patch},
};

fn send_all(server: &Server, pairs: &[(&str, &str)], content: &[u8]) -> crate::support::Answer {
    let upload = begin(server, pairs, content.len()).expect(201).field("location");
    patch(server, &upload, 0, content).fetch()
}

#[test]
fn a_name_that_was_taken_meanwhile_is_refused_and_the_bytes_are_kept() {
    let server = Server::start();
    let upload = begun(&server, "a.bin", 5);
    patch(&server, &upload, 0, b"hel").fetch().expect(204);
    fs::write(server.path("a.bin"), "dropped in by hand").unwrap();
    // Not 409: clients of the field ask HEAD then, see that all is there, and report success.
    patch(&server, &upload, 3, b"lo").fetch().problem(422, ProblemKind::NameTakenAtFinalise);
    assert_eq!(server.read("a.bin"), b"dropped in by hand");
    let answer = head(&server, &upload).expect(410);
    assert_eq!(answer.header("upload-offset"), None);
    let over = patch(&server, &upload, 5, b"").fetch().problem(410, ProblemKind::UploadGone);
    assert!(over.detail.contains("got that name"), "{}", over.detail);
    let told: Upload = server.get(&upload).fetch().expect(200).json();
    assert_eq!((told.state, told.problem.unwrap().kind), (UploadState::Refused, ProblemKind::NameTakenAtFinalise));
    // Also after a restart.
    let server = server.restart();
    head(&server, &upload).expect(410);
    server.post(&upload).json(&json!({})).fetch().problem(409, ProblemKind::NameTaken);
    let entry: Entry = server.post(&upload).json(&json!({"on_conflict": "rename"})).fetch().expect(200).json();
    assert_eq!(entry.path.as_str(), "a (2).bin");
    assert_eq!(server.read("a (2).bin"), b"hello");
    assert_eq!(offset(&server, &upload), 5);
    server.post(&upload).json(&json!({"on_conflict": "rename"})).fetch().problem(400, ProblemKind::InvalidRequest);
}

#[test]
fn a_refused_upload_can_go_elsewhere_or_replace() {
    let server = Server::start();
    for (terms, path) in
        [(json!({"path": "elsewhere.bin"}), "elsewhere.bin"), (json!({"on_conflict": "replace"}), "b.bin")]
    {
        let upload = begun(&server, "b.bin", 5);
        fs::write(server.path("b.bin"), "by hand").unwrap();
        patch(&server, &upload, 0, b"hello").fetch().expect(422);
        server.post(&upload).json(&json!({"path": "what?.bin"})).fetch().problem(400, ProblemKind::InvalidName);
        server.post(&upload).json(&terms).fetch().expect(200);
        assert_eq!(server.read(path), b"hello");
        fs::remove_file(server.path("b.bin")).unwrap();
    }
}

#[test]
fn a_folder_that_went_away_is_told_and_the_bytes_are_kept() {
    let server = Server::start();
    server.write("folder/x", "x");
    let upload = begun(&server, "folder/a.bin", 5);
    fs::remove_dir_all(server.path("folder")).unwrap();
    patch(&server, &upload, 0, b"hello").fetch().problem(410, ProblemKind::UploadGone);
    server.post(&upload).json(&json!({"path": "a.bin"})).fetch().expect(200);
    assert_eq!(server.read("a.bin"), b"hello");
}

#[test]
fn replacing_keeps_what_was_there_as_a_version() {
    let server = Server::start();
    let etag = server.create("/files/a.bin", "old").etag();
    let pairs = [("path", "a.bin"), ("on-conflict", "replace"), ("if-match", &*etag)];
    send_all(&server, &pairs, b"new").expect(204);
    assert_eq!(server.read("a.bin"), b"new");
    let versions: FileVersions = server.get("/api/versions/a.bin").fetch().expect(200).json();
    assert_eq!(versions.versions.len(), 1);
    begin(&server, &pairs, 3).problem(412, ProblemKind::PreconditionFailed);
}

#[test]
fn replacing_works_where_no_versions_are_kept() {
    let server = Server::with(["--versions", "0"]);
    server.create("/files/a.bin", "old");
    send_all(&server, &[("path", "a.bin"), ("on-conflict", "replace")], b"new").expect(204);
    assert_eq!(server.read("a.bin"), b"new");
    assert!(crate::support::files_below(&server.path(".holdall/uploads")).is_empty());
    server.assert_no_leftovers();
}

#[test]
fn what_was_changed_meanwhile_is_not_replaced() {
    let server = Server::start();
    let etag = server.create("/files/a.bin", "old").etag();
    let pairs = [("path", "a.bin"), ("on-conflict", "replace"), ("if-match", &*etag)];
    let upload = begin(&server, &pairs, 3).expect(201).field("location");
    server.put("/files/a.bin").body("somebody's").fetch().expect(200);
    patch(&server, &upload, 0, b"new").fetch().problem(412, ProblemKind::PreconditionFailed);
    assert_eq!(server.read("a.bin"), b"somebody's");
    head(&server, &upload).expect(410);
}

#[test]
fn the_time_of_change_is_the_clients() {
    let server = Server::start();
    send_all(&server, &[("path", "a.bin"), ("mtime", "1700000000.5")], b"x").expect(204);
    let entry: Entry = server.get("/api/entries/a.bin").fetch().expect(200).json();
    assert_eq!(entry.modified.unix_ms(), 1_700_000_000_500);
    begin(&server, &[("path", "b.bin"), ("mtime", "yesterday")], 1).problem(400, ProblemKind::InvalidRequest);
}

#[test]
fn a_quota_counts_what_is_under_way_also_after_a_restart() {
    let server = Server::with(["--quota", "100"]);
    let upload = begun(&server, "a.bin", 80);
    begin(&server, &[("path", "b.bin")], 30).problem(507, ProblemKind::NoSpace);
    let server = server.restart();
    begin(&server, &[("path", "b.bin")], 30).problem(507, ProblemKind::NoSpace);
    crate::support::tus::tus(&server, reqwest::Method::DELETE, &upload).fetch().expect(204);
    let upload = begun(&server, "b.bin", 30);
    patch(&server, &upload, 0, &[1; 30]).fetch().expect(204);
    begin(&server, &[("path", "c.bin")], 71).problem(507, ProblemKind::NoSpace);
    begin(&server, &[("path", "c.bin")], 70).expect(201);
}

#[test]
fn of_many_uploads_at_once_each_is_whole() {
    let server = Server::start();
    std::thread::scope(|scope| {
        for n in 0..12_u8 {
            let server = &server;
            scope.spawn(move || {
                let content: Vec<u8> = (0..300_000_usize).map(|at| u8::try_from(at % 251).unwrap() ^ n).collect();
                let upload = begun(server, &format!("{n}.bin"), content.len());
                let mut at = 0;
                while at < content.len() {
                    let end = content.len().min(at + 70_000);
                    patch(server, &upload, at, &content[at..end]).fetch().expect(204);
                    at = end;
                }
                assert!(server.read(&format!("{n}.bin")) == content, "{n}");
            });
        }
    });
    eventually("no bytes", || crate::support::files_below(&server.path(".holdall/uploads")).is_empty());
}
