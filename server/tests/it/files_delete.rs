//! `DELETE /files/{path}`: to the trash, or for good (row 41).

use std::os::unix::fs::symlink;

use holdall_shared::ProblemKind;

use crate::support::{Fetch as _, Server, snapshot};

#[test]
fn delete_moves_to_the_trash() {
    let server = Server::start();
    server.create("/files/a.txt", "precious");
    let answer = server.delete("/files/a.txt").fetch().expect(204);
    assert!(answer.body.is_empty());
    server.get("/files/a.txt").fetch().problem(404, ProblemKind::NotFound);
    assert!(!server.has("a.txt"));
    assert_eq!(server.trash(), [b"precious"]);
}

#[test]
fn deleting_one_name_twice_keeps_both_contents() {
    let server = Server::start();
    for content in ["first", "second"] {
        server.create("/files/a.txt", content);
        server.delete("/files/a.txt").fetch().expect(204);
    }
    let mut trash = server.trash();
    trash.sort();
    assert_eq!(trash, [b"first".to_vec(), b"second".to_vec()]);
}

#[test]
fn permanent_delete_keeps_nothing() {
    let server = Server::start();
    server.create("/files/a.txt", "secret");
    server.delete("/files/a.txt?permanent").fetch().expect(204);
    assert!(!server.has("a.txt"));
    assert!(server.trash().is_empty());
    server.assert_no_leftovers();
}

#[test]
fn delete_of_a_missing_file_is_404_whatever_is_asked() {
    let server = Server::start();
    for target in ["/files/none.txt", "/files/none.txt?permanent", "/files/no/folder.txt"] {
        server.delete(target).fetch().problem(404, ProblemKind::NotFound);
        server.delete(target).header("If-Match", "*").fetch().problem(404, ProblemKind::NotFound);
        server.delete(target).header("If-Match", "\"e1\"").fetch().problem(404, ProblemKind::NotFound);
    }
}

#[test]
fn delete_with_a_stale_validator_is_412_and_keeps_the_file() {
    let server = Server::start();
    let stale = server.create("/files/a.txt", "1").etag();
    let fresh = server.put("/files/a.txt").body("2").fetch().etag();
    for query in ["", "?permanent"] {
        let answer = server.delete(&format!("/files/a.txt{query}")).header("If-Match", &stale).fetch();
        answer.problem(412, ProblemKind::PreconditionFailed);
        assert_eq!(server.read("a.txt"), b"2");
    }
    server.delete("/files/a.txt").header("If-Match", fresh).fetch().expect(204);
    assert!(!server.has("a.txt"));
}

#[test]
fn a_folder_is_deleted_as_a_folder_only() {
    let server = Server::start();
    server.write("folder/inner.txt", "x");
    for target in ["/files/folder", "/files/folder/", "/files/folder?permanent", "/files/"] {
        server.delete(target).fetch().problem(409, ProblemKind::IsFolder);
    }
    assert_eq!(server.read("folder/inner.txt"), b"x");
}

#[test]
fn deleting_a_link_removes_the_link_and_not_its_target() {
    let server = Server::start();
    let outside = server.setup().beside("outside.txt");
    std::fs::write(&outside, "outside").unwrap();
    server.write("target.txt", "target");
    server.write("folder/inner.txt", "inner");
    for query in ["", "?permanent"] {
        for (name, target) in [("l1", "target.txt"), ("l2", "folder"), ("l3", "nowhere"), ("l4", "../outside.txt")] {
            symlink(target, server.path(name)).unwrap();
            server.delete(&format!("/files/{name}{query}")).fetch().expect(204);
            assert!(!server.has(name), "{name}");
        }
    }
    let kept: Vec<_> = snapshot(server.setup().files()).into_keys().collect();
    assert_eq!(kept, ["folder", "folder/inner.txt", "target.txt"]);
    assert_eq!(std::fs::read(outside).unwrap(), b"outside");
}

#[test]
fn an_unknown_parameter_deletes_nothing() {
    let server = Server::start();
    server.create("/files/a.txt", "x");
    for query in ["?permanently", "?permanent=maybe", "?force"] {
        server.delete(&format!("/files/a.txt{query}")).fetch().problem(400, ProblemKind::InvalidRequest);
    }
    assert_eq!(server.read("a.txt"), b"x");
}

#[test]
fn of_many_deleters_exactly_one_succeeds() {
    let server = Server::start();
    server.create("/files/a.txt", "x");
    let mut statuses: Vec<u16> = std::thread::scope(|scope| {
        let tasks: Vec<_> = (0..6).map(|_| scope.spawn(|| server.delete("/files/a.txt").fetch().status)).collect();
        tasks.into_iter().map(|task| task.join().unwrap()).collect()
    });
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 404, 404, 404, 404, 404]);
    assert_eq!(server.trash().len(), 1);
}
