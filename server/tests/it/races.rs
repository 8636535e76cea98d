//! Changes of the same names at once: one whole state, nothing lost, and never the server's fault (D5).

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Barrier, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use holdall_shared::{FileVersions, TrashListing};
use reqwest::blocking::RequestBuilder;
use serde_json::json;

use crate::support::{Answer, Fetch as _, Server, files_below, snapshot};

/// Sends `count` requests at once; answers come in their order.
fn at_once(count: usize, request: impl Fn(usize) -> RequestBuilder + Sync) -> Vec<Answer> {
    let barrier = Barrier::new(count);
    thread::scope(|scope| {
        let tasks: Vec<_> = (0..count)
            .map(|n| {
                let (barrier, request) = (&barrier, &request);
                scope.spawn(move || {
                    let request = request(n);
                    barrier.wait();
                    request.fetch()
                })
            })
            .collect();
        tasks.into_iter().map(|task| task.join().unwrap()).collect()
    })
}

/// The one answer of `success`; all others must be one of `otherwise`.
#[track_caller]
fn winner(answers: &[Answer], success: u16, otherwise: &[u16]) -> usize {
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    let winners: Vec<usize> = (0..answers.len()).filter(|n| statuses[*n] == success).collect();
    assert_eq!(winners.len(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| *status == success || otherwise.contains(status)), "{statuses:?}");
    winners[0]
}

fn body(n: usize) -> Vec<u8> {
    format!("{n:08}").repeat(20_000).into_bytes()
}

fn versions(server: &Server, path: &str) -> Vec<Vec<u8>> {
    let answer = server.get(&format!("/api/versions/{path}")).fetch().expect(200);
    let listing: FileVersions = answer.json();
    listing.versions.iter().map(|version| server.get(&version.url).fetch().expect(200).body).collect()
}

fn trash(server: &Server) -> TrashListing {
    server.get("/api/trash?limit=1000").fetch().expect(200).json()
}

#[test]
fn of_sixty_four_creators_of_one_name_exactly_one_wins_with_its_bytes() {
    let server = Server::start();
    let answers = at_once(64, |n| server.post("/files/one").body(body(n)));
    let winner = winner(&answers, 201, &[409]);
    assert!(server.read("one") == body(winner));
    assert_eq!(answers[winner].etag(), server.head("/files/one").fetch().etag());
    let answers = at_once(64, |n| server.put("/files/two").header("If-None-Match", "*").body(body(n)));
    let winner = self::winner(&answers, 201, &[412]);
    assert!(server.read("two") == body(winner));
    assert_eq!(snapshot(server.setup().files()).len(), 2);
    server.assert_no_leftovers();
}

#[test]
fn of_many_updaters_with_one_tag_one_wins_and_the_old_content_is_kept_once() {
    let server = Server::start();
    let etag = server.create("/files/a", "the old content").etag();
    let answers = at_once(24, |n| server.put("/files/a").header("If-Match", &etag).body(body(n)));
    let winner = winner(&answers, 200, &[412]);
    assert!(server.read("a") == body(winner));
    assert_eq!(versions(&server, "a"), [b"the old content"]);
    assert_eq!(files_below(&server.path(".holdall/versions")).len(), 1);
    // The one who knows the winner's tag goes on.
    server.put("/files/a").header("If-Match", answers[winner].etag()).body("next").fetch().expect(200);
    assert_eq!(versions(&server, "a").len(), 2);
    server.assert_no_leftovers();
}

#[test]
fn of_many_that_take_one_name_each_in_its_way_exactly_one_wins() {
    let server = Server::start();
    for n in 0..12 {
        server.create(&format!("/files/source/{n}?parents"), body(n));
    }
    let trashed: Vec<String> = (0..4)
        .map(|n| {
            let answer = server.delete(&format!("/files/source/{n}")).fetch().expect(204);
            answer.field("location").rsplit('/').next().unwrap().to_owned()
        })
        .collect();
    let answers = at_once(16, |n| match n {
        0..4 => server.post("/api/restore").json(&json!({"id": trashed[n], "to": "one"})),
        4..8 => server.post("/api/move").json(&json!({"from": format!("source/{n}"), "to": "one"})),
        8..12 => server.post("/api/copy").json(&json!({"from": format!("source/{n}"), "to": "one"})),
        _ => server.post("/files/one").body(body(n)),
    });
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    let winners: Vec<usize> = (0..16).filter(|n| statuses[*n] < 300).collect();
    assert_eq!(winners.len(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| [200, 201, 409].contains(status)), "{statuses:?}");
    assert!(server.read("one") == body(winners[0]));
    let is_away = |n: usize| usize::from(winners[0] == n);
    assert_eq!(trash(&server).entries.len(), 4 - (0..4).map(is_away).sum::<usize>());
    assert_eq!(files_below(&server.path("source")).len(), 8 - (4..8).map(is_away).sum::<usize>());
    server.assert_no_leftovers();
}

#[test]
fn one_entry_of_the_trash_is_put_back_once_and_one_version_becomes_the_file() {
    let server = Server::start();
    server.create("/files/a", "precious");
    let id = server.delete("/files/a").fetch().expect(204).field("location").rsplit('/').next().unwrap().to_owned();
    let answers = at_once(12, |n| match n % 3 {
        0 => server.post("/api/restore").json(&json!({"id": id, "on_conflict": "rename"})),
        1 => server.post("/api/restore").json(&json!({"id": id, "to": format!("elsewhere-{n}")})),
        _ => server.post("/api/restore").json(&json!({"id": id})),
    });
    winner(&answers, 201, &[404, 409]);
    let contents: Vec<_> = snapshot(server.setup().files()).into_keys().collect();
    assert_eq!((contents.len(), trash(&server).entries.len()), (1, 0), "{contents:?}");
    server.create("/files/b", "one");
    server.put("/files/b").body("two").fetch().expect(200);
    let listing: FileVersions = server.get("/api/versions/b").fetch().expect(200).json();
    let answers = at_once(8, |_| server.post("/api/versions/b").json(&json!({"id": listing.versions[0].id})));
    assert!(answers.iter().all(|answer| [200, 404].contains(&answer.status)));
    let all: BTreeSet<Vec<u8>> = versions(&server, "b").into_iter().chain([server.read("b")]).collect();
    assert_eq!(all, BTreeSet::from([b"one".to_vec(), b"two".to_vec()]));
}

#[test]
fn a_file_that_is_deleted_and_moved_at_once_goes_one_way() {
    for _ in 0..10 {
        let server = Server::start();
        server.create("/files/a", "content");
        let answers = at_once(6, |n| match n % 3 {
            0 => server.delete("/files/a"),
            1 => server.post("/api/move").json(&json!({"from": "a", "to": format!("b{n}")})),
            _ => server.delete("/files/a?permanent"),
        });
        let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        assert_eq!(statuses.iter().filter(|status| **status < 300).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| [200, 204, 404].contains(status)), "{statuses:?}");
        let in_tree = snapshot(server.setup().files()).len();
        let is_gone = statuses[2] < 300 || statuses[5] < 300;
        assert_eq!(in_tree + trash(&server).entries.len(), usize::from(!is_gone));
        server.assert_no_leftovers();
    }
}

/// What clients have stored, by a number that every content is made of.
#[derive(Default)]
struct Contents {
    next: AtomicU64,
    acknowledged: Mutex<BTreeSet<u64>>,
}

impl Contents {
    fn bytes(number: u64) -> Vec<u8> {
        format!("{number:08}").repeat(1 + usize::try_from(number % 900).unwrap()).into_bytes()
    }

    /// The number of a whole content.
    fn number(bytes: &[u8]) -> Option<u64> {
        let number = str::from_utf8(bytes.get(..8)?).ok()?.parse().ok()?;
        (Self::bytes(number) == bytes).then_some(number)
    }
}

/// Random changes of few names; each answer must be the client's doing.
fn meddle(server: &Server, contents: &Contents, mut dice: u64, changes: usize) {
    const PATHS: [&str; 6] = ["a", "b", "folder/a", "folder/b", "other/a", "other/c"];
    const FOLDERS: [&str; 2] = ["folder", "other"];
    let mut roll = |end: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(dice >> 33).unwrap() % end
    };
    for _ in 0..changes {
        let (from, to) = (PATHS[roll(6)], PATHS[roll(6)]);
        let on_conflict = ["fail", "rename", "replace"][roll(3)];
        let mut number = None;
        let mut sent = || {
            let next = contents.next.fetch_add(1, Ordering::Relaxed);
            number = Some(next);
            Contents::bytes(next)
        };
        let request = match roll(12) {
            0 | 1 => server.post(&format!("/files/{to}?parents&on-conflict={on_conflict}")).body(sent()),
            2 | 3 => server.put(&format!("/files/{to}")).body(sent()),
            4 => server.delete(&format!("/files/{from}")),
            5 => server.delete(&format!("/api/folders/{}", FOLDERS[roll(2)])),
            6 | 7 => {
                let operation = ["move", "copy"][roll(2)];
                let body = json!({"from": from, "to": to, "on_conflict": on_conflict, "parents": true});
                server.post(&format!("/api/{operation}")).json(&body)
            }
            8 => {
                let (n, on_conflict) = (roll(2), ["fail", "replace"][roll(2)]);
                let body = json!({"from": FOLDERS[n], "to": FOLDERS[1 - n], "on_conflict": on_conflict});
                server.post(&format!("/api/{}", ["move", "copy"][roll(2)])).json(&body)
            }
            9 | 10 => {
                let entries = trash(server).entries;
                let Some(entry) = entries.get(roll(entries.len().max(1))) else { continue };
                let on_conflict = ["fail", "rename"][roll(2)];
                server.post("/api/restore").json(&json!({"id": entry.id, "on_conflict": on_conflict, "parents": true}))
            }
            _ => {
                let answer = server.get(&format!("/api/versions/{to}")).fetch();
                let Ok(listing) = serde_json::from_slice::<FileVersions>(&answer.body) else { continue };
                let Some(version) = listing.versions.get(roll(listing.versions.len().max(1))) else { continue };
                server.post(&format!("/api/versions/{to}")).json(&json!({"id": version.id}))
            }
        };
        let answer = request.fetch();
        assert!(answer.status < 500, "{}: {}", answer.status, answer.text());
        if let Some(number) = number.filter(|_| answer.status < 300) {
            contents.acknowledged.lock().unwrap().insert(number);
        }
    }
}

/// Every content that is anywhere, whole; the places are told as the server tells them.
#[track_caller]
fn found(server: &Server) -> BTreeMap<String, u64> {
    let all = files_below(server.setup().files());
    all.iter()
        .filter(|(name, _)| !name.starts_with(".holdall/") || name.contains("/trash/") || name.contains("/versions/"))
        .map(|(name, bytes)| (name.clone(), Contents::number(bytes).unwrap_or_else(|| panic!("{name} is not whole"))))
        .collect()
}

#[test]
fn whatever_many_clients_do_to_the_same_names_nothing_acknowledged_is_lost() {
    let setup = crate::support::Setup::new().args(["--versions", "10000", "--kept-size", "10GB", "--quota", "1GB"]);
    let server = setup.start();
    let contents = Contents::default();
    thread::scope(|scope| {
        for client in 0..8 {
            let (server, contents) = (&server, &contents);
            scope.spawn(move || meddle(server, contents, client + 1, 120));
        }
    });
    server.assert_no_leftovers();
    // The quota knows what has become of all that.
    let limits: holdall_shared::Limits = server.get("/api/limits").fetch().expect(200).json();
    let all = files_below(server.setup().files());
    let in_tree = all.iter().filter(|(name, _)| !name.starts_with(".holdall/")).map(|(_, bytes)| bytes.len());
    assert_eq!(1_000_000_000 - limits.free_space, u64::try_from(in_tree.sum::<usize>()).unwrap());
    let before = found(&server);
    let there: BTreeSet<u64> = before.values().copied().collect();
    let acknowledged = contents.acknowledged.into_inner().unwrap();
    let lost: Vec<_> = acknowledged.difference(&there).collect();
    assert!(lost.is_empty(), "{lost:?} of {} were lost", acknowledged.len());
    assert!(acknowledged.len() > 50);
    // What lies in the trash is what is listed there; and nothing was left unsettled for the next start to find.
    let in_trash = std::fs::read_dir(server.path(".holdall/trash")).unwrap().count();
    let listed = trash(&server);
    assert_eq!((u64::try_from(in_trash).unwrap(), listed.total), (listed.total, listed.total));
    let server = server.restart();
    assert_eq!(found(&server), before);
    assert_eq!(trash(&server), listed);
    assert!(!server.log().contains("interrupted"), "{}", server.log());
}
