//! `POST /files/{path}`: makes a file, never touches one (row 38, D5).

use std::{
    fs,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink},
    sync::Barrier,
    thread,
};

use holdall_shared::{Entry, EntryKind, EntryPath, ProblemKind, url};
use reqwest::blocking::Body;
use serde_json::json;

use crate::support::{Connection, Fetch as _, Server, sample, snapshot};

#[test]
fn create_answers_where_the_file_is_and_what_it_is() {
    let server = Server::start();
    let content = sample(100_000);
    let answer = server.create("/files/Caf%C3%A9%20%26%20co.txt", content.clone());
    assert_eq!(answer.field("location"), "/files/Caf%C3%A9%20%26%20co.txt");
    let entry: Entry = answer.json();
    assert_eq!((entry.name.as_str(), entry.path.as_str()), ("Café & co.txt", "Café & co.txt"));
    assert_eq!((entry.kind, entry.size), (EntryKind::File, Some(100_000)));
    assert_eq!(entry.url, answer.field("location"));
    assert!(entry.media_type.is_some_and(|media_type| media_type.starts_with("text/plain")));
    assert_eq!(entry.etag, Some(answer.etag()));
    let read = server.get(&entry.url).fetch().expect(200);
    assert_eq!((read.etag(), &read.body), (answer.etag(), &content));
    assert_eq!(server.read("Café & co.txt"), content);
    server.assert_no_leftovers();
}

#[test]
fn create_takes_bodies_of_every_length_and_framing() {
    let server = Server::start();
    for length in [0, 1, 65_535, 65_536, 1 << 20, (1 << 20) + 1, 5_000_000] {
        let content = sample(length);
        server.create(&format!("/files/sized-{length}"), content.clone());
        let chunked = Body::new(std::io::Cursor::new(content.clone()));
        server.post(&format!("/files/chunked-{length}")).body(chunked).fetch().expect(201);
        assert!(server.read(&format!("sized-{length}")) == content, "{length}");
        assert!(server.read(&format!("chunked-{length}")) == content, "{length}");
        let size = server.get(&format!("/files/chunked-{length}")).fetch().field("content-length");
        assert_eq!(size, length.to_string());
    }
}

#[test]
fn create_on_an_existing_name_is_409_and_keeps_the_old_content() {
    let server = Server::start();
    let etag = server.create("/files/a.txt", "old").etag();
    let problem = server.post("/files/a.txt").body("new").fetch().problem(409, ProblemKind::NameTaken);
    let existing = problem.extensions.existing.unwrap();
    assert_eq!((existing.path.as_str(), existing.size, existing.etag), ("a.txt", Some(3), Some(etag.clone())));
    let read = server.get("/files/a.txt").fetch();
    assert_eq!((read.text(), read.etag()), ("old".to_owned(), etag));
    server.assert_no_leftovers();
}

#[test]
fn create_on_a_folder_or_a_link_is_409_and_leaves_it_alone() {
    let server = Server::start();
    server.write("folder/inner.txt", "x");
    server.write("target.txt", "target");
    symlink("target.txt", server.path("link")).unwrap();
    symlink("nowhere.txt", server.path("dangling")).unwrap();
    let before = snapshot(server.setup().files());
    for (name, kind) in [("folder", EntryKind::Folder), ("link", EntryKind::Link), ("dangling", EntryKind::Link)] {
        let answer = server.post(&format!("/files/{name}")).body("new").fetch();
        let problem = answer.problem(409, ProblemKind::NameTaken);
        assert_eq!(problem.extensions.existing.map(|entry| entry.kind), Some(kind));
    }
    assert_eq!(snapshot(server.setup().files()), before);
}

#[test]
fn keep_both_numbers_the_new_file() {
    let server = Server::start();
    server.create("/files/report.pdf", "1");
    for (content, name) in [("2", "report (2).pdf"), ("3", "report (3).pdf")] {
        let answer = server.post("/files/report.pdf?on-conflict=rename").body(content).fetch().expect(201);
        let entry: Entry = answer.json();
        assert_eq!(entry.path.as_str(), name);
        assert_eq!(answer.field("location"), entry.url);
        assert_eq!(server.get(&entry.url).fetch().text(), content);
    }
    assert_eq!(server.read("report.pdf"), b"1");
    let answer = server.post("/files/new.pdf?on-conflict=rename").body("x").fetch().expect(201);
    assert_eq!(answer.field("location"), "/files/new.pdf");
    let explicit = server.post("/files/report.pdf?on-conflict=fail").body("x").fetch();
    explicit.problem(409, ProblemKind::NameTaken);
}

#[test]
fn parameters_that_do_not_exist_are_refused() {
    let server = Server::start();
    for query in ["?on-conflict=overwrite", "?on-conflict=", "?onconflict=rename", "?overwrite=1"] {
        let answer = server.post(&format!("/files/a.txt{query}")).body("x").fetch();
        answer.problem(400, ProblemKind::InvalidRequest);
    }
    assert!(!server.has("a.txt"));
}

#[test]
fn a_missing_folder_is_409_unless_it_may_be_made() {
    let server = Server::start();
    server.post("/files/a/b/c.txt").body("x").fetch().problem(409, ProblemKind::ParentMissing);
    assert!(!server.has("a"));
    let answer = server.post("/files/a/b/c.txt?parents").body("x").fetch().expect(201);
    assert_eq!(answer.field("location"), "/files/a/b/c.txt");
    assert_eq!(server.read("a/b/c.txt"), b"x");
    server.post("/files/a/b/d.txt?parents").body("y").fetch().expect(201);
    let refused = server.post("/files/new/a:b/c.txt?parents").body("x").fetch();
    refused.problem(400, ProblemKind::InvalidName);
    assert!(!server.has("new"), "nothing is made on the way to a refusal");
}

#[test]
fn a_file_is_no_folder_to_create_in() {
    let server = Server::start();
    server.create("/files/a.txt", "old");
    for query in ["", "?parents"] {
        let answer = server.post(&format!("/files/a.txt/b.txt{query}")).body("x").fetch().expect(409);
        let problem: holdall_shared::Problem = serde_json::from_slice(&answer.body).unwrap();
        assert!([ProblemKind::NotFolder, ProblemKind::ParentMissing].contains(&problem.kind), "{problem:?}");
    }
    assert_eq!(server.read("a.txt"), b"old");
}

#[test]
fn a_new_file_has_the_rights_of_any_new_file() {
    let server = Server::start();
    server.write("by-hand", "x");
    server.create("/files/by-holdall", "x");
    let by_hand = fs::metadata(server.path("by-hand")).unwrap();
    let by_holdall = fs::metadata(server.path("by-holdall")).unwrap();
    assert_eq!(by_holdall.permissions().mode(), by_hand.permissions().mode());
    assert_eq!((by_holdall.uid(), by_holdall.nlink()), (by_hand.uid(), 1));
}

#[test]
fn of_many_creators_of_one_name_exactly_one_wins_and_none_mix() {
    let server = Server::start();
    let barrier = Barrier::new(8);
    for round in 0..5 {
        let target = format!("/files/race-{round}");
        let answers: Vec<(u8, u16)> = thread::scope(|scope| {
            let tasks: Vec<_> = (0..8_u8)
                .map(|n| {
                    let (server, barrier, target) = (&server, &barrier, &target);
                    scope.spawn(move || {
                        barrier.wait();
                        (n, server.post(target).body(vec![n; 300_000]).fetch().status)
                    })
                })
                .collect();
            tasks.into_iter().map(|task| task.join().unwrap()).collect()
        });
        let winners: Vec<u8> = answers.iter().filter(|(_, status)| *status == 201).map(|(n, _)| *n).collect();
        assert_eq!(winners.len(), 1, "{answers:?}");
        assert!(answers.iter().all(|(_, status)| [201, 409].contains(status)), "{answers:?}");
        assert!(server.get(&target).fetch().body == vec![winners[0]; 300_000]);
    }
    server.assert_no_leftovers();
}

#[test]
fn of_many_that_keep_both_none_is_lost() {
    let server = Server::start();
    thread::scope(|scope| {
        for n in 0..8 {
            let server = &server;
            scope.spawn(move || {
                server.post("/files/x.txt?on-conflict=rename").body(n.to_string()).fetch().expect(201);
            });
        }
    });
    let mut contents: Vec<_> = snapshot(server.setup().files()).into_values().collect();
    contents.sort_by_key(|node| format!("{node:?}"));
    contents.dedup();
    assert_eq!(contents.len(), 8);
}

#[test]
fn an_upload_is_invisible_until_it_is_whole() {
    let server = Server::start();
    let mut slow = Connection::open(&server);
    slow.send(Connection::head("POST", "/files/a.txt", &["Content-Length: 200000", "Connection: close"]));
    slow.send(vec![b'1'; 150_000]);
    for _ in 0..10 {
        server.get("/files/a.txt").fetch().problem(404, ProblemKind::NotFound);
        let listing: holdall_shared::Listing = server.get("/api/folders/?hidden=true").fetch().json();
        assert_eq!((listing.total, listing.unlisted), (0, 0));
        assert_eq!(server.get("/file-list").fetch().json::<holdall_shared::FileList>().files, []);
    }
    server.create("/files/a.txt", "first");
    slow.send(vec![b'1'; 50_000]);
    slow.answer().problem(409, ProblemKind::NameTaken);
    assert_eq!(server.read("a.txt"), b"first");
    server.assert_no_leftovers();
}

#[test]
fn a_folder_that_is_missing_as_it_was_said_is_the_one_that_is_made() {
    // As macOS says names: what is made is in NFC, and all files of one folder go to one folder.
    let server = Server::start();
    let said = EntryPath::new("re\u{301}sume\u{301}s/cafe\u{301}").unwrap();
    let files = url::folder_url(url::FILES, &said);
    for (name, query) in
        [("a", "?parents"), ("b", "?parents&on-conflict=rename"), ("a", "?parents&on-conflict=replace")]
    {
        let answer = server.post(&format!("{files}{name}{query}")).body(name).fetch();
        assert!([200, 201].contains(&answer.status), "{}", answer.text());
        assert_eq!(answer.json::<Entry>().path.as_str(), format!("résumés/café/{name}"));
    }
    let folder = url::entry_url("/api/folders", &said);
    let made = server.post(&format!("{folder}/made?parents")).fetch().expect(201);
    assert_eq!(made.json::<Entry>().path.as_str(), "résumés/café/made");
    let transfer = json!({"from": "résumés/café/b", "to": format!("{said}/deep/c"), "parents": true});
    assert_eq!(
        server.post("/api/move").json(&transfer).fetch().expect(200).json::<Entry>().path.as_str(),
        "résumés/café/deep/c"
    );
    // One that other programs made is used as it is.
    server.write("u\u{308}ber/old", "x");
    let answer = server.post("/files/u%CC%88ber/new?parents").body("x").fetch().expect(201);
    assert_eq!(answer.json::<Entry>().path.as_str(), "u\u{308}ber/new");
}
