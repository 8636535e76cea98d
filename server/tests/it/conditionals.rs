//! Preconditions of downloads (RFC 9110 §13): rows 22–33.

use std::time::{Duration, Instant, SystemTime};

use holdall_shared::ProblemKind;

use crate::support::{Answer, Fetch as _, Server, eventually, sample};

/// A server with `F.bin` of 1000 bytes, its strong validator and its time.
struct Fixture {
    server: Server,
    etag: String,
    modified: SystemTime,
}

impl Fixture {
    fn new() -> Self {
        let server = Server::start();
        let etag = server.create("/files/F.bin", sample(1000)).etag();
        let modified = server.head("/files/F.bin").fetch().field("last-modified");
        Self { server, etag, modified: httpdate::parse_http_date(&modified).unwrap() }
    }

    /// Last-Modified plus `seconds`.
    fn date(&self, seconds: i64) -> String {
        let by = Duration::from_secs(seconds.unsigned_abs());
        httpdate::fmt_http_date(if seconds < 0 { self.modified - by } else { self.modified + by })
    }

    #[track_caller]
    fn check(&self, fields: &[(&str, &str)], status: u16) -> Answer {
        let request = fields.iter().fold(self.server.get("/files/F.bin"), |request, (k, v)| request.header(*k, *v));
        let answer = request.fetch();
        assert_eq!(answer.status, status, "{fields:?}");
        match status {
            200 => assert_eq!(answer.body, sample(1000), "{fields:?}"),
            412 => drop(answer.problem(412, ProblemKind::PreconditionFailed)),
            _ => {}
        }
        answer
    }
}

#[test]
fn if_none_match_compares_weakly() {
    let f = Fixture::new();
    let e = f.etag.as_str();
    for (value, status) in [
        (e.to_owned(), 304),
        (format!("W/{e}"), 304),
        (format!("\"x\", {e}"), 304),
        (format!("\"a,b\",W/\"y\" , {e}"), 304),
        ("*".to_owned(), 304),
        ("\"x\"".to_owned(), 200),
        ("garbage".to_owned(), 200),
        (e.trim_matches('"').to_owned(), 200),
    ] {
        f.check(&[("if-none-match", &value)], status);
    }
    f.check(&[("if-none-match", "\"x\""), ("if-none-match", e)], 304);
}

#[test]
fn not_modified_carries_the_fields_of_a_cache_and_nothing_of_a_body() {
    let f = Fixture::new();
    let whole = f.check(&[], 200);
    let answer = f.check(&[("if-none-match", &f.etag)], 304);
    assert!(answer.body.is_empty());
    for name in ["etag", "cache-control", "vary"] {
        assert_eq!(answer.header(name), whole.header(name), "{name}");
    }
    assert!(httpdate::parse_http_date(&answer.field("date")).is_ok());
    for name in ["content-range", "content-length", "content-type"] {
        assert_eq!(answer.header(name), None, "{name}");
    }
}

#[test]
fn if_modified_since_counts_only_without_if_none_match() {
    let f = Fixture::new();
    f.check(&[("if-modified-since", &f.date(0))], 304);
    f.check(&[("if-modified-since", &f.date(-1))], 200);
    f.check(&[("if-modified-since", "yesterday")], 200);
    f.check(&[("if-none-match", "\"x\""), ("if-modified-since", &f.date(3600))], 200);
    f.check(&[("if-none-match", &f.etag), ("if-modified-since", &f.date(-3600))], 304);
}

#[test]
fn if_match_compares_strongly() {
    let f = Fixture::new();
    let e = f.etag.as_str();
    for (value, status) in [
        (e.to_owned(), 200),
        (format!("\"x\", {e}"), 200),
        ("*".to_owned(), 200),
        ("\"x\"".to_owned(), 412),
        (format!("W/{e}"), 412),
    ] {
        f.check(&[("if-match", &value)], status);
    }
}

#[test]
fn if_unmodified_since_counts_only_without_if_match() {
    let f = Fixture::new();
    f.check(&[("if-unmodified-since", &f.date(0))], 200);
    f.check(&[("if-unmodified-since", &f.date(-1))], 412);
    f.check(&[("if-unmodified-since", "yesterday")], 200);
    f.check(&[("if-match", &f.etag), ("if-unmodified-since", &f.date(-3600))], 200);
    f.check(&[("if-match", "\"x\""), ("if-unmodified-since", &f.date(3600))], 412);
}

#[test]
fn preconditions_come_before_ranges() {
    let f = Fixture::new();
    f.check(&[("if-match", "\"x\""), ("range", "bytes=5000-")], 412);
    let answer = f.check(&[("if-none-match", &f.etag), ("range", "bytes=0-9")], 304);
    assert_eq!(answer.header("content-range"), None);
    f.check(&[("if-match", &f.etag), ("range", "bytes=0-9")], 206);
}

#[test]
fn if_range_resumes_only_the_very_same_representation() {
    let f = Fixture::new();
    let range = ("range", "bytes=10-19");
    let answer = f.check(&[range, ("if-range", &f.etag)], 206);
    assert_eq!(answer.body, sample(1000)[10..20]);
    f.check(&[range, ("if-range", "\"old\"")], 200);
    f.check(&[range, ("if-range", &format!("W/{}", f.etag))], 200);
    f.check(&[range, ("if-range", "garbage")], 200);
    f.check(&[("range", "bytes=5000-"), ("if-range", "\"old\"")], 200);
    f.check(&[("if-range", "\"old\"")], 200);
}

#[test]
fn a_date_resumes_only_when_it_is_exact_and_the_second_is_over() {
    let start = Instant::now();
    let young = Fixture::new();
    let answer =
        young.server.get("/files/F.bin").header("Range", "bytes=0-9").header("If-Range", young.date(0)).fetch();
    if start.elapsed() < Duration::from_millis(1500) {
        assert_eq!(answer.status, 200, "within the second of the change a date is a weak validator");
    }
    let is_old = || {
        let request = young.server.get("/files/F.bin").header("Range", "bytes=0-9").header("If-Range", young.date(0));
        request.fetch().status == 206
    };
    eventually("a date old enough to resume by", is_old);
    for (seconds, status) in [(0, 206), (1, 200), (-1, 200)] {
        young.check(&[("range", "bytes=0-9"), ("if-range", &young.date(seconds))], status);
    }
}

#[test]
fn a_file_of_another_program_is_weak_while_it_is_young() {
    let server = Server::start();
    let start = Instant::now();
    server.write("F.bin", sample(1000));
    let young = server.get("/files/F.bin").fetch().expect(200).etag();
    if start.elapsed() < Duration::from_millis(1900) {
        assert!(young.starts_with("W/\""), "{young}");
        let resumed = server.get("/files/F.bin").header("Range", "bytes=0-9").header("If-Range", &young).fetch();
        assert!(resumed.status == 200 || start.elapsed() >= Duration::from_millis(1900));
    }
    eventually("a strong ETag", || server.get("/files/F.bin").fetch().etag().starts_with('"'));
    assert!(start.elapsed() >= Duration::from_millis(1900), "strong too soon");
}

#[test]
fn a_change_on_the_disk_changes_the_etag_though_size_and_time_stay() {
    let f = Fixture::new();
    let file = std::fs::File::options().write(true).open(f.server.path("F.bin")).unwrap();
    let before = file.metadata().unwrap().modified().unwrap();
    f.server.write("F.bin", vec![7; 1000]);
    file.set_modified(before).unwrap();
    let answer = f.server.get("/files/F.bin").header("If-None-Match", &f.etag).fetch().expect(200);
    assert_ne!(answer.etag().trim_start_matches("W/"), f.etag);
    assert_eq!(answer.body, [7; 1000]);
}
