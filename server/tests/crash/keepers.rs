//! Clients that delete, put back, move, copy and go back to versions until their server is gone, each in a folder of its
//! own, and know what may be found there afterwards.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc::Sender,
    },
};

use holdall_shared::{BatchResults, Entry, FileVersions, TrashListing};
use reqwest::blocking::RequestBuilder;
use serde_json::json;

use crate::{
    dice::Dice,
    support::{Fetch as _, Server, files_below},
};

/// What a folder holds: the number of each file's content.
pub(crate) type Tree = BTreeMap<String, u64>;

/// What all clients of a run share.
pub(crate) struct Shared {
    pub(crate) next: AtomicU64,
    /// Contents that were acknowledged: they are somewhere ever after, because nothing is deleted for good.
    pub(crate) acknowledged: Mutex<BTreeSet<u64>>,
    pub(crate) stop: AtomicBool,
}

impl Shared {
    pub(crate) fn new() -> Self {
        Self { next: AtomicU64::new(1), acknowledged: Mutex::default(), stop: AtomicBool::new(false) }
    }
}

/// A content that is made of its number.
pub(crate) fn content(number: u64) -> Vec<u8> {
    format!("{number:08}").repeat(1 + usize::try_from(number * 37 % 3000).unwrap()).into_bytes()
}

/// The number of a content, if it is whole.
pub(crate) fn number_of(bytes: &[u8]) -> Option<u64> {
    let number = str::from_utf8(bytes.get(..8)?).ok()?.parse().ok()?;
    (content(number) == bytes).then_some(number)
}

/// One client.
pub(crate) struct Keeper {
    folder: String,
    tree: Tree,
    trash: Vec<(String, u64)>,
    /// What may be found: what was acknowledged last, and what a request without an answer may have made of it.
    possible: Vec<Tree>,
}

/// A change: the request, and what it makes of the tree, step by step.
struct Change {
    request: RequestBuilder,
    steps: Vec<Tree>,
    stored: Option<u64>,
    deleted: Option<u64>,
    restored: Option<usize>,
}

impl Keeper {
    pub(crate) fn new(server: &Server, folder: String) -> Self {
        server.post(&format!("/api/folders/{folder}")).fetch().expect(201);
        Self { folder, tree: Tree::new(), trash: Vec::new(), possible: vec![Tree::new()] }
    }

    /// The work of one client. An answer that is neither success nor a failing disk is an error of the server.
    pub(crate) fn work(
        &mut self,
        server: &Server,
        shared: &Shared,
        sender: &Sender<()>,
        mut dice: Dice,
    ) -> Result<(), String> {
        while !shared.stop.load(Ordering::Relaxed) {
            let Some(change) = self.roll(server, shared, &mut dice) else { continue };
            self.possible = [std::slice::from_ref(&self.tree), &change.steps].concat();
            let Ok(response) = change.request.send() else { return Ok(()) };
            let (status, location) = (response.status().as_u16(), response.headers().get("location").cloned());
            let Ok(body) = response.bytes() else { return Ok(()) };
            let results = serde_json::from_slice::<BatchResults>(&body).map(|batch| batch.results).unwrap_or_default();
            let statuses: Vec<u16> = results.iter().map(|result| result.status).chain([status]).collect();
            match statuses.iter().find(|status| **status >= 300) {
                None => {}
                Some(500..) => return Ok(()),
                Some(_) if shared.stop.load(Ordering::Relaxed) => return Ok(()),
                Some(status) => return Err(format!("{}: {status} {}", self.folder, String::from_utf8_lossy(&body))),
            }
            self.tree = change.steps.last().cloned().unwrap_or_default();
            self.possible = vec![self.tree.clone()];
            shared.acknowledged.lock().unwrap().extend(change.stored);
            if let (Some(number), Some(location)) = (change.deleted, location) {
                let id = location.to_str().unwrap().rsplit('/').next().unwrap().to_owned();
                self.trash.push((id, number));
            }
            if let Some(index) = change.restored {
                self.trash.swap_remove(index);
            }
            let _ = sender.send(());
        }
        Ok(())
    }

    fn roll(&self, server: &Server, shared: &Shared, dice: &mut Dice) -> Option<Change> {
        let name = |dice: &mut Dice| ["a", "b", "c", "d"][usize::try_from(dice.below(4)).unwrap()].to_owned();
        let (from, to) = (name(dice), name(dice));
        let path = |name: &str| format!("{}/{name}", self.folder);
        let target = |name: &str| format!("/files/{}", path(name));
        let (source, old) = (self.tree.get(&from).copied(), self.tree.get(&to).copied());
        let with = |name: &str, number: u64| {
            let mut tree = self.tree.clone();
            tree.insert(name.to_owned(), number);
            tree
        };
        let without = |tree: &Tree, name: &str| {
            let mut tree = tree.clone();
            tree.remove(name);
            tree
        };
        let change =
            |request, step: Tree| Change { request, steps: vec![step], stored: None, deleted: None, restored: None };
        let transfer = |operation: &str| {
            let body = json!({"from": path(&from), "to": path(&to), "on_conflict": "replace"});
            server.post(&format!("/api/{operation}")).json(&body)
        };
        match (dice.below(12), source, old) {
            (0..=3, _, old) => {
                let number = shared.next.fetch_add(1, Ordering::Relaxed);
                let request = if old.is_some() { server.put(&target(&to)) } else { server.post(&target(&to)) };
                Some(Change { stored: Some(number), ..change(request.body(content(number)), with(&to, number)) })
            }
            (4 | 5, Some(number), _) => {
                let request = server.delete(&target(&from));
                Some(Change { deleted: Some(number), ..change(request, without(&self.tree, &from)) })
            }
            (6 | 7, Some(number), _) if from != to => {
                Some(change(transfer("move"), without(&with(&to, number), &from)))
            }
            (8, Some(number), _) if from != to => Some(change(transfer("copy"), with(&to, number))),
            (9, _, None) if !self.trash.is_empty() => {
                let index = usize::try_from(dice.below(u64::try_from(self.trash.len()).unwrap())).unwrap();
                let (id, number) = &self.trash[index];
                let request = server.post("/api/restore").json(&json!({"id": id, "to": path(&to)}));
                Some(Change { restored: Some(index), ..change(request, with(&to, *number)) })
            }
            (10, Some(_), _) => {
                let listing = server.get(&format!("/api/versions/{}", path(&from))).send().ok()?;
                let listing: FileVersions = listing.json().ok()?;
                let version = listing.versions.first()?;
                let number = number_of(&server.get(&version.url).send().ok()?.bytes().ok()?)?;
                let request = server.post(&format!("/api/versions/{}", path(&from))).json(&json!({"id": version.id}));
                Some(change(request, with(&from, number)))
            }
            (11, Some(number), None) => {
                let operations = json!([
                    {"op": "copy", "from": path(&from), "to": path(&to)},
                    {"op": "delete", "path": path(&from)},
                ]);
                let request = server.post("/api/batch").json(&json!({"operations": operations}));
                let copied = with(&to, number);
                let deleted = without(&copied, &from);
                Some(Change { steps: vec![copied, deleted.clone()], ..change(request, deleted) })
            }
            _ => None,
        }
    }

    /// Compares with what is there after a crash, and goes on from that.
    pub(crate) fn settle(&mut self, server: &Server) -> Result<(), String> {
        let mut found = Tree::new();
        for (name, bytes) in files_below(&server.path(&self.folder)) {
            let number = number_of(&bytes).ok_or_else(|| format!("{}/{name} is not whole", self.folder))?;
            found.insert(name, number);
        }
        if !self.possible.contains(&found) {
            return Err(format!("{}: {found:?} is none of {:?}", self.folder, self.possible));
        }
        for (name, number) in &found {
            let target = format!("/api/entries/{}/{name}?digest", self.folder);
            let entry: Entry = server.get(&target).fetch().expect(200).json();
            let digest = entry.digests.unwrap().blake3;
            if digest != blake3::hash(&content(*number)).to_hex().as_str() {
                return Err(format!("{}/{name} has another digest than is told", self.folder));
            }
        }
        self.possible = vec![found.clone()];
        self.tree = found;
        self.trash = trash(server, &self.folder);
        Ok(())
    }
}

fn trash(server: &Server, folder: &str) -> Vec<(String, u64)> {
    let listing: TrashListing = server.get("/api/trash?limit=1000").fetch().expect(200).json();
    let of_folder = listing.entries.into_iter().filter(|entry| entry.path.as_str().starts_with(&format!("{folder}/")));
    of_folder
        .map(|entry| {
            let bytes = fs::read(server.path(&format!(".holdall/trash/{}", entry.id))).unwrap();
            (entry.id, number_of(&bytes).unwrap())
        })
        .collect()
}

/// What was acknowledged and is nowhere any more; what is kept and not told of; what is told of and not kept.
pub(crate) fn violations(server: &Server, shared: &Shared) -> Vec<String> {
    let all = files_below(server.setup().files());
    let place = |place: &str| all.keys().filter(|name| name.starts_with(&format!(".holdall/{place}/"))).count();
    let there: BTreeSet<u64> =
        all.iter().filter(|(name, _)| !name.contains("/tmp/")).filter_map(|(_, bytes)| number_of(bytes)).collect();
    let acknowledged = shared.acknowledged.lock().unwrap();
    let mut violations: Vec<String> = acknowledged
        .difference(&there)
        .map(|number| format!("content {number} was acknowledged and is lost"))
        .collect();
    let listing: TrashListing = server.get("/api/trash?limit=1").fetch().expect(200).json();
    if u64::try_from(place("trash")).unwrap() != listing.total {
        violations.push(format!("{} files are in the trash, {} are listed", place("trash"), listing.total));
    }
    if place("tmp") > 0 {
        violations.push("something was left in .holdall/tmp".to_owned());
    }
    violations
}
