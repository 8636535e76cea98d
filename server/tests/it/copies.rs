//! `POST /api/copy`, and what moving and copying do about a name that is taken.

use std::{
    fs::{self, Permissions},
    os::unix::fs::{PermissionsExt as _, symlink},
    time::{Duration, SystemTime},
};

use holdall_shared::{Entry, EntryKind, FileVersions, Previous, ProblemKind, TrashListing};
use serde_json::{Value, json};

use crate::support::{Answer, Fetch as _, Server, Setup, files_below, snapshot};

fn copy(server: &Server, body: &Value) -> Answer {
    server.post("/api/copy").json(body).fetch()
}

fn move_entry(server: &Server, body: &Value) -> Answer {
    server.post("/api/move").json(body).fetch()
}

fn both() -> [fn(&Server, &Value) -> Answer; 2] {
    [copy, move_entry]
}

fn trash(server: &Server) -> Vec<String> {
    let listing: TrashListing = server.get("/api/trash").fetch().expect(200).json();
    listing.entries.iter().map(|entry| entry.path.to_string()).collect()
}

#[test]
fn a_copied_file_has_content_time_and_mode_of_the_original() {
    let server = Server::start();
    server.write("a.txt", "content");
    let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_234_567_890_123);
    fs::File::options().append(true).open(server.path("a.txt")).unwrap().set_modified(time).unwrap();
    fs::set_permissions(server.path("a.txt"), Permissions::from_mode(0o640)).unwrap();
    let answer = copy(&server, &json!({"from": "a.txt", "to": "b.txt"})).expect(201);
    assert_eq!(answer.field("location"), "/files/b.txt");
    let entry: Entry = answer.json();
    assert_eq!((entry.path.as_str(), entry.size, entry.modified.unix_ms()), ("b.txt", Some(7), 1_234_567_890_123));
    assert_eq!(server.read("b.txt"), b"content");
    assert_eq!(fs::metadata(server.path("b.txt")).unwrap().permissions().mode() & 0o777, 0o640);
    // The copy is a file of its own.
    server.put("/files/b.txt").body("changed").fetch().expect(200);
    assert_eq!(server.read("a.txt"), b"content");
    server.assert_no_leftovers();
}

#[test]
fn a_copied_folder_has_all_that_is_in_it_and_links_stay_links() {
    let server = Server::start();
    server.write("a/b/c.txt", "c");
    server.write("a/.hidden", "h");
    fs::create_dir(server.path("a/empty")).unwrap();
    symlink("../outside", server.path("a/link")).unwrap();
    rustix::fs::mkfifoat(rustix::fs::CWD, server.path("a/pipe"), rustix::fs::Mode::from_raw_mode(0o600)).unwrap();
    let answer = copy(&server, &json!({"from": "a", "to": "d/e", "parents": true})).expect(201);
    assert_eq!(answer.field("holdall-skipped"), "1");
    assert_eq!(answer.json::<Entry>().kind, EntryKind::Folder);
    fs::remove_file(server.path("a/pipe")).unwrap();
    assert_eq!(snapshot(&server.path("d/e")), snapshot(&server.path("a")));
    assert_eq!(fs::read_link(server.path("d/e/link")).unwrap().to_str(), Some("../outside"));
    server.assert_no_leftovers();
}

#[test]
fn nothing_is_moved_or_copied_over_a_name_unasked() {
    let server = Server::start();
    for name in ["a.txt", "b.txt", "folder/x"] {
        server.write(name, name);
    }
    let before = snapshot(server.setup().files());
    for operation in both() {
        let problem = operation(&server, &json!({"from": "a.txt", "to": "b.txt"})).problem(409, ProblemKind::NameTaken);
        assert_eq!(problem.extensions.existing.unwrap().path.as_str(), "b.txt");
        operation(&server, &json!({"from": "a.txt", "to": "folder"})).problem(409, ProblemKind::NameTaken);
        operation(&server, &json!({"from": "a.txt", "to": "B.TXT"})).problem(409, ProblemKind::NameCollides);
        operation(&server, &json!({"from": "a.txt", "to": "none/x"})).problem(409, ProblemKind::ParentMissing);
        operation(&server, &json!({"from": "none", "to": "c"})).problem(404, ProblemKind::NotFound);
        operation(&server, &json!({"from": "a.txt", "to": "a?"})).problem(400, ProblemKind::InvalidName);
        operation(&server, &json!({"from": "a.txt", "to": "c", "overwrite": true}))
            .problem(400, ProblemKind::InvalidRequest);
    }
    assert_eq!(snapshot(server.setup().files()), before);
    server.assert_no_leftovers();
}

#[test]
fn keep_both_takes_the_next_free_number() {
    for operation in both() {
        let server = Server::start();
        server.write("a.txt", "new");
        server.write("b.txt", "old");
        let body = json!({"from": "a.txt", "to": "b.txt", "on_conflict": "rename"});
        let entry: Entry = operation(&server, &body).json();
        assert_eq!(entry.path.as_str(), "b (2).txt");
        assert_eq!((server.read("b.txt"), server.read("b (2).txt")), (b"old".to_vec(), b"new".to_vec()));
    }
}

#[test]
fn a_replaced_file_becomes_a_version_and_versions_of_the_moved_one_follow() {
    for operation in both() {
        let server = Server::start();
        server.create("/files/a.txt", "a one");
        server.put("/files/a.txt").body("a two").fetch().expect(200);
        server.create("/files/b.txt", "b one");
        let body = json!({"from": "a.txt", "to": "b.txt", "on_conflict": "replace"});
        let entry: Entry = operation(&server, &body).json();
        assert_eq!((entry.path.as_str(), entry.previous), ("b.txt", Some(Previous::Version)));
        assert_eq!(server.read("b.txt"), b"a two");
        let listing: FileVersions = server.get("/api/versions/b.txt").fetch().expect(200).json();
        let contents: Vec<String> = listing.versions.iter().map(|v| server.get(&v.url).fetch().text()).collect();
        let moved = !server.has("a.txt");
        assert_eq!(contents, if moved { vec!["b one", "a one"] } else { vec!["b one"] });
        server.assert_no_leftovers();
    }
}

#[test]
fn a_replaced_folder_goes_to_the_trash() {
    for operation in both() {
        let server = Server::start();
        server.write("a/new", "new");
        server.write("b/old", "old");
        let entry: Entry = operation(&server, &json!({"from": "a", "to": "b", "on_conflict": "replace"})).json();
        assert_eq!(entry.previous, Some(Previous::Trash));
        assert!(server.has("b/new") && !server.has("b/old"));
        assert_eq!(trash(&server), ["b"]);
        server.assert_no_leftovers();
    }
}

#[test]
fn what_is_replaced_without_trash_and_versions_is_gone() {
    for operation in both() {
        let server = Setup::new().args(["--versions", "0", "--trash-days", "0"]).start();
        for (name, content) in [("a.txt", "new"), ("b.txt", "old"), ("f/new", ""), ("g/old", "")] {
            server.write(name, content);
        }
        for (from, to) in [("a.txt", "b.txt"), ("f", "g")] {
            let body = json!({"from": from, "to": to, "on_conflict": "replace"});
            assert_eq!(operation(&server, &body).json::<Entry>().previous, Some(Previous::Gone));
        }
        assert_eq!(server.read("b.txt"), b"new");
        assert_eq!((trash(&server).len(), files_below(&server.path(".holdall/versions")).len()), (0, 0));
        assert!(server.trash().is_empty());
    }
}

#[test]
fn replace_where_nothing_is_is_a_plain_move_or_copy() {
    for operation in both() {
        let server = Server::start();
        server.write("a.txt", "a");
        let body = json!({"from": "a.txt", "to": "b.txt", "on_conflict": "replace"});
        assert_eq!(operation(&server, &body).json::<Entry>().previous, None);
        assert_eq!(server.read("b.txt"), b"a");
    }
}

#[test]
fn files_and_folders_do_not_replace_each_other() {
    for operation in both() {
        let server = Server::start();
        server.write("a.txt", "a");
        server.write("folder/x", "x");
        let before = snapshot(server.setup().files());
        let replace = |from: &str, to: &str| json!({"from": from, "to": to, "on_conflict": "replace"});
        operation(&server, &replace("a.txt", "folder")).problem(409, ProblemKind::IsFolder);
        operation(&server, &replace("folder", "a.txt")).problem(409, ProblemKind::NotFolder);
        assert_eq!(snapshot(server.setup().files()), before);
        assert_eq!(trash(&server).len(), 0);
        server.assert_no_leftovers();
    }
}

#[test]
fn nothing_goes_into_itself_or_replaces_what_it_lies_in() {
    for operation in both() {
        let server = Server::start();
        server.write("a/b/c", "c");
        let before = snapshot(server.setup().files());
        for (from, to, on_conflict) in [
            ("a", "a/b/d", "fail"),
            ("a", "a/b", "replace"),
            ("a/b/c", "a/b", "replace"),
            ("a/b", "a", "replace"),
            ("a", "a", "replace"),
            ("a/b/c", "a/b/c", "replace"),
        ] {
            let body = json!({"from": from, "to": to, "on_conflict": on_conflict});
            operation(&server, &body).problem(409, ProblemKind::IntoItself);
        }
        assert_eq!(snapshot(server.setup().files()), before);
    }
}

#[test]
fn the_upload_folder_itself_is_neither_moved_nor_copied() {
    let server = Server::start();
    server.write("a.txt", "a");
    for operation in both() {
        let answer = operation(&server, &json!({"from": "", "to": "b"}));
        assert_eq!(answer.status, 409, "{}", answer.text());
    }
}

#[test]
fn a_file_can_be_copied_into_a_larger_number_beside_itself() {
    let server = Server::start();
    server.write("a.txt", "a");
    let body = json!({"from": "a.txt", "to": "a.txt", "on_conflict": "rename"});
    let entry: Entry = copy(&server, &body).expect(201).json();
    assert_eq!((entry.path.as_str(), server.read("a (2).txt")), ("a (2).txt", b"a".to_vec()));
}
