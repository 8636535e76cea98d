//! Resumable uploads: bytes that come in parts, over connections that break, and become a file when all of them are there.
//!
//! Knows nothing of HTTP or tus. Four things: the session (a pure state machine, [`session`]), the lock of each upload
//! ([`locks`]), the bytes (the store), and what is written down (the catalog).
//!
//! An upload's offset is the number of its bytes that are on the disk for certain, and never goes down. After the last
//! byte the file is published, the one way in for all bytes; only then is anybody told that it is whole.

mod append;
mod begin;
mod checksum;
mod concatenate;
mod error;
mod locks;
mod publish;
mod recover;
mod session;
#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use holdall_shared::{Entry, EntryPath, OnConflict, Timestamp};

pub use append::{Appended, Chunk, WholeDigests};
pub use begin::Creation;
pub use checksum::{Checksum, ChecksumAlgorithm};
pub use error::{Refusal, UploadError};
pub use publish::NewTerms;
pub use session::Misfit;

use crate::{
    catalog::{Catalog, UploadRow, UploadStage},
    clock::{Clock, after},
    files::Files,
    store::{Admission, Kept, KeptId, Parents, Place, Staged, Store},
};
use locks::{Held, Locks};

/// How long an unfinished upload is kept after its last byte.
pub const LIFETIME: Duration = Duration::from_hours(7 * 24);
/// How long a finished one is remembered, for whoever has not heard the last answer.
const REMEMBERED: Duration = Duration::from_hours(24);
/// Open uploads between two of their requests, at most: each has a file and a hash.
const MOST_OPEN: usize = 128;

/// See the module.
#[derive(Clone)]
pub struct Uploads(Arc<Inner>);

struct Inner {
    files: Files,
    store: Arc<dyn Store>,
    catalog: Catalog,
    clock: Clock,
    locks: Locks,
    /// Held while a name is looked at and reserved.
    naming: tokio::sync::Mutex<()>,
    /// Uploads between two of their requests.
    open: Mutex<HashMap<KeptId, Box<dyn Staged>>>,
}

/// How an upload stands, as clients are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Its name.
    pub id: KeptId,
    /// Where the file is to go, or went; a part of another upload has none.
    pub path: Option<EntryPath>,
    /// What to do about a name that is taken.
    pub on_conflict: OnConflict,
    /// Bytes that are on the disk.
    pub offset: u64,
    /// Bytes that it will have, once that is known.
    pub length: Option<u64>,
    /// When it is forgotten.
    pub expires: Timestamp,
    /// `Upload-Metadata` and `Upload-Concat`, as they were sent.
    pub sent: Sent,
    /// What became of it.
    pub outcome: Outcome,
}

/// What is told back as it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sent {
    /// `Upload-Metadata`.
    pub metadata: Option<String>,
    /// `Upload-Concat`.
    pub concat: Option<String>,
}

/// What became of an upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing yet.
    Open,
    /// It is a file; of a part, all bytes are there.
    Complete(Option<Box<Entry>>),
    /// It could not be published.
    Refused(Refusal),
}

impl Uploads {
    /// Uploads into the folder of `files`.
    pub fn new(files: Files, store: Arc<dyn Store>, catalog: Catalog, clock: Clock) -> Self {
        let (locks, naming, open) = (Locks::default(), tokio::sync::Mutex::default(), Mutex::default());
        Self(Arc::new(Inner { files, store, catalog, clock, locks, naming, open }))
    }

    /// How an upload stands, without disturbing whoever sends to it.
    pub async fn look(&self, id: &KeptId) -> Result<Status, UploadError> {
        Ok(status(&self.row(id).await?))
    }

    /// How an upload stands, for somebody who means to go on with it: whoever sends to it is asked to stop, and what is
    /// whole is published first.
    pub async fn settle(&self, id: &KeptId) -> Result<Status, UploadError> {
        let held = self.0.locks.acquire(id).await?;
        let mut row = self.row(id).await?;
        if let UploadStage::Publishing { .. } = row.stage {
            // An error came in between.
            self.recover_row(row).await?;
            row = self.row(id).await?;
        }
        if row.stage == UploadStage::Open && is_whole(&row) && !row.path.is_root() {
            let staged = self.reopen(&row).await?;
            self.publish(&held, row, staged).await?;
        }
        Ok(status(&self.row(id).await?))
    }

    /// Ends an upload and throws its bytes away. A file that it has become stays.
    pub async fn end(&self, id: &KeptId) -> Result<(), UploadError> {
        let held = self.0.locks.acquire(id).await?;
        self.row(id).await?;
        self.discard(&held, id).await
    }

    async fn discard(&self, _held: &Held, id: &KeptId) -> Result<(), UploadError> {
        self.0.files.running().end(id.as_str());
        drop(self.take_open(id));
        // The bytes first: a row without them is forgotten at the next start.
        self.0.store.purge(&at(id)).await?;
        Ok(self.0.catalog.forget_upload(id).await?)
    }

    /// What is written down of an upload that has not expired.
    async fn row(&self, id: &KeptId) -> Result<UploadRow, UploadError> {
        match self.0.catalog.upload(id).await? {
            Some(row) if row.expires > self.0.clock.now() => Ok(row),
            _ => Err(UploadError::Unknown),
        }
    }

    /// The bytes of an upload, to go on with; as this process knows them, else as they are on the disk.
    async fn reopen(&self, row: &UploadRow) -> Result<Box<dyn Staged>, UploadError> {
        match self.take_open(&row.id) {
            Some(staged) if staged.length() == row.offset => Ok(staged),
            _ => Ok(self.0.store.reopen(&at(&row.id), row.offset, admission(row)).await?),
        }
    }

    fn take_open(&self, id: &KeptId) -> Option<Box<dyn Staged>> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner).remove(id)
    }

    /// Keeps the bytes at hand for the next request.
    fn put_back(&self, id: &KeptId, staged: Box<dyn Staged>) {
        let mut open = self.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.len() >= MOST_OPEN {
            // Any: it is read again by whoever goes on with it.
            let other = open.keys().next().cloned();
            drop(other.and_then(|other| open.remove(&other)));
        }
        open.insert(id.clone(), staged);
    }

    fn touch(&self, row: &mut UploadRow) {
        row.touched = self.0.clock.now();
        row.expires = after(row.touched, LIFETIME);
    }
}

fn at(id: &KeptId) -> Kept {
    Kept { place: Place::Uploads, id: id.clone() }
}

fn is_whole(row: &UploadRow) -> bool {
    row.length == Some(row.offset)
}

fn admission(row: &UploadRow) -> Admission {
    Admission {
        length: row.length,
        parents: if row.terms.parents { Parents::Made } else { Parents::Required },
        modified: row.terms.modified,
        algorithms: publish::claims(row).algorithms(),
        replaced: row.terms.replaced,
    }
}

fn status(row: &UploadRow) -> Status {
    let outcome = match &row.stage {
        UploadStage::Open | UploadStage::Publishing { .. } => Outcome::Open,
        UploadStage::Complete { receipt } => {
            Outcome::Complete(receipt.as_deref().and_then(|receipt| serde_json::from_str(receipt).ok()))
        }
        UploadStage::Refused { reason } => Outcome::Refused(Refusal::parse(reason)),
    };
    Status {
        id: row.id.clone(),
        path: (!row.path.is_root()).then(|| row.path.clone()),
        on_conflict: row.terms.on_conflict,
        offset: row.offset,
        length: row.length,
        expires: row.expires,
        sent: Sent { metadata: row.terms.metadata.clone(), concat: row.terms.concat.clone() },
        outcome,
    }
}
