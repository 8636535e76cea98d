//! Settings: where they come from, and what is said about those that cannot work.

use std::{fs, net::TcpListener, process::Command};

use holdall_shared::Limits;

use crate::support::{Fetch as _, Server, Setup, TOKEN, holdall, run};

/// Settings that cannot work end the program with code 2 and one sentence, which is returned.
#[track_caller]
fn refusal(command: &mut Command) -> String {
    let output = run(command);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert_eq!(told.trim().lines().count(), 1, "{told}");
    assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
    told
}

fn max_file_size(server: &Server) -> Option<u64> {
    server.get("/api/limits").fetch().expect(200).json::<Limits>().max_file_size
}

#[test]
fn a_flag_wins_over_the_environment_and_that_over_the_file() {
    let config = |setup: &Setup| {
        let path = setup.beside("holdall.toml");
        fs::write(&path, "max-size = \"1MB\"\n").unwrap();
        path
    };
    let setup = Setup::new();
    let path = config(&setup);
    let setup = setup.args(["--config".as_ref(), path.as_os_str()]);
    assert_eq!(max_file_size(&setup.clone().start()), Some(1_000_000));
    let setup = setup.env("HOLDALL_MAX_SIZE", "2MB");
    assert_eq!(max_file_size(&setup.clone().start()), Some(2_000_000));
    assert_eq!(max_file_size(&setup.args(["--max-size", "3MB"]).start()), Some(3_000_000));
}

#[test]
fn everything_can_be_said_in_the_file() {
    let setup = Setup::new().without_token();
    let path = setup.beside("holdall.toml");
    fs::write(&path, format!("token = \"{TOKEN}\"\nmax-size = \"5 MB\"\nread-only = true\nidle-timeout = 7\n"))
        .unwrap();
    let server = setup.args(["--config".as_ref(), path.as_os_str()]).start();
    assert_eq!(max_file_size(&server), Some(5_000_000));
    server.post("/files/a.txt").body("x").fetch().expect(403);
}

#[test]
fn everything_can_be_said_in_the_environment() {
    let setup = Setup::new();
    let mut command = holdall();
    command.env("HOLDALL_DIR", setup.files()).env("HOLDALL_TOKEN", "short").env("HOLDALL_LISTEN", "127.0.0.1:0");
    assert!(refusal(&mut command).contains("16"), "the token is the only thing that is wrong");
    let server = setup.without_token().env("HOLDALL_TOKEN", TOKEN).env("HOLDALL_READ_ONLY", "true").start();
    server.post("/files/a.txt").body("x").fetch().expect(403);
}

#[test]
fn the_token_can_lie_in_a_file() {
    let setup = Setup::new().without_token();
    let path = setup.beside("token");
    fs::write(&path, format!("{TOKEN}\n")).unwrap();
    let server = setup.args(["--token-file".as_ref(), path.as_os_str()]).start();
    server.get("/file-list").fetch().expect(200);
}

#[test]
fn without_a_token_the_server_is_still_closed_and_people_sign_in_by_code() {
    let server = Setup::new().without_token().start();
    server.get("/file-list").fetch().expect(401);
    server.guest(reqwest::Method::GET, "/file-list").fetch().expect(401);
    let answer = crate::session::sign_in(&server, &server.code).expect(200);
    let cookie = crate::session::cookie(&answer);
    server.guest(reqwest::Method::GET, "/file-list").header("Cookie", cookie).fetch().expect(200);
}

#[test]
fn the_state_can_lie_elsewhere() {
    let setup = Setup::new();
    let state = setup.beside("state");
    fs::create_dir(&state).unwrap();
    let server = setup.args(["--state-dir".as_ref(), state.as_os_str()]).start();
    server.create("/files/a.txt", "x");
    server.delete("/files/a.txt").fetch().expect(204);
    assert!(fs::read_dir(&state).unwrap().count() > 0);
    assert_eq!(server.trash(), [b"x"], "deleted files stay on their own file system");
    let server = server.restart();
    server.create("/files/a.txt", "y");
}

#[test]
fn a_short_token_is_refused_and_not_repeated() {
    let told = refusal(&mut Setup::new().without_token().args(["--token", "fifteen-bytes-x"]).command());
    assert!(told.contains("16") && !told.contains("fifteen"), "{told}");
    let setup = Setup::new().without_token();
    let path = setup.beside("token");
    fs::write(&path, "fifteen-bytes-x\n").unwrap();
    let told = refusal(&mut setup.args(["--token-file".as_ref(), path.as_os_str()]).command());
    assert!(!told.contains("fifteen-bytes-x"), "{told}");
}

#[test]
fn an_unknown_key_of_the_file_is_named() {
    let setup = Setup::new();
    let path = setup.beside("holdall.toml");
    for (text, named) in
        [("max-sise = \"1MB\"\n", "max-sise"), ("dir = [1]\n", "dir"), ("max-size = \"huge\"\n", "huge")]
    {
        fs::write(&path, text).unwrap();
        let told = refusal(&mut setup.clone().args(["--config".as_ref(), path.as_os_str()]).command());
        assert!(told.contains(named), "{told}");
    }
    let missing = refusal(&mut setup.clone().args(["--config", "/nowhere/holdall.toml"]).command());
    assert!(missing.contains("/nowhere/holdall.toml"), "{missing}");
}

#[test]
fn a_port_that_is_taken_is_named_with_another_one() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let told = refusal(&mut Setup::new().listen(port).command());
    let next = port.wrapping_add(1);
    assert!(told.contains(&format!("Port {port} is in use. Try: holdall --listen 127.0.0.1:{next}")), "{told}");
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    // No user can make files here, root included.
    let told = refusal(&mut Setup::new().serving("/proc".as_ref()).command());
    assert!(told.contains("/proc"), "{told}");
    let setup = Setup::new();
    fs::write(setup.beside("file"), "x").unwrap();
    let file = setup.beside("file");
    let told = refusal(&mut setup.serving(&file).command());
    assert!(told.contains(file.to_str().unwrap()), "{told}");
}

#[test]
fn values_that_make_no_sense_are_refused() {
    for args in [["--max-size", "1.5GB"], ["--max-size", "huge"], ["--listen", "nonsense"], ["--idle-timeout", "soon"]]
    {
        let setup = Setup::new();
        let mut command = holdall();
        command.arg("--dir").arg(setup.files()).args(["--token", TOKEN]).args(args);
        let output = run(&mut command);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {told}");
        assert!(told.contains(args[1]), "{args:?}: {told}");
    }
}

#[test]
fn help_and_version_are_no_errors() {
    for arg in ["--help", "--version"] {
        let output = run(holdall().arg(arg));
        assert_eq!(output.status.code(), Some(0), "{arg}");
        assert!(String::from_utf8(output.stdout).unwrap().to_lowercase().contains("holdall"), "{arg}");
    }
    assert_eq!(run(holdall().arg("--no-such-flag")).status.code(), Some(2));
}

#[test]
fn the_upload_folder_itself_may_be_reached_by_a_link() {
    let setup = Setup::new();
    let link = setup.beside("link");
    std::os::unix::fs::symlink("files", &link).unwrap();
    let files = setup.files().to_owned();
    let server = setup.serving(&link).start();
    server.create("/files/a.txt", "x");
    assert_eq!(fs::read(files.join("a.txt")).unwrap(), b"x");
}

#[test]
fn a_folder_that_does_not_exist_is_made_or_named() {
    let setup = Setup::new();
    let folder = setup.beside("new/folder");
    let output =
        holdall().arg("--dir").arg("/proc/none/none").args(["--listen", "127.0.0.1:0", "--token", TOKEN]).output();
    assert_eq!(output.unwrap().status.code(), Some(2));
    let server = setup.serving(&folder).start();
    server.create("/files/a.txt", "x");
    assert!(folder.is_dir());
}
