//! `GET /api/storage`: what takes how much. `GET /api/count`: how much is in a folder.

use holdall_shared::{FolderCount, Limits, Storage};

use crate::support::{Fetch as _, Server, eventually};

fn storage(server: &Server) -> Storage {
    server.get("/api/storage").fetch().expect(200).json()
}

#[test]
fn files_trash_and_versions_are_told_apart() {
    let server = Server::start();
    server.write("a.txt", "12345");
    server.write("deep/er/b.txt", "123");
    eventually("a first count", || storage(&server).files == Some(2));
    assert_eq!(storage(&server).used, Some(8));
    server.create("/files/c.txt", "1234567");
    server.put("/files/c.txt").body("12").fetch().expect(200);
    server.delete("/files/a.txt").fetch().expect(204);
    eventually("a new count", || storage(&server).used == Some(5));
    let told = storage(&server);
    assert_eq!((told.files, told.trash, told.trash_entries, told.versions), (Some(2), 5, 1, 7));
    // With its file a version goes to the trash.
    server.delete("/files/c.txt").fetch().expect(204);
    let told = storage(&server);
    assert_eq!((told.trash, told.trash_entries, told.versions), (14, 2, 0));
    server.delete("/api/trash").fetch().expect(200);
    let told = storage(&server);
    assert_eq!((told.trash, told.trash_entries, told.versions), (0, 0, 0));
    assert!(told.free > 0 && told.free < told.total && told.quota.is_none());
}

#[test]
fn the_quota_is_told_as_limits_tell_it() {
    let server = Server::with(["--quota", "1MB"]);
    server.write("a.txt", "x");
    let limits = || -> Limits { server.get("/api/limits").fetch().expect(200).json() };
    eventually("a count of what is there", || limits().free_space == 999_999);
    let told = storage(&server);
    assert_eq!((told.quota, told.free), (limits().quota, 999_999));
}

#[test]
fn a_folder_is_counted_with_all_that_is_in_it() {
    let server = Server::start();
    for (path, content) in [("in/a.txt", "12345"), ("in/deep/er/b.txt", "123"), ("out.txt", "1234567")] {
        server.write(path, content);
    }
    let count = |path: &str| -> FolderCount { server.get(&format!("/api/count{path}")).fetch().expect(200).json() };
    assert_eq!(count("/in"), FolderCount { files: 2, bytes: 8 });
    assert_eq!(count("/in/deep"), FolderCount { files: 1, bytes: 3 });
    assert_eq!(count(""), FolderCount { files: 3, bytes: 15 });
    server.get("/api/count/none").fetch().expect(404);
    server.get("/api/count/out.txt").fetch().expect(409);
}
