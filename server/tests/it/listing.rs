//! `GET /api/folders/{path}`: one page of a folder, sorted on the server.

use std::{
    ffi::OsStr,
    fs::{self, File},
    os::unix::{ffi::OsStrExt as _, fs::symlink},
    time::{Duration, SystemTime},
};

use holdall_shared::{EntryKind, FileList, Listing, ProblemKind};

use crate::support::{Fetch as _, Server, sample};

fn names(server: &Server, query: &str) -> Vec<String> {
    let listing: Listing = server.get(&format!("/api/folders/{query}")).fetch().expect(200).json();
    listing.entries.iter().map(|entry| entry.name.as_str().to_owned()).collect()
}

#[test]
fn an_entry_tells_what_it_is_and_where_it_is_got() {
    let server = Server::start();
    server.write("Photos/Café.jpg", sample(10));
    server.write("Photos/2024/x.jpg", "x");
    symlink("/etc/passwd", server.path("Photos/link")).unwrap();
    let listing: Listing = server.get("/api/folders/Photos").fetch().expect(200).json();
    assert_eq!((listing.path.as_str(), listing.offset, listing.total), ("Photos", 0, 3));
    let told: Vec<_> =
        listing.entries.iter().map(|entry| (entry.path.as_str(), entry.kind, entry.size, entry.url.as_str())).collect();
    assert_eq!(
        told,
        [
            ("Photos/2024", EntryKind::Folder, None, "/files/Photos/2024/"),
            ("Photos/Café.jpg", EntryKind::File, Some(10), "/files/Photos/Caf%C3%A9.jpg"),
            ("Photos/link", EntryKind::Link, None, "/files/Photos/link"),
        ]
    );
    let file = &listing.entries[1];
    assert_eq!(file.media_type.as_deref(), Some("image/jpeg"));
    assert!(file.etag.as_ref().is_some_and(|etag| etag.contains('"')));
    assert!(listing.entries[0].etag.is_none() && listing.entries[2].etag.is_none());
}

#[test]
fn the_upload_folder_is_listed_with_and_without_a_slash() {
    let server = Server::start();
    server.write("a.txt", "x");
    let with: Listing = server.get("/api/folders/").fetch().expect(200).json();
    let without: Listing = server.get("/api/folders").fetch().expect(200).json();
    assert_eq!(with, without);
    assert_eq!((with.total, with.path.is_root()), (1, true));
}

#[test]
fn sorting_is_natural_and_puts_folders_first_either_way() {
    let server = Server::start();
    let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_600_000_000);
    for (n, (name, size)) in [("track 10.ogg", 3), ("Track 2.mp3", 1), ("track 1.txt", 2)].into_iter().enumerate() {
        server.write(name, sample(size));
        let modified = start + Duration::from_secs(u64::try_from(n).unwrap());
        File::options().write(true).open(server.path(name)).unwrap().set_modified(modified).unwrap();
    }
    for name in ["b", "a10", "a9"] {
        fs::create_dir(server.path(name)).unwrap();
    }
    for (query, files) in [
        ("", ["track 1.txt", "Track 2.mp3", "track 10.ogg"]),
        ("?sort=name&order=asc", ["track 1.txt", "Track 2.mp3", "track 10.ogg"]),
        ("?sort=name&order=desc", ["track 10.ogg", "Track 2.mp3", "track 1.txt"]),
        ("?sort=size", ["Track 2.mp3", "track 1.txt", "track 10.ogg"]),
        ("?sort=size&order=desc", ["track 10.ogg", "track 1.txt", "Track 2.mp3"]),
        ("?sort=modified", ["track 10.ogg", "Track 2.mp3", "track 1.txt"]),
        ("?sort=modified&order=desc", ["track 1.txt", "Track 2.mp3", "track 10.ogg"]),
        ("?sort=kind", ["Track 2.mp3", "track 10.ogg", "track 1.txt"]),
    ] {
        let names = names(&server, query);
        assert_eq!(names[3..], files, "{query}");
        if !query.contains("modified") && !query.contains("desc") {
            assert_eq!(names[..3], ["a9", "a10", "b"], "{query}");
        }
    }
    assert_eq!(names(&server, "?sort=name&order=desc")[..3], ["b", "a10", "a9"]);
}

#[test]
fn pages_add_up_to_the_folder() {
    let server = Server::start();
    for n in 0..23 {
        server.write(&format!("{n}.txt"), "x");
    }
    let whole = names(&server, "?limit=1000");
    assert_eq!(whole, (0..23).map(|n| format!("{n}.txt")).collect::<Vec<_>>());
    let pages: Vec<_> = (0..5).flat_map(|page| names(&server, &format!("?limit=5&offset={}", page * 5))).collect();
    assert_eq!(pages, whole);
    let behind: Listing = server.get("/api/folders/?offset=100").fetch().expect(200).json();
    assert_eq!((behind.entries.len(), behind.offset, behind.total), (0, 100, 23));
    let backwards = names(&server, "?limit=5&offset=20&order=desc");
    assert_eq!(backwards, ["2.txt", "1.txt", "0.txt"]);
}

#[test]
fn a_page_is_200_entries_unless_said() {
    let server = Server::start();
    for n in 0..1001 {
        server.write(&format!("{n}.txt"), "");
    }
    assert_eq!(names(&server, "").len(), 200);
    assert_eq!(names(&server, "?limit=1000").len(), 1000);
    assert_eq!(names(&server, "?limit=1000&offset=1000"), ["1000.txt"]);
}

#[test]
fn hidden_names_are_counted_and_listed_only_when_asked() {
    let server = Server::start();
    for name in ["a.txt", ".env", ".git/config"] {
        server.write(name, "x");
    }
    let listing: Listing = server.get("/api/folders/").fetch().json();
    assert_eq!((names(&server, ""), listing.total, listing.hidden), (vec!["a.txt".to_owned()], 1, 2));
    let listing: Listing = server.get("/api/folders/?hidden=true").fetch().json();
    assert_eq!((listing.total, listing.hidden), (3, 2));
    assert_eq!(names(&server, "?hidden=true"), [".git", ".env", "a.txt"]);
}

#[test]
fn the_servers_own_folder_is_never_listed_nor_counted() {
    let server = Server::start();
    server.write("a.txt", "x");
    server.delete("/files/a.txt").fetch().expect(204);
    assert!(server.has(".holdall"));
    let listing: Listing = server.get("/api/folders/?hidden=true").fetch().json();
    assert_eq!((listing.entries, listing.total, listing.hidden, listing.unlisted), (vec![], 0, 0, 0));
}

#[test]
fn a_folder_of_that_name_deeper_down_is_not_shown_either() {
    let server = Server::start();
    server.write("nested/.holdall/trash/old.txt", "the trash of another Holdall");
    server.write("nested/a.txt", "x");
    let listing: Listing = server.get("/api/folders/nested?hidden=true").fetch().expect(200).json();
    let names: Vec<_> = listing.entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["a.txt"]);
    let list: FileList = server.get("/file-list").fetch().expect(200).json();
    assert_eq!(list.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["nested/a.txt"]);
    server.delete("/api/folders/nested").fetch().expect(204);
}

#[test]
fn names_that_no_address_can_say_are_counted() {
    let server = Server::start();
    server.write("a.txt", "x");
    server.write("back\\slash.txt", "x");
    fs::write(server.setup().files().join(OsStr::from_bytes(b"latin-\xe9.txt")), "x").unwrap();
    let listing: Listing = server.get("/api/folders/").fetch().expect(200).json();
    assert_eq!((listing.entries.len(), listing.total, listing.unlisted), (1, 1, 2));
}

#[test]
fn changes_of_other_programs_are_seen_at_once() {
    let server = Server::start();
    for n in 0..20 {
        server.write(&format!("{n}.txt"), "x");
        assert_eq!(names(&server, "").len(), n + 1);
    }
    fs::remove_file(server.path("7.txt")).unwrap();
    assert_eq!(names(&server, "").len(), 19);
    server.write("8.txt", "longer");
    let listing: Listing = server.get("/api/folders/?sort=size&order=desc&limit=1").fetch().json();
    assert_eq!((listing.entries[0].name.as_str(), listing.entries[0].size), ("8.txt", Some(6)));
}

#[test]
fn what_is_no_folder_is_not_listed() {
    let server = Server::start();
    server.write("file.txt", "x");
    server.get("/api/folders/none").fetch().problem(404, ProblemKind::NotFound);
    server.get("/api/folders/file.txt").fetch().problem(409, ProblemKind::NotFolder);
    server.get("/api/folders/%ff").fetch().problem(400, ProblemKind::InvalidPath);
}

#[test]
fn parameters_that_make_no_sense_are_refused() {
    let server = Server::start();
    for query in [
        "limit=1001",
        "limit=99999999999999999999",
        "limit=x",
        "offset=-1",
        "sort=colour",
        "order=up",
        "hidden=perhaps",
        "page=2",
        "sort=name&sort=size",
    ] {
        let answer = server.get(&format!("/api/folders/?{query}")).fetch();
        answer.problem(400, ProblemKind::InvalidRequest);
    }
}
