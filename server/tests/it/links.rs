//! Symbolic links are shown and never followed, whatever their shape and whatever is asked (security contract).

use std::{fs, os::unix::fs::symlink};

use holdall_shared::{
    BatchResults, Deleted, Entry, EntryKind, FileList, FileVersions, Listing, ProblemKind, SearchResults,
};
use serde_json::json;

use crate::support::{Fetch as _, Server, Setup, eventually, snapshot};

pub(crate) const SECRET: &str = "the secret outside";

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

pub(crate) fn server_with_links() -> Server {
    let setup = Setup::new();
    fs::create_dir(setup.beside("outside")).unwrap();
    fs::write(setup.beside("outside/secret.txt"), SECRET).unwrap();
    let server = setup.start();
    server.create("/files/inside.txt", "before");
    server.put("/files/inside.txt").body("inside").fetch().expect(200);
    server.write("folder/secret.txt", "inner");
    server.write("nested/deep/x.txt", "x");
    for (name, target) in LINKS {
        symlink(target, server.path(name)).unwrap();
    }
    symlink("../../../outside", server.path("nested/deep/link")).unwrap();
    server
}

pub(crate) fn links() -> impl Iterator<Item = &'static str> {
    LINKS.map(|(name, _)| name).into_iter().chain(["nested/deep/link"])
}

pub(crate) fn version(server: &Server) -> String {
    let versions: FileVersions = server.get("/api/versions/inside.txt").fetch().expect(200).json();
    versions.versions[0].id.clone()
}

#[test]
fn a_link_is_told_as_a_link_and_nothing_of_its_target() {
    let server = server_with_links();
    for link in links() {
        for query in ["", "?digest"] {
            let answer = server.get(&format!("/api/entries/{link}{query}")).fetch().expect(200);
            let entry: Entry = answer.json();
            assert_eq!(
                (entry.kind, entry.size, entry.etag, entry.digests),
                (EntryKind::Link, None, None, None),
                "{link}"
            );
            assert!(!answer.text().contains("outside/") && !answer.text().contains("/etc"), "{}", answer.text());
        }
    }
}

#[test]
fn links_are_listed_as_links_and_left_out_of_the_list_of_files() {
    let server = server_with_links();
    for sort in ["name", "size", "modified", "kind"] {
        let listing: Listing = server.get(&format!("/api/folders/?sort={sort}")).fetch().expect(200).json();
        let links: Vec<_> = listing.entries.iter().filter(|entry| entry.kind == EntryKind::Link).collect();
        assert_eq!(links.len(), LINKS.len(), "{sort}");
        assert!(links.iter().all(|entry| entry.size.is_none()), "{sort}: {links:?}");
    }
    let search = || server.get("/api/search?q=secret").fetch().expect(200).json::<SearchResults>();
    eventually("names that were read", || search().complete);
    let found: Vec<String> = search().entries.iter().map(|entry| entry.path.to_string()).collect();
    assert_eq!(found, ["folder/secret.txt"]);
    let list: FileList = server.get("/file-list").fetch().expect(200).json();
    let mut names: Vec<_> = list.files.iter().map(|file| file.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["folder/secret.txt", "inside.txt", "nested/deep/x.txt"]);
}

#[test]
fn deleting_a_link_removes_the_link_only_and_it_comes_back_as_it_was() {
    let server = server_with_links();
    let home = server.setup().files().parent().unwrap();
    let before = snapshot(home);
    for link in links() {
        let answer = server.delete(&format!("/files/{link}")).header("Prefer", "return=representation").fetch();
        let trashed = answer.expect(200).json::<Deleted>().trashed.unwrap();
        assert_eq!(trashed.kind, EntryKind::Link, "{link}");
        let mut without = before.clone();
        without.remove(&format!("files/{link}"));
        assert_eq!(snapshot(home), without, "{link}");
        server.get(&format!("/files/{link}/secret.txt")).fetch().expect(404);
        server.post("/api/restore").json(&json!({"id": trashed.id})).fetch().expect(201);
        assert_eq!(snapshot(home), before, "{link}");
        // And again, for good: by its own request, by a batch, and from the trash.
        let target = server.path(link);
        let to = fs::read_link(&target).unwrap();
        server.delete(&format!("/files/{link}?permanent")).fetch().expect(204);
        assert_eq!(snapshot(home), without, "{link}");
        symlink(&to, &target).unwrap();
        let operation = json!({"operations": [{"op": "delete", "path": link}]});
        let result =
            server.post("/api/batch").json(&operation).fetch().expect(200).json::<BatchResults>().results.remove(0);
        let id = result.deleted.unwrap().trashed.unwrap().id;
        server.delete(&format!("/api/trash/{id}")).fetch().expect(204);
        assert_eq!(snapshot(home), without, "{link}");
        symlink(&to, &target).unwrap();
    }
}

#[test]
fn a_link_is_moved_and_copied_as_a_link() {
    let server = server_with_links();
    let outside = snapshot(&server.setup().beside("outside"));
    for link in links() {
        let to = fs::read_link(server.path(link)).unwrap();
        let copied: Entry =
            server.post("/api/copy").json(&json!({"from": link, "to": "copy"})).fetch().expect(201).json();
        assert_eq!((copied.kind, fs::read_link(server.path("copy")).unwrap()), (EntryKind::Link, to.clone()), "{link}");
        let moved = server.post("/api/move").json(&json!({"from": "copy", "to": "folder/moved"})).fetch().expect(200);
        assert_eq!(moved.json::<Entry>().kind, EntryKind::Link, "{link}");
        assert_eq!(fs::read_link(server.path("folder/moved")).unwrap(), to, "{link}");
        server.delete("/files/folder/moved?permanent").fetch().expect(204);
    }
    assert_eq!(snapshot(&server.setup().beside("outside")), outside);
}

#[test]
fn what_replaces_a_link_takes_its_name_and_not_its_target() {
    for (n, link) in links().enumerate() {
        let server = server_with_links();
        let home = server.setup().files().parent().unwrap();
        let mut before = snapshot(home);
        let replace = |target: &str| {
            server.post(target).json(&json!({"from": "inside.txt", "to": link, "on_conflict": "replace"})).fetch()
        };
        let answer = match n % 3 {
            0 => server.post(&format!("/files/{link}?on-conflict=replace")).body("inside").fetch(),
            1 => replace("/api/copy"),
            _ => replace("/api/move"),
        };
        let mut now = snapshot(home);
        if [404, 409].contains(&answer.status) {
            assert_eq!(now, before, "{link}");
            continue;
        }
        assert!([200, 201].contains(&answer.status), "{link}: {} {}", answer.status, answer.text());
        let path = format!("files/{link}");
        assert_eq!(now.remove(&path), Some(crate::support::Node::File(b"inside".to_vec())), "{link}");
        now.remove("files/inside.txt");
        before.remove(&path);
        before.remove("files/inside.txt");
        assert_eq!(now, before, "{link}: something else changed");
    }
}

#[test]
fn an_archive_of_a_folder_leaves_its_links_out() {
    let server = server_with_links();
    for query in ["path=", "path=nested&path=folder", "path=nested%2Fdeep"] {
        let answer = server.get(&format!("/api/archive?{query}")).fetch().expect(200);
        for told in [SECRET, "to-outside", "deep/link", "root:x:"] {
            assert!(!answer.text().contains(told), "{query}: {told}");
        }
        assert!(answer.text().contains("x.txt"), "{query}");
    }
    for link in links() {
        let answer = server.get(&format!("/api/archive?path={link}")).fetch();
        assert!(answer.status == 200 || answer.status == 409, "{link}: {}", answer.status);
        assert!(!answer.text().contains(SECRET) && !answer.text().contains("secret.txt"), "{link}");
    }
}

#[test]
fn a_copied_folder_has_the_links_and_not_their_targets() {
    let server = server_with_links();
    for (name, target) in LINKS {
        symlink(target, server.path("folder").join(name)).unwrap();
    }
    server.post("/api/copy").json(&json!({"from": "folder", "to": "copy"})).fetch().expect(201);
    assert_eq!(snapshot(&server.path("copy")), snapshot(&server.path("folder")));
    for (name, target) in LINKS {
        assert_eq!(fs::read_link(server.path("copy").join(name)).unwrap().to_str(), Some(target));
    }
}

#[test]
fn deleting_a_folder_with_links_leaves_their_targets() {
    let server = server_with_links();
    let outside = snapshot(&server.setup().beside("outside"));
    let answer = server.delete("/api/folders/nested").header("Prefer", "return=representation").fetch().expect(200);
    let id = answer.json::<Deleted>().trashed.unwrap().id;
    server.delete(&format!("/api/trash/{id}")).fetch().expect(204);
    symlink("../../outside", server.path("folder/link")).unwrap();
    server.delete("/api/folders/folder?permanent").fetch().expect(204);
    server.delete("/api/trash").fetch().expect(200);
    server.assert_no_leftovers();
    assert_eq!(snapshot(&server.setup().beside("outside")), outside);
}

#[test]
fn a_link_is_no_version_and_has_none() {
    let server = server_with_links();
    for link in links() {
        let answer = server.get(&format!("/api/versions/{link}")).fetch();
        answer.problem(409, ProblemKind::NotRegular);
    }
    // A file that another program turns into a link keeps its versions, and they do not follow the link.
    let id = version(&server);
    fs::remove_file(server.path("inside.txt")).unwrap();
    symlink("../outside/secret.txt", server.path("inside.txt")).unwrap();
    let answer = server.post("/api/versions/inside.txt").json(&json!({"id": id})).fetch();
    assert!(answer.status < 500, "{}", answer.text());
    let read = server.get(&format!("/files/inside.txt?version={id}")).fetch();
    assert!(!read.text().contains(SECRET));
    assert_eq!(fs::read_to_string(server.setup().beside("outside/secret.txt")).unwrap(), SECRET);
}
