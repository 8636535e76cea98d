//! Wrong addresses, wrong methods, heads that are too large, and the routes of operations: rows 42, 47, 48.

use holdall_shared::{Limits, Problem, ProblemKind};
use reqwest::Method;

use crate::support::{Connection, Fetch as _, Server, TOKEN, raw};

#[test]
fn a_wrong_method_is_405_and_told_the_right_ones() {
    let server = Server::start();
    server.write("a.txt", "x");
    for (target, wrong, right) in [
        ("/files/a.txt", &["PATCH", "OPTIONS", "TRACE", "PROPFIND"][..], &["GET", "HEAD", "POST", "PUT", "DELETE"][..]),
        ("/file-list", &["POST", "PUT", "DELETE", "PATCH"], &["GET"]),
        ("/api/entries/a.txt", &["POST", "PUT", "DELETE"], &["GET"]),
        ("/api/folders/x", &["PUT", "PATCH"], &["GET", "POST", "DELETE"]),
        ("/api/move", &["GET", "PUT", "DELETE"], &["POST"]),
        ("/api/session", &["PUT", "PATCH"], &["GET", "POST", "DELETE"]),
        ("/api/limits", &["POST", "DELETE"], &["GET"]),
    ] {
        for method in wrong {
            let answer = server.request(Method::from_bytes(method.as_bytes()).unwrap(), target).fetch();
            assert_eq!(answer.status, 405, "{method} {target}");
            answer.problem(405, ProblemKind::MethodNotAllowed);
            let allow = answer.field("allow");
            let allowed: Vec<_> = allow.split(',').map(str::trim).collect();
            for method in right {
                assert!(allowed.contains(method), "{target}: {allow}");
            }
            assert!(!allowed.contains(method), "{method} {target}: {allow}");
        }
    }
}

#[test]
fn an_address_that_leads_nowhere_is_404_in_json_under_api() {
    let server = Server::start();
    for target in ["/api", "/api/", "/api/none", "/api/none/deeper", "/api/entriesx", "/api/move/x", "/api/session/x"] {
        for accept in ["*/*", "text/html,*/*;q=0.8"] {
            let answer = server.get(target).header("Accept", accept).fetch();
            assert_eq!(answer.status, 404, "{target}");
            answer.problem(404, ProblemKind::NotFound);
        }
    }
}

#[test]
fn an_address_of_more_than_8_kib_is_414() {
    let server = Server::start();
    for target in [format!("/files/{}", "x".repeat(8200)), format!("/api/folders/?x={}", "y".repeat(8200))] {
        let answer = server.get(&target).fetch();
        assert_eq!(answer.status, 414);
        answer.problem(414, ProblemKind::UriTooLong);
    }
    assert_ne!(server.get(&format!("/files/a/{}", "x/".repeat(4000))).fetch().status, 414);
}

#[test]
fn a_head_that_is_too_large_is_refused_and_the_server_lives() {
    let server = Server::start();
    let many: Vec<_> = (0..150).map(|n| format!("X-{n}: y")).collect();
    let many: Vec<_> = many.iter().map(String::as_str).collect();
    let large = format!("X-Large: {}", "y".repeat(200_000));
    for fields in [&many[..], &[large.as_str()]] {
        let mut connection = Connection::open(&server);
        connection.send(Connection::head("GET", "/file-list", fields));
        let bytes = connection.rest();
        let answer = String::from_utf8_lossy(&bytes);
        assert!(answer.starts_with("HTTP/1.1 400") || answer.starts_with("HTTP/1.1 431"), "{answer}");
    }
    server.get("/file-list").fetch().expect(200);
}

#[test]
fn errors_tell_nothing_of_the_machine_and_have_ids_of_their_own() {
    let server = Server::start();
    server.write("a.txt", "x");
    let mut ids = Vec::new();
    for request in [
        server.get("/files/none.txt"),
        server.post("/files/a.txt").body("x"),
        server.put("/files/none.txt").body("x"),
        server.post("/files/no/x.txt").body("x"),
        server.get("/api/folders/a.txt"),
        server.get("/api/folders/?limit=5000"),
        server.get("/files/%ff"),
        server.post("/api/move").header("Content-Type", "application/json").body("{"),
        server.guest(Method::GET, "/file-list"),
    ] {
        let answer = request.fetch();
        assert!((400..500).contains(&answer.status), "{}", answer.status);
        let text = answer.text();
        let problem: Problem = serde_json::from_slice(&answer.body).unwrap();
        answer.problem(answer.status, problem.kind);
        let folder = server.setup().files().display().to_string();
        for word in [folder.as_str(), "os error", "ENOENT", "EEXIST", ".holdall", TOKEN, "src/", "panicked"] {
            assert!(!text.contains(word), "{text}");
        }
        assert!(answer.header("server").is_none_or(|server| !server.contains('/')), "no versions");
        ids.extend(problem.instance);
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!((ids.len(), count), (9, 9));
}

#[test]
fn answers_of_the_api_are_not_stored_and_not_sniffed() {
    let server = Server::start();
    for target in ["/api/folders/", "/api/limits", "/api/session", "/file-list", "/api/none"] {
        let answer = server.get(target).fetch();
        // A listing may be kept by its client, to be asked for again with its ETag.
        let expected = if target == "/api/folders/" { "private, no-cache" } else { "no-store" };
        assert_eq!(answer.field("cache-control"), expected, "{target}");
        assert_eq!(answer.field("x-content-type-options"), "nosniff", "{target}");
        assert_eq!(answer.header("access-control-allow-origin"), None, "{target}");
    }
}

#[test]
fn errors_of_head_have_no_body() {
    let server = Server::start();
    for (target, status) in [("/files/none", 404), ("/api/none", 404), ("/files/%ff", 400)] {
        let mut connection = Connection::open(&server);
        connection.send(Connection::head("HEAD", target, &["Connection: close"]));
        assert_eq!(connection.answer_head().0, status, "{target}");
        connection.assert_closed();
    }
}

#[test]
fn limits_are_told_before_anything_is_sent() {
    let server = Server::with(["--max-size", "10MB"]);
    let limits: Limits = server.get("/api/limits").fetch().expect(200).json();
    assert_eq!((limits.max_file_size, limits.max_name_bytes, limits.max_page), (Some(10_000_000), 255, 1000));
    assert!(limits.free_space > 0 && !limits.version.is_empty());
    let unlimited: Limits = Server::start().get("/api/limits").fetch().expect(200).json();
    assert_eq!(unlimited.max_file_size, None);
}

#[test]
fn operations_need_no_token() {
    let server = Server::start();
    for target in ["/healthz", "/readyz"] {
        let answer = server.guest(Method::GET, target).fetch().expect(200);
        assert!(!answer.text().contains(&server.setup().files().display().to_string()));
        assert!(server.guest(Method::HEAD, target).fetch().expect(200).body.is_empty());
    }
}

#[test]
fn text_of_a_request_never_becomes_a_header() {
    let server = Server::start();
    for target in [
        "/files/a%0d%0aX-Evil:%201",
        "/browse/a%0d%0aX-Evil:%201/",
        "/files/a%0d%0aX-Evil:%201/",
        "/api/x%0d%0aX-Evil:%201",
    ] {
        let request =
            Connection::head("GET", target, &["Accept: text/html", "Sec-Fetch-Mode: navigate", "Connection: close"]);
        let answer = raw(&server, request);
        assert_eq!(answer.header("x-evil"), None, "{target}");
        assert!(answer.status < 500 || answer.status == 503, "{target}: {}", answer.status);
    }
}

#[test]
fn one_connection_serves_many_requests_errors_between_them() {
    let server = Server::start();
    let mut connection = Connection::open(&server);
    for n in 0..5 {
        let name = format!("/files/{n}.txt");
        connection.send(Connection::head("GET", &name, &[]));
        connection.answer().problem(404, ProblemKind::NotFound);
        connection.send(Connection::head("POST", &name, &["Content-Length: 2"]) + "ok");
        connection.answer().expect(201);
        connection.send(Connection::head("GET", &name, &[]));
        assert_eq!(connection.answer().expect(200).body, b"ok");
    }
}
