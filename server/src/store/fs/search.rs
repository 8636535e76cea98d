//! Finding names anywhere below the upload folder.
//!
//! The first search begins to read all folders, in a thread of its own, and answers from what has been read: it says so.
//! From then on every folder that was read is watched, and each search first takes in what changed. What takes longer than
//! a moment is left to the thread, and the answer says that something is missing. What was found is looked at before it is
//! shown: nothing is shown that is not there. After a while without searches everything is forgotten.

mod best;
mod forest;
mod rank;
mod reading;

use std::{
    collections::{HashMap, VecDeque},
    io,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use holdall_shared::{EntryPath, SearchQuery, Span};
use rustix::fs::FileType;

use super::{
    root::{Folder, kind_of},
    tree::Tree,
    watch::{Changes, Watch},
};
use crate::{
    fold::Needle,
    store::{Hits, StoreError},
};
use forest::{BranchId, Completeness, Forest, Found, Hidden, Wanted};

/// How long a search may take to bring itself up to date.
const PATIENCE: Duration = Duration::from_millis(20);
/// How long everything is remembered after the last search.
const MEMORY: Duration = Duration::from_mins(10);
/// Names at most: some 400 MB.
const MOST_NAMES: usize = 5_000_000;
/// Folders that are watched at most.
const MOST_WATCHED: usize = 16 * 1024;
/// How often folders that are not watched are read again, while somebody searches.
const SWEEPING: Duration = Duration::from_secs(30);

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Search {
    state: Mutex<Option<State>>,
    /// There is something to read.
    work: Condvar,
}

#[derive(Debug)]
struct State {
    forest: Forest,
    watches: HashMap<BranchId, Watch>,
    /// Folders that are to be read.
    queue: VecDeque<BranchId>,
    /// Folders that nobody tells about.
    unwatched: Vec<BranchId>,
    swept: Instant,
    used: Instant,
    thread: Thread,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thread {
    Waits,
    Reads,
}

impl State {
    fn new() -> Self {
        let (now, queue) = (Instant::now(), VecDeque::from([Forest::ROOT]));
        Self {
            forest: Forest::new(),
            watches: HashMap::new(),
            queue,
            unwatched: Vec::new(),
            swept: now,
            used: now,
            thread: Thread::Waits,
        }
    }

    fn is_complete(&self) -> bool {
        self.queue.is_empty() && self.thread == Thread::Waits && self.forest.len() < MOST_NAMES
    }
}

/// One page of what is found. Blocks: 10 ms for a million names.
pub(super) fn search(tree: &Arc<Tree>, query: &SearchQuery) -> Result<Hits, StoreError> {
    let Some(needle) = Needle::new(&query.q) else { return Ok(Hits::default()) };
    // It says whether there is such a folder.
    tree.root.folder(&query.path)?;
    let mut guard = tree.search.lock();
    let state = match &mut *guard {
        Some(state) => state,
        none => {
            let state = none.insert(State::new());
            reading::begin(tree)?;
            state
        }
    };
    state.used = Instant::now();
    catch_up(state, tree)?;
    let is_complete = state.is_complete();
    if !is_complete {
        tree.search.work.notify_one();
    }
    // Else it is still to be read.
    let Some(below) = state.forest.branch(&query.path) else {
        return Ok(Hits { is_complete: false, ..Hits::default() });
    };
    let hidden = if query.hidden { Hidden::Shown } else { Hidden::LeftOut };
    let (skipped, limit) =
        (usize::try_from(query.offset).unwrap_or(usize::MAX), usize::try_from(query.limit).unwrap_or(0));
    let best = state.forest.find(Wanted { needle: &needle, below, hidden, most: skipped.saturating_add(limit) });
    let total = best.total;
    let rows: Vec<(EntryPath, Vec<Span>)> = best
        .into_ids()
        .into_iter()
        .skip(skipped)
        .filter_map(|id| {
            let spans = needle.spans(state.forest.name(id)).unwrap_or_default();
            Some((state.forest.path_of(id)?, spans))
        })
        .collect();
    drop(guard);
    let mut hits = Hits { total: u64::try_from(total).unwrap_or(u64::MAX), is_complete, entries: Vec::new() };
    for (path, spans) in rows {
        match tree.stat(&path) {
            Ok(stat) => hits.entries.push((path, stat, spans)),
            Err(StoreError::NotFound | StoreError::NotFolder) => hits.total -= 1,
            Err(error) => return Err(error),
        }
    }
    Ok(hits)
}

/// Takes in what changed, as far as a moment allows.
fn catch_up(state: &mut State, tree: &Tree) -> Result<(), StoreError> {
    let ends = Instant::now() + PATIENCE;
    if state.forest.is_worn() {
        *state = State { used: state.used, ..State::new() };
    }
    tree.indexes.take_events();
    let changed: Vec<(BranchId, Changes)> = state
        .watches
        .iter()
        .map(|(branch, watch)| (*branch, watch.take_told()))
        .filter(|(_, changes)| !changes.are_none())
        .collect();
    for (branch, changes) in changed {
        match changes {
            Changes::Names(names) if Instant::now() < ends => {
                let names = names.into_keys().collect();
                let new = reading::look_again(&mut state.forest, tree, branch, names)?;
                state.queue.extend(new);
            }
            Changes::Names(_) | Changes::Everything => {
                state.watches.remove(&branch);
                state.queue.push_back(branch);
            }
        }
    }
    if !state.unwatched.is_empty() && state.swept.elapsed() > SWEEPING {
        state.swept = Instant::now();
        let unwatched = std::mem::take(&mut state.unwatched);
        state.queue.extend(unwatched);
    }
    while state.thread == Thread::Waits
        && Instant::now() < ends
        && let Some(branch) = state.queue.pop_front()
    {
        let read = reading::read(tree, &state.forest, branch)?;
        reading::take_in(state, branch, read);
    }
    Ok(())
}

impl Search {
    fn lock(&self) -> MutexGuard<'_, Option<State>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a name in a folder is; nothing, if it is not there.
fn look(folder: &Folder, name: &str) -> io::Result<Option<Found>> {
    match folder.stat(name) {
        Ok(raw) => Ok(Some(Found { kind: kind_of(FileType::from_raw_mode(raw.st_mode)), inode: raw.st_ino })),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
