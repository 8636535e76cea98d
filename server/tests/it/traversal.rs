//! No name in any place leaves the upload folder or reaches Holdall's own (security contract, traversal).

use std::fs;

use reqwest::blocking::multipart::{Form, Part};
use serde_json::json;

use crate::support::{Connection, Fetch as _, Server, Setup, raw, snapshot};

const SECRET: &str = "the secret outside";

/// Addresses that name nothing: each must be refused, whatever is asked of it.
const WAYS_OUT: [&str; 40] = [
    "..",
    "../",
    "../outside.txt",
    "../../../../../../etc/passwd",
    "..%2foutside.txt",
    "..%2Foutside.txt",
    "%2e%2e/outside.txt",
    "%2E%2E/outside.txt",
    ".%2e/outside.txt",
    "%2e%2e%2foutside.txt",
    "..%5coutside.txt",
    "..\\outside.txt",
    "folder\\..\\..\\outside.txt",
    "..%c0%afoutside.txt",
    "%c0%ae%c0%ae/outside.txt",
    "..%00/outside.txt",
    "inside.txt%00.png",
    "folder/../../outside.txt",
    "folder/../inside.txt",
    "folder/%2e%2e/%2e%2e/outside.txt",
    "folder/./inner.txt",
    "./inside.txt",
    ".",
    "%2e",
    "/etc/passwd",
    "//etc/passwd",
    "%2fetc%2fpasswd",
    "C:%5cwindows",
    "%5c%5chost%5cshare",
    "....//outside.txt",
    "folder//inner.txt",
    "%ff",
    "%",
    "%2",
    "%u002e%u002e/outside.txt",
    ".holdall",
    ".holdall/",
    ".holdall/lock",
    "%2eholdall/tmp",
    ".%68oldall%2flock",
];

/// Addresses that look like ways out and are plain names of the upload folder.
const PLAIN_NAMES: [&str; 6] =
    ["%252e%252e", "%252e%252e%252foutside.txt", "..%3b", "%25c0%25ae", "...", "%EF%BC%8E%EF%BC%8E"];

fn server_with_secret() -> Server {
    let setup = Setup::new();
    fs::write(setup.beside("outside.txt"), SECRET).unwrap();
    let server = setup.start();
    server.write("inside.txt", "inside");
    server.write("folder/inner.txt", "inner");
    server
}

/// Every route that takes a path, as method, prefix, suffix and further fields.
const ROUTES: [(&str, &str, &str, &str); 14] = [
    ("GET", "/files/", "", "Accept: */*"),
    ("GET", "/files/", "?inline", "Range: bytes=0-9"),
    ("HEAD", "/files/", "", "Accept: */*"),
    ("POST", "/files/", "", "X-Note: create"),
    ("POST", "/files/", "?parents", "X-Note: create with folders"),
    ("POST", "/files/", "/", "Content-Type: multipart/form-data; boundary=XX"),
    ("PUT", "/files/", "", "X-Note: update"),
    ("PUT", "/files/", "", "If-None-Match: *"),
    ("DELETE", "/files/", "?permanent", "X-Note: delete"),
    ("GET", "/api/entries/", "", "Accept: */*"),
    ("GET", "/api/folders/", "", "Accept: */*"),
    ("POST", "/api/folders/", "", "X-Note: make"),
    ("POST", "/api/folders/", "?parents", "X-Note: make with folders"),
    ("DELETE", "/api/folders/", "", "X-Note: delete"),
];

const FORM: &str =
    "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"evil.txt\"\r\n\r\nevil\r\n--XX--\r\n";

fn ask(server: &Server, method: &str, target: &str, field: &str) -> (u16, String) {
    let body = if field.contains("multipart") { FORM } else { "" };
    let length = format!("Content-Length: {}", body.len());
    let request = Connection::head(method, target, &[field, &length, "Connection: close"]) + body;
    if method == "HEAD" {
        let mut connection = Connection::open(server);
        connection.send(request);
        return (connection.answer_head().0, String::new());
    }
    let answer = raw(server, request);
    (answer.status, answer.text())
}

#[test]
fn no_address_leaves_the_upload_folder() {
    let server = server_with_secret();
    let home = server.setup().files().parent().unwrap();
    let before = snapshot(home);
    for way in WAYS_OUT {
        for (method, prefix, suffix, field) in ROUTES {
            let target = format!("{prefix}{way}{suffix}");
            let (status, text) = ask(&server, method, &target, field);
            assert!((400..500).contains(&status), "{method} {target}: {status} {text}");
            assert!(!text.contains(SECRET) && !text.contains("root:"), "{method} {target}: {text}");
        }
        assert_eq!(snapshot(home), before, "{way}");
    }
    server.create("/files/still-works.txt", "x");
    server.delete("/files/still-works.txt").fetch().expect(204);
}

#[test]
fn an_escaped_escape_is_a_plain_name() {
    let server = server_with_secret();
    for way in PLAIN_NAMES {
        for (method, prefix, suffix, field) in ROUTES {
            let (status, text) = ask(&server, method, &format!("{prefix}{way}{suffix}"), field);
            assert!(status < 500 && !text.contains(SECRET), "{method} {prefix}{way}{suffix}: {status} {text}");
        }
    }
    let home = snapshot(server.setup().files().parent().unwrap());
    let outside: Vec<_> = home.keys().filter(|path| !path.starts_with("files/")).collect();
    assert_eq!(outside, ["files", "outside.txt"]);
    assert!(home.contains_key("files/inside.txt") && home.contains_key("files/folder/inner.txt"));
}

#[test]
fn no_path_in_a_body_leaves_the_upload_folder() {
    let server = server_with_secret();
    let home = server.setup().files().parent().unwrap();
    let before = snapshot(home);
    for way in [
        "../outside.txt",
        "..",
        ".",
        "",
        "/",
        "folder/../../outside.txt",
        "folder/..",
        "/etc/passwd",
        "folder//x",
        "/folder",
        "folder/",
        "..\\outside.txt",
        "C:\\x",
        "a\0b",
        ".holdall",
        ".holdall/lock",
        ".holdall/trash/x",
        "folder/.holdall",
    ] {
        for (from, to) in [(way, "new.txt"), ("inside.txt", way)] {
            let answer = server.post("/api/move").json(&json!({"from": from, "to": to})).fetch();
            assert!((400..500).contains(&answer.status), "{from:?} to {to:?}: {} {}", answer.status, answer.text());
            assert_eq!(snapshot(home), before, "{from:?} to {to:?}");
        }
    }
}

#[test]
fn no_page_address_leaves_the_folder_of_the_page() {
    let setup = Setup::new();
    let page = setup.beside("page");
    fs::create_dir(&page).unwrap();
    fs::write(page.join("index.html"), "<!doctype html><title>page</title>").unwrap();
    fs::write(setup.beside("outside.txt"), SECRET).unwrap();
    let server = setup.args(["--static-dir".as_ref(), page.as_os_str()]).start();
    server.write("inside.txt", SECRET);
    for way in WAYS_OUT.into_iter().chain(PLAIN_NAMES).chain(["files/inside.txt", "../files/inside.txt"]) {
        for prefix in ["/", "/browse/", "/trash/", "/problems/", "/healthz/", "/assets/", "//"] {
            let target = format!("{prefix}{way}");
            if target == "/files/inside.txt" {
                continue;
            }
            let request = format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            let answer = raw(&server, request);
            assert!(answer.status < 500, "{target}: {}", answer.status);
            assert!(!answer.text().contains(SECRET) && !answer.text().contains("root:"), "{target}: {}", answer.text());
        }
    }
}

#[test]
fn a_form_cannot_name_a_folder_outside() {
    let server = server_with_secret();
    let form = Form::new().part("f", Part::bytes(b"evil".to_vec()).file_name("../outside.txt"));
    let _ = server.post("/files/folder/").multipart(form).fetch();
    assert_eq!(fs::read_to_string(server.setup().beside("outside.txt")).unwrap(), SECRET);
}
