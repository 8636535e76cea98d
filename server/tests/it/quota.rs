//! `--quota` and `--min-free`: 507, before the body where its length is known, and nothing left behind (row 46).

use std::{io::Cursor, sync::Barrier, thread};

use holdall_shared::{Limits, ProblemKind, TrashListing};
use reqwest::blocking::{
    Body,
    multipart::{Form, Part},
};
use serde_json::json;

use crate::support::{Answer, Connection, Fetch as _, Server, eventually, files_below, sample, snapshot};

fn server(quota: &str) -> Server {
    Server::with(["--quota", quota])
}

fn limits(server: &Server) -> Limits {
    server.get("/api/limits").fetch().expect(200).json()
}

fn stream(length: usize) -> Body {
    Body::new(Cursor::new(sample(length)))
}

#[track_caller]
fn assert_full(answer: &Answer) {
    let problem = answer.problem(507, ProblemKind::NoSpace);
    assert!(problem.detail.contains("quota"), "{}", problem.detail);
}

fn transfer(server: &Server, operation: &str, from: &str, to: &str, on_conflict: &str) -> Answer {
    let body = json!({"from": from, "to": to, "on_conflict": on_conflict});
    server.post(&format!("/api/{operation}")).json(&body).fetch()
}

#[test]
fn the_quota_is_told_with_what_is_left_of_it() {
    let server = server("1000");
    server.write("there/before", sample(300));
    let server = server.restart();
    assert_eq!((limits(&server).quota, limits(&server).free_space), (Some(1000), 700));
    server.create("/files/a", sample(200));
    assert_eq!(limits(&server).free_space, 500);
    server.put("/files/a").body(sample(50)).fetch().expect(200);
    assert_eq!(limits(&server).free_space, 650);
    assert_eq!(limits(&Server::start()).quota, None);
}

#[test]
fn a_length_beyond_the_quota_is_507_before_the_body_is_read() {
    let server = server("1000");
    server.create("/files/old", sample(400));
    for (method, target, length) in
        [("POST", "/files/new", 601), ("PUT", "/files/old", 1001), ("POST", "/files/old?on-conflict=replace", 1001)]
    {
        let mut connection = Connection::open(&server);
        connection.send(Connection::head(method, target, &[&format!("Content-Length: {length}")]));
        assert_full(&connection.answer());
    }
    assert_eq!(server.read("old"), sample(400));
    assert!(!server.has("new"));
    server.assert_no_leftovers();
    server.create("/files/new", sample(600));
}

#[test]
fn a_stream_beyond_the_quota_is_507_and_leaves_nothing() {
    let server = server("3000000");
    server.create("/files/old", sample(1_000_000));
    let before = snapshot(server.setup().files());
    for request in [
        server.post("/files/new").body(stream(2_000_001)),
        server.put("/files/old").body(stream(3_000_001)),
        server.post("/files/").multipart(Form::new().part("f", Part::bytes(sample(2_000_001)).file_name("in-a-form"))),
    ] {
        assert_full(&request.fetch());
        server.assert_no_leftovers();
        assert_eq!(limits(&server).free_space, 2_000_000, "what was promised is given back");
    }
    assert_eq!(snapshot(server.setup().files()), before);
    server.post("/files/new").body(stream(2_000_000)).fetch().expect(201);
}

#[test]
fn what_is_replaced_gives_its_room() {
    let server = server("1000");
    server.create("/files/a", sample(1000));
    assert_full(&server.post("/files/b").body("x").fetch());
    server.put("/files/a").body(sample(1000)).fetch().expect(200);
    server.put("/files/a").body(stream(999)).fetch().expect(200);
    server.post("/files/a?on-conflict=replace").body(sample(1000)).fetch().expect(201);
    assert_full(&server.put("/files/a").body(sample(1001)).fetch());
    server.put("/files/a").body("").fetch().expect(200);
    assert_eq!(limits(&server).free_space, 1000);
}

#[test]
fn of_many_uploads_at_once_only_those_that_fit_are_taken() {
    let server = server("1000000");
    for (round, framing) in ["sized", "chunked"].into_iter().enumerate() {
        let barrier = Barrier::new(16);
        let statuses: Vec<u16> = thread::scope(|scope| {
            let tasks: Vec<_> = (0..16)
                .map(|n| {
                    let (server, barrier) = (&server, &barrier);
                    scope.spawn(move || {
                        let request = server.post(&format!("/files/{round}/{n}?parents"));
                        let request = match framing {
                            "sized" => request.body(sample(100_000)),
                            _ => request.body(stream(100_000)),
                        };
                        barrier.wait();
                        request.fetch().status
                    })
                })
                .collect();
            tasks.into_iter().map(|task| task.join().unwrap()).collect()
        });
        assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 10, "{framing}: {statuses:?}");
        assert!(statuses.iter().all(|status| [201, 507].contains(status)), "{framing}: {statuses:?}");
        assert_eq!(files_below(&server.path(&round.to_string())).len(), 10);
        server.delete(&format!("/api/folders/{round}")).fetch().expect(204);
        assert_eq!(limits(&server).free_space, 1_000_000);
    }
}

#[test]
fn an_upload_under_way_has_its_room_and_gives_it_back_when_it_breaks_off() {
    let server = server("1000");
    let mut slow = Connection::open(&server);
    slow.send(Connection::head("POST", "/files/slow", &["Content-Length: 900", "Expect: 100-continue"]));
    assert_eq!(slow.answer_head().0, 100);
    slow.send("x");
    eventually("the promise", || limits(&server).free_space == 100);
    assert_full(&server.post("/files/other").body(sample(101)).fetch());
    drop(slow);
    eventually("the room", || limits(&server).free_space == 1000);
}

#[test]
fn trash_and_versions_do_not_count_and_what_is_deleted_makes_room() {
    let server = server("1000");
    server.create("/files/a", sample(600));
    server.put("/files/a").body(sample(700)).fetch().expect(200);
    assert_eq!(limits(&server).free_space, 300);
    let request = |name: &str| server.post(&format!("/files/{name}")).body(sample(400)).fetch();
    assert_full(&request("b"));
    server.delete("/files/a").fetch().expect(204);
    assert_eq!(limits(&server).free_space, 1000);
    request("folder%2Fb").expect(400);
    server.post("/files/folder/b?parents").body(sample(400)).fetch().expect(201);
    server.post("/files/folder/deep/c?parents").body(sample(400)).fetch().expect(201);
    server.delete("/api/folders/folder?permanent").fetch().expect(204);
    assert_eq!(limits(&server).free_space, 1000);
}

#[test]
fn what_comes_back_from_the_trash_or_the_versions_must_fit() {
    let server = server("1000");
    server.create("/files/a", sample(800));
    server.put("/files/a").body(sample(100)).fetch().expect(200);
    server.create("/files/b", sample(500));
    server.delete("/files/b").fetch().expect(204);
    server.create("/files/c", sample(600));
    let trash: TrashListing = server.get("/api/trash").fetch().expect(200).json();
    let id = &trash.entries[0].id;
    let versions: holdall_shared::FileVersions = server.get("/api/versions/a").fetch().expect(200).json();
    let before = snapshot(server.setup().files());
    assert_full(&server.post("/api/restore").json(&json!({"id": id})).fetch());
    assert_full(&server.post("/api/versions/a").json(&json!({"id": versions.versions[0].id})).fetch());
    assert_eq!((snapshot(server.setup().files()), limits(&server).free_space), (before, 300));
    server.delete("/files/c?permanent").fetch().expect(204);
    server.post("/api/restore").json(&json!({"id": id})).fetch().expect(201);
    assert_eq!(limits(&server).free_space, 400);
    assert_full(&server.post("/api/versions/a").json(&json!({"id": versions.versions[0].id})).fetch());
    server.delete("/files/b?permanent").fetch().expect(204);
    server.post("/api/versions/a").json(&json!({"id": versions.versions[0].id})).fetch().expect(200);
    assert_eq!(limits(&server).free_space, 200);
}

#[test]
fn copies_must_fit_and_moves_always_do() {
    let server = server("1000");
    server.create("/files/from/a?parents", sample(300));
    server.create("/files/from/b", sample(100));
    server.create("/files/c", sample(250));
    let before = snapshot(server.setup().files());
    assert_full(&transfer(&server, "copy", "from", "to", "fail"));
    let batch = json!({"operations": [{"op": "copy", "from": "from", "to": "to"}]});
    let results: holdall_shared::BatchResults = server.post("/api/batch").json(&batch).fetch().expect(200).json();
    assert_eq!(results.results[0].status, 507);
    assert_eq!((snapshot(server.setup().files()), limits(&server).free_space), (before, 350));
    server.assert_no_leftovers();
    transfer(&server, "copy", "from/a", "to", "fail").expect(201);
    assert_eq!(limits(&server).free_space, 50);
    // A copy over something takes its place.
    transfer(&server, "copy", "from/a", "c", "replace").expect(201);
    assert_eq!(limits(&server).free_space, 0);
    for (from, to, on_conflict) in [
        ("from", "moved", "fail"),
        ("to", "c", "replace"),
        ("c", "moved/a", "rename"),
        ("moved/b", "moved/a", "replace"),
    ] {
        transfer(&server, "move", from, to, on_conflict).expect(200);
    }
    let left: usize = files_below(server.setup().files())
        .iter()
        .filter(|(name, _)| !name.starts_with(".holdall"))
        .map(|(_, bytes)| bytes.len())
        .sum();
    assert_eq!(limits(&server).free_space, 1000 - u64::try_from(left).unwrap());
}

#[test]
fn what_other_programs_add_and_remove_is_counted() {
    let server = server("1000");
    server.create("/files/a", sample(100));
    server.write("theirs/b", sample(800));
    // The count is made anew beside a request that notices that it is old.
    eventually("a count with theirs", || limits(&server).free_space == 100);
    assert_full(&server.post("/files/c").body(sample(101)).fetch());
    std::fs::remove_file(server.path("theirs/b")).unwrap();
    // Nothing is refused by an old count.
    eventually("room", || server.post("/files/c").body(sample(900)).fetch().status == 201);
}

#[test]
fn the_quota_knows_at_its_start_what_is_there() {
    let server = server("1000");
    server.write("a", sample(900));
    server.write(".holdall/not-counted", sample(900));
    let server = server.restart();
    assert_full(&server.post("/files/b").body(sample(101)).fetch());
    server.create("/files/b", sample(100));
    assert_eq!(server.get("/files/b").fetch().expect(200).body, sample(100));
    // Reading takes no room.
    server.get("/api/archive?path=").fetch().expect(200);
}

#[test]
fn the_reserve_of_the_disk_is_never_given_away() {
    let server = Server::with(["--min-free", &(u64::MAX / 2).to_string()]);
    assert_eq!(limits(&server).free_space, 0);
    for request in [server.post("/files/a").body(sample(1)), server.post("/files/a").body(stream(1))] {
        request.fetch().problem(507, ProblemKind::NoSpace);
    }
    server.write("b", "12345");
    transfer(&server, "copy", "b", "c", "fail").problem(507, ProblemKind::NoSpace);
    server.assert_no_leftovers();
    assert_eq!(snapshot(server.setup().files()).len(), 1);
    // Deleting and moving give room or take none.
    transfer(&server, "move", "b", "c", "fail").expect(200);
    server.delete("/files/c").fetch().expect(204);
}
