//! Another disk inside the upload folder: it is read, and told apart where nothing can be published in one step (D1).

use std::fs;

use holdall_shared::{FileList, ProblemKind};
use serde_json::json;

use crate::{
    machine::{Mount, skip},
    support::{Fetch as _, Server},
};

#[test]
fn changes_across_disks_are_refused_and_lose_nothing() {
    let server = Server::start();
    fs::create_dir(server.path("disk")).unwrap();
    let _mount = match Mount::tmpfs(&server.path("disk"), "size=1m") {
        Err(why) => return skip("changes_across_disks_are_refused_and_lose_nothing", &why),
        Ok(mount) => mount,
    };
    server.write("disk/old.txt", "old");
    server.write("disk/folder/inner.txt", "inner");
    server.write("here.txt", "here");
    let other = ProblemKind::OtherFileSystem;
    server.post("/files/disk/new.txt").body("x").fetch().problem(409, other);
    server.put("/files/disk/old.txt").body("x").fetch().problem(409, other);
    server.delete("/files/disk/old.txt").fetch().problem(409, other);
    server.delete("/api/folders/disk/folder").fetch().problem(409, other);
    for (from, to) in [("here.txt", "disk/here.txt"), ("disk/old.txt", "old.txt")] {
        server.post("/api/move").json(&json!({"from": from, "to": to})).fetch().problem(409, other);
    }
    let whole = server.delete("/api/folders/disk").fetch().status;
    assert!((400..600).contains(&whole), "a mounted disk is nothing to throw away: {whole}");
    assert_eq!(
        (server.read("disk/old.txt"), server.read("disk/folder/inner.txt")),
        (b"old".to_vec(), b"inner".to_vec())
    );
    assert_eq!(server.read("here.txt"), b"here");
    assert_eq!(server.get("/files/disk/old.txt").fetch().expect(200).text(), "old");
    assert_eq!(server.get("/file-list").fetch().expect(200).json::<FileList>().files.len(), 3);
    server.assert_no_leftovers();
}
