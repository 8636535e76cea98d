//! `GET /api/entries/{path}`: file information.

use std::{
    fs::File,
    os::unix::fs::symlink,
    time::{Duration, SystemTime},
};

use holdall_shared::{Entry, EntryKind, Listing, ProblemKind};
use rustix::fs::{CWD, FileType, Mode, mknodat};

use crate::support::{Fetch as _, Server};

#[test]
fn a_file_is_told_as_its_creation_its_listing_and_its_download_tell_it() {
    let server = Server::start();
    let created: Entry = server.create("/files/a%20b.png", "12345").json();
    let entry: Entry = server.get("/api/entries/a%20b.png").fetch().expect(200).json();
    // Who stored the content knows its digest; others need the right to read it, and ask for it.
    assert_eq!(entry, Entry { digests: None, ..created.clone() });
    let asked: Entry = server.get("/api/entries/a%20b.png?digest").fetch().expect(200).json();
    let blake3 = |entry: &Entry| entry.digests.as_ref().map(|digests| digests.blake3.clone());
    assert_eq!(blake3(&asked), Some(blake3::hash(b"12345").to_hex().to_string()));
    assert_eq!(blake3(&asked), blake3(&created));
    let listing: Listing = server.get("/api/folders/").fetch().json();
    assert_eq!(listing.entries, std::slice::from_ref(&entry));
    let head = server.head(&entry.url).fetch().expect(200);
    assert_eq!(entry.etag, head.header("etag"));
    assert_eq!((entry.size, entry.media_type.as_deref()), (Some(5), Some("image/png")));
}

#[test]
fn times_are_told_with_milliseconds() {
    let server = Server::start();
    server.write("a.txt", "x");
    let modified = SystemTime::UNIX_EPOCH + Duration::from_millis(1_795_444_260_120);
    File::options().write(true).open(server.path("a.txt")).unwrap().set_modified(modified).unwrap();
    let entry: Entry = server.get("/api/entries/a.txt").fetch().json();
    assert_eq!(entry.modified.to_string(), "2026-11-23T14:31:00.120Z");
}

#[test]
fn every_kind_of_entry_is_told_and_none_is_followed() {
    let server = Server::start();
    server.write("folder/inner.txt", "x");
    symlink("/etc/passwd", server.path("link")).unwrap();
    symlink("nowhere", server.path("dangling")).unwrap();
    mknodat(CWD, server.path("pipe"), FileType::Fifo, Mode::RWXU, 0).unwrap();
    for (name, kind) in [
        ("folder", EntryKind::Folder),
        ("link", EntryKind::Link),
        ("dangling", EntryKind::Link),
        ("pipe", EntryKind::Other),
    ] {
        let entry: Entry = server.get(&format!("/api/entries/{name}")).fetch().expect(200).json();
        assert_eq!((entry.kind, entry.size, entry.etag, entry.media_type), (kind, None, None, None), "{name}");
    }
}

#[test]
fn a_missing_entry_is_404() {
    let server = Server::start();
    server.write("file.txt", "x");
    for target in ["/api/entries/none", "/api/entries/no/folder", "/api/entries/file.txt/deeper"] {
        server.get(target).fetch().problem(404, ProblemKind::NotFound);
    }
    server.get("/api/entries/a%00").fetch().problem(400, ProblemKind::InvalidPath);
}
