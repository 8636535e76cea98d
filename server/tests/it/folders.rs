//! `POST` and `DELETE /api/folders/{path}`: making and deleting folders.

use std::os::unix::fs::symlink;

use holdall_shared::{Entry, EntryKind, ProblemKind};

use crate::support::{Fetch as _, Server, snapshot};

#[test]
fn a_folder_is_made_once() {
    let server = Server::start();
    let answer = server.post("/api/folders/New%20folder").fetch().expect(201);
    let entry: Entry = answer.json();
    assert_eq!((entry.path.as_str(), entry.kind, entry.size), ("New folder", EntryKind::Folder, None));
    assert_eq!(entry.url, "/files/New%20folder/");
    assert!(server.path("New folder").is_dir());
    let problem = server.post("/api/folders/New%20folder").fetch().problem(409, ProblemKind::NameTaken);
    assert_eq!(problem.extensions.existing.map(|entry| entry.kind), Some(EntryKind::Folder));
    server.create("/files/file.txt", "x");
    server.post("/api/folders/file.txt").fetch().problem(409, ProblemKind::NameTaken);
}

#[test]
fn a_folder_in_a_missing_one_is_409_unless_both_may_be_made() {
    let server = Server::start();
    server.post("/api/folders/a/b/c").fetch().problem(409, ProblemKind::ParentMissing);
    assert!(!server.has("a"));
    server.post("/api/folders/a/b/c?parents").fetch().expect(201);
    assert!(server.path("a/b/c").is_dir());
}

#[test]
fn a_deleted_folder_lies_in_the_trash_with_all_it_held() {
    let server = Server::start();
    server.write("a/one.txt", "1");
    server.write("a/b/two.txt", "2");
    server.write("kept.txt", "3");
    server.delete("/api/folders/a").fetch().expect(204);
    assert!(!server.has("a"));
    let mut trash = server.trash();
    trash.sort();
    assert_eq!(trash, [b"1", b"2"]);
    server.get("/api/folders/a").fetch().problem(404, ProblemKind::NotFound);
    server.post("/api/folders/a").fetch().expect(201);
    assert_eq!(server.read("kept.txt"), b"3");
}

#[test]
fn a_folder_deleted_for_good_leaves_nothing() {
    let server = Server::start();
    server.write("a/b/two.txt", "2");
    server.delete("/api/folders/a?permanent").fetch().expect(204);
    assert!(!server.has("a") && server.trash().is_empty());
    server.assert_no_leftovers();
}

#[test]
fn only_a_folder_is_deleted_as_a_folder() {
    let server = Server::start();
    server.write("file.txt", "x");
    server.write("real/inner.txt", "x");
    symlink("real", server.path("link")).unwrap();
    let before = snapshot(server.setup().files());
    server.delete("/api/folders/none").fetch().problem(404, ProblemKind::NotFound);
    server.delete("/api/folders/file.txt").fetch().problem(409, ProblemKind::NotFolder);
    let through_link = server.delete("/api/folders/link").fetch().status;
    assert!([404, 409].contains(&through_link), "{through_link}");
    assert_eq!(snapshot(server.setup().files()), before);
}

#[test]
fn the_upload_folder_itself_stays() {
    let server = Server::start();
    server.write("a.txt", "x");
    for target in ["/api/folders", "/api/folders/"] {
        let status = server.delete(target).fetch().status;
        assert!((400..500).contains(&status), "DELETE {target}: {status}");
        let status = server.post(target).fetch().status;
        assert!((400..500).contains(&status), "POST {target}: {status}");
    }
    assert_eq!(server.read("a.txt"), b"x");
}

#[test]
fn of_many_makers_of_one_folder_exactly_one_succeeds() {
    let server = Server::start();
    let mut statuses: Vec<u16> = std::thread::scope(|scope| {
        let tasks: Vec<_> = (0..6).map(|_| scope.spawn(|| server.post("/api/folders/a").fetch().status)).collect();
        tasks.into_iter().map(|task| task.join().unwrap()).collect()
    });
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409, 409]);
}

#[test]
fn many_creators_may_make_the_same_folders_on_their_way() {
    let server = Server::start();
    std::thread::scope(|scope| {
        for n in 0..8 {
            let server = &server;
            scope.spawn(move || server.post(&format!("/files/a/b/c/{n}.txt?parents")).body("x").fetch().expect(201));
        }
    });
    assert_eq!(snapshot(server.setup().files()).len(), 3 + 8);
}
