//! Forms that are made to cost much: long boundaries, many parts, headers without an end (security contract, `DoS`).

use std::time::{Duration, Instant};

use holdall_shared::ProblemKind;

use crate::{
    bodies::{post, server_with_files},
    memory::{assert_flat, peak},
    support::Fetch as _,
};

#[test]
fn a_form_of_any_shape_costs_no_memory_and_little_time() {
    let server = server_with_files();
    let before = peak(&server);
    let start = Instant::now();
    let part = |fields: &str, content: &str| format!("--XX\r\n{fields}\r\n\r\n{content}\r\n");
    let boundary = "B".repeat(4 << 10);
    let name = "Content-Disposition: form-data; name=\"f\"";
    for (told, boundary, body) in [
        ("a header without an end", "XX", format!("--XX\r\nX-A: {}", "y".repeat(8 << 20))),
        ("many headers", "XX", part(&"X-A: b\r\n".repeat(5000), "x")),
        ("a long name", "XX", part(&format!("Content-Disposition: form-data; name=\"{}\"", "n".repeat(1 << 20)), "x")),
        ("a long file name", "XX", part(&format!("{name}; filename=\"{}\"", "n".repeat(60_000)), "x") + "--XX--\r\n"),
        ("no boundary at all", "XX", "x".repeat(8 << 20)),
        ("lines before the first", "XX", "\r\n".repeat(4 << 20)),
        ("a long boundary, begun again and again", &boundary, {
            let begun = format!("\r\n--{}", "B".repeat((4 << 10) - 1));
            format!("--{boundary}\r\n{name}; filename=\"cpu.bin\"\r\n\r\n{}\r\n--{boundary}--\r\n", begun.repeat(2048))
        }),
        ("an empty boundary", "", part(name, "x")),
        ("no file name, large", "XX", part(name, &"x".repeat(8 << 20)) + "--XX--\r\n"),
        ("many parts", "XX", part(name, "x").repeat(100_000) + "--XX--\r\n"),
        ("many files", "XX", {
            let file = |n: usize| part(&format!("{name}; filename=\"a.txt\""), &n.to_string());
            (0..2000).map(file).collect::<String>() + "--XX--\r\n"
        }),
    ] {
        let media_type = format!("multipart/form-data; boundary=\"{boundary}\"");
        let sent = post(&server, "/files/folder/", &media_type).body(body).send();
        match sent {
            Ok(answer) => {
                let status = answer.status().as_u16();
                assert!([201, 400, 409, 413].contains(&status), "{told}: {status} {:?}", answer.text());
            }
            Err(error) => assert!(error.is_request() || error.is_body(), "{told}: {error:?}"),
        }
        server.get("/healthz").fetch().expect(200);
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    assert_flat(&server, before);
    server.assert_no_leftovers();
}

#[test]
fn a_form_of_too_many_parts_is_refused() {
    let server = server_with_files();
    let part = "--XX\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\nx\r\n";
    let body = part.repeat(10_001) + "--XX--\r\n";
    let answer = post(&server, "/files/folder/", "multipart/form-data; boundary=XX").body(body).fetch();
    answer.problem(413, ProblemKind::TooLarge);
    let file = "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"last.txt\"\r\n\r\nx\r\n";
    let body = part.repeat(9_999) + file + "--XX--\r\n";
    post(&server, "/files/folder/", "multipart/form-data; boundary=XX").body(body).fetch().expect(201);
    assert!(server.has("folder/last.txt"));
}
