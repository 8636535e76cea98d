//! Readers while a file is replaced again and again: each sees one whole version, and its entity tag (rows 22, 52, D5).

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Condvar, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    thread,
};

use crate::support::{Answer, Fetch as _, Server};

const READERS: u32 = 50;
const REPLACEMENTS: u32 = 500;
/// Where the readers of parts cut.
const CUT: usize = 4000;

/// A content that says of each of its words which version it is of and where it stands.
fn content(version: u32) -> Vec<u8> {
    let words = 600 + version % 7 * 300;
    let mut content = Vec::new();
    for word in 0..words {
        content.extend_from_slice(&version.to_be_bytes());
        content.extend_from_slice(&word.to_be_bytes());
    }
    content
}

/// The version of a whole content, or of what begins one.
#[track_caller]
fn version_of(begin: &[u8]) -> u32 {
    let version = u32::from_be_bytes(begin[..4].try_into().unwrap());
    assert!(content(version).starts_with(begin), "a mixture, {} bytes long", begin.len());
    version
}

#[track_caller]
fn whole(answer: &Answer) -> u32 {
    let version = version_of(&answer.body);
    assert_eq!(answer.body.len(), content(version).len());
    assert_eq!(answer.field("content-length"), answer.body.len().to_string());
    version
}

/// What was seen: the version behind each entity tag.
#[derive(Default)]
struct Seen {
    by_etag: Mutex<HashMap<String, u32>>,
    strong: Mutex<HashSet<String>>,
    resumed: AtomicU32,
    restarted: AtomicU32,
}

impl Seen {
    #[track_caller]
    fn note(&self, etag: &str, version: u32) {
        if etag.starts_with('"') {
            self.strong.lock().unwrap().insert(etag.to_owned());
        }
        let etag = opaque(etag);
        let known = *self.by_etag.lock().unwrap().entry(etag.clone()).or_insert(version);
        assert_eq!(known, version, "{etag} belongs to two contents");
    }
}

/// A tag is weak until the step that made the content visible is durable, too.
fn opaque(etag: &str) -> String {
    etag.trim_start_matches("W/").to_owned()
}

fn read_whole(server: &Server, seen: &Seen) {
    let answer = server.get("/files/F.bin").fetch().expect(200);
    seen.note(&answer.etag(), whole(&answer));
}

fn read_in_parts(server: &Server, seen: &Seen) {
    let begin = server.get("/files/F.bin").header("Range", format!("bytes=0-{}", CUT - 1)).fetch().expect(206);
    let (etag, version) = (begin.etag(), version_of(&begin.body));
    seen.note(&etag, version);
    let rest = server.get("/files/F.bin").header("Range", format!("bytes={CUT}-")).header("If-Range", &etag).fetch();
    match rest.status {
        206 => {
            assert!(etag.starts_with('"') && rest.etag() == etag, "{etag} resumed as {}", rest.etag());
            assert!([begin.body, rest.body].concat() == content(version), "parts of two versions");
            seen.resumed.fetch_add(1, Ordering::Relaxed);
        }
        200 => {
            seen.note(&rest.etag(), whole(&rest));
            seen.restarted.fetch_add(1, Ordering::Relaxed);
        }
        other => panic!("{other}: {}", rest.text()),
    }
}

fn ask_again(server: &Server, seen: &Seen) {
    let first = server.get("/files/F.bin").fetch().expect(200);
    let version = whole(&first);
    let again = server.get("/files/F.bin").header("If-None-Match", first.etag()).fetch();
    if again.status == 304 {
        assert_eq!(opaque(&again.etag()), opaque(&first.etag()));
    } else {
        let again = again.expect(200);
        // A file that was opened on its way out has been given another time by that: its tag is weak then.
        let is_strong = again.etag().starts_with('"') && first.etag().starts_with('"');
        assert!(whole(&again) != version || !is_strong, "the same content under another tag");
    }
    seen.note(&first.etag(), version);
}

#[test]
fn fifty_readers_of_a_file_that_is_replaced_five_hundred_times_see_only_whole_versions() {
    let server = Server::start();
    let seen = Seen::default();
    seen.note(&server.create("/files/F.bin", content(0)).etag(), 0);
    let (stored, is_stored) = (Mutex::new(0), Condvar::new());
    thread::scope(|scope| {
        for reader in 0..READERS {
            let (server, seen, stored, is_stored) = (&server, &seen, &stored, &is_stored);
            let read = [read_whole, read_in_parts, ask_again][usize::try_from(reader % 3).unwrap()];
            scope.spawn(move || {
                // At every fourth version, while the next one is under way.
                for version in (reader % 4..REPLACEMENTS).step_by(4) {
                    drop(is_stored.wait_while(stored.lock().unwrap(), |stored| *stored < version).unwrap());
                    read(server, seen);
                }
            });
        }
        for version in 1..=REPLACEMENTS {
            let answer = server.put("/files/F.bin").body(content(version)).fetch().expect(200);
            seen.note(&answer.etag(), version);
            *stored.lock().unwrap() = version;
            is_stored.notify_all();
        }
    });
    assert!(server.read("F.bin") == content(REPLACEMENTS));
    let tags = seen.strong.into_inner().unwrap();
    assert_eq!(tags.len(), usize::try_from(REPLACEMENTS).unwrap() + 1, "one strong tag for each version");
    let (resumed, restarted) = (seen.resumed.into_inner(), seen.restarted.into_inner());
    println!("{resumed} downloads resumed, {restarted} begun anew");
    assert!(resumed > 0 && restarted > 0, "{resumed} and {restarted}: nothing was in between");
    server.assert_no_leftovers();
}
