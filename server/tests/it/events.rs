//! `GET /api/events`: what changes in folders, as it changes, whoever changes it.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

use holdall_shared::{FolderChange, FolderLost, FolderUploads, ProblemKind};
use rustix::process::Signal;
use serde::de::DeserializeOwned;

use crate::support::{Connection, Fetch as _, Server, eventually, sample, tus};

/// Longest that a test waits for what it expects.
const PATIENCE: Duration = Duration::from_secs(10);

/// An open stream: its events, by name and data.
struct Events(Receiver<(String, String)>);

impl Events {
    #[track_caller]
    fn of(server: &Server, query: &str) -> Self {
        let response = server.get(&format!("/api/events?{query}")).send().unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["cache-control"], "no-store");
        let (sender, events) = mpsc::channel();
        thread::spawn(move || {
            let mut name = String::new();
            for line in BufReader::new(response).lines().map_while(Result::ok) {
                if let Some(event) = line.strip_prefix("event: ") {
                    event.clone_into(&mut name);
                } else if let Some(data) = line.strip_prefix("data: ")
                    && sender.send((name.clone(), data.to_owned())).is_err()
                {
                    return;
                }
            }
        });
        let events = Self(events);
        assert_eq!(events.next().0, "hello");
        events
    }

    #[track_caller]
    fn next(&self) -> (String, String) {
        self.0.recv_timeout(PATIENCE).expect("an event")
    }

    #[track_caller]
    fn expect<T: DeserializeOwned>(&self, event: &str) -> T {
        let (name, data) = self.next();
        assert_eq!(name, event, "{data}");
        serde_json::from_str(&data).unwrap()
    }

    /// Changes until all of these have been told; they may come in several events.
    #[track_caller]
    fn expect_rows(&self, folder: &str, mut now: Vec<&str>, mut gone: Vec<&str>) {
        while !now.is_empty() || !gone.is_empty() {
            let change: FolderChange = self.expect("change");
            assert_eq!(change.folder.as_str(), folder);
            now.retain(|name| !change.now.iter().any(|entry| entry.name.as_str() == *name));
            gone.retain(|name| !change.gone.iter().any(|other| other.as_str() == *name));
        }
    }

    #[track_caller]
    fn expect_lost(&self, folder: &str) {
        let lost: FolderLost = self.expect("refetch");
        assert_eq!(lost.folder.as_str(), folder);
    }
}

#[test]
fn changes_of_holdall_and_of_others_are_told_row_by_row() {
    let server = Server::start();
    server.write("Photos/old.txt", "x");
    let events = Events::of(&server, "folder=Photos");
    let created = server.create("/files/Photos/new.txt", "hello");
    let change: FolderChange = events.expect("change");
    let mut told = change.now[0].clone();
    told.digests = created.json::<holdall_shared::Entry>().digests;
    assert_eq!((told, change.gone), (created.json(), vec![]));
    server.write("Photos/other.txt", "by another program");
    events.expect_rows("Photos", vec!["other.txt"], vec![]);
    fs::rename(server.path("Photos/old.txt"), server.path("Photos/older.txt")).unwrap();
    events.expect_rows("Photos", vec!["older.txt"], vec!["old.txt"]);
    server.put("/files/Photos/new.txt").body("hello again").fetch().expect(200);
    let change: FolderChange = events.expect("change");
    assert_eq!(change.now[0].size, Some(11));
    server.delete("/files/Photos/new.txt").fetch().expect(204);
    events.expect_rows("Photos", vec![], vec!["new.txt"]);
}

#[test]
fn only_folders_that_are_asked_for_are_told_of() {
    let server = Server::start();
    for folder in ["a", "b", "c"] {
        fs::create_dir(server.path(folder)).unwrap();
    }
    let events = Events::of(&server, "folder=a&folder=b&folder=");
    server.write("c/unseen.txt", "x");
    server.write("a/deeper/unseen.txt", "x");
    events.expect_rows("a", vec!["deeper"], vec![]);
    server.write("b/seen.txt", "x");
    events.expect_rows("b", vec!["seen.txt"], vec![]);
    server.write("top.txt", "x");
    events.expect_rows("", vec!["top.txt"], vec![]);
}

#[test]
fn more_than_can_be_told_is_one_refetch() {
    let server = Server::start();
    let events = Events::of(&server, "folder=");
    (0..5000).for_each(|n| server.write(&format!("{n}.txt"), ""));
    // However many it takes, the last thing that is told comes after the last change.
    let mut count = 0;
    loop {
        let (name, data) = events.next();
        count += 1;
        if name == "change" && data.contains("4999.txt") || fs::read_dir(server.path("")).unwrap().count() > 5000 {
            break;
        }
    }
    assert!(count <= 200, "{count} events for 5000 changes");
}

#[test]
fn a_folder_that_is_moved_away_or_made_anew_is_to_be_asked_for_again() {
    let server = Server::start();
    server.write("here/a.txt", "x");
    let events = Events::of(&server, "folder=here");
    fs::rename(server.path("here"), server.path("there")).unwrap();
    server.write("there/b.txt", "x");
    events.expect_lost("here");
    server.get("/api/folders/here").fetch().problem(404, ProblemKind::NotFound);
    fs::create_dir(server.path("here")).unwrap();
    events.expect_lost("here");
    server.write("here/c.txt", "x");
    events.expect_rows("here", vec!["c.txt"], vec![]);
    server.delete("/api/folders/here").fetch().expect(204);
    events.expect_lost("here");
}

#[test]
fn watches_end_with_their_stream() {
    let server = Server::start();
    fs::create_dir(server.path("a")).unwrap();
    let watches = || {
        let files = fs::read_dir(format!("/proc/{}/fdinfo", server.pid().as_raw_nonzero())).unwrap();
        let infos = files.flatten().filter_map(|file| fs::read_to_string(file.path()).ok());
        infos.map(|info| info.matches("inotify wd:").count()).sum::<usize>()
    };
    let events = Events::of(&server, "folder=&folder=a");
    assert_eq!(watches(), 2);
    drop(events);
    // The reader ends with the next event, and so does the connection.
    let mut n = 0;
    eventually("no watch", || {
        n += 1;
        server.write(&format!("{n}.txt"), "x");
        watches() == 0
    });
}

#[test]
fn a_stop_ends_the_stream_and_does_not_wait_for_it() {
    let mut server = Server::start();
    let events = Events::of(&server, "folder=");
    server.signal(Signal::TERM);
    assert!(server.exit_within(PATIENCE).expect("an end").success());
    assert!(events.0.recv_timeout(PATIENCE).is_err());
}

#[test]
fn what_cannot_be_watched_is_refused() {
    let server = Server::start();
    server.write("file.txt", "x");
    server.get("/api/events?folder=none").fetch().problem(404, ProblemKind::NotFound);
    server.get("/api/events?folder=file.txt").fetch().problem(409, ProblemKind::NotFolder);
    server.get("/api/events?folder=..").fetch().problem(400, ProblemKind::InvalidPath);
    for query in ["", "path=a", "folder=a&x=1"] {
        server.get(&format!("/api/events?{query}")).fetch().problem(400, ProblemKind::InvalidRequest);
    }
    let many = (0..33).fold(String::new(), |query, n| format!("{query}folder={n}&"));
    server.get(&format!("/api/events?{many}")).fetch().problem(400, ProblemKind::InvalidRequest);
}

#[test]
fn files_that_are_on_their_way_are_told_and_how_far_they_are() {
    let server = Server::start();
    server.write("folder/x", "x");
    let (here, elsewhere) = (Events::of(&server, "folder=folder"), Events::of(&server, "folder="));
    let upload = tus::begun(&server, "folder/film.bin", 3_000_000);
    let mut connection = Connection::open(&server);
    let fields = [
        "Tus-Resumable: 1.0.0",
        "Upload-Offset: 0",
        "Content-Type: application/offset+octet-stream",
        "Content-Length: 3000000",
    ];
    connection.send(Connection::head("PATCH", &upload, &fields));
    connection.send(sample(2_000_000));
    let told: FolderUploads = here.expect("uploads");
    assert_eq!(told.uploads[0].name.as_str(), "film.bin");
    assert_eq!(told.uploads[0].length, Some(3_000_000));
    assert!((1..=2_000_000).contains(&told.uploads[0].offset), "{told:?}");
    connection.send(sample(3_000_000).split_off(2_000_000));
    assert_eq!(connection.answer().status, 204);
    // The row of the file and the end of its upload, in either order.
    let mut events = vec![here.next(), here.next()];
    while events.iter().filter(|(name, _)| name == "change").count() == 0 || !events.last().unwrap().1.contains("[]") {
        events.push(here.next());
        assert!(events.len() < 20, "{events:?}");
    }
    // A plain upload too; nothing is told of what comes to another folder.
    let mut connection = Connection::open(&server);
    connection.send(Connection::head("POST", "/files/plain.bin", &["Content-Length: 100"]));
    connection.send("some");
    let told: FolderUploads = elsewhere.expect("uploads");
    assert_eq!((told.folder.as_str(), told.uploads[0].name.as_str()), ("", "plain.bin"));
    drop(connection);
    assert_eq!(elsewhere.expect::<FolderUploads>("uploads").uploads, []);
}
