//! Folders in folders in folders: no depth is more than the server can take (security contract, `DoS`).

use std::{fs, os::fd::OwnedFd};

use holdall_shared::{Entry, TrashListing};
use rustix::fs::{CWD, Mode, OFlags, mkdirat, openat};
use serde_json::json;

use tempfile::TempDir;

use crate::support::{Fetch as _, Server, Setup, eventually};

/// As deep as an address can say with room for the rest: one request makes it.
const SAID: usize = 1500;
/// Deeper than any path of the system; other programs make that, and moves of folders into folders.
const BEYOND: usize = 2_500;

/// A server of a folder in memory, where there is such a place: on a disk so many folders take their time.
fn server() -> (Server, TempDir) {
    let memory = std::path::Path::new("/dev/shm");
    let folder = if memory.is_dir() { TempDir::new_in(memory).unwrap() } else { TempDir::new().unwrap() };
    (Setup::new().serving(folder.path()).start(), folder)
}

/// `d/d/…/d`.
fn levels(count: usize) -> String {
    vec!["d"; count].join("/")
}

/// Makes `name` in the upload folder and so many folders in each other below it, as another program does.
fn dig(server: &Server, name: &str, count: usize) {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let mode = Mode::from_raw_mode(0o755);
    let mut folder: OwnedFd = openat(CWD, server.setup().files(), flags, Mode::empty()).unwrap();
    for name in [name].into_iter().chain(vec!["d"; count]) {
        mkdirat(&folder, name, mode).unwrap();
        folder = openat(&folder, name, flags, Mode::empty()).unwrap();
    }
    let file = OFlags::CREATE | OFlags::WRONLY;
    drop(openat(&folder, "bottom.txt", file, Mode::from_raw_mode(0o644)).unwrap());
}

fn tmp(server: &Server) -> usize {
    fs::read_dir(server.path(".holdall/tmp")).unwrap().count()
}

#[test]
fn a_tree_as_deep_as_an_address_is_made_copied_deleted_and_restored() {
    let (server, _folder) = server();
    server.post(&format!("/api/folders/a/{}?parents", levels(SAID))).fetch().expect(201);
    server.create(&format!("/files/a/{}/bottom.txt", levels(SAID)), "bottom");
    server.post("/api/copy").json(&json!({"from": "a", "to": "b"})).fetch().expect(201);
    let bottom = format!("/files/b/{}/bottom.txt", levels(SAID));
    assert_eq!(server.get(&bottom).fetch().expect(200).text(), "bottom");
    assert!(server.get("/api/archive?path=b").fetch().expect(200).text().contains("bottom.txt"));
    assert!(server.get("/file-list").fetch().expect(200).text().contains("bottom.txt"));
    eventually("names that were read", || server.get("/api/search?q=bottom").fetch().text().contains("bottom.txt"));
    server.delete("/api/folders/b").fetch().expect(204);
    let trash: TrashListing = server.get("/api/trash").fetch().expect(200).json();
    assert_eq!(trash.entries[0].size, 6);
    server.post("/api/restore").json(&json!({"id": trash.entries[0].id})).fetch().expect(201);
    assert_eq!(server.get(&bottom).fetch().expect(200).text(), "bottom");
    server.delete("/api/folders/a?permanent").fetch().expect(204);
    server.delete("/api/folders/b").fetch().expect(204);
    server.delete("/api/trash").fetch().expect(200);
    assert_eq!(tmp(&server), 0);
}

#[test]
fn a_tree_deeper_than_any_path_harms_nobody() {
    let (server, _folder) = server();
    for name in ["a", "b"] {
        dig(&server, name, BEYOND);
    }
    server.get("/api/folders/").fetch().expect(200);
    server.get("/api/folders/a").fetch().expect(200);
    server.get("/file-list").fetch().expect(200);
    server.get("/api/search?q=bottom").fetch().expect(200);
    server.get("/api/archive?path=a").fetch().expect(200);
    // No address leads to its bottom: a copy would not be whole.
    server.post("/api/copy").json(&json!({"from": "a", "to": "c"})).fetch().expect(413);
    assert!(!server.has("c"));
    let moved: Entry = server.post("/api/move").json(&json!({"from": "a", "to": "c"})).fetch().expect(200).json();
    assert_eq!(moved.path.as_str(), "c");
    server.delete("/api/folders/b").fetch().expect(204);
    server.delete("/api/trash").fetch().expect(200);
    server.delete("/api/folders/c?permanent").fetch().expect(204);
    assert_eq!(tmp(&server), 0);
    server.get("/readyz").fetch().expect(200);
}
