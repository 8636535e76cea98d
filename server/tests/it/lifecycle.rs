//! Start, stop, and what a second process finds (D1 step 0, D5).

use std::{
    fs,
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
    time::Duration,
};

use rustix::process::Signal;

use crate::support::{Connection, Fetch as _, Server, Setup, eventually, files_below, run, sample};

const SOON: Duration = Duration::from_secs(4);

/// Whether the server takes no new connections any more.
fn refuses_connections(server: &Server) -> bool {
    std::net::TcpStream::connect(("127.0.0.1", server.port)).is_err()
}

#[test]
fn a_signal_stops_the_server_cleanly_and_idle_connections_do_not_delay_it() {
    for signal in [Signal::TERM, Signal::INT] {
        let mut server = Server::start();
        let mut idle = Connection::open(&server);
        idle.send(Connection::head("GET", "/healthz", &[]));
        idle.answer().expect(200);
        let silent = Connection::open(&server);
        server.signal(signal);
        let exit = server.exit_within(SOON).unwrap_or_else(|| panic!("{signal:?}: still there"));
        assert_eq!(exit.code(), Some(0), "{signal:?}");
        drop((idle, silent));
    }
}

#[test]
fn an_upload_that_runs_is_finished_before_the_server_stops() {
    for signal in [Signal::TERM, Signal::INT] {
        let mut server = Server::start();
        let mut upload = Connection::open(&server);
        upload.send(Connection::head("POST", "/files/a.bin", &["Content-Length: 300000", "Expect: 100-continue"]));
        assert_eq!(upload.answer_head().0, 100);
        upload.send(&sample(300_000)[..150_000]);
        server.signal(signal);
        eventually("an end of new connections", || refuses_connections(&server));
        upload.send(&sample(300_000)[150_000..]);
        upload.answer().expect(201);
        assert_eq!(server.exit_within(SOON).and_then(|exit| exit.code()), Some(0), "{signal:?}");
        assert!(server.read("a.bin") == sample(300_000));
    }
}

#[test]
fn a_download_that_runs_is_finished_before_the_server_stops() {
    let mut server = Server::start();
    let content = sample(24 << 20);
    server.write("big.bin", &content);
    let mut download = Connection::open(&server);
    download.send(Connection::head("GET", "/files/big.bin", &[]));
    assert_eq!(download.answer_head().0, 200);
    server.signal(Signal::TERM);
    eventually("an end of new connections", || refuses_connections(&server));
    assert!(download.bytes(content.len()) == content);
    assert_eq!(server.exit_within(SOON).and_then(|exit| exit.code()), Some(0));
}

#[test]
fn a_second_server_of_one_folder_does_not_start() {
    let server = Server::start();
    let output = run(&mut server.setup().command());
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{told}");
    let folder = server.setup().files().display();
    let process = server.pid().as_raw_nonzero();
    assert!(told.contains(&format!("Another Holdall already serves {folder} (process {process}).")), "{told}");
    server.create("/files/a.txt", "the first one lives");
}

#[test]
fn two_servers_of_two_folders_live_side_by_side() {
    let (one, other) = (Server::start(), Server::start());
    one.create("/files/a.txt", "x");
    other.get("/files/a.txt").fetch().expect(404);
}

#[test]
fn after_a_kill_the_folder_is_served_again() {
    let server = Server::start();
    server.create("/files/a.txt", "x");
    server.create("/files/b.txt", "y");
    server.delete("/files/b.txt").fetch().expect(204);
    let server = server.restart();
    assert_eq!(server.get("/files/a.txt").fetch().expect(200).text(), "x");
    server.get("/files/b.txt").fetch().expect(404);
    assert_eq!(server.trash(), [b"y"]);
}

#[test]
fn what_a_killed_server_left_half_done_is_gone_at_the_next_start() {
    let mut server = Server::start();
    server.create("/files/a.txt", "x");
    server.kill();
    let tmp = server.path(".holdall/tmp");
    fs::create_dir_all(&tmp).unwrap();
    fs::write(tmp.join("leftover"), "half of something").unwrap();
    let server = server.restart();
    assert!(files_below(&tmp).is_empty());
    assert_eq!(server.read("a.txt"), b"x");
}

#[test]
fn the_users_files_are_plain_files_and_nothing_else_is_in_their_folder() {
    let server = Server::start();
    server.create("/files/a.txt", "x");
    server.delete("/files/a.txt").fetch().expect(204);
    server.create("/files/b.txt", "y");
    let mut names: Vec<_> =
        fs::read_dir(server.setup().files()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, [".holdall", "b.txt"]);
}

#[test]
fn a_folder_full_of_files_is_served_as_it_is() {
    let setup = Setup::new();
    fs::create_dir(setup.files().join("docs")).unwrap();
    fs::write(setup.files().join("docs/old.txt"), "was here before").unwrap();
    let server = setup.start();
    assert_eq!(server.get("/files/docs/old.txt").fetch().expect(200).text(), "was here before");
}

/// Systems give a process 1024 open files unless it asks for more; the server takes four times as many connections.
#[test]
fn as_many_files_may_be_open_as_the_system_allows() {
    let setup = Setup::new();
    let program = setup.command();
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -Sn 512 && exec \"$0\" \"$@\""]).arg(program.get_program()).args(program.get_args());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let banner = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(banner.into_iter().any(|line| line.starts_with("Open")), "it started");
    let limits = fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files")).unwrap();
    let mut limits = line.split_whitespace();
    assert_eq!(limits.next(), limits.next(), "{line}");
}

/// Who can write into the upload folder otherwise cannot lead the server out of it.
#[test]
fn an_own_folder_that_is_a_link_is_not_followed() {
    for link in [".holdall", ".holdall/tmp", ".holdall/trash", ".holdall/versions", ".holdall/lock"] {
        let setup = Setup::new();
        let outside = setup.beside("outside");
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("precious.txt"), "precious").unwrap();
        let path = setup.files().join(link);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let target = if link.ends_with("lock") { outside.join("precious.txt") } else { outside.clone() };
        std::os::unix::fs::symlink(target, &path).unwrap();
        let output = run(&mut setup.command());
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{link}: {told}");
        assert_eq!(fs::read_to_string(outside.join("precious.txt")).unwrap(), "precious", "{link}");
        assert_eq!(fs::read_dir(&outside).unwrap().count(), 1, "{link}");
    }
}
