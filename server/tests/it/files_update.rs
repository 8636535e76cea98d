//! `PUT /files/{path}`: replaces a file, as a whole and never by accident (rows 35–37, D5).

use std::{
    fs,
    os::unix::fs::{PermissionsExt as _, symlink},
    sync::Barrier,
    thread,
};

use holdall_shared::{Entry, ProblemKind};

use crate::support::{Connection, Fetch as _, Server, sample, snapshot};

#[test]
fn update_replaces_the_content_and_answers_the_new_validator() {
    let server = Server::start();
    let old = server.create("/files/a.txt", "old").etag();
    let answer = server.put("/files/a.txt").body("newer").fetch().expect(200);
    let entry: Entry = answer.json();
    assert_eq!((entry.path.as_str(), entry.size, entry.etag), ("a.txt", Some(5), Some(answer.etag())));
    assert_ne!(answer.etag(), old);
    let read = server.get("/files/a.txt").fetch();
    assert_eq!((read.text(), read.etag()), ("newer".to_owned(), answer.etag()));
    server.assert_no_leftovers();
}

#[test]
fn update_of_a_missing_file_is_404_and_says_how_to_create() {
    let server = Server::start();
    for target in ["/files/none.txt", "/files/no/folder.txt"] {
        let problem = server.put(target).body("x").fetch().problem(404, ProblemKind::NotFound);
        assert!(problem.detail.contains("POST") && problem.detail.contains("If-None-Match"), "{}", problem.detail);
        for (field, value) in
            [("If-Match", "*"), ("If-Match", "\"e1\""), ("If-Unmodified-Since", "Sat, 01 Jan 2000 00:00:00 GMT")]
        {
            server.put(target).header(field, value).body("x").fetch().problem(404, ProblemKind::NotFound);
        }
    }
    assert!(snapshot(server.setup().files()).is_empty());
}

#[test]
fn if_none_match_star_makes_put_create() {
    let server = Server::start();
    let create = |body: &'static str| server.put("/files/a.txt").header("If-None-Match", "*").body(body).fetch();
    let answer = create("first").expect(201);
    assert_eq!(answer.field("location"), "/files/a.txt");
    assert_eq!(answer.etag(), server.get("/files/a.txt").fetch().etag());
    create("second").problem(412, ProblemKind::PreconditionFailed);
    assert_eq!(server.read("a.txt"), b"first");
    let lost = server.put("/files/no/a.txt").header("If-None-Match", "*").body("x").fetch();
    lost.problem(409, ProblemKind::ParentMissing);
}

#[test]
fn if_match_guards_against_a_lost_update() {
    let server = Server::start();
    let first = server.create("/files/a.txt", "1").etag();
    let put = |etag: &str, body: &'static str| server.put("/files/a.txt").header("If-Match", etag).body(body).fetch();
    let second = put(&first, "2").expect(200).etag();
    put(&first, "3").problem(412, ProblemKind::PreconditionFailed);
    put(&format!("W/{second}"), "3").problem(412, ProblemKind::PreconditionFailed);
    put("\"x\"", "3").problem(412, ProblemKind::PreconditionFailed);
    assert_eq!(server.read("a.txt"), b"2");
    let third = put(&format!("\"x\", {second}"), "4").expect(200).etag();
    put("*", "5").expect(200);
    assert_ne!(third, second);
    assert_eq!(server.read("a.txt"), b"5");
    server.assert_no_leftovers();
}

#[test]
fn if_unmodified_since_guards_by_date() {
    let server = Server::start();
    server.create("/files/a.txt", "old");
    let put = |date: &str| server.put("/files/a.txt").header("If-Unmodified-Since", date).body("new").fetch();
    put("Sat, 01 Jan 2000 00:00:00 GMT").problem(412, ProblemKind::PreconditionFailed);
    assert_eq!(server.read("a.txt"), b"old");
    put(&server.get("/files/a.txt").fetch().field("last-modified")).expect(200);
}

#[test]
fn a_file_changed_by_another_program_does_not_match() {
    let server = Server::start();
    let etag = server.create("/files/a.txt", "ours").etag();
    server.write("a.txt", "theirs");
    let answer = server.put("/files/a.txt").header("If-Match", etag).body("lost?").fetch();
    answer.problem(412, ProblemKind::PreconditionFailed);
    assert_eq!(server.read("a.txt"), b"theirs");
}

#[test]
fn update_keeps_the_rights_of_the_old_file() {
    let server = Server::start();
    for mode in [0o600, 0o640, 0o755] {
        server.write("a.sh", "old");
        fs::set_permissions(server.path("a.sh"), fs::Permissions::from_mode(mode)).unwrap();
        server.put("/files/a.sh").body("new").fetch().expect(200);
        assert_eq!(fs::metadata(server.path("a.sh")).unwrap().permissions().mode() & 0o7777, mode);
    }
}

#[test]
fn what_is_no_file_is_not_replaced() {
    let server = Server::start();
    server.write("folder/inner.txt", "x");
    server.write("target.txt", "target");
    symlink("target.txt", server.path("link")).unwrap();
    symlink("nowhere", server.path("dangling")).unwrap();
    let before = snapshot(server.setup().files());
    server.put("/files/folder").body("x").fetch().problem(409, ProblemKind::IsFolder);
    server.put("/files/link").body("x").fetch().problem(409, ProblemKind::NotRegular);
    server.put("/files/dangling").body("x").fetch().problem(409, ProblemKind::NotRegular);
    server.put("/files/target.txt/deeper").body("x").fetch().expect(404);
    assert_eq!(snapshot(server.setup().files()), before);
    server.assert_no_leftovers();
}

#[test]
fn a_name_of_another_program_can_be_replaced_and_deleted() {
    let server = Server::start();
    server.write("a:b.txt", "old");
    server.put("/files/a%3Ab.txt").body("new").fetch().expect(200);
    assert_eq!(server.read("a:b.txt"), b"new");
    server.delete("/files/a%3Ab.txt").fetch().expect(204);
    assert!(!server.has("a:b.txt"));
}

#[test]
fn of_many_updaters_with_one_validator_exactly_one_wins() {
    let server = Server::start();
    let etag = server.create("/files/a.bin", "old").etag();
    let statuses = race(&server, Some(&etag));
    let winners: Vec<u8> = statuses.iter().filter(|(_, status)| *status == 200).map(|(n, _)| *n).collect();
    assert_eq!(winners.len(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|(_, status)| [200, 412].contains(status)), "{statuses:?}");
    assert!(server.read("a.bin") == vec![winners[0]; 300_000]);
}

#[test]
fn of_many_updaters_the_last_wins_whole() {
    let server = Server::start();
    server.create("/files/a.bin", "old");
    for _ in 0..5 {
        let statuses = race(&server, None);
        assert!(statuses.iter().all(|(_, status)| *status == 200), "{statuses:?}");
        let content = server.read("a.bin");
        assert!(content == vec![content[0]; 300_000]);
    }
    server.assert_no_leftovers();
}

fn race(server: &Server, etag: Option<&str>) -> Vec<(u8, u16)> {
    let barrier = Barrier::new(8);
    thread::scope(|scope| {
        let tasks: Vec<_> = (0..8_u8)
            .map(|n| {
                let barrier = &barrier;
                scope.spawn(move || {
                    let request = server.put("/files/a.bin").body(vec![n; 300_000]);
                    let request = etag.into_iter().fold(request, |request, etag| request.header("If-Match", etag));
                    barrier.wait();
                    (n, request.fetch().status)
                })
            })
            .collect();
        tasks.into_iter().map(|task| task.join().unwrap()).collect()
    })
}

#[test]
fn a_running_download_stays_the_old_file_and_resumes_as_the_new_one() {
    let server = Server::start();
    let size = 24 << 20;
    let old = sample(size);
    let etag = server.create("/files/big.bin", old.clone()).etag();
    let mut download = Connection::open(&server);
    download.send(Connection::head("GET", "/files/big.bin", &["Connection: close"]));
    assert_eq!(download.answer_head().0, 200);
    let begin = download.bytes(10_000);
    server.put("/files/big.bin").body(vec![9; size]).fetch().expect(200);
    let rest = download.rest();
    assert!(begin == old[..10_000] && rest == old[10_000..], "got {} bytes", rest.len());
    let resumed =
        server.get("/files/big.bin").header("Range", "bytes=10000-").header("If-Range", etag).fetch().expect(200);
    assert!(resumed.body == vec![9; size]);
}

#[test]
fn a_download_of_a_file_that_shrinks_breaks_off_and_is_never_padded() {
    let server = Server::start();
    let old = sample(24 << 20);
    server.create("/files/big.bin", old.clone());
    let mut download = Connection::open(&server);
    download.send(Connection::head("GET", "/files/big.bin", &[]));
    assert_eq!(download.answer_head().0, 200);
    let begin = download.bytes(1000);
    fs::File::options().write(true).open(server.path("big.bin")).unwrap().set_len(1_000_000).unwrap();
    let got = [begin, download.rest()].concat();
    assert!(got.len() < old.len(), "the end is gone, but {} bytes came", got.len());
    assert!(old.starts_with(&got), "bytes that never were in the file");
}
