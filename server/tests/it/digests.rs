//! Digest fields in both directions (rows 50 and 51), and digests in file information.

use std::{
    fs,
    time::{Duration, SystemTime},
};

use data_encoding::{BASE64, HEXLOWER};
use holdall_shared::{Entry, ProblemKind};
use sha2::{Digest as _, Sha256, Sha512};

use crate::support::{Fetch as _, Server, sample};

fn sha256(bytes: &[u8]) -> String {
    format!("sha-256=:{}:", BASE64.encode(&Sha256::digest(bytes)))
}

fn sha512(bytes: &[u8]) -> String {
    format!("sha-512=:{}:", BASE64.encode(&Sha512::digest(bytes)))
}

fn entry(server: &Server, name: &str) -> Entry {
    server.get(&format!("/api/entries/{name}?digest")).fetch().expect(200).json()
}

#[test]
fn the_digest_of_the_whole_file_is_told_on_every_answer_that_wants_it() {
    let server = Server::start();
    let content = sample(100_000);
    server.create("/files/a.bin", content.clone());
    let want = |range: Option<&str>| {
        let request = server.get("/files/a.bin").header("Want-Repr-Digest", "sha-256=10");
        match range {
            Some(range) => request.header("Range", range),
            None => request,
        }
    };
    for (range, status) in [(None, 200), (Some("bytes=5-9"), 206), (Some("bytes=0-1,10-12"), 206)] {
        assert_eq!(want(range).fetch().expect(status).field("repr-digest"), sha256(&content), "{range:?}");
    }
    let head = server.head("/files/a.bin").header("Want-Repr-Digest", "sha-256=10").fetch().expect(200);
    assert_eq!(head.field("repr-digest"), sha256(&content));
    let both = server.get("/files/a.bin").header("Want-Repr-Digest", "sha-256=3, sha-512=10").fetch().expect(200);
    assert_eq!(both.field("repr-digest"), sha512(&content));
    assert_eq!(server.get("/files/a.bin").fetch().header("repr-digest"), None);
}

#[test]
fn the_digest_of_the_answer_is_of_what_was_sent() {
    let server = Server::start();
    let content = sample(100_000);
    server.create("/files/a.bin", content.clone());
    let get = || server.get("/files/a.bin").header("Want-Content-Digest", "sha-256=1");
    assert_eq!(get().fetch().expect(200).field("content-digest"), sha256(&content));
    let part = get().header("Range", "bytes=70000-79999").fetch().expect(206);
    assert_eq!(part.field("content-digest"), sha256(&content[70_000..80_000]));
    assert_eq!(part.header("repr-digest"), None);
    let parts = get().header("Range", "bytes=0-1,10-12").fetch().expect(206);
    assert_eq!(parts.header("content-digest"), None);
    let head = server.head("/files/a.bin").header("Want-Content-Digest", "sha-256=1").fetch().expect(200);
    assert_eq!(head.header("content-digest"), None);
}

#[test]
fn what_is_not_ours_or_not_understood_is_not_told() {
    let server = Server::start();
    server.create("/files/a.txt", "a");
    for want in ["md5=10", "sha=10, unixsum=3, adler=1", "sha-256=0", "sha-256", ":", "sha-256=ten"] {
        let answer = server.get("/files/a.txt").header("Want-Repr-Digest", want).header("Want-Content-Digest", want);
        let answer = answer.fetch().expect(200);
        assert_eq!((answer.header("repr-digest"), answer.header("content-digest")), (None, None), "{want}");
    }
    server.create("/files/empty", "");
    let answer = server.get("/files/empty").header("Want-Repr-Digest", "sha-256=1").fetch().expect(200);
    assert_eq!(answer.field("repr-digest"), sha256(b""));
}

#[test]
fn a_body_with_another_digest_is_400_and_nothing_is_stored() {
    let server = Server::start();
    server.create("/files/old.txt", "old");
    for name in ["Repr-Digest", "Content-Digest"] {
        for digest in [sha256(b"other"), sha512(b"other"), format!("{}, {}", sha256(b"new"), sha512(b"other"))] {
            for request in [
                server.post("/files/new.txt"),
                server.put("/files/old.txt"),
                server.put("/files/new.txt").header("If-None-Match", "*"),
                server.post("/files/old.txt?on-conflict=replace"),
            ] {
                let answer = request.header(name, &digest).body("new").fetch();
                answer.problem(400, ProblemKind::DigestMismatch);
            }
        }
    }
    let disagreeing = server.post("/files/new.txt").header("Repr-Digest", sha256(b"new"));
    let answer = disagreeing.header("Content-Digest", sha256(b"other")).body("new").fetch();
    answer.problem(400, ProblemKind::DigestMismatch);
    assert_eq!((server.has("new.txt"), server.read("old.txt")), (false, b"old".to_vec()));
    server.assert_no_leftovers();
}

#[test]
fn a_body_with_its_digest_is_stored_and_the_answer_tells_it_when_asked() {
    let server = Server::start();
    let content = sample(3_000_000);
    let request = server.post("/files/a.bin").header("Repr-Digest", format!("md5=:AAAA:, {}", sha256(&content)));
    let answer = request.header("Want-Repr-Digest", "sha-512=5").body(content.clone()).fetch().expect(201);
    assert_eq!(answer.field("repr-digest"), sha512(&content));
    let digests = answer.json::<Entry>().digests.unwrap();
    assert_eq!(digests.sha256.unwrap(), HEXLOWER.encode(&Sha256::digest(&content)));
    assert_eq!(digests.blake3, blake3::hash(&content).to_hex().as_str());
    let put = server.put("/files/a.bin").header("Content-Digest", sha512(b"new")).body("new").fetch().expect(200);
    assert_eq!(put.header("repr-digest"), None);
    assert_eq!(put.json::<Entry>().digests.unwrap().sha256, None);
}

#[test]
fn a_digest_that_cannot_be_understood_is_400_and_nothing_is_stored() {
    let server = Server::start();
    for digest in ["sha-256=:AAAA:", "sha-256=\"x\"", "sha-256", "sha-512=(1 2)", "sha-256=:é:", "SHA-256=:AAAA:", ","]
    {
        let answer = server.post("/files/a.txt").header("Repr-Digest", digest).body("a").fetch();
        let problem = answer.problem(400, ProblemKind::InvalidRequest);
        assert!(problem.detail.contains("sha-256=:"), "{digest}: {}", problem.detail);
    }
    assert!(!server.has("a.txt"));
    server.post("/files/a.txt").header("Repr-Digest", "unixsum=:AAAA:").body("a").fetch().expect(201);
}

#[test]
fn file_information_has_digests_when_asked_also_of_files_that_other_programs_wrote() {
    let server = Server::start();
    let content = sample(200_000);
    server.write("a.bin", &content);
    let digests = entry(&server, "a.bin").digests.unwrap();
    assert_eq!(digests.blake3, blake3::hash(&content).to_hex().as_str());
    assert_eq!(digests.sha256.unwrap(), HEXLOWER.encode(&Sha256::digest(&content)));
    let plain: Entry = server.get("/api/entries/a.bin").fetch().expect(200).json();
    assert_eq!(plain.digests, None);
    server.write("folder/x", "x");
    assert_eq!(entry(&server, "folder").digests, None);
}

#[test]
fn a_digest_is_dropped_when_another_program_changes_the_file() {
    let server = Server::start();
    server.create("/files/a.txt", "one");
    assert_eq!(entry(&server, "a.txt").digests.unwrap().blake3, blake3::hash(b"one").to_hex().as_str());
    // Of the same length, in the same file.
    server.write("a.txt", "two");
    assert_eq!(entry(&server, "a.txt").digests.unwrap().blake3, blake3::hash(b"two").to_hex().as_str());
    // Of the same length and time, in another file.
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_234_567_890);
    let set_time = |name: &str| fs::File::options().write(true).open(server.path(name)).unwrap().set_modified(time);
    set_time("a.txt").unwrap();
    entry(&server, "a.txt");
    server.write("b.txt", "six");
    set_time("b.txt").unwrap();
    fs::rename(server.path("b.txt"), server.path("a.txt")).unwrap();
    assert_eq!(entry(&server, "a.txt").digests.unwrap().blake3, blake3::hash(b"six").to_hex().as_str());
}

/// A form of one file, its part with these fields.
fn form(fields: &str) -> String {
    format!("--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\n{fields}\r\nnew\r\n--XX--\r\n")
}

#[test]
fn a_part_of_a_form_is_checked_against_its_own_digest() {
    let server = Server::start();
    let post = |fields: &str| {
        let request = server.post("/files/").header("Content-Type", "multipart/form-data; boundary=XX");
        request.body(form(fields)).fetch()
    };
    for name in ["Content-Digest", "Repr-Digest"] {
        let wrong = post(&format!("{name}: {}\r\n", sha256(b"other")));
        wrong.problem(400, ProblemKind::DigestMismatch);
        post(&format!("{name}: sha-256=:AAAA:\r\n")).problem(400, ProblemKind::InvalidRequest);
    }
    assert!(!server.has("a.txt"));
    server.assert_no_leftovers();
    post(&format!("Content-Digest: {}\r\n", sha512(b"new"))).expect(201);
    assert_eq!(server.read("a.txt"), b"new");
}

#[test]
fn the_digest_of_a_whole_form_is_refused_and_not_passed_over() {
    let server = Server::start();
    let body = form("");
    let request = server.post("/files/").header("Content-Type", "multipart/form-data; boundary=XX");
    let answer = request.header("Content-Digest", sha256(body.as_bytes())).body(body.clone()).fetch();
    let problem = answer.problem(400, ProblemKind::InvalidRequest);
    assert!(problem.detail.contains("each part"), "{}", problem.detail);
    assert!(!server.has("a.txt"));
    let request = server.post("/files/").header("Content-Type", "multipart/form-data; boundary=XX");
    request.header("Content-Digest", "unixsum=:AAAA:").body(body).fetch().expect(201);
}

#[test]
fn a_json_body_is_checked_against_its_digest_before_anything_is_done() {
    let server = Server::start();
    server.write("a.txt", "a");
    let moving = r#"{"from":"a.txt","to":"b.txt"}"#;
    let batch = r#"{"operations":[{"op":"delete","path":"a.txt"}]}"#;
    for (target, body) in [("/api/move", moving), ("/api/copy", moving), ("/api/batch", batch)] {
        let send = |digest: String| {
            let request = server.post(target).header("Content-Type", "application/json");
            request.header("Content-Digest", digest).body(body).fetch()
        };
        send(sha256(b"other")).problem(400, ProblemKind::DigestMismatch);
        send("sha-256=:AAAA:".to_owned()).problem(400, ProblemKind::InvalidRequest);
        assert_eq!((server.has("a.txt"), server.has("b.txt")), (true, false), "{target}");
    }
    let request = server.post("/api/move").header("Content-Type", "application/json");
    request.header("Content-Digest", sha256(moving.as_bytes())).body(moving).fetch().expect(200);
}

#[test]
fn a_version_and_every_answer_about_one_file_tell_the_same_digest() {
    let server = Server::start();
    server.create("/files/a.txt", "one");
    server.put("/files/a.txt").body("two").fetch().expect(200);
    let listing: holdall_shared::FileVersions = server.get("/api/versions/a.txt").fetch().expect(200).json();
    for (target, content) in [("/files/a.txt", "two"), (listing.versions[0].url.as_str(), "one")] {
        for request in [server.get(target), server.head(target), server.get(target).header("Range", "bytes=1-1")] {
            let answer = request.header("Want-Repr-Digest", "sha-512=1").fetch();
            assert_eq!(answer.field("repr-digest"), sha512(content.as_bytes()), "{target}");
        }
    }
    // What is no file has none.
    let folder = server.get("/api/folders/").header("Want-Repr-Digest", "sha-256=1").fetch().expect(200);
    assert_eq!(folder.header("repr-digest"), None);
    let missing = server.get("/files/none").header("Want-Repr-Digest", "sha-256=1").fetch().expect(404);
    assert_eq!(missing.header("repr-digest"), None);
    let unchanged = server.get("/files/a.txt").header("If-None-Match", "*").header("Want-Repr-Digest", "sha-256=1");
    assert_eq!(unchanged.fetch().expect(304).header("content-digest"), None);
}

#[test]
fn a_digest_is_dropped_when_a_file_changes_and_gets_its_old_time_back() {
    let server = Server::start();
    // Kept as it arrived, with all that is asked for below; its ctime is all that tells.
    server.post("/files/a.txt").header("Repr-Digest", sha256(b"one")).body("one").fetch().expect(201);
    let before = fs::metadata(server.path("a.txt")).unwrap().modified().unwrap();
    server.write("a.txt", "two");
    fs::File::options().write(true).open(server.path("a.txt")).unwrap().set_modified(before).unwrap();
    assert_eq!(entry(&server, "a.txt").digests.unwrap().blake3, blake3::hash(b"two").to_hex().as_str());
    let answer = server.get("/files/a.txt").header("Want-Repr-Digest", "sha-256=1").fetch().expect(200);
    assert_eq!((answer.text(), answer.field("repr-digest")), ("two".to_owned(), sha256(b"two")));
    let archive = server.get("/api/archive?path=a.txt").fetch().expect(200).body;
    assert_eq!(archive[14..18], crc32fast::hash(b"two").to_le_bytes(), "the checksum in the archive");
}
