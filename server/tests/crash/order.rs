//! The order of the write path, as the kernel sees it (D1, steps 3 to 9).

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};

use crate::{
    machine::skip,
    support::{Fetch as _, Server, Setup, eventually, sample},
};

/// What a running server asks of the kernel, until this is ended.
struct Trace {
    strace: Child,
    file: std::path::PathBuf,
}

impl Trace {
    fn begin(server: &Server) -> Result<Self, String> {
        let file = server.setup().beside("trace");
        let calls = "openat,openat2,fallocate,pwrite64,fsync,fdatasync,linkat,renameat2,unlinkat,sendto,write,writev";
        let mut command = Command::new("strace");
        command.args(["-f", "-s", "64", "-p", &server.pid().as_raw_nonzero().to_string(), "-e"]);
        command.arg(format!("trace={calls}")).arg("-o").arg(&file).stdin(Stdio::null()).stderr(Stdio::piped());
        let mut strace = command.spawn().map_err(|error| format!("no strace: {error}"))?;
        let mut line = String::new();
        BufReader::new(strace.stderr.as_mut().unwrap()).read_line(&mut line).unwrap();
        if line.contains("attached") { Ok(Self { strace, file }) } else { Err(line.trim().to_owned()) }
    }

    /// The calls so far that mean something here, in the order in which they were made.
    fn steps(mut self, answer: &str) -> Vec<String> {
        eventually("the answer in the trace", || {
            std::fs::read_to_string(&self.file).is_ok_and(|trace| trace.contains(answer))
        });
        let _ = kill_process(Pid::from_child(&self.strace), Signal::TERM);
        let _ = self.strace.wait();
        let trace = std::fs::read_to_string(&self.file).unwrap();
        let mut steps = Vec::new();
        let mut staged = String::new();
        for line in trace.lines() {
            let call = line.split_once(' ').map_or(line, |(_, call)| call.trim_start());
            let is_of_staged = !staged.is_empty() && call.contains(&format!("({staged}"));
            let step = match call.split_once('(').map(|(name, _)| name).unwrap_or_default() {
                "openat" if call.contains("O_TMPFILE") => {
                    staged = call.rsplit("= ").next().unwrap_or_default().trim().to_owned();
                    "stage"
                }
                "fallocate" if is_of_staged => "reserve",
                "pwrite64" if is_of_staged => "append",
                "fsync" if is_of_staged => "sync the file",
                "linkat" if call.contains("/proc/self/fd/") => "link",
                "renameat2" if call.contains("RENAME_EXCHANGE") => "exchange",
                "fsync" if steps.iter().any(|step| step == "link") => "sync a folder",
                "sendto" | "write" | "writev" if call.contains(answer) => "answer",
                _ => continue,
            };
            if steps.last().is_none_or(|last| last != step) {
                steps.push(step.to_owned());
            }
        }
        steps
    }
}

#[test]
fn a_create_is_answered_only_when_file_and_name_are_durable() {
    let server = Server::start();
    let trace = match Trace::begin(&server) {
        Err(why) => return skip("a_create_is_answered_only_when_file_and_name_are_durable", &why),
        Ok(trace) => trace,
    };
    server.create("/files/a.bin", sample(300_000));
    let steps = trace.steps("HTTP/1.1 201");
    assert_eq!(steps, ["stage", "reserve", "append", "sync the file", "link", "sync a folder", "answer"]);
}

#[test]
fn an_update_is_answered_only_when_the_exchange_is_durable() {
    for versions in ["0", "5"] {
        let server = Setup::new().args(["--versions", versions]).start();
        server.create("/files/a.bin", sample(1000));
        let trace = match Trace::begin(&server) {
            Err(why) => return skip("an_update_is_answered_only_when_the_exchange_is_durable", &why),
            Ok(trace) => trace,
        };
        server.put("/files/a.bin").body(sample(300_000)).fetch().expect(200);
        let steps = trace.steps("HTTP/1.1 200");
        let expected = ["stage", "reserve", "append", "sync the file", "link", "exchange", "sync a folder", "answer"];
        assert_eq!(steps, expected, "--versions {versions}");
    }
}

#[test]
fn a_failed_sync_of_a_file_is_never_tried_again() {
    let server = Server::start();
    // D4: the second fsync of the same file would say that all is well.
    let fault = crate::faults::Fault::inject(&server, "fsync", "EIO");
    let fault = match fault {
        Err(why) => return skip("a_failed_sync_of_a_file_is_never_tried_again", &why),
        Ok(fault) => fault,
    };
    let status = server.post("/files/a.bin").body(sample(1000)).fetch().status;
    assert_eq!(status, 500);
    drop(fault);
    assert!(!server.has("a.bin"));
    eventually("a disk that is trusted again", || server.post("/files/a.bin").body("new").fetch().status == 201);
    assert_eq!(server.read("a.bin"), b"new");
}
