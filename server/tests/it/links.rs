//! Symbolic links are shown and never followed, whatever their shape and whenever they appear (security contract).

use std::{
    fs,
    os::unix::fs::symlink,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use holdall_shared::{EntryKind, FileList, Listing};
use reqwest::{
    Method,
    blocking::multipart::{Form, Part},
};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use serde_json::json;

use crate::support::{Answer, Fetch as _, Server, Setup, snapshot};

const SECRET: &str = "the secret outside";

const LINKS: [(&str, &str); 10] = [
    ("to-file", "inside.txt"),
    ("to-outside-file", "../outside/secret.txt"),
    ("to-folder", "folder"),
    ("to-outside-folder", "../outside"),
    ("absolute", "/etc"),
    ("dangling", "nowhere.txt"),
    ("dangling-outside", "../outside/new.txt"),
    ("to-link", "to-outside-folder"),
    ("loop", "loop"),
    ("magic", "/proc/self/root"),
];

fn server_with_links() -> Server {
    let setup = Setup::new();
    fs::create_dir(setup.beside("outside")).unwrap();
    fs::write(setup.beside("outside/secret.txt"), SECRET).unwrap();
    let server = setup.start();
    server.write("inside.txt", "inside");
    server.write("folder/secret.txt", "inner");
    server.write("nested/deep/x.txt", "x");
    for (name, target) in LINKS {
        symlink(target, server.path(name)).unwrap();
    }
    symlink("../../../outside", server.path("nested/deep/link")).unwrap();
    server
}

/// Everything that can be asked of a link and of what seems to lie below it.
fn ask_all(server: &Server, link: &str) -> Vec<(String, Answer)> {
    let mut answers = Vec::new();
    let below = format!("{link}/secret.txt");
    for (method, target) in [
        (Method::GET, format!("/files/{link}")),
        (Method::GET, format!("/files/{link}?inline")),
        (Method::HEAD, format!("/files/{link}")),
        (Method::GET, format!("/files/{below}")),
        (Method::HEAD, format!("/files/{below}")),
        (Method::POST, format!("/files/{link}")),
        (Method::POST, format!("/files/{link}/new.txt")),
        (Method::POST, format!("/files/{link}/new.txt?parents")),
        (Method::POST, format!("/files/{link}/a/new.txt?parents")),
        (Method::PUT, format!("/files/{link}")),
        (Method::PUT, format!("/files/{below}")),
        (Method::DELETE, format!("/files/{below}")),
        (Method::DELETE, format!("/files/{below}?permanent")),
        (Method::GET, format!("/api/entries/{below}")),
        (Method::GET, format!("/api/folders/{link}")),
        (Method::GET, format!("/api/folders/{link}/deep")),
        (Method::POST, format!("/api/folders/{link}")),
        (Method::POST, format!("/api/folders/{link}/new")),
        (Method::POST, format!("/api/folders/{link}/a/new?parents")),
        (Method::DELETE, format!("/api/folders/{link}")),
        (Method::DELETE, format!("/api/folders/{link}/deep")),
    ] {
        let answer = server.request(method.clone(), &target).fetch();
        answers.push((format!("{method} {target}"), answer));
    }
    let create = server.put(&format!("/files/{link}/new.txt")).header("If-None-Match", "*").body("evil").fetch();
    answers.push((format!("PUT {link}/new.txt, if there is none"), create));
    let form = Form::new().part("f", Part::bytes(b"evil".to_vec()).file_name("new.txt"));
    answers.push((format!("a form to {link}"), server.post(&format!("/files/{link}/")).multipart(form).fetch()));
    for (from, to) in
        [(below.clone(), "taken-out.txt".to_owned()), ("inside.txt".to_owned(), format!("{link}/put-in.txt"))]
    {
        let answer = server.post("/api/move").json(&json!({"from": from, "to": to})).fetch();
        answers.push((format!("move {from} to {to}"), answer));
    }
    answers
}

#[test]
fn no_link_is_followed_by_any_request() {
    let server = server_with_links();
    let home = server.setup().files().parent().unwrap();
    let before = snapshot(home);
    for link in LINKS.map(|(name, _)| name).into_iter().chain(["nested/deep/link"]) {
        for (request, answer) in ask_all(&server, link) {
            assert!([404, 409].contains(&answer.status), "{request}: {} {}", answer.status, answer.text());
            assert!(!answer.text().contains(SECRET), "{request}");
        }
        assert_eq!(snapshot(home), before, "{link}");
    }
}

#[test]
fn links_are_listed_as_links_and_left_out_of_the_list_of_files() {
    let server = server_with_links();
    let listing: Listing = server.get("/api/folders/").fetch().expect(200).json();
    let links = listing.entries.iter().filter(|entry| entry.kind == EntryKind::Link).count();
    assert_eq!(links, LINKS.len());
    let list: FileList = server.get("/file-list").fetch().expect(200).json();
    let mut names: Vec<_> = list.files.iter().map(|file| file.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["folder/secret.txt", "inside.txt", "nested/deep/x.txt"]);
}

#[test]
fn deleting_a_folder_with_links_leaves_their_targets() {
    let server = server_with_links();
    let outside = snapshot(&server.setup().beside("outside"));
    server.delete("/api/folders/nested").fetch().expect(204);
    assert_eq!(snapshot(&server.setup().beside("outside")), outside);
}

#[test]
fn a_folder_that_turns_into_a_link_meanwhile_is_not_followed() {
    let server = server_with_links();
    server.write("swap/secret.txt", "inner");
    symlink("../outside", server.path("swapped-in")).unwrap();
    let outside = snapshot(&server.setup().beside("outside"));
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                let (one, other) = (server.path("swap"), server.path("swapped-in"));
                renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).unwrap();
            }
        });
        let tasks: Vec<_> = (0..3)
            .map(|client| {
                scope.spawn({
                    let server = &server;
                    move || race(server, client)
                })
            })
            .collect();
        let results: Vec<_> = tasks.into_iter().map(thread::ScopedJoinHandle::join).collect();
        done.store(true, Ordering::Relaxed);
        let opened: u32 = results.into_iter().map(|result| result.unwrap()).sum();
        assert!((1..180).contains(&opened), "the race was none: {opened} of 180 reads found the folder");
    });
    assert_eq!(snapshot(&server.setup().beside("outside")), outside);
}

/// How many of sixty reads found the folder and not the link.
fn race(server: &Server, client: u32) -> u32 {
    let mut opened = 0;
    for n in 0..60 {
        let read = server.get("/files/swap/secret.txt").fetch();
        opened += u32::from(read.status == 200);
        assert!(read.status != 200 || read.text() == "inner", "{}", read.text());
        let target = format!("/files/swap/new-{client}-{n}.txt");
        server.post(&target).body("x").fetch();
        server.put("/files/swap/secret.txt").body("inner").fetch();
        server.delete(&target).fetch();
        let listing = server.get("/api/folders/swap").fetch();
        assert!(!listing.text().contains("outside"), "{}", listing.text());
    }
    opened
}
