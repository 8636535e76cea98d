//! Uploads that outlive the page: what the browser keeps of all that are not done, whether they were begun or not.
//!
//! 1. Uploads are kept in parts of [`PART`] by their ids: a queue of 100 000 is some hundred records, and an upload that
//!    moves on rewrites one of them. [`Command::Keep`] says that a part is no longer what was kept of it.
//! 2. What is kept may be older than what is true, never newer: an offset is one the server has told, and the server is
//!    asked before anything is appended; a file that is there already is recognised by its content.
//! 3. A file that is added again (the same path, size and time of change, on the same terms) goes on with what is there.
//!    One that another tab has in its queue is left to it.
//! 4. Where the browser finds the file by itself, the upload goes on as it was left ([`super::Event::Continued`]); a file
//!    that is another by now waits for a person.

use std::collections::BTreeMap;

use holdall_shared::EntryPath;
use serde::{Deserialize, Serialize};

use super::{
    Command, Failure, Mode, NewUpload, Parents, Phase, Queue, Resource, Upload, UploadId,
    course::{Standing, Way},
};

/// So many uploads are kept together.
const PART: u64 = 256;

/// An upload that is not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Where its bytes are on the server, if it was begun.
    pub resource: Option<String>,
    /// Where it is to go.
    pub path: String,
    /// Bytes it will have.
    pub size: u64,
    /// When the file was last changed.
    pub modified_ms: Option<i64>,
    /// On which terms.
    pub mode: Mode,
    /// What to do where its folder is missing.
    pub parents: Parents,
    /// Bytes that had arrived when it was last heard of.
    pub offset: u64,
    /// Where the browser finds the file, if it does.
    pub origin: Option<Origin>,
}

/// Where a file is on the person's own disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Under which name the browser keeps the handle of what was dropped.
    pub root: String,
    /// The way from there, if that was a folder.
    pub way: String,
}

/// What the browser has found where the file was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Its length in bytes.
    pub size: u64,
    /// When it was last changed.
    pub modified_ms: Option<i64>,
}

/// Who is sending it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// It waits for its file.
    Nobody,
    /// Another tab.
    Another,
}

/// By path.
pub(super) type KeptUploads = BTreeMap<String, (Kept, Holder)>;

impl Kept {
    /// As it would be kept before anything of it was sent; nothing, if its name is none.
    pub fn of(new: &NewUpload) -> Option<Self> {
        Upload::new(UploadId(0), new.clone(), 0, None).kept()
    }

    /// Whether `added` is the very upload, or, where nothing of this one has arrived, takes its place.
    pub fn is_met_by(&self, added: &Self) -> bool {
        self.path == added.path && (self.resource.is_none() || self.is_same(added))
    }

    fn is_same(&self, other: &Self) -> bool {
        self.size == other.size && self.modified_ms == other.modified_ms && self.mode == other.mode
    }

    /// To be uploaded again, from a file that is so.
    pub(super) fn renewed(&self, seen: Seen) -> Option<NewUpload> {
        let path = EntryPath::new(self.path.as_str()).ok()?;
        let (folder, name) = (path.parent()?, path.name()?.as_str().to_owned());
        let Seen { size, modified_ms } = seen;
        let (mode, parents, origin) = (self.mode.clone(), self.parents, self.origin.clone());
        Some(NewUpload { folder, name, size, modified_ms, mode, parents, origin })
    }
}

/// All that is kept, each upload once: of two rows that a crash has left of one, the one that was begun.
pub fn without_doubles(kept: impl IntoIterator<Item = Kept>) -> Vec<Kept> {
    let mut by_path: BTreeMap<String, Kept> = BTreeMap::new();
    for kept in kept {
        let is_better = by_path.get(&kept.path).is_none_or(|other| other.resource.is_none());
        if is_better {
            by_path.insert(kept.path.clone(), kept);
        }
    }
    by_path.into_values().collect()
}

impl Queue {
    /// What is to be kept of a part, in order.
    pub fn kept(&self, part: u64) -> Vec<Kept> {
        let first = part.saturating_mul(PART);
        let ids = UploadId(first)..UploadId(first.saturating_add(PART));
        self.uploads.range(ids).filter(|(_, upload)| is_worth_keeping(upload)).filter_map(|(_, it)| it.kept()).collect()
    }

    /// What one upload would be kept as.
    pub fn kept_of(&self, id: UploadId) -> Option<Kept> {
        self.get(id)?.kept()
    }
}

impl Upload {
    fn kept(&self) -> Option<Kept> {
        Some(Kept {
            resource: self.course.resource().map(|resource| resource.0.clone()),
            path: self.target().ok()?.path.as_str().to_owned(),
            size: self.size,
            modified_ms: self.modified_ms,
            mode: self.mode.clone(),
            parents: self.parents,
            offset: self.course.offset,
            origin: self.origin.clone(),
        })
    }

    /// Goes on with what is on the server.
    pub(super) fn take_up(&mut self, kept: &Kept) {
        if let Some(resource) = &kept.resource {
            self.course.way = Way::Begun(Resource(resource.clone()), Standing::Unknown);
            self.course.offset = kept.offset.min(self.size);
            self.phase = Phase::Interrupted { until_ms: None };
        }
    }
}

/// Whether it can go on in another page.
fn is_worth_keeping(upload: &Upload) -> bool {
    match &upload.phase {
        Phase::Done(_) => false,
        Phase::Failed(
            Failure::InvalidName { .. }
            | Failure::TooLarge { .. }
            | Failure::Unreadable
            | Failure::ChangedOnDevice
            | Failure::Underway,
        ) => upload.course.resource().is_some(),
        _ => true,
    }
}

/// What is kept of that upload has changed.
pub(super) fn keep(id: UploadId, commands: &mut Vec<Command>) {
    keep_all(id, id, commands);
}

/// And of all from the first to the last.
pub(super) fn keep_all(first: UploadId, last: UploadId, commands: &mut Vec<Command>) {
    commands.extend((first.0 / PART..=last.0 / PART).map(|part| Command::Keep { part }));
}

/// Takes up what is there of an upload that begins.
pub(super) fn take_up(kept: &mut KeptUploads, upload: &mut Upload) {
    let Some(added) = upload.kept() else { return };
    match kept.get(&added.path) {
        Some((there, Holder::Another)) if there.is_same(&added) => upload.phase = Phase::Failed(Failure::Underway),
        Some((there, Holder::Nobody)) if there.is_met_by(&added) => {
            upload.take_up(there);
            kept.remove(&added.path);
        }
        _ => {}
    }
}
