//! `Range` (RFC 9110 §14): rows 4–21.

use std::fs::File;

use holdall_shared::ProblemKind;
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

use crate::support::{Answer, Fetch as _, Server, sample};

/// What a `Range` comes to, of a file of 1000 bytes.
enum Outcome {
    Whole,
    Part(usize, usize),
    Parts(&'static [(usize, usize)]),
    Unsatisfiable,
}

use Outcome::{Part, Parts, Unsatisfiable, Whole};

fn check(server: &Server, range: &str, outcome: &Outcome) {
    let content = sample(1000);
    let answer = server.get("/files/F.bin").header("Range", range).fetch();
    match *outcome {
        Whole => {
            assert_eq!((answer.status, answer.body == content), (200, true), "{range}");
            assert_eq!(answer.header("content-range"), None, "{range}");
        }
        Part(first, last) => {
            assert_eq!(answer.status, 206, "{range}");
            assert_eq!(answer.field("content-range"), format!("bytes {first}-{last}/1000"), "{range}");
            assert_eq!(answer.field("content-length"), (last - first + 1).to_string(), "{range}");
            assert!(!answer.field("content-type").starts_with("multipart/"), "{range}");
            assert_eq!(answer.body, content[first..=last], "{range}");
        }
        Parts(parts) => {
            assert_eq!((answer.status, answer.header("content-range")), (206, None), "{range}");
            assert_eq!(answer.field("content-length"), answer.body.len().to_string(), "{range}");
            let expected: Vec<_> = parts
                .iter()
                .map(|&(first, last)| (format!("bytes {first}-{last}/1000"), content[first..=last].to_vec()))
                .collect();
            assert_eq!(byteranges(&answer), expected, "{range}");
        }
        Unsatisfiable => {
            answer.problem(416, ProblemKind::RangeNotSatisfiable);
            assert_eq!(answer.field("content-range"), "bytes */1000", "{range}");
        }
    }
    if answer.status < 400 {
        assert_eq!(answer.field("accept-ranges"), "bytes", "{range}");
        assert_eq!(answer.header("content-encoding"), None, "{range}");
        answer.etag();
    }
}

/// The parts of a `multipart/byteranges` body: `Content-Range` and bytes of each.
fn byteranges(answer: &Answer) -> Vec<(String, Vec<u8>)> {
    let kind = answer.field("content-type");
    let (_, boundary) = kind.strip_prefix("multipart/byteranges").unwrap().split_once("boundary=").unwrap();
    let delimiter = format!("--{}", boundary.trim_matches('"')).into_bytes();
    let mut starts: Vec<usize> =
        (0..answer.body.len()).filter(|&at| answer.body[at..].starts_with(&delimiter)).collect();
    let end = starts.pop().unwrap();
    assert!(answer.body[end + delimiter.len()..].starts_with(b"--"), "no closing delimiter");
    let ends = starts.iter().skip(1).copied().chain([end]);
    starts.iter().zip(ends).map(|(&start, end)| part(&answer.body[start + delimiter.len()..end])).collect()
}

/// One part between its delimiters: CRLF, fields, an empty line, the bytes, CRLF.
fn part(bytes: &[u8]) -> (String, Vec<u8>) {
    let split = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(bytes[..split].to_ascii_lowercase()).unwrap();
    let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned));
    assert_eq!(field("content-type").as_deref(), Some("application/octet-stream"), "{head}");
    (field("content-range").unwrap(), bytes[split + 4..].strip_suffix(b"\r\n").unwrap().to_vec())
}

fn server_with_file() -> Server {
    let server = Server::start();
    server.create("/files/F.bin", sample(1000));
    server
}

#[test]
fn one_range_is_one_part() {
    let server = server_with_file();
    for (range, outcome) in [
        ("bytes=0-0", Part(0, 0)),
        ("bytes=0-", Part(0, 999)),
        ("bytes=10-19", Part(10, 19)),
        ("bytes=990-2000", Part(990, 999)),
        ("bytes=999-999", Part(999, 999)),
        ("bytes=-10", Part(990, 999)),
        ("bytes=-5000", Part(0, 999)),
        ("Bytes=0-9", Part(0, 9)),
        ("BYTES=0-9", Part(0, 9)),
    ] {
        check(&server, range, &outcome);
    }
}

#[test]
fn a_range_behind_the_end_is_416() {
    let server = server_with_file();
    for range in ["bytes=-0", "bytes=1000-", "bytes=1000-1001", "bytes=1000-,2000-3000", "bytes=-0,5000-"] {
        check(&server, range, &Unsatisfiable);
    }
}

#[test]
fn what_is_no_byte_range_is_ignored() {
    let server = server_with_file();
    for range in [
        "bytes=5-4",
        "bytes=a-b",
        "bytes=",
        "bytes=-",
        "bytes=1-2-3",
        "bytes=0x1-2",
        "bytes=+1-2",
        "bytes 0-9",
        "bytes",
        "items=0-1",
        "=0-1",
        "bytes=0-9,x",
    ] {
        check(&server, range, &Whole);
    }
}

#[test]
fn several_ranges_come_as_parts_in_the_order_of_the_request() {
    let server = server_with_file();
    for (range, outcome) in [
        ("bytes=0-9,20-29", Parts(&[(0, 9), (20, 29)])),
        ("bytes=500-509, 0-9", Parts(&[(500, 509), (0, 9)])),
        ("bytes=0-0,-1", Parts(&[(0, 0), (999, 999)])),
        ("bytes=0-9,5000-", Part(0, 9)),
    ] {
        check(&server, range, &outcome);
    }
}

#[test]
fn ranges_that_touch_become_one() {
    let server = server_with_file();
    check(&server, "bytes=0-9,5-14", &Part(0, 14));
    check(&server, "bytes=0-9,10-19", &Part(0, 19));
}

#[test]
fn a_greedy_set_of_ranges_gets_the_whole_file_once() {
    let server = server_with_file();
    let seventeen = (0..17).map(|n| format!("{}-{}", n * 20, n * 20 + 1)).collect::<Vec<_>>().join(",");
    let sixteen = seventeen.rsplit_once(',').unwrap().0;
    check(&server, &format!("bytes={seventeen}"), &Whole);
    assert_eq!(server.get("/files/F.bin").header("Range", format!("bytes={sixteen}")).fetch().status, 206);
    check(&server, "bytes=0-99,0-99,0-99,0-99", &Whole);
    check(&server, "bytes=0-699,600-999", &Whole);
    check(&server, &format!("bytes={}0-", "0-,".repeat(1300)), &Whole);
}

#[test]
fn numbers_of_any_length_are_answered() {
    let server = server_with_file();
    let huge = "9".repeat(20);
    for range in [format!("bytes={huge}-"), format!("bytes={huge}-{huge}9"), format!("bytes={huge}0-{huge}")] {
        let answer = server.get("/files/F.bin").header("Range", &range).fetch();
        assert!([200, 416].contains(&answer.status), "{range}: {}", answer.status);
    }
    for range in [format!("bytes=0-{huge}"), format!("bytes=-{huge}"), format!("bytes=0-{}", u64::MAX)] {
        let answer = server.get("/files/F.bin").header("Range", &range).fetch();
        assert!([200, 206, 416].contains(&answer.status), "{range}: {}", answer.status);
        assert!(answer.status == 416 || answer.body == sample(1000), "{range}");
    }
}

#[test]
fn an_empty_file_has_no_range() {
    let server = Server::start();
    server.create("/files/empty", "");
    let answer = server.get("/files/empty").header("Range", "bytes=0-").fetch();
    answer.problem(416, ProblemKind::RangeNotSatisfiable);
    assert_eq!(answer.field("content-range"), "bytes */0");
    assert!(server.get("/files/empty").fetch().expect(200).body.is_empty());
}

#[test]
fn offsets_beyond_four_gigabytes_are_exact() {
    let server = Server::start();
    let size = 5 * (1_u64 << 30);
    server.write("sparse.bin", "");
    File::options().write(true).open(server.path("sparse.bin")).unwrap().set_len(size).unwrap();
    let range = format!("bytes={}-", size - 10);
    let answer = server.get("/files/sparse.bin").header("Range", range).fetch().expect(206);
    assert_eq!(answer.field("content-range"), format!("bytes {}-{}/{size}", size - 10, size - 1));
    assert_eq!(answer.body, [0; 10]);
    assert_eq!(server.head("/files/sparse.bin").fetch().expect(200).field("content-length"), size.to_string());
}

#[test]
fn no_range_makes_the_server_fail_or_lie() {
    let server = server_with_file();
    let content = sample(1000);
    let config = Config { cases: 150, failure_persistence: None, ..Config::default() };
    let ranges = "(bytes|Bytes|bits)?=?([0-9]{0,4}-[0-9]{0,4},? ?){0,6}[0-9a-z,=-]{0,3}";
    TestRunner::new(config)
        .run(&ranges, |range| {
            let answer = server.get("/files/F.bin").header("Range", range.trim()).fetch();
            match answer.status {
                200 => prop_assert_eq!(&answer.body, &content),
                416 => prop_assert_eq!(answer.field("content-range"), "bytes */1000"),
                206 => {
                    let parts = match answer.header("content-range") {
                        Some(place) => vec![(place, answer.body)],
                        None => byteranges(&answer),
                    };
                    for (place, bytes) in parts {
                        let place = place.strip_prefix("bytes ").and_then(|place| place.strip_suffix("/1000")).unwrap();
                        let (first, last) = place.split_once('-').unwrap();
                        let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
                        prop_assert_eq!(&content[first..=last], &bytes);
                    }
                }
                other => prop_assert!(false, "{} for {:?}", other, range),
            }
            Ok(())
        })
        .unwrap();
}
