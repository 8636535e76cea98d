//! Indexes of folders, so that a page of a folder of a million entries takes as long as one of a hundred.
//!
//! 1. A folder is known by its device and inode, wherever it is moved.
//! 2. A small one is read each time: nothing is kept of it.
//! 3. The index of a large one is built once, by whoever asks first; others wait for it without holding a thread.
//! 4. Before each answer it is made true again ([`fresh`]): changes are taken in ([`changes`]), not read anew.
//! 5. It has its names packed ([`names`]), orders as they are asked for ([`order`]), and folded names once somebody
//!    filters ([`filter`]); a page is cut out of it ([`view`]), and single names are found in it ([`find`]).
//! 6. All indexes together are bounded ([`Capacity`]): the least recently used ones are forgotten.

mod changes;
mod filter;
mod find;
mod folder;
mod fresh;
mod names;
mod order;
mod spelled;
mod view;

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
};

use holdall_shared::{EntryPath, ListingQuery};
use tokio::sync::Mutex as AsyncMutex;

use super::{
    blocking,
    root::{Folder, RawStat},
    tree::Tree,
    watch::{Watch, Watches},
};
use crate::store::{Page, StoreError};
pub(super) use filter::Folded;
use folder::FolderIndex;
use fresh::Kept;
pub(super) use names::{Id, Names, at};

/// What is worth keeping, and how much of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Capacity {
    /// Bytes of all indexes together.
    most_bytes: usize,
    /// Folders that are kept, and so watched, at most.
    most_folders: usize,
    /// A folder whose own size is at most this many bytes has few entries, on every file system that says a size.
    small: u64,
    /// Entries that are read rather than kept.
    few: usize,
}

impl Default for Capacity {
    /// Some four million entries.
    fn default() -> Self {
        Self { most_bytes: 192 << 20, most_folders: 1024, small: 16 * 1024, few: 1024 }
    }
}

/// See the module.
#[derive(Debug)]
pub(super) struct Indexes {
    capacity: Capacity,
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

/// One page of a folder.
pub(super) async fn page(tree: &Arc<Tree>, path: &EntryPath, query: ListingQuery) -> Result<Page, StoreError> {
    let (begun, path) = (Arc::clone(tree), path.clone());
    let large = match blocking(move || begin(&begun, &path, query)).await? {
        Begun::Done(page) => return Ok(page),
        Begun::Large(large) => large,
    };
    let mut guard = Arc::clone(&large.slot.kept).lock_owned().await;
    let tree = Arc::clone(tree);
    blocking(move || {
        let Large { folder, query, slot } = large;
        tree.indexes.with_index(&slot, &mut guard, (&tree, &folder), |index| view::page(index, &folder, &tree, &query))
    })
    .await
}

/// Opens the folder; what is small is answered at once.
fn begin(tree: &Tree, path: &EntryPath, query: ListingQuery) -> Result<Begun, StoreError> {
    let (folder, indexes) = (tree.root.folder(path)?, &tree.indexes);
    let stat = folder.stat_self()?;
    let known = indexes.known(folder_id(&stat));
    if known.is_none() && !indexes.is_large(&stat) {
        let mut index = FolderIndex::read(&folder)?;
        if index.names.live() <= indexes.capacity.few {
            return Ok(Begun::Done(view::page(&mut index, &folder, tree, &query)?));
        }
    }
    let slot = known.unwrap_or_else(|| indexes.slot(folder_id(&stat)));
    Ok(Begun::Large(Large { folder, query, slot }))
}

fn folder_id(stat: &RawStat) -> FolderId {
    (stat.st_dev, stat.st_ino)
}

impl Indexes {
    /// Without inotify, indexes hold only as long as folders stand still.
    pub(super) fn new(capacity: Capacity) -> Self {
        let watches = Watches::open().inspect_err(|error| tracing::warn!(%error, "folders can't be watched")).ok();
        Self { capacity, watches, slots: Mutex::default() }
    }

    /// Watches an open folder, if the system lets it; `most` names wait to be taken.
    pub(super) fn watch(&self, folder: &Folder, most: usize) -> Option<Watch> {
        self.watches.as_ref()?.watch(folder, most).ok()
    }

    /// Hands out what the kernel has told so far.
    pub(super) fn take_events(&self) {
        if let Some(watches) = &self.watches {
            watches.take();
        }
    }

    /// What all of them take.
    pub(super) fn bytes(&self) -> usize {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner).bytes()
    }

    /// Uses the index of an open folder, after it was made true.
    fn with_index<T>(
        &self,
        slot: &Slot,
        kept: &mut Option<Kept>,
        (tree, folder): (&Tree, &Folder),
        using: impl FnOnce(&mut FolderIndex) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let result = fresh::refresh(kept, folder, tree, self.watches.as_ref()).and_then(using);
        slot.bytes.store(kept.as_ref().map_or(0, |kept| kept.index.bytes()), Ordering::Relaxed);
        self.forget_the_least_used();
        result
    }

    /// Whether a folder that is not known is worth it, as far as its own size tells.
    fn is_large(&self, stat: &RawStat) -> bool {
        u64::try_from(stat.st_size).unwrap_or(0) > self.capacity.small
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
            if slots.bytes() <= self.capacity.most_bytes && slots.by_folder.len() <= self.capacity.most_folders {
                return;
            }
            let least = slots.by_folder.iter().min_by_key(|(_, slot)| slot.last_use()).map(|(id, _)| *id);
            let Some(least) = least else { return };
            slots.by_folder.remove(&least);
        }
    }
}

impl Slots {
    fn bytes(&self) -> usize {
        self.by_folder.values().map(|slot| slot.bytes.load(Ordering::Relaxed)).sum()
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

/// What [`begin`] has found.
enum Begun {
    Done(Page),
    Large(Large),
}

/// A page that is to be cut out of an index.
struct Large {
    folder: Folder,
    query: ListingQuery,
    slot: Arc<Slot>,
}

#[cfg(test)]
mod tests;
