//! The checksum of a request, and the digest of the whole.

use data_encoding::BASE64;
use holdall_shared::{ProblemKind, Upload, UploadState};
use sha1::{Digest as _, Sha1};
use sha2::Sha256;

use super::checksum;
use crate::support::{
    Fetch as _, Server, sample,
    tus::{begin, begun, head, offset, patch},
};

// T50
#[test]
fn bytes_that_were_damaged_are_thrown_away() {
    let server = Server::start();
    let content = sample(1_500_000);
    let upload = begun(&server, "a.bin", content.len() + 3);
    let digests = [
        ("sha1", Sha1::digest(&content).to_vec()),
        ("sha256", Sha256::digest(&content).to_vec()),
        ("blake3", blake3::hash(&content).as_bytes().to_vec()),
    ];
    for (algorithm, digest) in &digests {
        let mut damaged = content.clone();
        damaged[1_400_000] ^= 1;
        let request = patch(&server, &upload, 0, &damaged).header("Upload-Checksum", checksum(algorithm, digest));
        request.fetch().problem(460, ProblemKind::ChecksumMismatch);
        assert_eq!(offset(&server, &upload), 0, "{algorithm}");
    }
    for junk in ["md5 XrY7u+Ae7tCTyyK7j1rNww==", "sha1", "sha1 AAAA", "crc32 AAAAAA=="] {
        let request = patch(&server, &upload, 0, &content).header("Upload-Checksum", junk);
        request.fetch().problem(400, ProblemKind::InvalidRequest);
        assert_eq!(offset(&server, &upload), 0, "{junk}");
    }
    let (algorithm, digest) = &digests[0];
    let request = patch(&server, &upload, 0, &content).header("Upload-Checksum", checksum(algorithm, digest));
    assert_eq!(request.fetch().expect(204).field("upload-offset"), content.len().to_string());
    for (at, byte, (algorithm, digest)) in [
        (0, "x", ("sha256", Sha256::digest(b"x").to_vec())),
        (1, "y", ("blake3", blake3::hash(b"y").as_bytes().to_vec())),
        (2, "z", ("sha1", Sha1::digest(b"z").to_vec())),
    ] {
        let request = patch(&server, &upload, content.len() + at, byte.as_bytes());
        request.header("Upload-Checksum", checksum(algorithm, &digest)).fetch().expect(204);
    }
    assert!(server.read("a.bin") == [&content[..], b"xyz"].concat());
}

#[test]
fn the_digest_of_the_whole_is_right_after_damaged_parts() {
    let server = Server::start();
    let upload = begun(&server, "a.bin", 6);
    patch(&server, &upload, 0, b"abc").fetch().expect(204);
    let right = checksum("blake3", blake3::hash(b"def").as_bytes());
    patch(&server, &upload, 3, b"xxx")
        .header("Upload-Checksum", &right)
        .fetch()
        .problem(460, ProblemKind::ChecksumMismatch);
    let answer = patch(&server, &upload, 3, b"def").header("Upload-Checksum", &right).fetch().expect(204);
    let digest = BASE64.encode(blake3::hash(b"abcdef").as_bytes());
    assert_eq!(answer.field("repr-digest"), format!("blake3=:{digest}:"));
    assert_eq!(answer.field("content-location"), "/files/a.bin");
    assert_eq!(answer.etag(), server.head("/files/a.bin").fetch().etag());
}

#[test]
fn the_whole_is_checked_before_it_is_a_file() {
    let server = Server::start();
    let blake3_of = |bytes: &[u8]| format!("blake3=:{}:", BASE64.encode(blake3::hash(bytes).as_bytes()));
    let sha256_of = |bytes: &[u8]| format!("sha-256=:{}:", BASE64.encode(&Sha256::digest(bytes)));
    for (name, right, wrong) in
        [("a.bin", blake3_of(b"hello"), blake3_of(b"hellO")), ("b.bin", sha256_of(b"hello"), sha256_of(b"hellO"))]
    {
        let upload = begun(&server, name, 5);
        patch(&server, &upload, 0, b"he").fetch().expect(204);
        let answer = patch(&server, &upload, 2, b"llo").header("Repr-Digest", wrong).fetch();
        answer.problem(400, ProblemKind::DigestMismatch);
        assert!(!server.has(name));
        head(&server, &upload).expect(410);
        let told: Upload = server.get(&upload).fetch().expect(200).json();
        assert_eq!((told.state, told.problem.unwrap().kind), (UploadState::Refused, ProblemKind::DigestMismatch));
        let upload = begun(&server, name, 5);
        patch(&server, &upload, 0, b"hello").header("Repr-Digest", right).fetch().expect(204);
        assert_eq!(server.read(name), b"hello");
    }
    // Or it is told from the start.
    let request = crate::support::tus::tus(&server, reqwest::Method::POST, "/api/uploads").header("Upload-Length", 5);
    let request = request.header("Upload-Metadata", crate::support::tus::metadata(&[("path", "c.bin")]));
    let upload = request.header("Repr-Digest", sha256_of(b"hellO")).fetch().expect(201).field("location");
    patch(&server, &upload, 0, b"hello").fetch().problem(400, ProblemKind::DigestMismatch);
    assert!(!server.has("c.bin"));
}

#[test]
fn the_digest_is_known_after_a_restart_in_the_middle() {
    let server = Server::start();
    let content = sample(2_500_000);
    let upload = begin(&server, &[("path", "a.bin")], content.len()).expect(201).field("location");
    patch(&server, &upload, 0, &content[..1_700_000]).fetch().expect(204);
    let server = server.restart();
    let digest = format!("blake3=:{}:", BASE64.encode(blake3::hash(&content).as_bytes()));
    let request = patch(&server, &upload, 1_700_000, &content[1_700_000..]).header("Repr-Digest", &digest);
    assert_eq!(request.fetch().expect(204).field("repr-digest"), digest);
}
