//! `POST /files/{folder}/` with `multipart/form-data`: `curl -F`, plain HTML forms.

use holdall_shared::{Entry, ProblemKind};
use reqwest::blocking::multipart::{Form, Part};
use serde::Deserialize;

use crate::support::{Answer, Connection, Fetch as _, Server, files_below, raw, sample, snapshot};

#[derive(Deserialize)]
struct Created {
    files: Vec<Entry>,
}

fn file(name: &str, content: impl Into<Vec<u8>>) -> Part {
    Part::bytes(content.into()).file_name(name.to_owned())
}

/// A body written by hand: one part for each `Content-Disposition`.
fn post_parts(server: &Server, target: &str, parts: &[(&str, &str)]) -> Answer {
    let mut body = String::new();
    for (disposition, content) in parts {
        body.extend(["--XX\r\nContent-Disposition: ", disposition, "\r\n\r\n", content, "\r\n"]);
    }
    body += "--XX--\r\n";
    server.post(target).header("Content-Type", "multipart/form-data; boundary=XX").body(body).fetch()
}

#[test]
fn each_file_part_is_created_in_the_folder() {
    let server = Server::start();
    server.post("/api/folders/Photos").fetch().expect(201);
    let form = Form::new()
        .part("file", file("a.txt", "first"))
        .text("comment", "not a file")
        .part("file", file("Grüße 😀.bin", sample(300_000)))
        .part("other", file("empty", ""));
    let answer = server.post("/files/Photos/").multipart(form).fetch().expect(201);
    let created: Created = answer.json();
    let told: Vec<_> = created.files.iter().map(|file| (file.path.as_str(), file.size)).collect();
    assert_eq!(told, [("Photos/a.txt", Some(5)), ("Photos/Grüße 😀.bin", Some(300_000)), ("Photos/empty", Some(0))]);
    assert_eq!(server.read("Photos/a.txt"), b"first");
    assert!(server.read("Photos/Grüße 😀.bin") == sample(300_000));
    assert_eq!(files_below(&server.path("Photos")).len(), 3);
    for file in created.files {
        assert_eq!(file.etag, server.head(&file.url).fetch().expect(200).header("etag"));
    }
    server.assert_no_leftovers();
}

#[test]
fn a_form_for_the_upload_folder_itself_is_taken() {
    let server = Server::start();
    server.post("/files/").multipart(Form::new().part("f", file("a.txt", "x"))).fetch().expect(201);
    assert_eq!(server.read("a.txt"), b"x");
}

#[test]
fn a_name_that_is_taken_is_409_and_keeps_the_old_content() {
    let server = Server::start();
    server.create("/files/a.txt", "old");
    let answer = server.post("/files/").multipart(Form::new().part("f", file("a.txt", "new"))).fetch();
    answer.problem(409, ProblemKind::NameTaken);
    assert_eq!(server.read("a.txt"), b"old");
    let form = Form::new().part("f", file("a.txt", "new"));
    let created: Created = server.post("/files/?on-conflict=rename").multipart(form).fetch().expect(201).json();
    assert_eq!(created.files[0].name.as_str(), "a (2).txt");
    server.assert_no_leftovers();
}

#[test]
fn no_name_of_a_part_leaves_the_folder() {
    let server = Server::start();
    server.write("folder/inner.txt", "x");
    let outside = snapshot(server.setup().files().parent().unwrap());
    for name in [
        "../evil.txt",
        "..",
        ".",
        "/etc/evil.txt",
        "..\\\\evil.txt",
        "sub/evil.txt",
        "C:\\\\evil.txt",
        ".holdall",
        ".holdall/evil",
        "..%2fevil.txt",
        "a\u{0}b",
        "evil\u{202e}txt.exe",
    ] {
        let disposition = format!("form-data; name=\"f\"; filename=\"{name}\"");
        let answer = post_parts(&server, "/files/folder/", &[(&disposition, "evil")]);
        // Some readers of the form keep the last segment only, as browsers do; the file stays in the folder either way.
        assert!([201, 400].contains(&answer.status), "{name:?}: {} {}", answer.status, answer.text());
        for (path, content) in files_below(&server.path("folder")) {
            if content == b"evil" {
                assert!(!path.contains(['/', '\\', '\0', '\u{202e}']) && !path.contains(".holdall"), "{path:?}");
                std::fs::remove_file(server.path("folder").join(path)).unwrap();
            }
        }
        assert_eq!(snapshot(server.setup().files().parent().unwrap()), outside, "{name:?}");
    }
}

#[test]
fn a_body_that_ends_too_early_leaves_no_part_of_a_file() {
    let server = Server::start();
    let body = "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\n\r\nhalf of it";
    let fields = [
        "Content-Type: multipart/form-data; boundary=XX",
        &format!("Content-Length: {}", body.len()),
        "Connection: close",
    ];
    let answer = raw(&server, Connection::head("POST", "/files/", &fields) + body);
    assert!((400..500).contains(&answer.status), "{}", answer.status);
    let mut connection = Connection::open(&server);
    connection.send(Connection::head("POST", "/files/", &[fields[0], "Content-Length: 100000"]) + body);
    connection.finish_sending();
    assert!(!connection.rest().starts_with(b"HTTP/1.1 2"));
    assert!(snapshot(server.setup().files()).is_empty());
    server.assert_no_leftovers();
}

#[test]
fn a_part_may_hold_what_looks_like_a_boundary() {
    let server = Server::start();
    let content = "--XY\r\n\r\n--X\r\n-\r\n--";
    post_parts(&server, "/files/", &[("form-data; name=\"f\"; filename=\"a.txt\"", content)]).expect(201);
    assert_eq!(server.read("a.txt"), content.as_bytes());
}

#[test]
fn what_is_no_form_is_not_posted_to_a_folder() {
    let server = Server::start();
    server.write("folder/inner.txt", "x");
    for kind in ["application/octet-stream", "application/json", "application/x-www-form-urlencoded"] {
        let answer = server.post("/files/folder/").header("Content-Type", kind).body("x").fetch();
        answer.problem(415, ProblemKind::UnsupportedMedia);
    }
    let no_boundary = server.post("/files/folder/").header("Content-Type", "multipart/form-data").body("x").fetch();
    assert!([400, 415].contains(&no_boundary.status), "{}", no_boundary.status);
    assert_eq!(files_below(&server.path("folder")).len(), 1);
}

#[test]
fn a_form_for_a_missing_folder_is_409() {
    let server = Server::start();
    let form = || Form::new().part("f", file("a.txt", "x"));
    server.post("/files/none/").multipart(form()).fetch().problem(409, ProblemKind::ParentMissing);
    assert!(!server.has("none"));
    server.write("file.txt", "x");
    let status = server.post("/files/file.txt/").multipart(form()).fetch().status;
    assert_eq!(status, 409);
}
