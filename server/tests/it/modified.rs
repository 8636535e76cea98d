//! A file keeps the time of change that the client sends.

use std::{fs, time::UNIX_EPOCH};

use holdall_shared::{Entry, ProblemKind};

use crate::support::{Fetch as _, Server};

fn modified_ms(server: &Server, name: &str) -> u128 {
    let modified = fs::metadata(server.path(name)).unwrap().modified().unwrap();
    modified.duration_since(UNIX_EPOCH).unwrap().as_millis()
}

#[test]
fn a_time_in_the_address_is_kept() {
    let server = Server::start();
    let time = "modified=2009-02-13T23:31:30.120Z";
    let entry: Entry = server.post(&format!("/files/a.txt?{time}")).body("a").fetch().expect(201).json();
    assert_eq!(entry.modified.unix_ms(), 1_234_567_890_120);
    assert_eq!(modified_ms(&server, "a.txt"), 1_234_567_890_120);
    let answer = server.get("/files/a.txt").fetch();
    assert_eq!(answer.field("last-modified"), "Fri, 13 Feb 2009 23:31:30 GMT");
    server.put("/files/a.txt?modified=1999-12-31T23:59:59Z").body("b").fetch().expect(200);
    assert_eq!(modified_ms(&server, "a.txt"), 946_684_799_000);
    let create = server.put(&format!("/files/b.txt?{time}")).header("If-None-Match", "*").body("b");
    create.fetch().expect(201);
    assert_eq!(modified_ms(&server, "b.txt"), 1_234_567_890_120);
}

#[test]
fn a_time_in_the_header_of_sync_clients_is_kept_and_acknowledged() {
    let server = Server::start();
    let answer = server.post("/files/a.txt").header("X-OC-Mtime", "1234567890").body("a").fetch().expect(201);
    assert_eq!(answer.field("x-oc-mtime"), "accepted");
    assert_eq!(modified_ms(&server, "a.txt"), 1_234_567_890_000);
    let answer = server.put("/files/a.txt").header("X-OC-Mtime", "1234567891.5").body("b").fetch().expect(200);
    assert_eq!(answer.field("x-oc-mtime"), "accepted");
    assert_eq!(modified_ms(&server, "a.txt"), 1_234_567_891_500);
    assert_eq!(server.post("/files/b.txt").body("b").fetch().expect(201).header("x-oc-mtime"), None);
}

#[test]
fn a_time_that_is_none_is_refused_and_nothing_is_stored() {
    let server = Server::start();
    server.post("/files/a.txt?modified=yesterday").body("a").fetch().problem(400, ProblemKind::InvalidRequest);
    let answer = server.post("/files/a.txt").header("X-OC-Mtime", "soon").body("a").fetch();
    answer.problem(400, ProblemKind::InvalidRequest);
    assert!(!server.has("a.txt"));
}

#[test]
fn two_contents_of_one_length_and_time_have_two_validators() {
    let server = Server::start();
    let time = "modified=2009-02-13T23:31:30Z";
    let first = server.post(&format!("/files/a.txt?{time}")).body("one").fetch().expect(201).etag();
    let second = server.put(&format!("/files/a.txt?{time}")).body("two").fetch().expect(200).etag();
    assert_ne!(first, second);
    server.put("/files/a.txt").header("If-Match", first).body("no").fetch().expect(412);
}
