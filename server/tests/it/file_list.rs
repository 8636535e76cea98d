//! `GET /file-list`: every file of every folder, for scripts.

use std::{
    collections::BTreeSet,
    ffi::OsStr,
    fs,
    os::unix::{ffi::OsStrExt as _, fs::symlink},
};

use holdall_shared::FileList;

use crate::support::{Fetch as _, Server};

fn list(server: &Server) -> FileList {
    server.get("/file-list").fetch().expect(200).json()
}

#[test]
fn an_empty_folder_is_an_empty_list() {
    let answer = Server::start().get("/file-list").fetch().expect(200);
    assert_eq!(answer.json::<serde_json::Value>(), serde_json::json!({"files": []}));
}

#[test]
fn every_file_is_listed_once_with_an_address_that_works() {
    let server = Server::start();
    let names = ["a.txt", "Café & co/100%.txt", "a/b/c/d.txt", "a/b/quote\"d.txt", "control\u{1}.txt", ".env"];
    for name in names {
        server.write(name, name);
    }
    fs::create_dir(server.path("empty")).unwrap();
    let list = list(&server);
    let told: BTreeSet<_> = list.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!((told, list.files.len()), (BTreeSet::from(names), names.len()));
    for file in list.files {
        assert!(file.url.starts_with("/files/"), "{}", file.url);
        assert_eq!(file.size, u64::try_from(file.name.as_str().len()).unwrap());
        assert_eq!(server.get(&file.url).fetch().expect(200).text(), file.name.as_str());
    }
}

#[test]
fn what_is_no_file_is_not_listed() {
    let server = Server::start();
    server.write("a.txt", "x");
    server.write("deleted.txt", "x");
    server.delete("/files/deleted.txt").fetch().expect(204);
    server.write("back\\slash.txt", "x");
    fs::write(server.setup().files().join(OsStr::from_bytes(b"latin-\xe9.txt")), "x").unwrap();
    symlink("a.txt", server.path("link")).unwrap();
    symlink(".", server.path("loop")).unwrap();
    symlink("/etc", server.path("etc")).unwrap();
    let names: Vec<_> = list(&server).files.into_iter().map(|file| file.name.to_string()).collect();
    assert_eq!(names, ["a.txt"]);
}

#[test]
fn thousands_of_files_are_one_valid_document() {
    let server = Server::start();
    for n in 0..3000 {
        server.write(&format!("{}/{n}.txt", n % 7), "");
    }
    let names: BTreeSet<_> = list(&server).files.into_iter().map(|file| file.name).collect();
    assert_eq!(names.len(), 3000);
    assert_eq!(server.head("/file-list").fetch().expect(200).body, b"");
}
