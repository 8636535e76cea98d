//! `GET /api/search`: names anywhere below a folder.

use std::fs;

use holdall_shared::{ProblemKind, SearchResults, Span};

use crate::support::{Fetch as _, Server, eventually};

fn search(server: &Server, query: &str) -> SearchResults {
    server.get(&format!("/api/search?{query}")).fetch().expect(200).json()
}

/// The answer once everything was looked through.
fn complete(server: &Server, query: &str) -> SearchResults {
    let mut results = search(server, query);
    eventually("a complete answer", || {
        results = search(server, query);
        results.complete
    });
    results
}

fn paths(results: &SearchResults) -> Vec<&str> {
    results.entries.iter().map(|entry| entry.path.as_str()).collect()
}

fn tree() -> Server {
    let server = Server::start();
    for path in
        ["Oslo/Oslofjord.jpg", "Oslo/by night.jpg", "Trips/my Oslo.txt", "Trips/deep/er/still/xoslo", ".cache/oslo"]
    {
        server.write(path, "x");
    }
    server
}

#[test]
fn names_are_found_in_all_folders_the_best_first() {
    let server = tree();
    let results = complete(&server, "q=OSLO");
    let found = paths(&results);
    assert_eq!(found.iter().collect::<std::collections::HashSet<_>>().len(), 4);
    assert!(found[..2].contains(&"Oslo") && found[..2].contains(&"Oslo/Oslofjord.jpg"), "{found:?}");
    assert_eq!(found[2..], ["Trips/my Oslo.txt", "Trips/deep/er/still/xoslo"]);
    assert_eq!((results.total, results.offset), (4, 0));
    assert_eq!(results.matches[2], [Span { start: 3, end: 7 }]);
    assert_eq!(results.entries[2], server.get("/api/entries/Trips/my%20Oslo.txt").fetch().json());
    let page = search(&server, "q=oslo&offset=2&limit=1");
    assert_eq!((paths(&page), page.total, page.offset), (vec!["Trips/my Oslo.txt"], 4, 2));
}

#[test]
fn below_a_folder_and_hidden_names_when_asked() {
    let server = tree();
    assert_eq!(complete(&server, "q=oslo&path=Trips").total, 2);
    assert_eq!(paths(&search(&server, "q=jpg%20night&path=Oslo")), ["Oslo/by night.jpg"]);
    assert_eq!(search(&server, "q=oslo&hidden=true").total, 5);
    assert_eq!(paths(&search(&server, "q=oslo&path=.cache&hidden=true")), [".cache/oslo"]);
}

#[test]
fn changes_of_anybody_are_found_at_once() {
    let server = tree();
    complete(&server, "q=x");
    server.create("/files/Trips/fresh%20needle.txt", "x");
    server.write("Trips/deep/other needle.txt", "x");
    assert_eq!(complete(&server, "q=needle").total, 2);
    // A new tree, a renamed folder, a removed one.
    server.write("new/tree/of/needle", "x");
    assert_eq!(complete(&server, "q=needle").total, 3);
    fs::rename(server.path("new"), server.path("newer")).unwrap();
    assert_eq!(paths(&complete(&server, "q=needle&path=newer")), ["newer/tree/of/needle"]);
    server.delete("/api/folders/Trips").fetch().expect(204);
    assert_eq!(paths(&complete(&server, "q=needle")), ["newer/tree/of/needle"]);
    fs::remove_dir_all(server.path("newer")).unwrap();
    assert_eq!(complete(&server, "q=needle").total, 0);
}

#[test]
fn another_folder_by_the_same_name_is_read_anew() {
    let server = Server::start();
    server.write("a/one needle", "x");
    server.write("b/two needles", "x");
    assert_eq!(complete(&server, "q=needle").total, 2);
    fs::rename(server.path("a"), server.path("c")).unwrap();
    fs::rename(server.path("b"), server.path("a")).unwrap();
    let results = complete(&server, "q=needle");
    let mut found = paths(&results);
    found.sort_unstable();
    assert_eq!(found, ["a/two needles", "c/one needle"]);
}

#[test]
fn the_trash_and_links_lead_nowhere() {
    let server = Server::start();
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("needle outside"), "x").unwrap();
    std::os::unix::fs::symlink(outside.path(), server.path("link")).unwrap();
    server.write("needle.txt", "x");
    server.delete("/files/needle.txt").fetch().expect(204);
    let results = complete(&server, "q=needle&hidden=true");
    assert_eq!((results.total, results.entries.len()), (0, 0));
    assert_eq!(paths(&complete(&server, "q=link")), ["link"]);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let server = Server::start();
    let long = format!("q={}", "x".repeat(256));
    for query in ["", "q=", "q=%20", "q=x&limit=0", "q=x&limit=1001", "q=x&colour=red", "q=x&hidden=perhaps", &long] {
        server.get(&format!("/api/search?{query}")).fetch().problem(400, ProblemKind::InvalidRequest);
    }
    server.get("/api/search?q=x&path=none").fetch().problem(404, ProblemKind::NotFound);
    server.get("/api/search?q=x&path=..").fetch().expect(400);
}
