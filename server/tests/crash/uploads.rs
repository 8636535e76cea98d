//! Resumable uploads under kills: nothing is lost below an acknowledged offset, nothing is published short.
//!
//! Once at random moments, over and over; once at each named point between bytes, catalog and name.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, mpsc},
    thread,
    time::Duration,
};

use holdall_shared::{FileVersions, Upload, UploadState};
use reqwest::Method;

use crate::{
    dice::{Dice, number, seed},
    support::{
        Fetch as _, Server, Setup, files_below, sample,
        tus::{begin, head, metadata, offset, patch, tus},
    },
};

const CLIENTS: usize = 4;

/// What a client knows of its upload.
pub(crate) struct Job {
    path: String,
    content: Vec<u8>,
    upload: Option<String>,
    /// Bytes that were acknowledged.
    acknowledged: usize,
    is_done: bool,
}

/// The path of an upload, and bytes of it that a client was told are there.
pub(crate) type Acknowledged = (String, usize);

impl Job {
    pub(crate) fn new(path: String, dice: &mut Dice) -> Self {
        let length = usize::try_from(1 + dice.below(3 << 20)).unwrap();
        let shift = usize::try_from(dice.below(251)).unwrap();
        let content = sample(length + shift).split_off(shift);
        Self { path, content, upload: None, acknowledged: 0, is_done: false }
    }

    /// Sends until all is acknowledged or the server is gone. The error is an answer that is none to a healthy client.
    pub(crate) fn work(
        &mut self,
        server: &Server,
        dice: &mut Dice,
        acknowledged: &mpsc::Sender<Acknowledged>,
    ) -> Result<(), String> {
        if self.upload.is_none() {
            let request = tus(server, Method::POST, "/api/uploads").header("Upload-Length", self.content.len());
            let Ok(answer) = request.header("Upload-Metadata", metadata(&[("path", &self.path)])).send() else {
                return Ok(());
            };
            if answer.status() != 201 {
                return Err(format!("{} begins: {}", self.path, answer.status()));
            }
            self.upload = Some(answer.headers()["location"].to_str().unwrap().to_owned());
            let _ = acknowledged.send((self.path.clone(), 0));
        }
        let upload = self.upload.clone().unwrap();
        let mut at = self.acknowledged;
        while at < self.content.len() {
            let end = self.content.len().min(at + usize::try_from(1 + dice.below(700_000)).unwrap());
            let Ok(answer) = patch(server, &upload, at, &self.content[at..end]).send() else { return Ok(()) };
            if answer.status() != 204 {
                return Err(format!("{} at {at}: {}", self.path, answer.status()));
            }
            at = end;
            self.acknowledged = at;
            let _ = acknowledged.send((self.path.clone(), at));
        }
        self.is_done = true;
        Ok(())
    }

    /// After a crash and a start: what was acknowledged is there.
    #[track_caller]
    fn check(&mut self, server: &Server, told: &str) {
        if let Some(violation) = self.violation(server) {
            panic!("{told}: {}: {violation}", self.path);
        }
    }

    /// Only what was told by then counts.
    pub(crate) fn go_back(&mut self, told: &BTreeMap<String, usize>) {
        if !told.contains_key(&self.path) {
            self.upload = None;
        }
        self.acknowledged = told.get(&self.path).copied().unwrap_or_default();
        self.is_done = self.upload.is_some() && self.acknowledged == self.content.len();
    }

    /// What is not as it was acknowledged.
    pub(crate) fn violation(&mut self, server: &Server) -> Option<String> {
        if let Some(upload) = &self.upload {
            let answer = head(server, upload);
            let at = answer.header("upload-offset").and_then(|at| at.parse::<usize>().ok());
            let Some(at) = at else { return Some(format!("{} instead of {}", answer.status, self.acknowledged)) };
            if at < self.acknowledged || at > self.content.len() {
                return Some(format!("at {at}, {} were acknowledged of {}", self.acknowledged, self.content.len()));
            }
            self.acknowledged = at;
            self.is_done = at == self.content.len();
        }
        match (server.has(&self.path), self.is_done) {
            (true, _) if server.read(&self.path) != self.content => Some("other bytes".to_owned()),
            (true, false) if self.upload.is_some() => Some("published before its end".to_owned()),
            (false, true) => Some("whole, and no file".to_owned()),
            _ => None,
        }
    }

    /// The bytes so far are those that were sent, though nobody has asked for the rest yet.
    pub(crate) fn has_other_bytes(&self, server: &Server) -> bool {
        let Some(id) = self.upload.as_deref().and_then(|upload| upload.rsplit('/').next()) else { return false };
        let kept = server.path(&format!(".holdall/uploads/{id}"));
        std::fs::read(kept).is_ok_and(|bytes| !self.content.starts_with(&bytes))
    }
}

#[test]
fn nothing_is_lost_below_an_acknowledged_offset_by_kills_at_any_point() {
    let mut dice = Dice::new(seed("uploads"));
    let setup = Setup::new();
    let rounds = number("HOLDALL_UPLOAD_ROUNDS", 30);
    let (mut jobs, mut made, mut finished): (Vec<Job>, usize, usize) = (Vec::new(), 0, 0);
    for round in 0..rounds {
        while jobs.len() < CLIENTS {
            jobs.push(Job::new(format!("{made}.bin"), &mut dice));
            made += 1;
        }
        crash(setup.clone().start(), &mut jobs, &mut dice);
        let server = setup.clone().start();
        for job in &mut jobs {
            job.check(&server, &format!("round {round}"));
        }
        let open: BTreeSet<&str> = jobs
            .iter()
            .filter(|job| !job.is_done)
            .filter_map(|job| job.upload.as_deref()?.rsplit('/').next())
            .collect();
        let kept = files_below(&server.path(".holdall/uploads"));
        // Beside those that a client has heard of there may be one for each that was begun as the server died.
        assert!(open.iter().all(|id| kept.contains_key(*id)), "round {round}: {open:?} {:?}", kept.keys());
        assert!(kept.len() <= CLIENTS * 2, "round {round}: {:?}", kept.keys());
        server.assert_no_leftovers();
        finished += jobs.iter().filter(|job| job.is_done).count();
        jobs.retain(|job| !job.is_done);
    }
    let server = setup.start();
    let (sender, _acknowledged) = mpsc::channel();
    for job in &mut jobs {
        job.work(&server, &mut dice, &sender).unwrap();
        job.check(&server, "at the end");
    }
    println!("uploads: {rounds} rounds, {finished} finished under kills");
    assert!(finished > 0, "none was finished");
}

/// Lets all clients send until the server is killed after some acknowledgement, a moment later.
fn crash(mut server: Server, jobs: &mut [Job], dice: &mut Dice) {
    let (sender, acknowledged) = mpsc::channel();
    let (after, moment) = (dice.below(25), Duration::from_micros(dice.below(12_000)));
    let dice = Mutex::new(dice);
    thread::scope(|scope| {
        let tasks: Vec<_> = jobs
            .iter_mut()
            .map(|job| {
                let (server, sender) = (&server, sender.clone());
                let mut own = Dice::new(dice.lock().unwrap().next());
                scope.spawn(move || job.work(server, &mut own, &sender).unwrap())
            })
            .collect();
        drop(sender);
        let _ = acknowledged.iter().take(usize::try_from(after).unwrap()).count();
        thread::sleep(moment);
        rustix::process::kill_process(server.pid(), rustix::process::Signal::KILL).unwrap();
        for task in tasks {
            task.join().unwrap();
        }
    });
    server.kill();
}

/// Dies at `point` while the last bytes of an upload come; answers what is there after the next start.
#[track_caller]
fn cut(point: &str, pairs: &[(&str, &str)], prepare: fn(&Server)) -> (Server, String) {
    let setup = Setup::new();
    let server = setup.clone().start();
    prepare(&server);
    let upload = begin(&server, pairs, 5).expect(201).field("location");
    patch(&server, &upload, 0, b"he").fetch().expect(204);
    drop(server);
    let armed = setup.clone().env("FAILPOINTS", format!("{point}=return")).start();
    let answer = patch(&armed, &upload, 2, b"llo").send();
    assert!(answer.is_err(), "{point} was not reached: {answer:?}");
    drop(armed);
    (setup.start(), upload)
}

/// Whatever the point: the upload is where it was, or whole; and then there is one file, once.
#[track_caller]
fn check(point: &str, pairs: &[(&str, &str)], path: &str, prepare: fn(&Server)) {
    let (server, upload) = cut(point, pairs, prepare);
    match offset(&server, &upload) {
        2 => drop(patch(&server, &upload, 2, b"llo").fetch().expect(204)),
        at => assert_eq!(at, 5, "{point}"),
    }
    let told: Upload = server.get(&upload).fetch().expect(200).json();
    assert_eq!((told.state, told.path.as_str()), (UploadState::Complete, path), "{point}");
    assert_eq!(server.read(path), b"hello", "{point}");
    let mut files = files_below(server.setup().files());
    files.retain(|name, _| !name.starts_with(".holdall/"));
    let ours = files.values().filter(|content| *content == b"hello").count();
    assert_eq!(ours, 1, "{point}: {:?}", files.keys());
    assert!(files_below(&server.path(".holdall/uploads")).is_empty(), "{point}");
    server.assert_no_leftovers();
}

const POINTS: [&str; 5] =
    ["upload-synced", "upload-written-down", "upload-whole", "upload-intended", "upload-published"];

#[test]
fn an_upload_that_is_cut_at_any_step_becomes_one_file() {
    for point in POINTS {
        check(point, &[("path", "a.bin")], "a.bin", |_| {});
        check(point, &[("path", "new/a.bin"), ("parents", "")], "new/a.bin", |_| {});
    }
}

#[test]
fn an_upload_that_keeps_both_is_found_again_under_its_number() {
    for point in POINTS {
        let pairs = [("path", "a.bin"), ("on-conflict", "rename")];
        check(point, &pairs, "a (3).bin", |server| {
            server.create("/files/a.bin", "one");
            server.create("/files/a (2).bin", "two");
        });
    }
}

#[test]
fn an_upload_that_replaces_keeps_what_was_there_once() {
    let pairs = [("path", "a.bin"), ("on-conflict", "replace")];
    for point in
        POINTS.into_iter().chain(["version-intended", "version-linked", "version-exchanged", "version-settled"])
    {
        check(point, &pairs, "a.bin", |server| drop(server.create("/files/a.bin", "old")));
        let (server, upload) = cut(point, &pairs, |server| drop(server.create("/files/a.bin", "old")));
        if offset(&server, &upload) == 2 {
            patch(&server, &upload, 2, b"llo").fetch().expect(204);
        }
        let versions: FileVersions = server.get("/api/versions/a.bin").fetch().expect(200).json();
        let contents: Vec<String> =
            versions.versions.iter().map(|version| server.get(&version.url).fetch().expect(200).text()).collect();
        assert_eq!(contents, ["old"], "{point}");
    }
}
