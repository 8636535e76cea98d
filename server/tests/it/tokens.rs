//! `holdall token` and `holdall link`: further credentials, made and withdrawn while the server runs.

use std::process::Output;

use holdall_shared::Session;
use reqwest::Method;

use crate::{
    session::{cookie, sign_in},
    support::{Answer, Fetch as _, Server, TOKEN, holdall, run},
};

/// `holdall ARGS --dir DIR` of this server's folder.
fn command(server: &Server, args: &[&str]) -> Output {
    run(holdall().args(args).arg("--dir").arg(server.setup().files()))
}

#[track_caller]
fn printed(server: &Server, args: &[&str]) -> String {
    let output = command(server, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The one word of the text that is a token.
#[track_caller]
fn token(text: &str) -> String {
    text.split_whitespace()
        .find(|word| word.starts_with("hd1_"))
        .unwrap_or_else(|| panic!("no token: {text}"))
        .to_owned()
}

fn file_list(server: &Server, token: &str) -> Answer {
    server.guest(Method::GET, "/file-list").bearer_auth(token).fetch()
}

#[test]
fn a_new_token_works_at_once_and_until_it_is_revoked() {
    let server = Server::start();
    let [one, other] = [token(&printed(&server, &["token", "new"])), token(&printed(&server, &["token", "new"]))];
    assert_ne!(one, other);
    assert_eq!(one.matches('_').count(), 2, "{one}");
    file_list(&server, &one).expect(200);
    server.guest(Method::POST, "/files/a.txt").bearer_auth(&one).body("x").fetch().expect(201);
    let id = one.split('_').nth(1).unwrap();
    printed(&server, &["token", "revoke", id]);
    file_list(&server, &one).expect(401);
    file_list(&server, &other).expect(200);
    file_list(&server, TOKEN).expect(200);
}

#[test]
fn the_list_names_tokens_without_their_secrets() {
    let server = Server::start();
    let token = token(&printed(&server, &["token", "new"]));
    let mut parts = token.splitn(3, '_').skip(1);
    let (id, secret) = (parts.next().unwrap(), parts.next().unwrap());
    assert!(secret.len() >= 43, "256 bits: {secret}");
    let list = printed(&server, &["token", "list"]);
    assert!(list.contains(id) && !list.contains(secret), "{list}");
    for file in crate::support::files_below(&server.path(".holdall")).into_values() {
        assert!(!file.windows(secret.len()).any(|window| window == secret.as_bytes()), "only a hash is kept");
        assert!(!file.windows(TOKEN.len()).any(|window| window == TOKEN.as_bytes()), "only a hash is kept");
    }
}

#[test]
fn a_secret_of_another_token_does_not_work() {
    let server = Server::start();
    let [one, other] = [token(&printed(&server, &["token", "new"])), token(&printed(&server, &["token", "new"]))];
    let (head, _) = one.rsplit_once('_').unwrap();
    let (_, secret) = other.rsplit_once('_').unwrap();
    file_list(&server, &format!("{head}_{secret}")).expect(401);
    file_list(&server, &format!("{head}_")).expect(401);
    file_list(&server, head).expect(401);
}

#[test]
fn tokens_outlive_a_restart() {
    let server = Server::start();
    let token = token(&printed(&server, &["token", "new"]));
    let server = server.restart();
    file_list(&server, &token).expect(200);
}

#[test]
fn a_revoked_token_takes_its_sessions_with_it() {
    let server = Server::start();
    let token = token(&printed(&server, &["token", "new"]));
    let cookie = cookie(&sign_in(&server, &token).expect(200));
    let is_signed_in = || {
        let answer = server.guest(Method::GET, "/file-list").header("Cookie", &cookie).fetch();
        answer.status == 200
    };
    assert!(is_signed_in());
    printed(&server, &["token", "revoke", token.split('_').nth(1).unwrap()]);
    assert!(!is_signed_in());
}

#[test]
fn revoking_what_is_no_token_fails_in_a_sentence() {
    let server = Server::start();
    let output = command(&server, &["token", "revoke", "AAAAAAAA"]);
    assert!(!output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stderr).trim().lines().count(), 1);
}

#[test]
fn a_fresh_link_signs_in_once() {
    let server = Server::start();
    let text = printed(&server, &["link"]);
    let (before, rest) = text.split_once("/#code=").unwrap_or_else(|| panic!("no link: {text}"));
    assert!(before.ends_with(&format!("http://localhost:{}", server.port)), "{text}");
    let code = rest.split_whitespace().next().unwrap();
    assert_ne!(code, server.code);
    let answer = sign_in(&server, code).expect(200);
    assert!(answer.json::<Session>().signed_in);
    sign_in(&server, code).expect(401);
    sign_in(&server, &server.code).expect(200);
}

#[test]
fn a_link_needs_a_server_that_runs() {
    let mut server = Server::start();
    server.kill();
    let output = command(&server, &["link"]);
    assert!(!output.status.success());
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(told.trim().lines().count(), 1, "{told}");
}

#[test]
fn a_token_of_a_folder_that_nobody_serves_is_made_with_a_word_about_it() {
    let server = Server::start();
    let beside = command(&server, &["token", "new"]);
    assert!(beside.stderr.is_empty(), "{}", String::from_utf8_lossy(&beside.stderr));
    // Somebody is in the wrong folder, or is early.
    let elsewhere = server.setup().beside("elsewhere");
    let output = run(holdall().args(["token", "new", "--dir"]).arg(&elsewhere));
    assert!(output.status.success());
    assert_eq!(String::from_utf8(output.stdout).unwrap().split_whitespace().count(), 1, "a token for `$(…)`, no more");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains(&*elsewhere.to_string_lossy()) && told.contains("--dir"), "{told}");
}
