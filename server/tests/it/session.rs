//! `/api/session`: signing in and out with a token or a one-time code (security contract, E3).

use holdall_shared::{Action, ProblemKind, Session};
use reqwest::Method;
use serde_json::json;

use crate::support::{Answer, Fetch as _, Server, Setup, TOKEN, free_port};

pub(crate) fn sign_in(server: &Server, credential: &str) -> Answer {
    server.guest(Method::POST, "/api/session").json(&json!({"credential": credential})).fetch()
}

/// Name and value of the cookie, as a browser sends it back.
#[track_caller]
pub(crate) fn cookie(answer: &Answer) -> String {
    answer.field("set-cookie").split(';').next().unwrap().to_owned()
}

fn is_signed_in(server: &Server, cookie: &str) -> bool {
    let answer = server.guest(Method::GET, "/api/session").header("Cookie", cookie).fetch();
    let session = answer.status == 200 && answer.json::<Session>().signed_in;
    let file_list = server.guest(Method::GET, "/file-list").header("Cookie", cookie).fetch();
    assert_eq!(file_list.status, if session { 200 } else { 401 });
    session
}

#[test]
fn a_guest_is_told_so() {
    let server = Server::start();
    let session: Session = server.guest(Method::GET, "/api/session").fetch().expect(200).json();
    assert_eq!((session.signed_in, session.rights), (false, vec![]));
    let owner: Session = server.get("/api/session").fetch().expect(200).json();
    assert_eq!((owner.signed_in, owner.rights), (true, Action::ALL.to_vec()));
}

#[test]
fn a_token_is_exchanged_for_a_cookie_that_no_script_and_no_other_site_can_use() {
    let server = Server::start();
    let answer = sign_in(&server, TOKEN).expect(200);
    let session: Session = answer.json();
    assert_eq!((session.signed_in, session.rights), (true, Action::ALL.to_vec()));
    let header = answer.field("set-cookie");
    let (value, attributes) = header.split_once("; ").unwrap();
    let (name, id) = value.split_once('=').unwrap();
    assert_eq!(name, format!("sid-{}", server.port));
    assert!(id.len() >= 22, "at least 128 bits: {id}");
    assert!(!header.contains(TOKEN));
    let mut attributes: Vec<_> =
        attributes.split("; ").filter(|attribute| !attribute.starts_with("Max-Age=")).collect();
    attributes.sort_unstable();
    assert_eq!(attributes, ["HttpOnly", "Path=/", "SameSite=Lax"]);
    assert_eq!(answer.field("cache-control"), "no-store");
    assert!(is_signed_in(&server, value));
    assert_ne!(cookie(&sign_in(&server, TOKEN)), value, "each sign-in is a session of its own");
}

#[test]
fn a_code_works_once_however_it_is_typed() {
    let server = Server::start();
    let typed = server.code.replace('-', "").to_lowercase();
    let answer = sign_in(&server, &typed).expect(200);
    assert!(is_signed_in(&server, &cookie(&answer)));
    sign_in(&server, &server.code).problem(401, ProblemKind::WrongCredential);
    assert!(is_signed_in(&server, &cookie(&answer)), "the session outlives its code");
}

#[test]
fn a_code_is_no_bearer_token() {
    let server = Server::start();
    server.guest(Method::GET, "/file-list").bearer_auth(&server.code).fetch().expect(401);
    sign_in(&server, &server.code).expect(200);
}

#[test]
fn of_two_that_use_one_code_at_once_one_gets_in() {
    let server = Server::start();
    let mut statuses: Vec<u16> = std::thread::scope(|scope| {
        let tasks: Vec<_> = (0..4).map(|_| scope.spawn(|| sign_in(&server, &server.code).status)).collect();
        tasks.into_iter().map(|task| task.join().unwrap()).collect()
    });
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401, 401, 401]);
}

#[test]
fn wrong_tries_are_throttled() {
    let server = Server::start();
    for n in 0..5 {
        sign_in(&server, &format!("wrong-credential-{n}")).problem(401, ProblemKind::WrongCredential);
    }
    let answer = sign_in(&server, "wrong-credential-again");
    let problem = answer.problem(429, ProblemKind::Throttled);
    let seconds: u64 = answer.field("retry-after").parse().unwrap();
    assert!((1..=60).contains(&seconds), "{seconds}");
    assert_eq!(problem.extensions.retry_after_s, Some(seconds));
    sign_in(&server, "AAAA-AAAA").problem(429, ProblemKind::Throttled);
    server.get("/file-list").fetch().expect(200);
}

#[test]
fn signing_out_ends_the_session_on_the_server() {
    let server = Server::start();
    let [one, other] = [cookie(&sign_in(&server, TOKEN)), cookie(&sign_in(&server, TOKEN))];
    let answer = server.guest(Method::DELETE, "/api/session").header("Cookie", &one).fetch().expect(204);
    assert!(answer.field("set-cookie").contains("Max-Age=0"), "{}", answer.field("set-cookie"));
    assert!(!is_signed_in(&server, &one));
    assert!(is_signed_in(&server, &other));
}

#[test]
fn a_session_is_a_credential_for_everything() {
    let server = Server::start();
    let cookie = cookie(&sign_in(&server, TOKEN));
    let send = |method, target: &str| server.guest(method, target).header("Cookie", &cookie).body("x").fetch();
    send(Method::POST, "/files/a.txt").expect(201);
    send(Method::PUT, "/files/a.txt").expect(200);
    send(Method::GET, "/files/a.txt").expect(200);
    send(Method::DELETE, "/files/a.txt").expect(204);
    let beside_others = format!("theme=dark; {cookie}; sid-1=other");
    server.guest(Method::GET, "/file-list").header("Cookie", beside_others).fetch().expect(200);
}

#[test]
fn behind_https_the_cookie_is_bound_to_the_host() {
    let server = Setup::new().listen(free_port()).args(["--url", "https://files.example.org"]).start();
    let header = sign_in(&server, TOKEN).expect(200).field("set-cookie");
    assert!(header.starts_with("__Host-sid="), "{header}");
    for attribute in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(header.split("; ").any(|found| found == attribute), "{header}");
    }
    assert!(!header.contains("Domain"), "{header}");
}

#[test]
fn only_wrong_tries_are_counted() {
    let server = Server::start();
    for n in 0..12 {
        assert_eq!(sign_in(&server, TOKEN).status, 200, "sign-in {n} with the right token");
    }
    sign_in(&server, "wrong-credential").problem(401, ProblemKind::WrongCredential);
    sign_in(&server, TOKEN).expect(200);
}

#[test]
fn a_body_that_is_no_sign_in_is_refused() {
    let server = Server::start();
    for body in ["{", r#"{"credential":1}"#, r#"{"credential":"x","remember":true}"#] {
        let request = server.guest(Method::POST, "/api/session").header("Content-Type", "application/json");
        request.body(body).fetch().problem(400, ProblemKind::InvalidRequest);
    }
    let plain = server.guest(Method::POST, "/api/session").header("Content-Type", "text/plain");
    plain.body(format!(r#"{{"credential":"{TOKEN}"}}"#)).fetch().problem(415, ProblemKind::UnsupportedMedia);
    let status = sign_in(&server, &"x".repeat(200_000)).status;
    assert!([400, 401, 413].contains(&status), "{status}");
}
