//! Indexes of folders, so that a page of a folder of a million entries takes as long as one of a hundred.
//!
//! 1. A folder is known by its device and inode, wherever it is moved.
//! 2. A small one is read each time: nothing is kept of it.
//! 3. The index of a large one is built once, by whoever asks first; others wait for it without holding a thread.
//! 4. Before each answer it is made true again ([`fresh`]): changes are taken in ([`changes`]), not read anew.
//! 5. It has its names packed ([`names`]), orders as they are asked for ([`order`]), and folded names once somebody
//!    filters ([`filter`]); a page is cut out of it ([`view`]).
//! 6. All indexes together are bounded ([`Bounds`]): the least recently used ones are forgotten.

mod changes;
mod filter;
mod folder;
mod fresh;
mod names;
mod order;
mod view;

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
};

use holdall_shared::{EntryPath, ListingQuery};
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};

use super::{blocking, root::Folder, tree::Tree, watch::Watches};
use crate::store::{Page, StoreError};
use fresh::Kept;

/// What is worth keeping, and how much of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// Bytes of all indexes together.
    most_bytes: usize,
    /// Folders that are kept, and so watched, at most.
    most_folders: usize,
    /// A folder whose own size is at most this many bytes has few entries, on every file system that says a size.
    small: u64,
    /// Entries that are read rather than kept.
    few: usize,
}

impl Default for Bounds {
    /// Some four million entries.
    fn default() -> Self {
        Self { most_bytes: 192 << 20, most_folders: 1024, small: 16 * 1024, few: 1024 }
    }
}

/// See the module.
#[derive(Debug)]
pub(super) struct Indexes {
    bounds: Bounds,
    watches: Option<Arc<Watches>>,
    slots: Mutex<Slots>,
}

#[derive(Debug, Default)]
struct Slots {
    by_folder: HashMap<FolderId, Arc<Slot>>,
    /// Counts uses, to tell which was the last.
    uses: u64,
}

/// Device and inode.
type FolderId = (u64, u64);

/// The place of one folder's index.
#[derive(Debug, Default)]
struct Slot {
    kept: Arc<AsyncMutex<Option<Kept>>>,
    bytes: AtomicUsize,
    used: AtomicU64,
}

impl Indexes {
    /// Without inotify, indexes hold only as long as folders stand still.
    pub(super) fn new(bounds: Bounds) -> Self {
        let watches = Watches::open().inspect_err(|error| tracing::warn!(%error, "folders can't be watched")).ok();
        Self { bounds, watches, slots: Mutex::default() }
    }

    /// One page of a folder.
    pub(super) async fn page(
        self: &Arc<Self>,
        tree: &Arc<Tree>,
        path: &EntryPath,
        query: ListingQuery,
    ) -> Result<Page, StoreError> {
        let (indexes, tree, path) = (Arc::clone(self), Arc::clone(tree), path.clone());
        let large = match blocking(move || indexes.begin(tree, &path, query)).await? {
            Begun::Done(page) => return Ok(page),
            Begun::Large(large) => large,
        };
        let guard = Arc::clone(&large.slot.kept).lock_owned().await;
        let indexes = Arc::clone(self);
        blocking(move || indexes.finish(guard, &large)).await
    }

    /// Opens the folder; what is small is answered at once.
    fn begin(&self, tree: Arc<Tree>, path: &EntryPath, query: ListingQuery) -> Result<Begun, StoreError> {
        let folder = tree.root.folder(path)?;
        let stat = folder.stat_self()?;
        let id = (stat.st_dev, stat.st_ino);
        let is_small = u64::try_from(stat.st_size).unwrap_or(0) <= self.bounds.small;
        let slot = match self.known(id) {
            Some(slot) => slot,
            None if is_small => {
                let mut index = folder::FolderIndex::read(&folder)?;
                if index.names.live() <= self.bounds.few {
                    return Ok(Begun::Done(view::page(&mut index, &folder, &tree, &query)?));
                }
                self.slot(id)
            }
            None => self.slot(id),
        };
        Ok(Begun::Large(Large { folder, query, slot, tree }))
    }

    fn finish(&self, mut guard: OwnedMutexGuard<Option<Kept>>, large: &Large) -> Result<Page, StoreError> {
        let Large { folder, query, slot, tree } = large;
        let result = fresh::refresh(&mut guard, folder, tree, self.watches.as_ref())
            .and_then(|index| view::page(index, folder, tree, query));
        let bytes = guard.as_ref().map_or(0, |kept| kept.index.bytes());
        slot.bytes.store(bytes, Ordering::Relaxed);
        drop(guard);
        self.forget_the_least_used();
        result
    }

    fn known(&self, id: FolderId) -> Option<Arc<Slot>> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.uses += 1;
        let slot = slots.by_folder.get(&id).map(Arc::clone)?;
        slot.use_at(slots.uses);
        Some(slot)
    }

    fn slot(&self, id: FolderId) -> Arc<Slot> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.uses += 1;
        let slot = Arc::clone(slots.by_folder.entry(id).or_default());
        slot.use_at(slots.uses);
        slot
    }

    fn forget_the_least_used(&self) {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let total: usize = slots.by_folder.values().map(|slot| slot.bytes.load(Ordering::Relaxed)).sum();
            if total <= self.bounds.most_bytes && slots.by_folder.len() <= self.bounds.most_folders {
                return;
            }
            let least = slots.by_folder.iter().min_by_key(|(_, slot)| slot.last_use()).map(|(id, _)| *id);
            let Some(least) = least else { return };
            slots.by_folder.remove(&least);
        }
    }
}

impl Slot {
    fn use_at(&self, time: u64) {
        self.used.store(time, Ordering::Relaxed);
    }

    fn last_use(&self) -> u64 {
        self.used.load(Ordering::Relaxed)
    }
}

/// What [`Indexes::begin`] has found.
enum Begun {
    Done(Page),
    Large(Large),
}

/// A page that is to be cut out of an index.
struct Large {
    folder: Folder,
    query: ListingQuery,
    slot: Arc<Slot>,
    tree: Arc<Tree>,
}

#[cfg(test)]
mod tests;
