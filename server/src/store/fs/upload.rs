//! Bytes that outlive the process: a named file under `.holdall/uploads`, and its room under the quota for as long as it
//! is there.

use std::{
    collections::HashMap,
    fs::File,
    sync::{Arc, Mutex, PoisonError},
};

use rustix::{
    fs::{Mode, OFlags, openat},
    io::Errno,
};

use super::{
    promise::Promise,
    root::Folder,
    stage::{FsStaged, TemporaryName},
    tree::Tree,
};
use crate::store::{Admission, Kept, KeptId, StoreError};

/// The room of all uploads, whether anybody sends to them now or not.
#[derive(Debug, Clone, Default)]
pub(super) struct Promises(Arc<Mutex<HashMap<KeptId, Arc<Promise>>>>);

impl Promises {
    /// The upload is published or thrown away.
    pub(super) fn forget(&self, id: &KeptId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
    }

    fn of(&self, tree: &Arc<Tree>, id: &KeptId, replaced: u64) -> Arc<Promise> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(all.entry(id.clone()).or_insert_with(|| Arc::new(Promise::new(tree, replaced))))
    }
}

/// Begins an upload. Its name is durable then. Blocks.
pub(super) fn begin(
    tree: &Arc<Tree>,
    promises: &Promises,
    at: &Kept,
    admission: Admission,
) -> Result<FsStaged, StoreError> {
    let place = tree.own()?.place(at.place);
    tree.check_writable()?;
    let begun = (|| {
        let file = open(place, at, OFlags::CREATE | OFlags::EXCL)?;
        let staged = stage(tree, promises, Bytes { at, file, length: 0 }, admission)?;
        place.sync()?;
        Ok(staged)
    })();
    if begun.is_err() {
        promises.forget(&at.id);
        // What stays has no row, and is removed at the next start.
        let _ = rustix::fs::unlinkat(place, at.id.as_str(), rustix::fs::AtFlags::empty());
    }
    begun
}

/// Goes on with an upload whose first `length` bytes are durable. Blocks.
pub(super) fn reopen(
    tree: &Arc<Tree>,
    promises: &Promises,
    at: &Kept,
    length: u64,
    admission: Admission,
) -> Result<FsStaged, StoreError> {
    let file = open(tree.own()?.place(at.place), at, OFlags::empty())?;
    tree.check_writable()?;
    let found = u64::try_from(rustix::fs::fstat(&file)?.st_size).unwrap_or(0);
    if found < length {
        // Somebody else has shortened it: what was acknowledged is not there.
        return Err(StoreError::Changed);
    }
    file.set_len(length)?;
    stage(tree, promises, Bytes { at, file, length }, admission)
}

/// What is there of an upload.
struct Bytes<'a> {
    at: &'a Kept,
    file: File,
    length: u64,
}

fn stage(
    tree: &Arc<Tree>,
    promises: &Promises,
    bytes: Bytes<'_>,
    admission: Admission,
) -> Result<FsStaged, StoreError> {
    let Bytes { at, file, length } = bytes;
    let promise = promises.of(tree, &at.id, admission.replaced);
    promise.cover(admission.length.unwrap_or(0).max(length))?;
    FsStaged::of(tree, (file, TemporaryName::Upload(at.id.as_str().to_owned())), promise, length, admission)
}

fn open(place: &Folder, at: &Kept, flags: OFlags) -> Result<File, StoreError> {
    let flags = flags | OFlags::RDWR | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    match openat(place, at.id.as_str(), flags, Mode::from_raw_mode(0o666)) {
        Err(Errno::NOENT) => Err(StoreError::NotFound),
        file => Ok(File::from(file?)),
    }
}
