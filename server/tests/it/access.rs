//! Who may do what: every route, without a credential, with a wrong one, and under each mode of the server.

use holdall_shared::{Action, ProblemKind, Session};
use reqwest::{Method, blocking::RequestBuilder};

use crate::support::{Connection, Fetch as _, Server, TOKEN, raw, snapshot};

const READING: [(&str, &str); 6] = [
    ("GET", "/files/a.txt"),
    ("HEAD", "/files/a.txt"),
    ("GET", "/file-list"),
    ("GET", "/api/entries/a.txt"),
    ("GET", "/api/folders/"),
    ("GET", "/api/folders/folder?limit=1"),
];

const CHANGING: [(&str, &str); 9] = [
    ("POST", "/files/new.txt"),
    ("POST", "/files/x/new.txt?parents"),
    ("PUT", "/files/a.txt"),
    ("DELETE", "/files/a.txt"),
    ("DELETE", "/files/a.txt?permanent"),
    ("POST", "/files/folder/"),
    ("POST", "/api/folders/new"),
    ("DELETE", "/api/folders/folder"),
    ("POST", "/api/move"),
];

fn server_with_files(args: &[&str]) -> Server {
    let server = Server::with(args);
    server.write("a.txt", "a");
    server.write("folder/b.txt", "b");
    server
}

fn request(server: &Server, method: &str, target: &str) -> RequestBuilder {
    let request = server.guest(Method::from_bytes(method.as_bytes()).unwrap(), target);
    match target {
        "/api/move" => request.header("Content-Type", "application/json").body(r#"{"from":"a.txt","to":"moved.txt"}"#),
        "/files/folder/" => request
            .header("Content-Type", "multipart/form-data; boundary=XX")
            .body("--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"new.txt\"\r\n\r\nx\r\n--XX--\r\n"),
        _ => request.body(if method == "GET" || method == "HEAD" { "" } else { "x" }),
    }
}

#[track_caller]
fn assert_unauthenticated(request: RequestBuilder, told: &str) {
    let answer = request.fetch();
    assert_eq!(answer.status, 401, "{told}: {}", answer.text());
    assert!(answer.field("www-authenticate").starts_with("Bearer"), "{told}");
    if !told.starts_with("HEAD") {
        answer.problem(401, ProblemKind::Unauthenticated);
    }
}

#[test]
fn nothing_is_read_or_changed_without_a_credential_that_works() {
    let server = server_with_files(&[]);
    let before = snapshot(server.setup().files());
    for (method, target) in READING.into_iter().chain(CHANGING) {
        let told = format!("{method} {target}");
        assert_unauthenticated(request(&server, method, target), &told);
        for credential in [
            "Bearer wrong-token-of-some-length",
            "Bearer ",
            "Bearer",
            "Basic b3duZXI6MDEyMzQ1Njc4OWFiY2RlZi1vd25lcg==",
            "Bearer 0123456789abcdef-owne",
            "Bearer 0123456789abcdef-owner-",
            "Bearer hd1_AAAAAAAA_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        ] {
            assert_unauthenticated(request(&server, method, target).header("Authorization", credential), &told);
        }
        let cookie = format!("sid-{}=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", server.port);
        assert_unauthenticated(request(&server, method, target).header("Cookie", cookie), &told);
    }
    assert_eq!(snapshot(server.setup().files()), before);
}

#[test]
fn a_guest_cannot_tell_what_exists() {
    let server = server_with_files(&[]);
    for (there, missing) in [
        ("/files/a.txt", "/files/none.txt"),
        ("/files/folder", "/files/none"),
        ("/api/entries/a.txt", "/api/entries/none"),
        ("/api/folders/folder", "/api/folders/none"),
    ] {
        let told = [there, missing].map(|target| {
            let answer = server.guest(Method::GET, target).fetch().expect(401);
            let mut problem = answer.problem(401, ProblemKind::Unauthenticated);
            problem.instance = None;
            problem
        });
        assert_eq!(told[0], told[1], "{there}");
    }
}

#[test]
fn a_token_in_an_address_is_no_credential() {
    let server = server_with_files(&[]);
    for query in ["token", "access_token", "auth", "credential"] {
        assert_unauthenticated(server.guest(Method::GET, &format!("/file-list?{query}={TOKEN}")), query);
    }
}

#[test]
fn the_scheme_of_a_credential_is_read_in_any_case() {
    let server = server_with_files(&[]);
    for scheme in ["bearer", "BEARER", "Bearer"] {
        let request = server.guest(Method::GET, "/files/a.txt").header("Authorization", format!("{scheme} {TOKEN}"));
        request.fetch().expect(200);
    }
    let twice = format!(
        "GET /files/a.txt HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nAuthorization: Bearer {TOKEN}\r\nConnection: close\r\n\r\n"
    );
    assert!([400, 401].contains(&raw(&server, twice).status));
}

#[test]
fn a_publicly_readable_server_is_read_and_not_changed_by_guests() {
    let server = server_with_files(&["--public-read"]);
    let before = snapshot(server.setup().files());
    for (method, target) in READING {
        request(&server, method, target).fetch().expect(200);
        let wrong = request(&server, method, target).header("Authorization", "Bearer wrong-token-of-some-length");
        assert_unauthenticated(wrong, &format!("{method} {target}"));
    }
    for (method, target) in CHANGING {
        assert_unauthenticated(request(&server, method, target), &format!("{method} {target}"));
    }
    assert_eq!(snapshot(server.setup().files()), before);
    let session: Session = server.guest(Method::GET, "/api/session").fetch().expect(200).json();
    assert_eq!((session.signed_in, session.rights), (false, Action::READING.to_vec()));
    server.create("/files/by-owner.txt", "x");
}

#[test]
fn a_read_only_server_refuses_every_change_of_everybody() {
    let server = server_with_files(&["--read-only"]);
    let before = snapshot(server.setup().files());
    for (method, target) in READING {
        request(&server, method, target).bearer_auth(TOKEN).fetch().expect(200);
    }
    for (method, target) in CHANGING {
        let answer = request(&server, method, target).bearer_auth(TOKEN).fetch();
        answer.problem(403, ProblemKind::ReadOnly);
        assert_unauthenticated(request(&server, method, target), &format!("{method} {target}"));
    }
    assert_eq!(snapshot(server.setup().files()), before);
    let session: Session = server.get("/api/session").fetch().expect(200).json();
    assert_eq!((session.signed_in, session.rights), (true, Action::READING.to_vec()));
}

#[test]
fn a_refused_upload_is_answered_before_its_body() {
    let server = server_with_files(&[]);
    let mut connection = Connection::open(&server);
    connection.send("POST /files/new.txt HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n");
    connection.answer().problem(401, ProblemKind::Unauthenticated);
}

#[test]
fn a_browser_that_is_not_signed_in_gets_the_page_and_not_the_file() {
    let setup = crate::support::Setup::new();
    let page = setup.beside("page");
    std::fs::create_dir(&page).unwrap();
    std::fs::write(page.join("index.html"), "<!doctype html><title>the page</title>").unwrap();
    let server = setup.args(["--static-dir".as_ref(), page.as_os_str()]).start();
    server.write("a.txt", "the content");
    let answer = server
        .guest(Method::GET, "/files/a.txt")
        .header("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
        .header("Sec-Fetch-Mode", "navigate")
        .header("Sec-Fetch-Dest", "document")
        .fetch();
    assert!(!answer.text().contains("the content"));
    match answer.status {
        401 => assert!(answer.text().contains("the page") && answer.field("content-type").starts_with("text/html")),
        303 => assert!(answer.field("location").starts_with('/')),
        other => panic!("{other}: {}", answer.text()),
    }
}
