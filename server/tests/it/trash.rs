//! `/api/trash` and `/api/restore`: what was deleted can be put back, until it is deleted for good.

use std::os::unix::fs::symlink;

use holdall_shared::{Deleted, Emptied, Entry, EntryKind, Fate, ProblemKind, TrashListing, TrashedEntry};
use serde_json::json;

use crate::support::{Answer, Fetch as _, Server, Setup, eventually, snapshot};

fn trash(server: &Server) -> TrashListing {
    server.get("/api/trash").fetch().expect(200).json()
}

fn delete(server: &Server, target: &str) -> Deleted {
    server.delete(target).header("Prefer", "return=representation").fetch().expect(200).json()
}

fn restore(server: &Server, body: &serde_json::Value) -> Answer {
    server.post("/api/restore").json(body).fetch()
}

#[test]
fn what_is_deleted_is_listed_latest_first_with_where_it_was() {
    let server = Server::start();
    server.write("folder/a.txt", "12345");
    server.write("folder/deep/b.txt", "123");
    server.write("c.txt", "1");
    symlink("c.txt", server.path("link")).unwrap();
    for target in ["/api/folders/folder", "/files/link", "/files/c.txt"] {
        server.delete(target).fetch().expect(204);
    }
    let listing = trash(&server);
    let told: Vec<_> = listing.entries.iter().map(|entry| (entry.path.as_str(), entry.kind, entry.size)).collect();
    assert_eq!(told, [("c.txt", EntryKind::File, 1), ("link", EntryKind::Link, 0), ("folder", EntryKind::Folder, 8)]);
    assert_eq!((listing.total, listing.size, listing.offset), (3, 9, 0));
    let first = &listing.entries[0];
    assert_eq!(first.name.as_str(), "c.txt");
    let kept_ms = first.expires.unwrap().unix_ms() - first.deleted.unix_ms();
    assert_eq!(kept_ms, 30 * 24 * 60 * 60 * 1000);
    let page: TrashListing = server.get("/api/trash?offset=1&limit=1").fetch().expect(200).json();
    assert_eq!((page.entries.len(), page.entries[0].path.as_str(), page.total), (1, "link", 3));
    let one: TrashedEntry = server.get(&format!("/api/trash/{}", first.id)).fetch().expect(200).json();
    assert_eq!(one, *first);
    for query in ["limit=0", "limit=1001", "offset=-1", "sort=name"] {
        server.get(&format!("/api/trash?{query}")).fetch().problem(400, ProblemKind::InvalidRequest);
    }
}

#[test]
fn a_delete_tells_what_became_of_the_entry_when_it_is_asked() {
    let server = Server::start();
    server.write("a.txt", "abc");
    server.write("b.txt", "abc");
    let answer = server.delete("/files/a.txt").header("Prefer", "return=representation").fetch().expect(200);
    assert_eq!(answer.field("preference-applied"), "return=representation");
    let deleted: Deleted = answer.json();
    let trashed = deleted.trashed.unwrap();
    assert_eq!((deleted.path.as_str(), deleted.fate, trashed.size), ("a.txt", Fate::Trash, 3));
    assert_eq!(answer.field("location"), format!("/api/trash/{}", trashed.id));
    let answer = server.delete("/files/b.txt").fetch().expect(204);
    assert!(answer.field("location").starts_with("/api/trash/"));
    server.write("c.txt", "abc");
    let gone = delete(&server, "/files/c.txt?permanent");
    assert_eq!((gone.fate, gone.trashed), (Fate::Gone, None));
}

#[test]
fn a_restored_entry_is_what_it_was() {
    let server = Server::start();
    server.write("folder/a.txt", "a");
    server.write("folder/deep/b.txt", "b");
    symlink("a.txt", server.path("folder/link")).unwrap();
    let before = snapshot(server.setup().files());
    let id = delete(&server, "/api/folders/folder").trashed.unwrap().id;
    assert!(!server.has("folder"));
    let answer = restore(&server, &json!({"id": id})).expect(201);
    assert_eq!(answer.field("location"), "/files/folder/");
    let entry: Entry = answer.json();
    assert_eq!((entry.path.as_str(), entry.kind), ("folder", EntryKind::Folder));
    assert_eq!(snapshot(server.setup().files()), before);
    assert_eq!(trash(&server).total, 0);
    restore(&server, &json!({"id": id})).problem(404, ProblemKind::NotFound);
}

#[test]
fn nothing_is_restored_over_an_existing_name() {
    let server = Server::start();
    server.write("a.txt", "old");
    let id = delete(&server, "/files/a.txt").trashed.unwrap().id;
    server.write("a.txt", "new");
    let problem = restore(&server, &json!({"id": id})).problem(409, ProblemKind::NameTaken);
    assert_eq!(problem.extensions.existing.unwrap().path.as_str(), "a.txt");
    restore(&server, &json!({"id": id, "on_conflict": "replace"})).problem(400, ProblemKind::InvalidRequest);
    assert_eq!((server.read("a.txt"), trash(&server).total), (b"new".to_vec(), 1));
    std::fs::rename(server.path("a.txt"), server.path("A.TXT")).unwrap();
    restore(&server, &json!({"id": id})).problem(409, ProblemKind::NameCollides);
    std::fs::rename(server.path("A.TXT"), server.path("a.txt")).unwrap();
    let entry: Entry = restore(&server, &json!({"id": id, "on_conflict": "rename"})).expect(201).json();
    assert_eq!(entry.path.as_str(), "a (2).txt");
    assert_eq!((server.read("a.txt"), server.read("a (2).txt")), (b"new".to_vec(), b"old".to_vec()));
}

#[test]
fn an_entry_can_be_restored_elsewhere_and_missing_folders_are_made_when_asked() {
    let server = Server::start();
    server.write("folder/a.txt", "a");
    let id = delete(&server, "/files/folder/a.txt").trashed.unwrap().id;
    server.delete("/api/folders/folder?permanent").fetch().expect(204);
    restore(&server, &json!({"id": id})).problem(409, ProblemKind::ParentMissing);
    let problem = restore(&server, &json!({"id": id, "to": "b?.txt"})).problem(400, ProblemKind::InvalidName);
    assert!(problem.extensions.suggestion.is_some());
    restore(&server, &json!({"id": id, "to": "../b.txt"})).problem(400, ProblemKind::InvalidPath);
    let entry: Entry = restore(&server, &json!({"id": id, "parents": true})).expect(201).json();
    assert_eq!(entry.path.as_str(), "folder/a.txt");
    let id = delete(&server, "/files/folder/a.txt").trashed.unwrap().id;
    let entry: Entry = restore(&server, &json!({"id": id, "to": "b.txt"})).expect(201).json();
    assert_eq!((entry.path.as_str(), server.read("b.txt")), ("b.txt", b"a".to_vec()));
}

#[test]
fn a_name_that_only_other_programs_make_comes_back_too() {
    let server = Server::start();
    server.write("what?", "x");
    let id = delete(&server, "/files/what%3F").trashed.unwrap().id;
    restore(&server, &json!({"id": id})).expect(201);
    assert_eq!(server.read("what?"), b"x");
}

#[test]
fn what_is_no_id_is_the_id_of_nothing() {
    let server = Server::start();
    server.write("a.txt", "a");
    delete(&server, "/files/a.txt");
    for id in ["x", "..", "../a.txt", "%2e%2e", "00000000000000000000000000", "", "a/b"] {
        let encoded = id.replace('/', "%2F");
        restore(&server, &json!({"id": id, "to": "b.txt"})).problem(404, ProblemKind::NotFound);
        if !id.is_empty() && !id.contains('.') && !id.contains("%2e") {
            server.get(&format!("/api/trash/{encoded}")).fetch().problem(404, ProblemKind::NotFound);
            server.delete(&format!("/api/trash/{encoded}")).fetch().problem(404, ProblemKind::NotFound);
        }
    }
    assert_eq!(trash(&server).total, 1);
}

#[test]
fn one_entry_or_the_whole_trash_is_deleted_for_good() {
    let server = Server::start();
    for name in ["a.txt", "b.txt", "c.txt"] {
        server.write(name, "four");
        delete(&server, &format!("/files/{name}"));
    }
    let id = &trash(&server).entries[1].id;
    server.delete(&format!("/api/trash/{id}")).fetch().expect(204);
    server.delete(&format!("/api/trash/{id}")).fetch().problem(404, ProblemKind::NotFound);
    assert_eq!(trash(&server).total, 2);
    let emptied: Emptied = server.delete("/api/trash").fetch().expect(200).json();
    assert_eq!((emptied.entries, emptied.size), (2, 8));
    assert_eq!((trash(&server).total, server.trash().len()), (0, 0));
    let emptied: Emptied = server.delete("/api/trash").fetch().expect(200).json();
    assert_eq!((emptied.entries, emptied.size), (0, 0));
}

#[test]
fn what_is_larger_than_trash_and_versions_may_be_goes_at_once_and_the_answer_says_so() {
    let server = Setup::new().args(["--kept-size", "10"]).start();
    server.write("small.txt", "0123456789");
    server.write("large.txt", "0123456789a");
    server.write("folder/a", "012345");
    server.write("folder/b/c", "012345");
    server.delete("/files/small.txt").fetch().expect(204);
    for target in ["/files/large.txt", "/api/folders/folder"] {
        let deleted: Deleted = server.delete(target).fetch().expect(200).json();
        assert_eq!((deleted.fate, deleted.trashed), (Fate::Gone, None), "{target}");
    }
    assert_eq!(trash(&server).total, 1);
    server.assert_no_leftovers();
}

#[test]
fn the_oldest_goes_when_there_is_no_more_room() {
    let server = Setup::new().args(["--kept-size", "10"]).start();
    for name in ["first", "second", "third"] {
        server.write(name, "four");
        delete(&server, &format!("/files/{name}"));
    }
    eventually("a trash that fits", || trash(&server).total == 2);
    let left: Vec<String> = trash(&server).entries.iter().map(|entry| entry.path.to_string()).collect();
    assert_eq!(left, ["third", "second"]);
    assert_eq!(server.trash().len(), 2);
}

#[test]
fn without_a_trash_everything_deleted_is_gone_and_the_answer_says_so() {
    let server = Setup::new().args(["--trash-days", "0"]).start();
    server.write("a.txt", "a");
    let deleted: Deleted = server.delete("/files/a.txt").fetch().expect(200).json();
    assert_eq!(deleted.fate, Fate::Gone);
    assert_eq!(trash(&server).total, 0);
}

#[test]
fn the_trash_outlives_a_restart() {
    let server = Server::start();
    server.write("a.txt", "precious");
    let id = delete(&server, "/files/a.txt").trashed.unwrap().id;
    let server = server.restart();
    assert_eq!(trash(&server).entries[0].id, id);
    restore(&server, &json!({"id": id})).expect(201);
    assert_eq!(server.read("a.txt"), b"precious");
}

#[test]
fn a_trash_whose_catalog_is_lost_is_listed_again() {
    let setup = Setup::new();
    let server = setup.clone().args(["--state-dir", setup.beside("one").to_str().unwrap()]).start();
    server.write("a.txt", "precious");
    delete(&server, "/files/a.txt");
    drop(server);
    let server = setup.clone().args(["--state-dir", setup.beside("two").to_str().unwrap()]).start();
    let listing = trash(&server);
    assert_eq!((listing.total, listing.size), (1, 8));
    let path = listing.entries[0].path.to_string();
    assert!(path.starts_with("Recovered/"), "{path}");
    restore(&server, &json!({"id": listing.entries[0].id, "parents": true})).expect(201);
    assert_eq!(server.read(&path), b"precious");
}

#[test]
fn a_read_only_server_shows_no_way_to_change_the_trash() {
    let server = Server::start();
    server.write("a.txt", "a");
    let id = delete(&server, "/files/a.txt").trashed.unwrap().id;
    let setup = server.setup().clone();
    drop(server);
    let server = setup.args(["--read-only"]).start();
    restore(&server, &json!({"id": id})).problem(403, ProblemKind::ReadOnly);
    server.delete("/api/trash").fetch().problem(403, ProblemKind::ReadOnly);
    server.delete(&format!("/api/trash/{id}")).fetch().problem(403, ProblemKind::ReadOnly);
    assert_eq!(trash(&server).total, 1);
}
