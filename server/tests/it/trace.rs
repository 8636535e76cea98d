//! Which files a running server touches, as the kernel sees it: by strace, from outside.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::NamedTempFile;

use crate::support::Server;

/// A trace under way.
pub(crate) struct Trace {
    child: Child,
    file: NamedTempFile,
}

impl Trace {
    /// Watches every system call that takes a file name. The error is why this machine cannot do it.
    pub(crate) fn of(server: &Server) -> Result<Self, String> {
        let pid = server.pid().as_raw_nonzero().to_string();
        let file = NamedTempFile::new().unwrap();
        let mut command = Command::new("strace");
        command
            .args(["-f", "-y", "-s", "4096", "-e", "trace=%file", "-e", "signal=none", "-p", &pid, "-o"])
            .arg(file.path());
        command.stdin(Stdio::null()).stderr(Stdio::piped());
        let child = command.spawn().map_err(|error| format!("no strace: {error}"))?;
        let mut trace = Self { child, file };
        let mut line = String::new();
        let mut stderr = BufReader::new(trace.child.stderr.take().unwrap());
        stderr.read_line(&mut line).unwrap();
        // What it goes on to say about threads is read, or it would stand still.
        std::thread::spawn(move || stderr.lines().count());
        if line.contains("attached") { Ok(trace) } else { Err(line.trim().to_owned()) }
    }

    /// Its lines so far, of a server that may go on.
    pub(crate) fn finish(mut self) -> Vec<String> {
        self.detach();
        let text = fs::read(self.file.path()).unwrap();
        String::from_utf8_lossy(&text).lines().map(str::to_owned).collect()
    }

    fn detach(&mut self) {
        // On a signal strace lets the server go on its way.
        let _ = kill_process(Pid::from_child(&self.child), Signal::TERM);
        let _ = self.child.wait();
    }
}

impl Drop for Trace {
    fn drop(&mut self) {
        self.detach();
    }
}

/// Says that a test did not run.
pub(crate) fn skip(test: &str, why: &str) {
    println!("SKIPPED: {test}: {why}");
}

/// What the C library's allocator reads when it gives memory back.
const MALLOC: &str = "/proc/sys/vm/overcommit_memory";

/// The lines that touch anything but what lies in one of `folders`.
pub(crate) fn outside<'a>(lines: &'a [String], folders: &[&Path]) -> Vec<&'a str> {
    lines.iter().map(String::as_str).filter(|line| !is_confined(line, folders)).collect()
}

fn is_confined(line: &str, folders: &[&Path]) -> bool {
    let is_allowed = |path: &str| path == MALLOC || folders.iter().any(|folder| Path::new(path).starts_with(folder));
    // `= 12</srv/files/a.txt>`: what was opened.
    if let Some((_, result)) = line.rsplit_once(" = ")
        && let Some((_, path)) = result.split_once('<')
        && !is_allowed(path.trim_end().trim_end_matches('>'))
    {
        return false;
    }
    let Some((call, arguments)) = line.split_once('(') else { return true };
    // `7</srv/files>, "a/b.txt"`: a name, and the folder that it is looked up from.
    let mut quoted = arguments.split('"');
    let mut names = Vec::new();
    while let (Some(before), Some(name)) = (quoted.next(), quoted.next()) {
        names.push((before, name));
    }
    // What a link says is no name that is looked up.
    match call.split_whitespace().last() {
        Some("symlinkat") => drop(names.drain(..1.min(names.len()))),
        Some("readlinkat") => names.truncate(1),
        _ => {}
    }
    names.into_iter().all(|(before, name)| {
        let folder = before.trim_end_matches([',', ' ']).rsplit_once('<').map(|(_, path)| path.trim_end_matches('>'));
        let climbs = name.split('/').any(|segment| segment == "..");
        let is_inside = match folder {
            _ if name.starts_with('/') => is_allowed(name) || is_own_descriptor(name),
            Some(folder) => is_allowed(folder) && !before.contains("AT_FDCWD"),
            // Relative to wherever the process was started.
            None => false,
        };
        is_inside && !climbs
    })
}

/// An unnamed file gets its name by a link from here.
fn is_own_descriptor(name: &str) -> bool {
    name.strip_prefix("/proc/self/fd/").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[test]
fn a_trace_tells_inside_from_outside() {
    let folders = [Path::new("/srv/files"), Path::new("/srv/state")];
    for line in [
        r#"12 openat2(7</srv/files>, "a/b.txt", {flags=O_RDONLY}, 24) = 9</srv/files/a/b.txt>"#,
        r#"12 openat2(7</srv/files>, "none", {flags=O_RDONLY}, 24) = -1 ENOENT (No such file or directory)"#,
        r#"12 openat(AT_FDCWD</root>, "/srv/state/catalog.db", O_RDWR) = 9</srv/state/catalog.db>"#,
        r#"12 linkat(AT_FDCWD</root>, "/proc/self/fd/12", 7</srv/files>, "a", AT_SYMLINK_FOLLOW) = 0"#,
        r#"12 renameat2(7</srv/files>, "a", 8</srv/files/b>, "c", RENAME_NOREPLACE) = 0"#,
        r#"12 symlinkat("../outside", 7</srv/files>, "a") = 0"#,
        r#"12 readlinkat(7</srv/files>, "a", "../outside", 256) = 10"#,
        "12 <... openat2 resumed>) = 9</srv/files/a (deleted)>",
        "12 +++ exited with 0 +++",
    ] {
        assert!(is_confined(line, &folders), "{line}");
    }
    for line in [
        r#"12 openat2(7</srv/files>, "a", {flags=O_RDONLY}, 24) = 9</srv/outside.txt>"#,
        r#"12 openat2(7</srv/files>, "../outside.txt", {flags=O_RDONLY}, 24) = -1 EXDEV (Invalid cross-device link)"#,
        r#"12 openat(AT_FDCWD</srv/files>, "a", O_RDONLY) = 9</srv/files/a>"#,
        r#"12 openat(AT_FDCWD</root>, "/etc/passwd", O_RDONLY <unfinished ...>"#,
        r#"12 renameat2(7</srv/files>, "a", 8</srv>, "c", RENAME_NOREPLACE) = 0"#,
        r#"12 unlink("a") = 0"#,
        r#"12 stat("/srv/files-and-more/a") = 0"#,
        "12 <... openat2 resumed>) = 9</etc/passwd>",
    ] {
        assert!(!is_confined(line, &folders), "{line}");
    }
}
