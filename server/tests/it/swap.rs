//! A folder that turns into a link and back while requests run: none of them gets out (security contract, swap race).

use std::{
    fs,
    os::unix::fs::symlink,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

use holdall_shared::{Deleted, FileVersions};
use reqwest::blocking::multipart::{Form, Part};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use serde_json::json;

use crate::support::{Answer, Fetch as _, Server, Setup, eventually, snapshot};

const SECRET: &str = "the secret outside";

/// Seconds of the race; `make soak` says more.
fn patience() -> Duration {
    Duration::from_secs(std::env::var("HOLDALL_SWAP_SECONDS").map_or(3, |seconds| seconds.parse().unwrap()))
}

/// `swap` is a folder in the upload folder, `swapped-in` a link to the one outside, which looks alike.
fn server_with_swap() -> Server {
    let setup = Setup::new();
    for name in ["secret.txt", "deep/secret.txt", "versioned.txt"] {
        let path = setup.beside("outside").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, SECRET).unwrap();
    }
    let server = setup.start();
    server.write("swap/secret.txt", "inner");
    server.write("swap/deep/secret.txt", "inner");
    server.post("/files/swap/versioned.txt").body("one").fetch().expect(201);
    server.put("/files/swap/versioned.txt").body("two").fetch().expect(200);
    server.write("other.txt", "other");
    server.write("others/secret.txt", "inner");
    symlink("../outside", server.path("swapped-in")).unwrap();
    server
}

/// What one client asks for again and again; answers whether the request met the folder.
type Round = fn(&Server, u64) -> bool;

const ROUNDS: [(&str, Round); 12] = [
    ("read", |server, n| {
        let target = ["/files/swap/secret.txt", "/files/swap/deep/secret.txt?inline"][usize::from(n % 2 == 1)];
        met(server.get(target).fetch(), 200)
    }),
    ("head, digest", |server, n| match n % 3 {
        0 => met(server.head("/files/swap/secret.txt").fetch(), 200),
        1 => met(server.get("/api/entries/swap/secret.txt?digest").fetch(), 200),
        _ => met(server.get("/files/swap/secret.txt").header("Want-Repr-Digest", "sha-256=1").fetch(), 200),
    }),
    ("list", |server, n| {
        let targets = ["folders/swap", "folders/swap?sort=size", "folders/swap/deep", "search?q=secret&path=swap"];
        met(server.get(&format!("/api/{}", targets[usize::try_from(n % 4).unwrap()])).fetch(), 200)
    }),
    ("file-list", |server, _| {
        let answer = met_answer(server.get("/file-list").fetch(), 200);
        answer.text().contains("swap/deep/secret.txt")
    }),
    ("create and delete", |server, n| {
        let target = format!("/files/swap/new-{n}.txt");
        let created = met(server.post(&target).body("new").fetch(), 201);
        met(server.delete(&format!("{target}?permanent")).fetch(), 204);
        created
    }),
    ("create with parents", |server, n| {
        let created = met(server.post(&format!("/files/swap/a-{n}/b/new.txt?parents")).body("new").fetch(), 201);
        let form = Form::new().part("f", Part::bytes(b"new".to_vec()).file_name(format!("form-{n}.txt")));
        met(server.post("/files/swap/").multipart(form).fetch(), 201);
        met(server.delete(&format!("/files/swap/form-{n}.txt?permanent")).fetch(), 204);
        met(server.delete(&format!("/api/folders/swap/a-{n}?permanent")).fetch(), 204);
        created
    }),
    ("replace", |server, _| met(server.put("/files/swap/secret.txt").body("inner").fetch(), 200)),
    ("folder", |server, n| {
        let made = met(server.post(&format!("/api/folders/swap/made-{n}")).fetch(), 201);
        met(server.delete(&format!("/api/folders/swap/made-{n}?permanent")).fetch(), 204);
        made
    }),
    ("move", |server, n| {
        let there = json!({"from": "other.txt", "to": format!("swap/moved-{n}.txt")});
        let moved = met(server.post("/api/move").json(&there).fetch(), 200);
        let back = json!({"from": format!("swap/moved-{n}.txt"), "to": "other.txt"});
        if moved {
            eventually("the way back", || met(server.post("/api/move").json(&back).fetch(), 200));
        }
        moved
    }),
    ("copy", |server, n| {
        let copied = match n % 3 {
            0 => json!({"from": "swap", "to": format!("copy-{n}")}),
            1 => json!({"from": "swap/deep", "to": format!("copy-{n}")}),
            _ => json!({"from": "others", "to": format!("swap/copy-{n}")}),
        };
        let answer = met_answer(server.post("/api/copy").json(&copied).fetch(), 201);
        for place in ["copy", "swap/copy"] {
            met(server.delete(&format!("/api/folders/{place}-{n}?permanent")).fetch(), 204);
        }
        answer.status == 201 && (n % 3 != 0 || answer.text().contains("\"folder\""))
    }),
    ("archive", |server, n| {
        let query = ["path=swap", "path=swap%2Fdeep", "path="][usize::try_from(n % 3).unwrap()];
        // One that changes while it is read ends its connection.
        let Ok(response) = server.get(&format!("/api/archive?{query}")).send() else { return false };
        let status = response.status().as_u16();
        let Ok(body) = response.bytes() else { return false };
        met(Answer { status, headers: reqwest::header::HeaderMap::new(), body: body.to_vec() }, 200)
    }),
    ("trash, versions, batch", |server, n| match n % 3 {
        0 => {
            let answer = server.delete("/files/swap/deep/secret.txt").header("Prefer", "return=representation").fetch();
            let answer = met_answer(answer, 200);
            let Ok(deleted) = serde_json::from_slice::<Deleted>(&answer.body) else { return false };
            let id = deleted.trashed.unwrap().id;
            eventually("the way back", || met(server.post("/api/restore").json(&json!({"id": id})).fetch(), 201));
            true
        }
        1 => {
            let answer = met_answer(server.get("/api/versions/swap/versioned.txt").fetch(), 200);
            let Ok(versions) = serde_json::from_slice::<FileVersions>(&answer.body) else { return false };
            let Some(version) = versions.versions.first() else { return false };
            met(server.get(&version.url).fetch(), 200);
            met(server.post("/api/versions/swap/versioned.txt").json(&json!({"id": version.id})).fetch(), 200)
        }
        _ => {
            let operations = json!({"operations": [
                {"op": "make-folder", "path": format!("swap/batch-{n}")},
                {"op": "copy", "from": "swap/secret.txt", "to": format!("swap/batch-{n}/copy.txt")},
                {"op": "delete", "path": format!("swap/batch-{n}"), "permanent": true},
            ]});
            let answer = met_answer(server.post("/api/batch").json(&operations).fetch(), 200);
            assert!(!answer.text().contains("\"status\":500"), "{}", answer.text());
            answer.text().contains("\"status\":201")
        }
    }),
];

fn met(answer: Answer, expected: u16) -> bool {
    met_answer(answer, expected).status == expected
}

/// No answer comes from outside, and none is a failure of the server.
#[track_caller]
fn met_answer(answer: Answer, expected: u16) -> Answer {
    assert!(answer.status < 500, "{} {}", answer.status, answer.text());
    assert!(!answer.text().contains(SECRET), "told: {}", answer.text());
    if answer.status != expected {
        assert!([404, 409, 412].contains(&answer.status), "{} {}", answer.status, answer.text());
    }
    answer
}

#[test]
fn a_folder_that_turns_into_a_link_meanwhile_is_not_followed() {
    let server = server_with_swap();
    let outside = snapshot(&server.setup().beside("outside"));
    let (done, swaps) = (AtomicBool::new(false), AtomicU64::new(0));
    let until = Instant::now() + patience();
    let rounds: Vec<(&str, u64, u64)> = thread::scope(|scope| {
        scope.spawn(|| {
            let (one, other) = (server.path("swap"), server.path("swapped-in"));
            while !done.load(Ordering::Relaxed) {
                renameat_with(CWD, &one, CWD, &other, RenameFlags::EXCHANGE).unwrap();
                swaps.fetch_add(1, Ordering::Relaxed);
            }
        });
        let clients: Vec<_> = ROUNDS
            .iter()
            .map(|(told, round)| {
                let server = &server;
                let client = scope.spawn(move || {
                    let (mut rounds, mut met) = (0, 0);
                    // On a busy machine until each kind of request has met the folder once.
                    let longer = until + Duration::from_mins(1);
                    while Instant::now() < until || (met == 0 && Instant::now() < longer) {
                        met += u64::from(round(server, rounds));
                        rounds += 1;
                    }
                    (*told, rounds, met)
                });
                (*told, client)
            })
            .collect();
        let results: Vec<_> = clients.into_iter().map(|(told, client)| (told, client.join())).collect();
        done.store(true, Ordering::Relaxed);
        results.into_iter().map(|(told, result)| result.unwrap_or_else(|_| panic!("{told}: see above"))).collect()
    });
    assert_eq!(snapshot(&server.setup().beside("outside")), outside);
    let swaps = swaps.load(Ordering::Relaxed);
    println!("{swaps} swaps; rounds, and those that met the folder: {rounds:?}");
    assert!(swaps > 1000, "the race was none: {swaps} swaps");
    // Each kind of request met the folder now and then, and all together met the link often.
    let (all, met) = rounds.iter().fold((0, 0), |(all, met), round| (all + round.1, met + round.2));
    assert!(rounds.iter().all(|(_, _, met)| *met > 0), "{rounds:?}");
    assert!(met < all * 9 / 10, "the race was none: {rounds:?}");
    server.get("/healthz").fetch().expect(200);
}
