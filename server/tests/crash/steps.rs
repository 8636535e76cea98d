//! A kill between any two steps of trash, restore, version, move and copy leaves one whole state.
//!
//! The process ends itself at a named point ([`crate`] is built with `failpoints`); then a new one starts on the same
//! folder. Of each change there are two whole states, before and after, and nothing may be lost or left over.

use std::collections::BTreeMap;

use holdall_shared::{FileVersions, TrashListing};
use reqwest::blocking::RequestBuilder;
use serde_json::json;

use crate::support::{Fetch as _, Node, Server, Setup, files_below, snapshot};

/// Everything that people can reach: the tree, the trash, the versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct World {
    tree: BTreeMap<String, Node>,
    /// Path and size.
    trash: Vec<(String, u64)>,
    /// Contents by path, the latest first.
    versions: BTreeMap<String, Vec<String>>,
}

impl World {
    pub(crate) fn of(server: &Server, paths: &[&str]) -> Self {
        let listing: TrashListing = server.get("/api/trash").fetch().expect(200).json();
        let mut trash: Vec<_> = listing.entries.iter().map(|entry| (entry.path.to_string(), entry.size)).collect();
        trash.sort();
        let mut versions = BTreeMap::new();
        for path in paths {
            let answer = server.get(&format!("/api/versions/{path}")).fetch();
            if answer.status == 200 {
                let listing: FileVersions = answer.json();
                let content = |url: &str| server.get(url).fetch().expect(200).text();
                let contents: Vec<String> = listing.versions.iter().map(|version| content(&version.url)).collect();
                if !contents.is_empty() {
                    versions.insert((*path).to_owned(), contents);
                }
            }
        }
        Self { tree: snapshot(server.setup().files()), trash, versions }
    }
}

/// One change, the points at which it can be cut, and the paths whose versions are looked at.
struct Change<'a> {
    points: &'a [&'a str],
    paths: &'a [&'a str],
    prepare: fn(&Server),
    request: fn(&Server) -> RequestBuilder,
}

#[track_caller]
fn check(change: &Change<'_>) {
    let (before, after) = both_states(change);
    assert_ne!(before, after, "the change changes nothing");
    let mut seen = [0, 0];
    for point in change.points {
        let setup = Setup::new();
        (change.prepare)(&setup.clone().start());
        let armed = setup.clone().env("FAILPOINTS", format!("{point}=return")).start();
        let answer = (change.request)(&armed).send();
        assert!(answer.is_err(), "{point} was not reached: {answer:?}");
        drop(armed);
        let server = setup.start();
        let world = World::of(&server, change.paths);
        let index = [&before, &after].iter().position(|state| **state == world);
        let index = index.unwrap_or_else(|| panic!("{point}: {world:#?}\nis neither\n{before:#?}\nnor\n{after:#?}"));
        seen[index] += 1;
        assert_nothing_left(&server, &world, point);
        // And it goes on from there.
        if index == 0 {
            let status = (change.request)(&server).fetch().status;
            assert!((200..300).contains(&status), "{point}: {status}");
            assert_eq!(World::of(&server, change.paths), after, "{point}");
        }
    }
    assert!(seen[0] > 0 && seen[1] > 0, "all points lie on one side: {seen:?}");
}

fn both_states(change: &Change<'_>) -> (World, World) {
    let server = Server::start();
    (change.prepare)(&server);
    let before = World::of(&server, change.paths);
    let status = (change.request)(&server).fetch().status;
    assert!((200..300).contains(&status), "{status}");
    (before, World::of(&server, change.paths))
}

/// What lies in the trash and among the versions is what the server tells of, and nothing else is kept.
#[track_caller]
fn assert_nothing_left(server: &Server, world: &World, point: &str) {
    server.assert_no_leftovers();
    let kept = |place: &str| std::fs::read_dir(server.path(&format!(".holdall/{place}"))).unwrap().count();
    assert_eq!(kept("trash"), world.trash.len(), "{point}");
    let versions: usize = world.versions.values().map(Vec::len).sum();
    let in_trash = if world.trash.is_empty() { 0 } else { kept("versions") - versions };
    assert_eq!(kept("versions"), versions + in_trash, "{point}: {:?}", files_below(&server.path(".holdall/versions")));
}

fn replaced(server: &Server, path: &str) {
    server.create(&format!("/files/{path}?parents"), "one");
    server.put(&format!("/files/{path}")).body("two").fetch().expect(200);
}

fn transfer(server: &Server, operation: &str, from: &str, to: &str) -> RequestBuilder {
    let body = json!({"from": from, "to": to, "on_conflict": "replace"});
    server.post(&format!("/api/{operation}")).json(&body)
}

#[test]
fn a_delete_that_is_cut() {
    check(&Change {
        points: &["trash-intended", "trash-moved", "trash-settled"],
        paths: &["folder/a.txt"],
        prepare: |server| replaced(server, "folder/a.txt"),
        request: |server| server.delete("/api/folders/folder"),
    });
}

#[test]
fn a_delete_for_good_that_is_cut() {
    check(&Change {
        points: &["trash-intended", "trash-moved", "trash-settled", "gone-purged"],
        paths: &["folder/a.txt"],
        prepare: |server| replaced(server, "folder/a.txt"),
        request: |server| server.delete("/api/folders/folder?permanent"),
    });
}

#[test]
fn a_restore_that_is_cut() {
    check(&Change {
        points: &["restore-intended", "restore-moved", "restore-settled"],
        paths: &["folder/a.txt", "back/a.txt", "back (2)/a.txt"],
        prepare: |server| {
            replaced(server, "folder/a.txt");
            server.delete("/api/folders/folder").fetch().expect(204);
        },
        request: |server| {
            let listing: TrashListing = server.get("/api/trash").fetch().expect(200).json();
            server.post("/api/restore").json(&json!({"id": listing.entries[0].id, "to": "back"}))
        },
    });
}

#[test]
fn a_numbered_restore_that_is_cut() {
    check(&Change {
        points: &["restore-moved", "restore-settled", "restore-intended"],
        paths: &["a.txt", "a (2).txt"],
        prepare: |server| {
            replaced(server, "a.txt");
            server.delete("/files/a.txt").fetch().expect(204);
            server.create("/files/a.txt", "new");
        },
        request: |server| {
            let listing: TrashListing = server.get("/api/trash").fetch().expect(200).json();
            server.post("/api/restore").json(&json!({"id": listing.entries[0].id, "on_conflict": "rename"}))
        },
    });
}

#[test]
fn a_replacement_that_is_cut() {
    check(&Change {
        points: &[
            "file-synced",
            "version-intended",
            "version-linked",
            "version-exchanged",
            "version-published",
            "version-settled",
        ],
        paths: &["a.txt"],
        prepare: |server| {
            server.create("/files/a.txt", "one");
        },
        request: |server| server.put("/files/a.txt").body("two"),
    });
}

#[test]
fn a_restored_version_that_is_cut() {
    check(&Change {
        points: &["version-swap-intended", "swap-exchanged", "version-swapped", "version-settled"],
        paths: &["a.txt"],
        prepare: |server| replaced(server, "a.txt"),
        request: |server| {
            let listing: FileVersions = server.get("/api/versions/a.txt").fetch().expect(200).json();
            server.post("/api/versions/a.txt").json(&json!({"id": listing.versions[0].id}))
        },
    });
}

#[test]
fn a_move_that_is_cut() {
    check(&Change {
        points: &["rename-intended", "rename-moved"],
        paths: &["folder/a.txt", "moved/a.txt"],
        prepare: |server| replaced(server, "folder/a.txt"),
        request: |server| server.post("/api/move").json(&json!({"from": "folder", "to": "moved"})),
    });
}

#[test]
fn a_move_over_a_file_that_is_cut() {
    check(&Change {
        points: &["move-intended", "move-out", "swap-exchanged", "move-exchanged", "version-settled"],
        paths: &["a.txt", "b.txt"],
        prepare: |server| {
            replaced(server, "a.txt");
            server.create("/files/b.txt", "b");
        },
        request: |server| transfer(server, "move", "a.txt", "b.txt"),
    });
}

#[test]
fn a_move_over_a_folder_that_is_cut() {
    check(&Change {
        points: &["move-intended", "move-out", "swap-exchanged", "move-exchanged", "version-settled"],
        paths: &["new/a.txt", "old/a.txt", "old/b.txt"],
        prepare: |server| {
            replaced(server, "new/a.txt");
            replaced(server, "old/b.txt");
        },
        request: |server| transfer(server, "move", "new", "old"),
    });
}

#[test]
fn a_copy_over_a_file_that_is_cut() {
    check(&Change {
        points: &["copy-intended", "copy-copied", "swap-exchanged", "copy-exchanged", "version-settled"],
        paths: &["a.txt", "b.txt"],
        prepare: |server| {
            replaced(server, "a.txt");
            server.create("/files/b.txt", "b");
        },
        request: |server| transfer(server, "copy", "a.txt", "b.txt"),
    });
}

#[test]
fn a_copy_over_a_folder_that_is_cut() {
    check(&Change {
        points: &["copy-intended", "copy-copied", "swap-exchanged", "copy-exchanged", "version-settled"],
        paths: &["old/b.txt"],
        prepare: |server| {
            server.create("/files/new/a.txt?parents", "a");
            replaced(server, "old/b.txt");
        },
        request: |server| transfer(server, "copy", "new", "old"),
    });
}
