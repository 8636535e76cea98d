//! What the program prints and logs: the banner for people, one line for each event, never a secret.

use reqwest::Method;

use crate::{
    session::{cookie, sign_in},
    support::{Fetch as _, Server, Setup, TOKEN, eventually},
};

#[test]
fn the_banner_says_where_to_go_and_never_the_token() {
    let server = Server::start();
    assert!(server.printed().contains(&format!("http://localhost:{}/#code={}", server.port, server.code)));
    assert!(!server.printed().contains(TOKEN));
    let code = server.code.as_bytes();
    assert_eq!((code.len(), code[4]), (9, b'-'), "{}", server.code);
}

#[test]
fn each_start_has_a_code_of_its_own() {
    let server = Server::start();
    let first = server.code.clone();
    let server = server.restart();
    assert_ne!(server.code, first);
}

#[test]
fn a_token_that_was_made_at_the_first_start_is_not_shown() {
    let server = Setup::new().without_token().start();
    assert!(!server.printed().contains("hd1_") && !server.log().contains("hd1_"), "{}", server.printed());
}

#[test]
fn nothing_secret_is_logged() {
    for format in ["text", "json"] {
        let server = Setup::new().args(["--log-format", format]).env("RUST_LOG", "trace").start();
        let cookie = cookie(&sign_in(&server, TOKEN).expect(200));
        sign_in(&server, "wrong-credential-of-somebody");
        let code = server.code.clone();
        sign_in(&server, &code).expect(200);
        server.guest(Method::POST, "/files/a.txt").header("Cookie", &cookie).body("the content").fetch().expect(201);
        server.get("/files/a.txt").fetch().expect(200);
        server.get(&format!("/files/none?token={TOKEN}")).fetch();
        server.guest(Method::GET, "/file-list").bearer_auth("hd1_AAAAAAAA_a-secret-of-somebody").fetch().expect(401);
        server.signal(rustix::process::Signal::TERM);
        let mut server = server;
        assert!(server.exit_within(std::time::Duration::from_secs(10)).is_some());
        let (_, session) = cookie.split_once('=').unwrap();
        let log = server.log();
        for secret in
            [TOKEN, session, "wrong-credential-of-somebody", code.as_str(), "the content", "a-secret-of-somebody"]
        {
            assert!(!log.contains(secret), "{secret}: {log}");
        }
    }
}

#[test]
fn a_json_log_is_one_object_a_line() {
    let server = Setup::new().args(["--log-format", "json"]).start();
    server.create("/files/a.txt", "x");
    server.get("/files/line%0abreak").fetch().expect(404);
    server.delete("/files/a.txt").fetch().expect(204);
    eventually("a line of the log", || !server.log().is_empty());
    for line in server.log().lines() {
        let event: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert!(event.is_object(), "{line}");
    }
}

#[test]
fn an_address_cannot_forge_a_line_of_the_log() {
    let server = Server::start();
    server.get("/files/a%0aFORGED%1b%5b31m").fetch().expect(404);
    server.create("/files/a.txt", "x");
    let log = server.log();
    assert!(!log.lines().any(|line| line.starts_with("FORGED")), "{log}");
    assert!(!log.contains("\u{1b}[31mFORGED") && !log.contains("FORGED\u{1b}"), "{log}");
}

#[test]
fn the_id_of_a_failure_is_found_in_the_log() {
    let server = Server::start();
    let dir = server.path(".holdall");
    let answer = server.get("/files/none.txt").fetch().expect(404);
    let problem: holdall_shared::Problem = serde_json::from_slice(&answer.body).unwrap();
    let id = problem.instance.unwrap();
    assert!(dir.is_dir() && id.len() >= 8, "{id}");
    if let Some(field) = answer.header("x-request-id") {
        assert!(field.contains(&id) || id.contains(&field), "{field} {id}");
    }
}
