//! Concatenation: parts that are sent side by side.

use holdall_shared::ProblemKind;
use reqwest::Method;

use crate::support::{
    Answer, Fetch as _, Server, sample,
    tus::{begun, head, metadata, patch, tus},
};

fn part(server: &Server, length: usize) -> String {
    let request = tus(server, Method::POST, "/api/uploads").header("Upload-Length", length);
    request.header("Upload-Concat", "partial").fetch().expect(201).field("location")
}

fn put_together(server: &Server, path: &str, parts: &[&str]) -> Answer {
    let request = tus(server, Method::POST, "/api/uploads").header("Upload-Metadata", metadata(&[("path", path)]));
    request.header("Upload-Concat", format!("final;{}", parts.join(" "))).fetch()
}

// T70, T71, T72
#[test]
fn parts_become_one_file_in_their_order() {
    let server = Server::start();
    let content = sample(2_600_000);
    let (a, b) = (part(&server, 1_500_000), part(&server, 1_100_000));
    patch(&server, &b, 0, &content[1_500_000..]).fetch().expect(204);
    patch(&server, &a, 0, &content[..700_000]).fetch().expect(204);
    patch(&server, &a, 700_000, &content[700_000..1_500_000]).fetch().expect(204);
    let answer = head(&server, &a).expect(200);
    assert_eq!((answer.field("upload-concat"), answer.field("upload-offset")), ("partial".into(), "1500000".into()));
    let absolute = server.url(&b);
    let whole = put_together(&server, "whole.bin", &[&a, &absolute]).expect(201);
    assert!(server.read("whole.bin") == content);
    let answer = head(&server, &whole.field("location")).expect(200);
    assert_eq!(answer.field("upload-concat"), format!("final;{a} {absolute}"));
    assert_eq!((answer.field("upload-offset"), answer.field("upload-length")), ("2600000".into(), "2600000".into()));
    patch(&server, &whole.field("location"), 2_600_000, b"x").fetch().problem(403, ProblemKind::Forbidden);
    // The parts are still there: one may be named twice, and again.
    put_together(&server, "twice.bin", &[&b, &b]).expect(201);
    assert!(server.read("twice.bin") == [&content[1_500_000..], &content[1_500_000..]].concat());
}

// T73
#[test]
fn only_whole_parts_are_put_together() {
    let server = Server::start();
    let (whole, half) = (part(&server, 3), part(&server, 3));
    patch(&server, &whole, 0, b"abc").fetch().expect(204);
    patch(&server, &half, 0, b"ab").fetch().expect(204);
    let no_part = begun(&server, "no-part.bin", 3);
    patch(&server, &no_part, 0, b"abc").fetch().expect(204);
    for other in [&*half, &no_part, "/api/uploads/NGQQTBQHPVD0EYSA1EJRZ79N18", "x"] {
        let answer = put_together(&server, "a.bin", &[&whole, other]);
        assert!([400, 404].contains(&answer.status), "{other}: {}", answer.text());
    }
    let request = tus(&server, Method::POST, "/api/uploads").header("Upload-Length", 3);
    let request = request.header("Upload-Metadata", metadata(&[("path", "a.bin")]));
    let answer = request.header("Upload-Concat", format!("final;{whole}")).fetch();
    answer.problem(400, ProblemKind::InvalidRequest);
    for junk in ["", "Partial", "final", "final;", "both"] {
        let request = tus(&server, Method::POST, "/api/uploads").header("Upload-Length", 3);
        request.header("Upload-Concat", junk).fetch().problem(400, ProblemKind::InvalidRequest);
    }
    assert!(!server.has("a.bin"));
}

#[test]
fn what_is_put_together_goes_over_no_name() {
    let server = Server::start();
    server.create("/files/taken.bin", "here");
    let a = part(&server, 3);
    patch(&server, &a, 0, b"abc").fetch().expect(204);
    put_together(&server, "taken.bin", &[&a]).problem(409, ProblemKind::NameTaken);
    assert_eq!(server.read("taken.bin"), b"here");
    put_together(&server, "free.bin", &[&a]).expect(201);
    assert_eq!(server.read("free.bin"), b"abc");
}
