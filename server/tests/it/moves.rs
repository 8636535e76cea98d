//! `POST /api/move`: another name or place, never over something (D5).

use std::os::unix::fs::symlink;

use holdall_shared::{Entry, ProblemKind};
use serde_json::json;

use crate::support::{Answer, Fetch as _, Node, Server, snapshot};

fn move_entry(server: &Server, from: &str, to: &str) -> Answer {
    server.post("/api/move").json(&json!({"from": from, "to": to})).fetch()
}

#[test]
fn a_file_gets_another_name_and_place() {
    let server = Server::start();
    server.write("folder/x.txt", "x");
    server.create("/files/a.txt", "content");
    let entry: Entry = move_entry(&server, "a.txt", "b.txt").expect(200).json();
    assert_eq!((entry.path.as_str(), entry.url.as_str()), ("b.txt", "/files/b.txt"));
    assert_eq!(entry.etag, Some(server.get("/files/b.txt").fetch().expect(200).etag()));
    move_entry(&server, "b.txt", "folder/Café.txt").expect(200);
    assert!(!server.has("a.txt") && !server.has("b.txt"));
    assert_eq!(server.get("/files/folder/Caf%C3%A9.txt").fetch().expect(200).text(), "content");
}

#[test]
fn a_folder_moves_with_all_it_holds() {
    let server = Server::start();
    server.write("a/b/c.txt", "c");
    server.write("other/x.txt", "x");
    move_entry(&server, "a", "other/a2").expect(200);
    assert_eq!(server.read("other/a2/b/c.txt"), b"c");
    assert!(!server.has("a"));
}

#[test]
fn a_name_that_is_taken_is_409_and_keeps_both() {
    let server = Server::start();
    for name in ["a.txt", "b.txt", "folder/x.txt", "empty/x"] {
        server.write(name, name);
    }
    std::fs::remove_file(server.path("empty/x")).unwrap();
    symlink("nowhere", server.path("link")).unwrap();
    let before = snapshot(server.setup().files());
    for (from, to) in
        [("a.txt", "b.txt"), ("a.txt", "folder"), ("a.txt", "link"), ("folder", "empty"), ("folder", "a.txt")]
    {
        let problem = move_entry(&server, from, to).problem(409, ProblemKind::NameTaken);
        assert_eq!(problem.extensions.existing.map(|entry| entry.path.to_string()).as_deref(), Some(to));
    }
    assert_eq!(snapshot(server.setup().files()), before);
}

#[test]
fn another_spelling_is_a_collision_but_for_the_entry_itself() {
    let server = Server::start();
    server.create("/files/a.txt", "a");
    server.create("/files/b.txt", "b");
    move_entry(&server, "a.txt", "B.TXT").problem(409, ProblemKind::NameCollides);
    move_entry(&server, "a.txt", "A.TXT").expect(200);
    assert_eq!(server.read("A.TXT"), b"a");
    assert!(!server.has("a.txt"));
}

#[test]
fn what_cannot_be_moved_is_refused_and_stays() {
    let server = Server::start();
    server.write("a/b/c.txt", "c");
    server.write("file.txt", "f");
    let before = snapshot(server.setup().files());
    move_entry(&server, "none", "x").problem(404, ProblemKind::NotFound);
    move_entry(&server, "no/where", "x").problem(404, ProblemKind::NotFound);
    move_entry(&server, "file.txt", "no/x").problem(409, ProblemKind::ParentMissing);
    move_entry(&server, "a", "a/b/a").problem(409, ProblemKind::IntoItself);
    move_entry(&server, "a", "a/x").problem(409, ProblemKind::IntoItself);
    let into_file = move_entry(&server, "a", "file.txt/x").status;
    assert_eq!(into_file, 409);
    for from in ["", "/"] {
        let status = move_entry(&server, from, "x").status;
        assert!((400..500).contains(&status), "{status}");
    }
    assert_eq!(snapshot(server.setup().files()), before);
}

#[test]
fn the_new_name_keeps_the_policy_and_the_old_one_need_not() {
    let server = Server::start();
    server.write("a:b.txt", "x");
    let problem = move_entry(&server, "a:b.txt", "c?d.txt").problem(400, ProblemKind::InvalidName);
    assert_eq!(problem.extensions.suggestion.as_deref(), Some("c_d.txt"));
    move_entry(&server, "a:b.txt", "con").problem(400, ProblemKind::InvalidName);
    move_entry(&server, "a:b.txt", "cafe\u{301}.txt").expect(200);
    assert_eq!(server.read("caf\u{e9}.txt"), b"x");
}

#[test]
fn a_link_is_moved_as_a_link() {
    let server = Server::start();
    server.write("target.txt", "target");
    symlink("target.txt", server.path("link")).unwrap();
    move_entry(&server, "link", "renamed").expect(200);
    assert_eq!(snapshot(server.setup().files())["renamed"], Node::Link("target.txt".into()));
    assert_eq!(server.read("target.txt"), b"target");
}

#[test]
fn a_body_that_is_no_such_request_is_refused() {
    let server = Server::start();
    server.write("a.txt", "x");
    let body = r#"{"from":"a.txt","to":"b.txt"}"#;
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        server
            .post("/api/move")
            .header("Content-Type", kind)
            .body(body)
            .fetch()
            .problem(415, ProblemKind::UnsupportedMedia);
    }
    for body in [
        "",
        "{",
        "[]",
        r#"{"from":"a.txt"}"#,
        r#"{"from":"a.txt","to":"b.txt","overwrite":true}"#,
        r#"{"from":1,"to":2}"#,
    ] {
        let answer = server.post("/api/move").header("Content-Type", "application/json").body(body).fetch();
        answer.problem(400, ProblemKind::InvalidRequest);
    }
    let huge = format!(r#"{{"from":"a.txt","to":"{}"}}"#, "x".repeat(100_000));
    let status = server.post("/api/move").header("Content-Type", "application/json").body(huge).fetch().status;
    assert!([400, 413].contains(&status), "{status}");
    assert_eq!(server.read("a.txt"), b"x");
}

#[test]
fn of_many_movers_to_one_name_exactly_one_wins() {
    let server = Server::start();
    for n in 0..6 {
        server.write(&format!("{n}.txt"), n.to_string());
    }
    let mut statuses: Vec<u16> = std::thread::scope(|scope| {
        let tasks: Vec<_> = (0..6)
            .map(|n| {
                let server = &server;
                scope.spawn(move || move_entry(server, &format!("{n}.txt"), "one.txt").status)
            })
            .collect();
        tasks.into_iter().map(|task| task.join().unwrap()).collect()
    });
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409, 409, 409, 409]);
    assert_eq!(snapshot(server.setup().files()).len(), 6);
}
