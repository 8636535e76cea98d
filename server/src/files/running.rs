//! Uploads that are under way: what comes to which folder, and how far it is. For those who look at the folder; nothing
//! depends on it.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use holdall_shared::{EntryPath, FolderUploads, RunningUpload};
use tokio::{sync::watch, time::timeout};

use crate::intake::{Filled, Source, SourceError};
use crate::store::block::Block;

/// What is over sooner is not worth a row.
const WORTH_TELLING: Duration = Duration::from_millis(400);
/// How long changes gather before they are told.
const GATHERING: Duration = Duration::from_millis(250);
/// How long an upload that comes in parts is told of between two of them.
const BETWEEN_PARTS: Duration = Duration::from_secs(10);

/// See the module.
#[derive(Debug, Clone, Default)]
pub struct Running(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    uploads: Mutex<HashMap<String, Upload>>,
    changed: watch::Sender<u64>,
    /// Names given to uploads that have none of their own.
    named: AtomicU64,
}

#[derive(Debug)]
struct Upload {
    path: EntryPath,
    offset: u64,
    length: Option<u64>,
    since: Instant,
    /// Since when nobody sends to it.
    idle: Option<Instant>,
}

/// Somebody sends, until this is dropped.
#[derive(Debug)]
pub struct Sending {
    running: Running,
    id: String,
    comes: Comes,
}

/// How an upload comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comes {
    /// All of it by one request.
    AtOnce,
    /// In parts.
    InParts,
}

impl Running {
    /// Somebody begins to send bytes behind the first `offset` of an upload; `id` tells it from others. What comes in
    /// parts is told of for a while after each.
    pub fn begin(&self, id: String, path: &EntryPath, (offset, length): (u64, Option<u64>), comes: Comes) -> Sending {
        let mut uploads = self.uploads();
        let now = Instant::now();
        let since = uploads.get(&id).map_or(now, |upload| upload.since);
        uploads.insert(id.clone(), Upload { path: path.clone(), offset, length, since, idle: None });
        drop(uploads);
        self.0.changed.send_modify(|changes| *changes += 1);
        Sending { running: self.clone(), id, comes }
    }

    /// Somebody begins to send all of a file by one request.
    pub fn begin_whole(&self, path: &EntryPath, length: Option<u64>) -> Sending {
        // No upload in parts has a number for its name.
        let id = self.0.named.fetch_add(1, Ordering::Relaxed).to_string();
        self.begin(id, path, (0, length), Comes::AtOnce)
    }

    /// It is over.
    pub fn end(&self, id: &str) {
        if self.uploads().remove(id).is_some() {
            self.0.changed.send_modify(|changes| *changes += 1);
        }
    }

    /// Waits until something else than `known` is to be told of a folder.
    pub(super) async fn next(&self, folder: &EntryPath, known: &FolderUploads) -> FolderUploads {
        let mut changed = self.0.changed.subscribe();
        loop {
            let told = self.of(folder);
            if told != *known {
                return told;
            }
            // What is too young now, or was left, changes by itself.
            let patience = if self.is_quiet() { Duration::MAX } else { GATHERING };
            let _ = timeout(patience, changed.changed()).await;
            tokio::time::sleep(GATHERING).await;
        }
    }

    /// Uploads to a folder, by name.
    fn of(&self, folder: &EntryPath) -> FolderUploads {
        let mut uploads = self.uploads();
        uploads.retain(|_, upload| upload.idle.is_none_or(|idle| idle.elapsed() < BETWEEN_PARTS));
        let here = uploads.values().filter(|upload| upload.since.elapsed() >= WORTH_TELLING);
        let here = here.filter(|upload| upload.path.parent().as_ref() == Some(folder));
        let mut uploads: Vec<RunningUpload> = here
            .filter_map(|upload| {
                Some(RunningUpload { name: upload.path.name()?, offset: upload.offset, length: upload.length })
            })
            .collect();
        uploads.sort_by(|a, b| a.name.as_str().cmp(b.name.as_str()));
        uploads.truncate(FolderUploads::MOST);
        FolderUploads { folder: folder.clone(), uploads }
    }

    fn is_quiet(&self) -> bool {
        self.uploads().is_empty()
    }

    fn uploads(&self) -> MutexGuard<'_, HashMap<String, Upload>> {
        self.0.uploads.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sending {
    fn count(&self, bytes: u64) {
        if let Some(upload) = self.running.uploads().get_mut(&self.id) {
            upload.offset += bytes;
        }
        self.running.0.changed.send_modify(|changes| *changes += 1);
    }
}

impl Drop for Sending {
    fn drop(&mut self) {
        match self.comes {
            Comes::AtOnce => self.running.end(&self.id),
            Comes::InParts => {
                if let Some(upload) = self.running.uploads().get_mut(&self.id) {
                    upload.idle = Some(Instant::now());
                }
            }
        }
    }
}

/// A body whose bytes are counted as they come.
pub struct Counted<'a, S> {
    source: &'a mut S,
    sending: Option<&'a Sending>,
}

impl<'a, S> Counted<'a, S> {
    /// Of this one.
    pub fn new(source: &'a mut S, sending: Option<&'a Sending>) -> Self {
        Self { source, sending }
    }
}

impl<S: Source> Source for Counted<'_, S> {
    fn length(&self) -> Option<u64> {
        self.source.length()
    }

    async fn fill(&mut self, block: &mut Block) -> Result<Filled, SourceError> {
        let before = block.bytes().len();
        let filled = self.source.fill(block).await;
        if let Some(sending) = self.sending {
            sending.count(u64::try_from(block.bytes().len().saturating_sub(before)).unwrap_or(0));
        }
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(path: &str) -> EntryPath {
        EntryPath::new(path).unwrap()
    }

    fn nothing(folder: &EntryPath) -> FolderUploads {
        FolderUploads { folder: folder.clone(), uploads: Vec::new() }
    }

    #[tokio::test]
    async fn what_lasts_is_told_to_those_who_look_at_its_folder() {
        let (running, folder) = (Running::default(), path("a"));
        let sending = running.begin("1".to_owned(), &path("a/b.bin"), (5, Some(9)), Comes::AtOnce);
        let _elsewhere = running.begin("2".to_owned(), &path("b.bin"), (0, None), Comes::AtOnce);
        assert_eq!(running.of(&folder), nothing(&folder), "it may be over at once");
        let told = running.next(&folder, &nothing(&folder)).await;
        let upload = |offset| RunningUpload { name: path("b.bin").name().unwrap(), offset, length: Some(9) };
        assert_eq!(told.uploads, [upload(5)]);
        sending.count(2);
        assert_eq!(running.next(&folder, &told).await.uploads, [upload(7)]);
        drop(sending);
        assert_eq!(running.next(&folder, &told).await, nothing(&folder));
    }

    #[tokio::test]
    async fn what_comes_in_parts_stays_between_them() {
        let (running, folder) = (Running::default(), path("a"));
        drop(running.begin("1".to_owned(), &path("a/b.bin"), (0, Some(9)), Comes::InParts));
        let told = running.next(&folder, &nothing(&folder)).await;
        assert_eq!(told.uploads.len(), 1);
        let next = running.begin("1".to_owned(), &path("a/b.bin"), (4, Some(9)), Comes::InParts);
        assert_eq!(running.of(&folder).uploads[0].offset, 4);
        drop(next);
        running.end("1");
        assert_eq!(running.of(&folder), nothing(&folder));
    }
}
