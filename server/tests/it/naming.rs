//! Which names may be made, and what is said about the others (the naming policy, D5).

use holdall_shared::{Entry, EntryKind, FileName, Problem, ProblemKind};

use crate::support::{Fetch as _, Server, escaped, snapshot};

#[test]
fn a_name_that_breaks_elsewhere_is_refused_with_one_that_is_accepted() {
    let server = Server::start();
    for (name, suggestion) in [
        ("What is this?.mp4", "What is this_.mp4"),
        ("a:b", "a_b"),
        ("a<b>|*\"", "a_b____"),
        ("con", "con_"),
        ("LPT1.txt", "LPT1_.txt"),
        ("trailing.", "trailing"),
        (" outer ", "outer"),
        ("\u{202e}gpj.exe", "gpj.exe"),
        ("bell\u{7}", "bell"),
        ("line\r\nbreak", "linebreak"),
        ("\u{feff}bom", "bom"),
    ] {
        let answer = server.post(&format!("/files/{}", escaped(name))).body("x").fetch();
        let problem = answer.problem(400, ProblemKind::InvalidName);
        assert_eq!(problem.extensions.suggestion.as_deref(), Some(suggestion), "{name:?}");
        assert!(problem.extensions.reason.is_some_and(|reason| !reason.is_empty()));
        assert!(FileName::new(suggestion).is_ok());
        let folder = server.post(&format!("/api/folders/{}", escaped(name))).fetch();
        folder.problem(400, ProblemKind::InvalidName);
        let put = server.put(&format!("/files/{}", escaped(name))).header("If-None-Match", "*").body("x").fetch();
        put.problem(400, ProblemKind::InvalidName);
    }
    assert!(snapshot(server.setup().files()).is_empty());
}

#[test]
fn names_of_all_languages_are_made_as_they_are() {
    let server = Server::start();
    for name in ["報告.pdf", "ملف.txt", "👩‍👩‍👧.png", ".env", "a+b&c=d#e;f,g.txt", "100%25.txt", "1. a", "it's"]
    {
        let entry: Entry = server.create(&format!("/files/{}", escaped(name)), name).json();
        assert_eq!(entry.name.as_str(), name);
        assert_eq!(server.read(name), name.as_bytes());
        assert_eq!(server.get(&entry.url).fetch().expect(200).text(), name);
    }
}

#[test]
fn new_names_are_composed_and_old_ones_found_byte_by_byte() {
    let server = Server::start();
    let answer = server.create("/files/cafe%CC%81.txt", "x");
    assert_eq!(answer.field("location"), "/files/caf%C3%A9.txt");
    assert!(server.has("caf\u{e9}.txt") && !server.has("cafe\u{301}.txt"));
    server.write("u\u{308}ber.txt", "decomposed");
    assert_eq!(server.get("/files/u%CC%88ber.txt").fetch().expect(200).text(), "decomposed");
}

#[test]
fn another_spelling_of_a_name_is_409() {
    let server = Server::start();
    server.create("/files/Stra%C3%9Fe.txt", "old");
    server.write("cafe\u{301}", "decomposed, by another program");
    server.post("/api/folders/Photos").fetch().expect(201);
    let before = snapshot(server.setup().files());
    for name in ["STRASSE.txt", "strasse.TXT", "caf\u{e9}", "CAF\u{c9}", "PHOTOS"] {
        let target = escaped(name);
        server.post(&format!("/files/{target}")).body("x").fetch().problem(409, ProblemKind::NameCollides);
        server.post(&format!("/api/folders/{target}")).fetch().problem(409, ProblemKind::NameCollides);
        let put = server.put(&format!("/files/{target}")).header("If-None-Match", "*").body("x").fetch();
        put.problem(409, ProblemKind::NameCollides);
    }
    assert_eq!(snapshot(server.setup().files()), before);
}

#[test]
fn keep_both_finds_a_number_that_collides_with_no_spelling() {
    let server = Server::start();
    server.create("/files/A.txt", "1");
    let entry: Entry = server.post("/files/a.txt?on-conflict=rename").body("2").fetch().expect(201).json();
    assert_eq!((entry.name.as_str(), entry.kind), ("a (2).txt", EntryKind::File));
    let entry: Entry = server.post("/files/A.TXT?on-conflict=rename").body("3").fetch().expect(201).json();
    assert_eq!(entry.name.as_str(), "A (3).TXT");
}

#[test]
fn a_name_of_255_bytes_is_made() {
    let server = Server::start();
    let name = "x".repeat(251) + ".txt";
    server.create(&format!("/files/{name}"), "long");
    assert_eq!(server.read(&name), b"long");
    let entry: Entry = server.post(&format!("/files/{name}?on-conflict=rename")).body("2").fetch().expect(201).json();
    assert!(entry.name.as_str().len() <= 255 && entry.name.as_str().ends_with(" (2).txt"), "{}", entry.name);
}

#[test]
fn a_name_of_256_bytes_is_400() {
    let server = Server::start();
    let target = format!("/files/{}.txt", "x".repeat(252));
    let answer = server.post(&target).body("x").fetch().expect(400);
    let problem: Problem = serde_json::from_slice(&answer.body).unwrap();
    assert!([ProblemKind::InvalidName, ProblemKind::InvalidPath].contains(&problem.kind), "{problem:?}");
    assert!(snapshot(server.setup().files()).is_empty());
}

#[test]
fn an_address_that_says_no_name_is_400() {
    let server = Server::start();
    for target in ["/files/%ff", "/files/a%00b", "/files/a%2Fb", "/files/a%5Cb", "/files/%zz", "/files/a//b"] {
        for request in
            [server.get(target), server.post(target).body("x"), server.put(target).body("x"), server.delete(target)]
        {
            request.fetch().problem(400, ProblemKind::InvalidPath);
        }
    }
    assert!(snapshot(server.setup().files()).is_empty());
}
