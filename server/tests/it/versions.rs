//! `/api/versions/{path}`: what a file was before it was replaced.

use holdall_shared::{Entry, FileVersion, FileVersions, Previous, ProblemKind};
use serde_json::json;

use crate::support::{Answer, Fetch as _, Server, Setup, eventually, files_below};

fn versions(server: &Server, path: &str) -> Vec<FileVersion> {
    let listing: FileVersions = server.get(&format!("/api/versions/{path}")).fetch().expect(200).json();
    assert_eq!(listing.path.as_str(), path);
    listing.versions
}

fn replace(server: &Server, name: &str, content: &str) -> Entry {
    server.put(&format!("/files/{name}")).body(content.to_owned()).fetch().expect(200).json()
}

fn restore(server: &Server, path: &str, id: &str) -> Answer {
    server.post(&format!("/api/versions/{path}")).json(&json!({"id": id})).fetch()
}

/// Contents as the server hands the versions out, the latest first.
fn contents(server: &Server, path: &str) -> Vec<String> {
    versions(server, path).iter().map(|version| server.get(&version.url).fetch().expect(200).text()).collect()
}

fn on_disk(server: &Server) -> usize {
    files_below(&server.path(".holdall/versions")).len()
}

#[test]
fn replacing_a_file_keeps_what_it_was() {
    let server = Server::start();
    server.create("/files/a.txt", "one");
    assert_eq!(versions(&server, "a.txt"), []);
    let entry = replace(&server, "a.txt", "second");
    assert_eq!(entry.previous, Some(Previous::Version));
    replace(&server, "a.txt", "third");
    assert_eq!(contents(&server, "a.txt"), ["second", "one"]);
    let latest = &versions(&server, "a.txt")[0];
    assert_eq!(latest.size, 6);
    assert_eq!(latest.expires.unwrap().unix_ms() - latest.replaced.unix_ms(), 30 * 24 * 60 * 60 * 1000);
    assert_eq!(server.read("a.txt"), b"third");
}

#[test]
fn an_upsert_keeps_what_was_there_and_nothing_where_nothing_was() {
    let server = Server::start();
    let answer = server.post("/files/a.txt?on-conflict=replace").body("one").fetch().expect(201);
    assert_eq!(answer.json::<Entry>().previous, None);
    let answer = server.post("/files/a.txt?on-conflict=replace").body("two").fetch().expect(201);
    assert_eq!(answer.json::<Entry>().previous, Some(Previous::Version));
    assert_eq!((contents(&server, "a.txt"), on_disk(&server)), (vec!["one".to_owned()], 1));
}

#[test]
fn a_refused_replacement_keeps_no_version() {
    let server = Server::start();
    server.create("/files/a.txt", "one");
    server.put("/files/a.txt").header("If-Match", "\"x\"").body("no").fetch().expect(412);
    server.put("/files/none.txt").body("no").fetch().expect(404);
    assert_eq!((versions(&server, "a.txt").len(), on_disk(&server)), (0, 0));
}

#[test]
fn a_version_is_downloaded_as_the_file_would_be() {
    let server = Server::start();
    server.create("/files/Café.txt", "0123456789");
    replace(&server, "Café.txt", "new");
    let url = &versions(&server, "Café.txt")[0].url;
    assert!(url.starts_with("/files/Caf%C3%A9.txt?version="), "{url}");
    let answer = server.get(url).header("Range", "bytes=2-4").fetch().expect(206);
    assert_eq!((answer.text(), answer.field("content-range")), ("234".to_owned(), "bytes 2-4/10".to_owned()));
    assert!(answer.field("content-disposition").starts_with("attachment; filename=\"Caf_.txt\""));
    assert!(answer.field("content-security-policy").starts_with("sandbox"));
    let etag = server.get(url).fetch().etag();
    server.get(url).header("If-None-Match", etag).fetch().expect(304);
}

#[test]
fn a_version_belongs_to_its_file_only() {
    let server = Server::start();
    for name in ["a.txt", "b.txt"] {
        server.create(&format!("/files/{name}"), "one");
        replace(&server, name, "two");
    }
    let id = versions(&server, "a.txt")[0].id.clone();
    for id in [&*id, "x", "../a", "00000000000000000000000000"] {
        let encoded = id.replace('/', "%2F");
        server.get(&format!("/files/b.txt?version={encoded}")).fetch().problem(404, ProblemKind::NotFound);
        restore(&server, "b.txt", id).problem(404, ProblemKind::NotFound);
        let target = format!("/api/versions/b.txt?id={encoded}");
        server.delete(&target).fetch().problem(404, ProblemKind::NotFound);
    }
    assert_eq!((contents(&server, "b.txt"), server.read("b.txt")), (vec!["one".to_owned()], b"two".to_vec()));
}

#[test]
fn restoring_a_version_keeps_what_the_file_was() {
    let server = Server::start();
    server.create("/files/a.txt", "one");
    let etag = replace(&server, "a.txt", "two").etag;
    let id = versions(&server, "a.txt")[0].id.clone();
    let answer = restore(&server, "a.txt", &id).expect(200);
    let entry: Entry = answer.json();
    assert_eq!((entry.size, entry.previous), (Some(3), Some(Previous::Version)));
    assert_ne!(entry.etag, etag);
    assert_eq!(answer.etag(), entry.etag.unwrap());
    assert_eq!((server.read("a.txt"), contents(&server, "a.txt")), (b"one".to_vec(), vec!["two".to_owned()]));
    // And back again.
    let id = versions(&server, "a.txt")[0].id.clone();
    restore(&server, "a.txt", &id).expect(200);
    assert_eq!((server.read("a.txt"), contents(&server, "a.txt")), (b"two".to_vec(), vec!["one".to_owned()]));
}

#[test]
fn a_version_restores_a_file_that_another_program_deleted() {
    let server = Server::start();
    server.create("/files/folder/a.txt?parents", "one");
    replace(&server, "folder/a.txt", "two");
    std::fs::remove_dir_all(server.path("folder")).unwrap();
    let id = versions(&server, "folder/a.txt")[0].id.clone();
    restore(&server, "folder/a.txt", &id).expect(200);
    assert_eq!((server.read("folder/a.txt"), on_disk(&server)), (b"one".to_vec(), 0));
}

#[test]
fn the_oldest_versions_go_beyond_the_number_that_is_kept() {
    let server = Setup::new().args(["--versions", "2"]).start();
    server.create("/files/a.txt", "0");
    for content in ["1", "2", "3", "4"] {
        replace(&server, "a.txt", content);
    }
    assert_eq!((contents(&server, "a.txt"), on_disk(&server)), (vec!["3".to_owned(), "2".to_owned()], 2));
}

#[test]
fn versions_can_be_switched_off_and_the_answer_says_that_the_content_is_gone() {
    let server = Setup::new().args(["--versions", "0"]).start();
    server.create("/files/a.txt", "one");
    assert_eq!(replace(&server, "a.txt", "two").previous, Some(Previous::Gone));
    assert_eq!((versions(&server, "a.txt").len(), on_disk(&server)), (0, 0));
}

#[test]
fn a_content_larger_than_all_that_may_be_kept_goes_at_once_and_the_answer_says_so() {
    let server = Setup::new().args(["--kept-size", "10"]).start();
    server.create("/files/a.txt", "0123456789a");
    assert_eq!(replace(&server, "a.txt", "four").previous, Some(Previous::Gone));
    assert_eq!(replace(&server, "a.txt", "new").previous, Some(Previous::Version));
    for _ in 0..3 {
        replace(&server, "a.txt", "more");
    }
    eventually("versions that fit", || on_disk(&server) == 2);
}

#[test]
fn versions_follow_a_file_that_is_moved_and_those_in_a_folder_too() {
    let server = Server::start();
    for name in ["folder/a.txt", "folder/b.txt", "folder2.txt"] {
        server.create(&format!("/files/{name}?parents"), "one");
        replace(&server, name, "two");
    }
    let transfer = |from: &str, to: &str| server.post("/api/move").json(&json!({"from": from, "to": to})).fetch();
    transfer("folder", "Ordner").expect(200);
    transfer("Ordner/a.txt", "c.txt").expect(200);
    assert_eq!(contents(&server, "Ordner/b.txt"), ["one"]);
    assert_eq!(contents(&server, "c.txt"), ["one"]);
    assert_eq!(contents(&server, "folder2.txt"), ["one"]);
    server.create("/files/folder/a.txt?parents", "another");
    assert_eq!(versions(&server, "folder/a.txt"), []);
}

#[test]
fn versions_go_to_the_trash_and_come_back_with_their_file() {
    let server = Server::start();
    server.create("/files/folder/a.txt?parents", "one");
    replace(&server, "folder/a.txt", "two");
    let answer = server.delete("/api/folders/folder").fetch().expect(204);
    let id = answer.field("location").rsplit('/').next().unwrap().to_owned();
    server.create("/files/folder/a.txt?parents", "a new one");
    assert_eq!(versions(&server, "folder/a.txt"), []);
    server.post("/api/restore").json(&json!({"id": id, "to": "back"})).fetch().expect(201);
    assert_eq!(contents(&server, "back/a.txt"), ["one"]);
    server.delete("/api/folders/back").fetch().expect(204);
    server.delete("/api/trash").fetch().expect(200);
    assert_eq!(on_disk(&server), 0);
}

#[test]
fn a_file_deleted_for_good_takes_its_versions_with_it() {
    let server = Server::start();
    server.create("/files/a.txt", "one");
    replace(&server, "a.txt", "two");
    server.delete("/files/a.txt?permanent").fetch().expect(204);
    assert_eq!(on_disk(&server), 0);
    server.create("/files/a.txt", "three");
    assert_eq!(versions(&server, "a.txt"), []);
}

#[test]
fn versions_are_deleted_one_by_one_or_all() {
    let server = Server::start();
    server.create("/files/a.txt", "0");
    for content in ["1", "2", "3"] {
        replace(&server, "a.txt", content);
    }
    let id = versions(&server, "a.txt")[1].id.clone();
    server.delete(&format!("/api/versions/a.txt?id={id}")).fetch().expect(204);
    assert_eq!(contents(&server, "a.txt"), ["2", "0"]);
    server.delete("/api/versions/a.txt").fetch().expect(204);
    assert_eq!((versions(&server, "a.txt").len(), on_disk(&server)), (0, 0));
    assert_eq!(server.read("a.txt"), b"3");
}

#[test]
fn only_files_have_versions() {
    let server = Server::start();
    server.write("folder/a.txt", "a");
    server.get("/api/versions/none.txt").fetch().problem(404, ProblemKind::NotFound);
    server.get("/api/versions/folder").fetch().problem(409, ProblemKind::IsFolder);
    server.get("/api/versions").fetch().problem(409, ProblemKind::IsFolder);
}

#[test]
fn versions_outlive_a_restart() {
    let server = Server::start();
    server.create("/files/a.txt", "one");
    replace(&server, "a.txt", "two");
    let server = server.restart();
    assert_eq!(contents(&server, "a.txt"), ["one"]);
}
