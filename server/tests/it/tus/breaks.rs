//! Lines that break, servers that stop: what was acknowledged is there, and the upload goes on from it.

use std::{
    ops::Range,
    time::{Duration, Instant},
};

use holdall_shared::Upload;
use rustix::process::Signal;

use crate::support::{
    Connection, Fetch as _, Server, eventually, sample,
    tus::{begun, head, offset, patch},
};

/// Sends the head of a PATCH of these bytes of the upload, and some of them.
fn half(server: &Server, upload: &str, announced: Range<usize>, bytes: &[u8], fields: &[&str]) -> Connection {
    let (offset, length) =
        (format!("Upload-Offset: {}", announced.start), format!("Content-Length: {}", announced.len()));
    let common =
        ["Tus-Resumable: 1.0.0", "Content-Type: application/offset+octet-stream", offset.as_str(), length.as_str()];
    let mut connection = Connection::open(server);
    connection.send(Connection::head("PATCH", upload, &[&common[..], fields].concat()));
    connection.send(bytes);
    connection
}

// T10
#[test]
fn what_came_before_a_break_stays() {
    let server = Server::start();
    let content = sample(3_000_000);
    let upload = begun(&server, "a.bin", content.len());
    drop(half(&server, &upload, 0..content.len(), &content[..1_234_567], &[]));
    // HEAD would end a request whose bytes are still being read.
    let look = || server.get(&upload).fetch().expect(200).json::<Upload>().offset;
    eventually("the bytes that came", || look() == 1_234_567);
    let at = offset(&server, &upload);
    assert_eq!(at, 1_234_567);
    assert!(!server.has("a.bin"));
    patch(&server, &upload, at, &content[at..]).fetch().expect(204);
    assert!(server.read("a.bin") == content);
}

// T51
#[test]
fn what_has_a_checksum_stays_whole_or_not_at_all() {
    let server = Server::start();
    let content = sample(2_000_000);
    let upload = begun(&server, "a.bin", content.len());
    patch(&server, &upload, 0, &content[..10]).fetch().expect(204);
    let checksum = super::checksum("blake3", blake3::hash(&content[10..]).as_bytes());
    let field = format!("Upload-Checksum: {checksum}");
    drop(half(&server, &upload, 10..content.len(), &content[10..1_500_000], &[&field]));
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(offset(&server, &upload), 10);
    patch(&server, &upload, 10, &content[10..]).header("Upload-Checksum", checksum).fetch().expect(204);
    assert!(server.read("a.bin") == content);
}

// A dead connection that nobody has noticed must not stand in the way.
#[test]
fn whoever_goes_on_with_an_upload_gets_it_from_a_connection_that_stands_still() {
    let server = Server::start();
    let content = sample(500_000);
    let upload = begun(&server, "a.bin", content.len());
    let dead = half(&server, &upload, 0..content.len(), &content[..100_000], &[]);
    eventually("bytes on the server", || server.log().contains("/api/uploads") && server.has(".holdall/uploads"));
    std::thread::sleep(Duration::from_millis(100));
    let began = Instant::now();
    let at = offset(&server, &upload);
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert!(at <= 100_000);
    patch(&server, &upload, at, &content[at..]).fetch().expect(204);
    assert!(server.read("a.bin") == content);
    drop(dead);
}

#[test]
fn of_two_who_send_the_latter_goes_on() {
    let server = Server::start();
    let content = sample(200_000);
    let upload = begun(&server, "a.bin", content.len());
    let mut first = half(&server, &upload, 0..content.len(), &content[..50_000], &[]);
    std::thread::sleep(Duration::from_millis(200));
    let at = offset(&server, &upload);
    patch(&server, &upload, at, &content[at..]).fetch().expect(204);
    // The first one is told, if it still listens.
    first.send(&content[50_000..]);
    let (status, _) = first.answer_head();
    assert_eq!(status, 400);
    assert!(server.read("a.bin") == content);
}

#[test]
fn an_upload_goes_on_after_a_kill() {
    let mut server = Server::start();
    let content = sample(4_000_000);
    let upload = begun(&server, "a.bin", content.len());
    patch(&server, &upload, 0, &content[..1_000_000]).fetch().expect(204);
    let half = half(&server, &upload, 1_000_000..content.len(), &content[1_000_000..2_500_000], &[]);
    std::thread::sleep(Duration::from_millis(100));
    server.kill();
    drop(half);
    let server = server.restart();
    let at = offset(&server, &upload);
    assert!((1_000_000..=2_500_000).contains(&at), "{at}");
    patch(&server, &upload, at, &content[at..]).fetch().expect(204);
    assert!(server.read("a.bin") == content);
    let digest = head(&server, &upload).expect(200).field("upload-offset");
    assert_eq!(digest, content.len().to_string());
}

#[test]
fn a_server_that_stops_keeps_what_has_come() {
    let mut server = Server::start();
    let content = sample(3_000_000);
    let upload = begun(&server, "a.bin", content.len());
    let half = half(&server, &upload, 0..content.len(), &content[..2_000_000], &[]);
    std::thread::sleep(Duration::from_millis(300));
    server.signal(Signal::TERM);
    assert!(server.exit_within(Duration::from_secs(10)).is_some_and(|status| status.success()));
    drop(half);
    let server = server.restart();
    let at = offset(&server, &upload);
    assert!(at > 0, "what had come is kept");
    patch(&server, &upload, at, &content[at..]).fetch().expect(204);
    assert!(server.read("a.bin") == content);
}

#[test]
fn a_body_that_stands_still_is_ended_and_what_came_stays() {
    let server = Server::with(["--idle-timeout", "1"]);
    let content = sample(100_000);
    let upload = begun(&server, "a.bin", content.len());
    let mut slow = half(&server, &upload, 0..content.len(), &content[..40_000], &[]);
    assert_eq!(slow.answer_head().0, 408);
    assert_eq!(offset(&server, &upload), 40_000);
}

// The last answer may be lost.
#[test]
fn a_finished_upload_is_known_after_a_restart() {
    let server = Server::start();
    let upload = begun(&server, "a.bin", 5);
    patch(&server, &upload, 0, b"hello").fetch().expect(204);
    let server = server.restart();
    let answer = head(&server, &upload).expect(200);
    assert_eq!((answer.field("upload-offset"), answer.field("upload-length")), ("5".into(), "5".into()));
    // Also when the file is gone by then: it was there.
    server.delete("/files/a.bin").fetch().expect(204);
    assert_eq!(offset(&server, &upload), 5);
}
