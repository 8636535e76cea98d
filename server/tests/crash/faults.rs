//! A disk that fails: errors of single system calls, injected by strace (D4).

use std::{
    io::{BufRead as _, BufReader, Cursor},
    process::{Child, Command, Stdio},
};

use holdall_shared::{Problem, ProblemKind};
use reqwest::blocking::Body;
use rustix::process::{Pid, Signal, kill_process};

use crate::{
    machine::skip,
    support::{Answer, Fetch as _, Server, Setup, eventually, sample, snapshot},
};

/// System calls of a running server fail, until this is dropped.
pub(crate) struct Fault(Child);

impl Fault {
    /// `calls` as strace names them, `error` as errno names it. The error is why this machine cannot do it.
    pub(crate) fn inject(server: &Server, calls: &str, error: &str) -> Result<Self, String> {
        let pid = server.pid().as_raw_nonzero().to_string();
        let mut command = Command::new("strace");
        command.args(["-f", "-p", &pid, "-o", "/dev/null", "-e", &format!("trace={calls}")]);
        command.args(["-e", &format!("inject={calls}:error={error}")]).stdin(Stdio::null()).stderr(Stdio::piped());
        let child = command.spawn().map_err(|error| format!("no strace: {error}"))?;
        let mut fault = Self(child);
        let mut line = String::new();
        BufReader::new(fault.0.stderr.as_mut().unwrap()).read_line(&mut line).unwrap();
        if line.contains("attached") { Ok(fault) } else { Err(line.trim().to_owned()) }
    }
}

impl Drop for Fault {
    fn drop(&mut self) {
        // On a signal strace lets the server go on its way.
        let _ = kill_process(Pid::from_child(&self.0), Signal::TERM);
        let _ = self.0.wait();
    }
}

/// A failing disk: 500 for the one that met it, or 503 with a time for those after it.
#[track_caller]
fn assert_failed(answer: &Answer) {
    let problem: Problem = serde_json::from_slice(&answer.body).unwrap();
    match answer.status {
        500 => drop(answer.problem(500, ProblemKind::Internal)),
        503 => {
            answer.problem(503, ProblemKind::Degraded);
            assert!(answer.field("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0));
        }
        other => panic!("{other}: {problem:?}"),
    }
}

/// Every change fails, nothing changes, reading goes on; afterwards changes are taken again.
fn check_disk_error(test: &str, calls: &str) {
    let server = Server::start();
    server.create("/files/old.txt", "old");
    let etag = server.get("/files/old.txt").fetch().etag();
    let before = snapshot(server.setup().files());
    let fault = match Fault::inject(&server, calls, "EIO") {
        Err(why) => return skip(test, &why),
        Ok(fault) => fault,
    };
    let first = server.put("/files/old.txt").body(sample(10_000)).fetch();
    // 503 where the catalog met the error first.
    assert!([500, 503].contains(&first.status), "{} {}", first.status, first.text());
    assert_failed(&first);
    for request in [server.put("/files/old.txt"), server.post("/files/new.txt")] {
        assert_failed(&request.body(sample(10_000)).fetch());
    }
    server.guest(reqwest::Method::GET, "/readyz").fetch().expect(503);
    server.guest(reqwest::Method::GET, "/healthz").fetch().expect(200);
    let read = server.get("/files/old.txt").fetch().expect(200);
    assert_eq!((read.text(), read.etag()), ("old".to_owned(), etag));
    assert_eq!(snapshot(server.setup().files()), before);
    drop(fault);
    eventually("a disk that is trusted again", || {
        let answer = server.put("/files/old.txt").body("new").fetch();
        assert!([200, 503].contains(&answer.status), "{} {}", answer.status, answer.text());
        answer.status == 200
    });
    server.guest(reqwest::Method::GET, "/readyz").fetch().expect(200);
    server.create("/files/new.txt", "new");
    assert_eq!(server.read("old.txt"), b"new");
    server.assert_no_leftovers();
}

#[test]
fn an_error_of_fsync_is_500_keeps_the_old_file_and_stops_writing_until_the_disk_works() {
    check_disk_error("an_error_of_fsync", "fsync,fdatasync");
}

#[test]
fn an_error_of_write_is_500_keeps_the_old_file_and_stops_writing_until_the_disk_works() {
    check_disk_error("an_error_of_write", "pwrite64,pwritev,pwritev2,fsync");
}

#[test]
fn a_disk_that_is_full_while_writing_is_507_and_keeps_the_old_file() {
    // Without versions: SQLite tells a full disk that only shows at its sync as a failing one.
    let server = Setup::new().args(["--versions", "0"]).start();
    server.create("/files/old.txt", "old");
    let before = snapshot(server.setup().files());
    for calls in ["pwrite64,pwritev,pwritev2", "fallocate", "fsync,fdatasync"] {
        for error in ["ENOSPC", "EDQUOT"] {
            let fault = match Fault::inject(&server, calls, error) {
                Err(why) => return skip("a_disk_that_is_full_while_writing", &why),
                Ok(fault) => fault,
            };
            for request in [server.put("/files/old.txt"), server.post("/files/new.txt")] {
                let answer = request.body(sample(200_000)).fetch();
                assert_eq!(answer.status, 507, "{calls} {error}: {}", answer.text());
                answer.problem(507, ProblemKind::NoSpace);
            }
            drop(fault);
            assert_eq!(snapshot(server.setup().files()), before, "{calls} {error}");
            server.assert_no_leftovers();
        }
    }
    server.put("/files/old.txt").body(Body::new(Cursor::new(sample(200_000)))).fetch().expect(200);
}

#[test]
fn a_publish_that_fails_leaves_nothing() {
    let server = Server::start();
    let before = snapshot(server.setup().files());
    for error in ["EIO", "ENOSPC"] {
        let fault = match Fault::inject(&server, "linkat,renameat2", error) {
            Err(why) => return skip("a_publish_that_fails_leaves_nothing", &why),
            Ok(fault) => fault,
        };
        let status = server.post("/files/new.txt").body("x").fetch().status;
        assert!([500, 507].contains(&status), "{error}: {status}");
        drop(fault);
        assert_eq!(snapshot(server.setup().files()), before);
        server.assert_no_leftovers();
        eventually("a disk that is trusted again", || server.post("/files/probe.txt").body("x").fetch().status == 201);
        std::fs::remove_file(server.path("probe.txt")).unwrap();
    }
}

#[test]
fn a_disk_that_turned_read_only_is_the_servers_failure_and_not_the_clients() {
    let server = Server::start();
    server.create("/files/old.txt", "old");
    let before = snapshot(server.setup().files());
    // What ext4 does by default after an error of the disk: it goes on read-only.
    let fault = match Fault::inject(&server, "linkat,renameat2,mkdirat", "EROFS") {
        Err(why) => return skip("a_disk_that_turned_read_only", &why),
        Ok(fault) => fault,
    };
    for request in [
        server.post("/files/new.txt"),
        server.put("/files/old.txt"),
        server.post("/api/folders/new"),
        server.delete("/files/old.txt"),
    ] {
        assert_failed(&request.body("x").fetch());
    }
    assert_eq!(snapshot(server.setup().files()), before);
    drop(fault);
    eventually("a disk that is trusted again", || server.post("/files/new.txt").body("x").fetch().status == 201);
    server.assert_no_leftovers();
}
