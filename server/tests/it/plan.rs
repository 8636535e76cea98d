//! `POST /api/plan`: what would become of files, and that it becomes so.

use std::{cell::Cell, fs, os::unix::fs::symlink};

use holdall_shared::{EntryPath, Plan, ProblemKind, Verdict, url};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use reqwest::Method;
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization as _;

use crate::support::{Fetch as _, Server, Setup, snapshot};

fn plan(server: &Server, files: &Value) -> Plan {
    server.post("/api/plan").json(&json!({ "files": files })).fetch().expect(200).json()
}

/// What a verdict is called; of an impossible file its problem.
fn told(verdict: &Verdict) -> String {
    match verdict {
        Verdict::New => "new".to_owned(),
        Verdict::Identical { .. } => "identical".to_owned(),
        Verdict::Taken { .. } => "taken".to_owned(),
        Verdict::Impossible { problem } => problem.kind.slug().to_owned(),
    }
}

#[track_caller]
fn check(server: &Server, cases: &[(&str, u64, &str)]) -> Plan {
    let files: Vec<Value> = cases.iter().map(|(path, size, _)| json!({"path": path, "size": size})).collect();
    let before = snapshot(server.setup().files());
    let plan = plan(server, &json!(files));
    let verdicts: Vec<(&str, u64, String)> =
        cases.iter().zip(&plan.verdicts).map(|((path, size, _), verdict)| (*path, *size, told(verdict))).collect();
    let expected: Vec<_> = cases.iter().map(|(path, size, told)| (*path, *size, (*told).to_owned())).collect();
    assert_eq!(verdicts, expected);
    assert_eq!(snapshot(server.setup().files()), before, "a plan writes nothing");
    plan
}

#[test]
fn each_file_has_its_verdict_in_order() {
    let server = Setup::new().args(["--max-size", "1000"]).start();
    server.write("In/old.txt", "12345");
    symlink("In", server.path("link")).unwrap();
    let plan = check(
        &server,
        &[
            ("new.txt", 1, "new"),
            ("In/new.txt", 10, "new"),
            ("In/old.txt", 100, "taken"),
            ("far/away/new.txt", 1000, "new"),
            ("In/huge", 1001, "too-large"),
            ("In/OLD.txt", 1, "name-collides"),
            ("in/new.txt", 1, "name-collides"),
            ("In", 1, "is-folder"),
            ("link", 1, "not-regular"),
            ("link/new.txt", 1, "parent-missing"),
            ("In/old.txt/new.txt", 1, "not-folder"),
            ("what?.txt", 1, "invalid-name"),
            ("what?/new.txt", 1, "invalid-name"),
            ("far/what?/new.txt", 1, "invalid-name"),
            ("../new.txt", 1, "invalid-name"),
            ("/new.txt", 1, "invalid-name"),
            (".holdall/new.txt", 1, "invalid-name"),
            ("", 1, "invalid-name"),
        ],
    );
    assert_eq!(plan.bytes, 1111);
    assert!(plan.free_space > 1_000_000);
}

#[test]
fn files_of_one_plan_must_not_be_in_each_others_way() {
    let server = Server::start();
    server.write("old.txt", "x");
    let plan = check(
        &server,
        &[
            ("a.txt", 1, "new"),
            ("A.TXT", 1, "name-collides"),
            ("a.txt", 1, "name-taken"),
            ("a.txt/b", 1, "not-folder"),
            ("photos/a", 1, "new"),
            ("Photos/b", 1, "name-collides"),
            ("photos", 1, "is-folder"),
            ("photos/cafe\u{301}", 1, "new"),
            ("photos/café", 1, "name-taken"),
            ("old.txt", 1, "taken"),
            ("old.txt", 1, "name-taken"),
            // Refused by itself, it is in nobody's way.
            ("b?", 1, "invalid-name"),
            ("b_", 1, "new"),
        ],
    );
    let Verdict::Impossible { problem } = &plan.verdicts[2] else { panic!() };
    assert!(problem.detail.contains("Another file of this plan"), "{}", problem.detail);
    assert!(problem.instance.is_some());
}

#[test]
fn a_name_that_cannot_be_made_comes_with_one_that_can() {
    let server = Server::start();
    let plan = plan(&server, &json!([{"path": "a/what is this?.mp4", "size": 1}, {"path": "b?/c", "size": 1}]));
    let suggestions: Vec<Option<&str>> = plan
        .verdicts
        .iter()
        .map(|verdict| match verdict {
            Verdict::Impossible { problem } => problem.extensions.suggestion.as_deref(),
            _ => None,
        })
        .collect();
    assert_eq!(suggestions, [Some("what is this_.mp4"), Some("b_")]);
}

#[test]
fn the_same_content_needs_not_be_sent_if_its_digest_is_kept() {
    let server = Server::start();
    server.create("/files/sent.txt", "sent");
    server.write("other.txt", "sent");
    let (same, different) = (blake3::hash(b"sent").to_hex(), blake3::hash(b"tens").to_hex());
    let ask = |path: &str, size: u64, blake3: &str| {
        plan(&server, &json!([{"path": path, "size": size, "blake3": blake3}])).verdicts.remove(0)
    };
    let entry = server.get("/api/entries/sent.txt").fetch().expect(200).json::<holdall_shared::Entry>();
    let Verdict::Identical { existing } = ask("sent.txt", 4, &same) else { panic!() };
    assert_eq!((existing.etag, existing.digests.unwrap().blake3.as_str()), (entry.etag, same.as_str()));
    assert!(matches!(ask("sent.txt", 4, &same.to_uppercase()), Verdict::Identical { .. }));
    // Without a digest, or with another one, it may be compared by whoever asks.
    for verdict in
        [ask("sent.txt", 4, &different), plan(&server, &json!([{"path": "sent.txt", "size": 4}])).verdicts.remove(0)]
    {
        let Verdict::Taken { existing } = verdict else { panic!("{verdict:?}") };
        assert_eq!(existing.digests.unwrap().blake3, same.as_str());
    }
    // Of another length it is another content.
    let Verdict::Taken { existing } = ask("sent.txt", 5, &same) else { panic!() };
    assert_eq!(existing.digests, None);
    // What other programs wrote is not read.
    let Verdict::Taken { existing } = ask("other.txt", 4, &same) else { panic!() };
    assert_eq!(existing.digests, None);
    // Changed in place, its digest is not kept any more.
    fs::write(server.path("sent.txt"), "tens").unwrap();
    let Verdict::Taken { existing } = ask("sent.txt", 4, &same) else { panic!() };
    assert_eq!(existing.digests, None);
    let refused = json!({"files": [{"path": "a", "size": 4, "blake3": "af13"}]});
    server.post("/api/plan").json(&refused).fetch().problem(400, ProblemKind::InvalidRequest);
}

#[test]
fn what_fits_nowhere_is_impossible() {
    let server = Setup::new().args(["--quota", "1000"]).start();
    server.create("/files/old", "x".repeat(900));
    let plan = check(&server, &[("a", 50, "new"), ("b", 60, "new"), ("c", 101, "no-space"), ("old", 950, "taken")]);
    assert_eq!((plan.bytes, plan.free_space), (1060, 100));
}

#[test]
fn whoever_may_not_create_is_told_so_for_each_file() {
    let setup = Setup::new().args(["--read-only"]);
    let server = setup.start();
    check(&server, &[("new.txt", 1, "read-only"), ("what?", 1, "invalid-name")]);
    let public = Setup::new().args(["--public-read"]).start();
    let request = public.guest(Method::POST, "/api/plan").json(&json!({"files": [{"path": "a", "size": 1}]}));
    assert_eq!(told(&request.fetch().expect(200).json::<Plan>().verdicts[0]), "unauthenticated");
    let private = Server::start();
    let request = private.guest(Method::POST, "/api/plan").json(&json!({"files": []}));
    request.fetch().problem(401, ProblemKind::Unauthenticated);
}

#[test]
fn ten_thousand_files_are_one_plan_and_one_more_is_told_what_to_do() {
    let server = Server::start();
    (0..100).for_each(|n| server.write(&format!("old {n}/file {n}"), "x"));
    let file = |n: usize| json!({"path": format!("old {}/{n}{}", n % 200, "x".repeat(200)), "size": 1});
    let files: Vec<Value> = (0..10_000).map(file).collect();
    let plan = plan(&server, &json!(files));
    assert!(plan.verdicts.len() == 10_000 && plan.verdicts.iter().all(|verdict| *verdict == Verdict::New));
    let files: Vec<Value> = (0..10_001).map(file).collect();
    let problem = server.post("/api/plan").json(&json!({"files": files})).fetch();
    assert!(problem.problem(400, ProblemKind::InvalidRequest).detail.contains("in another one"));
    let long = json!({"files": [{"path": "x".repeat(8 << 20), "size": 1}]});
    let problem = server.post("/api/plan").json(&long).fetch().problem(413, ProblemKind::TooLarge);
    assert!(problem.detail.contains("fewer files"), "{}", problem.detail);
}

#[test]
fn names_of_a_large_folder_are_compared_with_all_that_are_there() {
    let server = Server::start();
    fs::create_dir(server.path("many")).unwrap();
    (0..3000).for_each(|n| drop(fs::File::create(server.path(&format!("many/Datei {n} ä.txt"))).unwrap()));
    // Few and many, before its index is there and after.
    for range in [0..5, 0..1000, 2000..2003] {
        for (spelling, expected) in [
            ("Datei N ä.txt", "taken"),
            ("datei N Ä.TXT", "name-collides"),
            ("datei N a\u{308}.txt", "name-collides"),
            ("neu N ä.txt", "new"),
        ] {
            let path = |n: usize| format!("many/{}", spelling.replace('N', &n.to_string()));
            let files: Vec<Value> = range.clone().map(|n| json!({"path": path(n), "size": 1})).collect();
            let plan = plan(&server, &json!(files));
            assert!(plan.verdicts.iter().all(|verdict| told(verdict) == expected), "{expected} {:?}", plan.verdicts[0]);
        }
    }
}

/// The status and the kind that a request for the planned file has.
fn send(server: &Server, path: &EntryPath, query: &str) -> (u16, Option<ProblemKind>) {
    let address = url::entry_url(url::FILES, path);
    let answer = server.post(&format!("{address}?parents{query}")).body("x").fetch();
    let problem = serde_json::from_slice::<holdall_shared::Problem>(&answer.body).ok();
    (answer.status, problem.filter(|_| answer.status >= 400).map(|problem| problem.kind))
}

#[test]
fn what_is_planned_comes_true() {
    let server = Server::start();
    let cases = Cell::new(0);
    let in_nfc = |path: &EntryPath| EntryPath::new(path.as_str().nfc().collect::<String>()).unwrap();
    let names = "[aAbB]|é|É|Ea?|l|f|f/[aA]|d|D|d/[aA]|d/[nN]/[aA]|[nN]/[aA]|[nN]/[oO]/a|u\u{308}/[aé]|ü/a|e\u{301}/a|q\\?|q\\?/a";
    let run = |paths: Vec<String>| {
        let top = format!("case {}", cases.replace(cases.get() + 1));
        fs::create_dir_all(server.path(&format!("{top}/d"))).unwrap();
        for file in ["f", "d/a", "É", "ü/a"] {
            server.write(&format!("{top}/{file}"), "x");
        }
        symlink("d", server.path(&format!("{top}/l"))).unwrap();
        let paths: Vec<String> = paths.into_iter().map(|path| format!("{top}/{path}")).collect();
        let files: Vec<Value> = paths.iter().map(|path| json!({"path": path, "size": 1})).collect();
        let paths = paths.iter().map(|path| EntryPath::new(path).unwrap());
        for (path, verdict) in paths.zip(plan(&server, &json!(files)).verdicts) {
            match verdict {
                Verdict::New => prop_assert_eq!(send(&server, &path, ""), (201, None), "{}", path),
                Verdict::Taken { existing } | Verdict::Identical { existing } => {
                    prop_assert_eq!(&existing.path, &in_nfc(&path));
                    prop_assert_eq!(send(&server, &path, ""), (409, Some(ProblemKind::NameTaken)), "{}", path);
                }
                // What another file of the plan has taken could be replaced.
                Verdict::Impossible { problem } if problem.kind == ProblemKind::NameTaken => {
                    prop_assert_eq!(send(&server, &path, ""), (409, Some(ProblemKind::NameTaken)), "{}", path);
                }
                Verdict::Impossible { problem } => {
                    let sent = send(&server, &path, "&on-conflict=replace");
                    prop_assert_eq!(sent, (problem.status, Some(problem.kind)), "{}: {}", path, problem.detail);
                }
            }
        }
        Ok(())
    };
    let config = Config { cases: 48, failure_persistence: None, ..Config::default() };
    TestRunner::new(config).run(&prop::collection::vec(names, 1..10), run).unwrap();
    assert!(cases.get() >= 48);
}
