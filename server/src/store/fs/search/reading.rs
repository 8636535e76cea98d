//! Reading folders for searches, in a thread of its own: nobody waits for it.

use std::{
    collections::HashMap,
    io,
    sync::{Arc, PoisonError, Weak},
    thread,
    time::Duration,
};

use holdall_shared::{EntryKind, EntryName};

use super::{
    BranchId, Completeness, Forest, Found, MEMORY, MOST_NAMES, MOST_WATCHED, State, Thread, Watch, catch_up, look,
};
use crate::store::{
    StoreError,
    fs::{
        root::{Folder, Listed},
        tree::Tree,
    },
};

/// Changed names of one folder that wait to be taken in; a folder with more is read again.
const MOST_WAITING: usize = 256;
/// How often the thread takes in what changed, and looks whether it is still needed.
const PATIENCE: Duration = Duration::from_secs(1);

/// What was read of a folder.
pub(super) struct Reading {
    watch: Option<Watch>,
    entries: Vec<(String, Found)>,
}

/// Starts the thread.
pub(super) fn begin(tree: &Arc<Tree>) -> io::Result<()> {
    let tree = Arc::downgrade(tree);
    thread::Builder::new().name("search".to_owned()).spawn(move || follow(&tree))?;
    Ok(())
}

/// Reads what is to be read, until nobody searches any more.
fn follow(tree: &Weak<Tree>) {
    while let Some(tree) = tree.upgrade() {
        let mut guard = tree.search.lock();
        let Some(state) = &mut *guard else { return };
        if state.used.elapsed() > MEMORY {
            *guard = None;
            return;
        }
        let Some(branch) = state.queue.pop_front() else {
            state.thread = Thread::Waits;
            if let Err(error) = catch_up(state, &tree) {
                tracing::warn!(%error, "changes can't be searched");
            }
            let waited = tree.search.work.wait_timeout(guard, PATIENCE);
            drop(waited.unwrap_or_else(PoisonError::into_inner));
            continue;
        };
        state.thread = Thread::Reads;
        let path = state.forest.path(branch);
        drop(guard);
        let read = path.map(|path| open(&tree, tree.root.folder(&path)));
        let mut guard = tree.search.lock();
        let Some(state) = &mut *guard else { return };
        match read {
            Some(Ok(read)) => take_in(state, branch, read),
            Some(Err(error)) => tracing::warn!(%error, "a folder can't be searched"),
            None => {}
        }
    }
}

/// Reads a folder, if it is still there.
pub(super) fn read(tree: &Tree, forest: &Forest, branch: BranchId) -> Result<Option<Reading>, StoreError> {
    match forest.path(branch) {
        Some(path) => open(tree, tree.root.folder(&path)),
        None => Ok(None),
    }
}

/// It is watched before it is read, so that no change is missed.
fn open(tree: &Tree, folder: Result<Folder, StoreError>) -> Result<Option<Reading>, StoreError> {
    let folder = match folder {
        // Gone meanwhile, or not ours to read: it has nothing to find.
        Err(StoreError::NotFound | StoreError::NotFolder | StoreError::Denied(_)) => return Ok(None),
        folder => folder?,
    };
    let watch = tree.indexes.watch(&folder, MOST_WAITING);
    let mut entries = Vec::new();
    for entry in folder.entries()? {
        let Listed::Named(name, kind) = entry? else { continue };
        let inode = match kind {
            // Of a folder it matters which one has the name.
            EntryKind::Folder => match look(&folder, name.as_str())? {
                Some(found) => found.inode,
                None => continue,
            },
            EntryKind::File | EntryKind::Link | EntryKind::Other => 0,
        };
        entries.push((name.into(), Found { kind, inode }));
    }
    Ok(Some(Reading { watch, entries }))
}

/// Keeps what was read.
pub(super) fn take_in(state: &mut State, branch: BranchId, read: Option<Reading>) {
    let Some(Reading { watch, entries }) = read else { return };
    if state.forest.len() + entries.len() > MOST_NAMES {
        return;
    }
    let new = if state.forest.is_new(branch) {
        state.forest.fill(branch, entries)
    } else {
        let entries: HashMap<_, _> = entries.into_iter().map(|(name, found)| (name, Some(found))).collect();
        state.forest.update(branch, entries, Completeness::Whole)
    };
    state.queue.extend(new);
    match watch {
        Some(watch) if state.watches.len() < MOST_WATCHED => drop(state.watches.insert(branch, watch)),
        _ => state.unwatched.push(branch),
    }
}

/// Looks at names of a folder again; answers folders that are to be read.
pub(super) fn look_again(
    forest: &mut Forest,
    tree: &Tree,
    branch: BranchId,
    names: Vec<String>,
) -> Result<Vec<BranchId>, StoreError> {
    let Some(path) = forest.path(branch) else { return Ok(Vec::new()) };
    let folder = match tree.root.folder(&path) {
        Err(StoreError::NotFound | StoreError::NotFolder | StoreError::Denied(_)) => return Ok(Vec::new()),
        folder => folder?,
    };
    let mut changed = HashMap::new();
    for name in names.into_iter().filter(|name| EntryName::new(name.as_str()).is_ok()) {
        let mut found = look(&folder, &name)?;
        if let Some(found) = found.as_mut().filter(|found| found.kind != EntryKind::Folder) {
            found.inode = 0;
        }
        changed.insert(name, found);
    }
    Ok(forest.update(branch, changed, Completeness::Part))
}
