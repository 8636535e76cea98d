//! Changes that another site asks for with the visitor's cookie are refused (security contract, CSRF).

use holdall_shared::ProblemKind;
use reqwest::{Method, blocking::RequestBuilder};

use crate::{
    session::{cookie, sign_in},
    support::{Fetch as _, Server, TOKEN, snapshot},
};

const CHANGES: [(&str, &str); 7] = [
    ("POST", "/files/new.txt"),
    ("PUT", "/files/a.txt"),
    ("DELETE", "/files/a.txt"),
    ("POST", "/files/folder/"),
    ("POST", "/api/folders/new"),
    ("DELETE", "/api/folders/folder"),
    ("POST", "/api/move"),
];

struct Visitor {
    server: Server,
    cookie: String,
}

impl Visitor {
    fn new() -> Self {
        let server = Server::start();
        server.write("a.txt", "a");
        server.write("folder/b.txt", "b");
        let cookie = cookie(&sign_in(&server, TOKEN).expect(200));
        Self { server, cookie }
    }

    fn request(&self, method: &str, target: &str) -> RequestBuilder {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let request = self.server.guest(method, target).header("Cookie", &self.cookie);
        match target {
            "/api/move" => {
                request.header("Content-Type", "application/json").body(r#"{"from":"a.txt","to":"moved.txt"}"#)
            }
            "/files/folder/" => request
                .header("Content-Type", "multipart/form-data; boundary=XX")
                .body("--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"n\"\r\n\r\nx\r\n--XX--\r\n"),
            _ => request.body("x"),
        }
    }
}

#[test]
fn a_change_asked_for_by_another_site_is_refused_on_every_route() {
    let visitor = Visitor::new();
    let before = snapshot(visitor.server.setup().files());
    let foreign_port = format!("http://127.0.0.1:{}", visitor.server.port ^ 1);
    for (method, target) in CHANGES {
        for fields in [
            vec![("Sec-Fetch-Site", "cross-site")],
            vec![("Sec-Fetch-Site", "same-site")],
            vec![("Sec-Fetch-Site", "cross-site"), ("Origin", "null")],
            vec![("Sec-Fetch-Site", "something-new")],
            vec![("Origin", "http://evil.example")],
            vec![("Origin", "http://localhost.evil.example")],
            vec![("Origin", foreign_port.as_str())],
            vec![("Origin", "null")],
            vec![("Origin", "garbage")],
        ] {
            let request = fields.iter().fold(visitor.request(method, target), |request, (k, v)| request.header(*k, *v));
            let answer = request.fetch();
            assert_eq!(answer.status, 403, "{method} {target} {fields:?}: {}", answer.text());
            answer.problem(403, ProblemKind::CrossOrigin);
        }
    }
    assert_eq!(snapshot(visitor.server.setup().files()), before);
}

#[test]
fn signing_out_cannot_be_asked_for_by_another_site() {
    let visitor = Visitor::new();
    let request = visitor.request("DELETE", "/api/session").header("Sec-Fetch-Site", "cross-site");
    request.fetch().problem(403, ProblemKind::CrossOrigin);
    visitor.request("GET", "/file-list").fetch().expect(200);
}

#[test]
fn the_own_page_and_programs_may_change_things() {
    let visitor = Visitor::new();
    let own = format!("http://127.0.0.1:{}", visitor.server.port);
    for (n, fields) in [
        vec![("Sec-Fetch-Site", "same-origin")],
        vec![("Sec-Fetch-Site", "none")],
        vec![("Sec-Fetch-Site", "same-origin"), ("Origin", own.as_str())],
        vec![("Origin", own.as_str())],
        vec![],
    ]
    .into_iter()
    .enumerate()
    {
        let request = visitor.request("POST", &format!("/files/{n}.txt"));
        let answer = fields.iter().fold(request, |request, (k, v)| request.header(*k, *v)).fetch();
        assert_eq!(answer.status, 201, "{fields:?}: {}", answer.text());
    }
}

#[test]
fn reading_is_answered_whoever_asks() {
    let visitor = Visitor::new();
    for target in ["/files/a.txt", "/file-list", "/api/folders/", "/api/entries/a.txt", "/api/session"] {
        let request = visitor
            .request("GET", target)
            .header("Sec-Fetch-Site", "cross-site")
            .header("Origin", "http://evil.example");
        let answer = request.fetch().expect(200);
        assert_eq!(answer.header("access-control-allow-origin"), None);
        assert_eq!(answer.header("access-control-allow-credentials"), None);
    }
}

#[test]
fn a_bearer_token_is_no_cookie_and_passes() {
    let visitor = Visitor::new();
    for (n, (field, value)) in [("Sec-Fetch-Site", "cross-site"), ("Origin", "http://evil.example"), ("Origin", "null")]
        .into_iter()
        .enumerate()
    {
        let answer = visitor.server.post(&format!("/files/{n}.txt")).header(field, value).body("x").fetch();
        assert_eq!(answer.status, 201, "{field}: {value}");
    }
}

#[test]
fn a_preflight_allows_nothing() {
    let visitor = Visitor::new();
    let answer = visitor
        .server
        .guest(Method::OPTIONS, "/files/a.txt")
        .header("Origin", "http://evil.example")
        .header("Access-Control-Request-Method", "PUT")
        .fetch();
    assert!(!answer.headers.keys().any(|name| name.as_str().starts_with("access-control-")), "{:?}", answer.headers);
}
