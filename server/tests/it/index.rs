//! `GET /api/folders/{path}` of folders large enough to be indexed: filtered, polled, changed by anybody.

use std::fs;

use holdall_shared::{Listing, ProblemKind, Span};

use crate::support::{Fetch as _, Server};

fn large() -> Server {
    let server = Server::start();
    (0..3000).for_each(|n| server.write(&format!("many/IMG {n}.jpg"), ""));
    server.write("many/Café Zürich.txt", "x");
    server.write("many/.hidden", "x");
    server
}

fn listing(server: &Server, query: &str) -> Listing {
    server.get(&format!("/api/folders/many?{query}")).fetch().expect(200).json()
}

fn names(listing: &Listing) -> Vec<&str> {
    listing.entries.iter().map(|entry| entry.name.as_str()).collect()
}

#[test]
fn a_large_folder_is_paged_in_natural_order() {
    let server = large();
    let page = listing(&server, "offset=1998&limit=3");
    assert_eq!(
        (names(&page), page.total, page.hidden),
        (vec!["IMG 1997.jpg", "IMG 1998.jpg", "IMG 1999.jpg"], 3001, 1)
    );
    let last = listing(&server, "order=desc&limit=2&hidden=true");
    assert_eq!((names(&last), last.total), (vec!["IMG 2999.jpg", "IMG 2998.jpg"], 3002));
}

#[test]
fn a_filter_takes_all_words_whatever_their_case_and_accents_and_says_where() {
    let server = large();
    let found = listing(&server, "filter=CAFE%20zu");
    assert_eq!((names(&found), found.total), (vec!["Café Zürich.txt"], 1));
    assert_eq!(found.matches, [[Span { start: 0, end: 5 }, Span { start: 6, end: 9 }]]);
    let found = listing(&server, "filter=img%20299&sort=name&order=desc&limit=2");
    assert_eq!((names(&found), found.total), (vec!["IMG 2999.jpg", "IMG 2998.jpg"], 13));
    assert_eq!(listing(&server, "filter=nothing").total, 0);
    assert!(listing(&server, "limit=1").matches.is_empty());
    let long = "x".repeat(256);
    server.get(&format!("/api/folders/many?filter={long}")).fetch().problem(400, ProblemKind::InvalidRequest);
    // A small folder, which is not kept, is filtered alike.
    server.write("few/Über.txt", "");
    let few: Listing = server.get("/api/folders/few?filter=uber").fetch().expect(200).json();
    assert_eq!(names(&few), ["Über.txt"]);
    assert_eq!(few.matches, [[Span { start: 0, end: 5 }]]);
}

#[test]
fn a_name_and_how_one_begins_are_found_in_any_order() {
    let server = large();
    let found = |query: &str| listing(&server, &format!("limit=1&{query}")).found;
    for (query, place) in [
        ("at=IMG%201999.jpg", Some(2000)),
        ("at=IMG%201999.jpg&order=desc", Some(1000)),
        ("at=IMG%201999.jpg&filter=999", Some(1)),
        ("at=img%201999.jpg", None),
        ("at=.hidden", None),
        ("at=.hidden&hidden=true", Some(0)),
        ("begins=img%2029", Some(30)),
        ("begins=IMG%2029&from=31", Some(291)),
        ("begins=img%2029&from=2991", Some(2991)),
        ("begins=CAFE%20z&from=5", Some(0)),
        ("begins=caf%C3%A9", Some(0)),
        ("begins=jpg", None),
        ("", None),
    ] {
        assert_eq!(found(query), place, "{query}");
    }
    server.write("few/Über.txt", "");
    server.write("few/a.txt", "");
    let few: Listing = server.get("/api/folders/few?begins=u").fetch().expect(200).json();
    assert_eq!(few.found, Some(1));
    let long = "x".repeat(256);
    for name in ["at", "begins"] {
        server.get(&format!("/api/folders/many?{name}={long}")).fetch().problem(400, ProblemKind::InvalidRequest);
    }
}

#[test]
fn folders_stand_first_or_among_the_files() {
    let server = Server::start();
    for name in ["a.txt", "c.txt"] {
        server.write(name, "");
    }
    fs::create_dir(server.path("b")).unwrap();
    let of = |query: &str| -> Vec<String> {
        let listing: Listing = server.get(&format!("/api/folders?{query}")).fetch().expect(200).json();
        listing.entries.iter().map(|entry| entry.name.to_string()).collect()
    };
    assert_eq!(of("folders=first"), ["b", "a.txt", "c.txt"]);
    assert_eq!(of("folders=mixed"), ["a.txt", "b", "c.txt"]);
    server.get("/api/folders?folders=last").fetch().problem(400, ProblemKind::InvalidRequest);
}

#[test]
fn a_poll_is_304_until_the_answer_is_another_one() {
    let server = large();
    let address = "/api/folders/many?limit=5";
    let poll = |etag: &str| server.get(address).header("If-None-Match", etag).fetch();
    let first = server.get(address).fetch().expect(200);
    assert_eq!(first.field("cache-control"), "private, no-cache");
    let again = poll(&first.etag());
    assert_eq!((again.status, again.body.len(), again.etag()), (304, 0, first.etag()));
    // Another row of the page, a row of another page (the total), and back again.
    server.write("many/0.txt", "x");
    let changed = poll(&first.etag()).expect(200);
    assert_ne!(changed.etag(), first.etag());
    server.write("many/zzz.txt", "x");
    let more = poll(&changed.etag()).expect(200);
    assert_eq!(poll(&more.etag()).status, 304);
    fs::remove_file(server.path("many/zzz.txt")).unwrap();
    fs::remove_file(server.path("many/0.txt")).unwrap();
    assert_eq!(poll(&first.etag()).status, 304);
}

#[test]
fn changes_of_anybody_are_in_the_next_answer() {
    let server = large();
    assert_eq!(listing(&server, "limit=1").total, 3001);
    for round in 0..20 {
        server.create(&format!("/files/many/new%20{round}.txt"), "x");
        server.write(&format!("many/other {round}.txt"), "x");
        let found = listing(&server, &format!("filter={round}.txt"));
        assert!(names(&found).contains(&format!("new {round}.txt").as_str()), "{round}");
        assert!(names(&found).contains(&format!("other {round}.txt").as_str()), "{round}");
        assert_eq!(listing(&server, "limit=1").total, 3001 + 2 * (round + 1));
    }
    // In place, which the folder itself does not know of.
    assert_eq!(names(&listing(&server, "sort=size&order=desc&limit=1")).len(), 1);
    fs::write(server.path("many/IMG 7.jpg"), "the largest of all").unwrap();
    assert_eq!(names(&listing(&server, "sort=size&order=desc&limit=1")), ["IMG 7.jpg"]);
    server.put("/files/many/IMG%208.jpg").body("an even larger content").fetch().expect(200);
    assert_eq!(names(&listing(&server, "sort=size&order=desc&limit=1")), ["IMG 8.jpg"]);
}
