//! Locks by name, so that looking at a name and taking it is one step for everybody inside this process.
//!
//! Other programs are not held back by them: the publishing steps are atomic in the kernel, and what they find is
//! looked at again. A fixed set of locks, chosen by hash: two names may share one, which only makes one wait.

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::{Mutex, MutexGuard, PoisonError},
};

use holdall_shared::collision_key;

const LOCKS: usize = 256;

/// See the module.
#[derive(Debug)]
pub(super) struct NameLocks(Vec<Mutex<()>>);

impl Default for NameLocks {
    fn default() -> Self {
        Self((0..LOCKS).map(|_| Mutex::new(())).collect())
    }
}

impl NameLocks {
    /// Holds `name` in the folder with this inode; all spellings of one name share a lock.
    ///
    /// Hold one at a time, and never over a sync.
    pub(super) fn hold(&self, folder_inode: u64, name: &str) -> Option<MutexGuard<'_, ()>> {
        let mut hasher = DefaultHasher::new();
        (folder_inode, collision_key(name)).hash(&mut hasher);
        let index = usize::try_from(hasher.finish() % 256).ok()?;
        self.0.get(index).map(|lock| lock.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
