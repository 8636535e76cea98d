//! Keeping an index true: whatever is answered from it, a plain read of the folder would have answered too.
//!
//! Where the kernel tells of changes (inotify), the names that changed are looked at again; the folder's own times say
//! whether all was told. Where it does not (no watches left, a file system that others change from elsewhere), an index
//! holds only while the folder's times stand still, and only if they did so for a while before it was read: within the
//! clock's tick a change could hide. Sizes and times change without the folder's knowing, so they hold only while the
//! folder is watched.

use std::{io, sync::Arc, thread, time::Duration};

use holdall_shared::EntryName;
use rustix::fs::FileType;

use super::{
    changes::Applied,
    folder::{FolderIndex, Seen},
};
use crate::store::{
    StoreError,
    fs::{
        root::{Folder, kind_of},
        tree::Tree,
        watch::{Changes, MANY, Watch, Watches},
    },
};

/// Rounds of changes that are taken in before an answer is given all the same: it is true of a moment within the request.
const MOST_ROUNDS: u32 = 16;
/// How often a folder is read anew for one answer.
const MOST_READS: u32 = 2;
/// How often a change that is not told yet is waited for: the kernel changes the folder first, then tells.
const MOST_WAITS: u32 = 3;
const WAIT: Duration = Duration::from_millis(1);

/// An index, and what tells whether it is true.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) index: FolderIndex,
    watch: Option<Watch>,
    /// The folder's times when all changes were taken in; nothing while changes kept coming.
    times: Option<Times>,
    /// Whether the times alone can be trusted.
    settled: Settled,
}

/// When a folder last changed, as the kernel says, in nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Times {
    modified: i128,
    changed: i128,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Settled {
    Yes,
    No,
}

/// What came of one look.
enum Look {
    True,
    /// Changes were taken in; there may be more.
    Again,
    Lost,
}

/// A true index of a folder: the one that is kept, brought up to date, or a new one. Blocks.
pub(super) fn refresh<'a>(
    kept: &'a mut Option<Kept>,
    folder: &Folder,
    tree: &Tree,
    watches: Option<&Arc<Watches>>,
) -> Result<&'a mut FolderIndex, StoreError> {
    let mut reads = 0;
    for _ in 0..MOST_ROUNDS {
        let look = match kept {
            Some(current) => current.look(folder, tree)?,
            None => Look::Lost,
        };
        match look {
            Look::True => break,
            Look::Again => {}
            // It was true when it was read; that it is lost again already must not keep anybody waiting.
            Look::Lost if reads == MOST_READS => break,
            Look::Lost => {
                reads += 1;
                if kept.insert(read(folder, tree, watches)?).watch.is_none() {
                    break;
                }
            }
        }
    }
    let kept = kept.as_mut().ok_or(StoreError::NotFound)?;
    if kept.watch.is_none() {
        kept.index.forget_measures();
    }
    Ok(&mut kept.index)
}

/// Reads a folder; a change meanwhile is told to the watch.
fn read(folder: &Folder, tree: &Tree, watches: Option<&Arc<Watches>>) -> Result<Kept, StoreError> {
    let watch = watches.and_then(|watches| watches.watch(folder, MANY).ok());
    let (times, settled) = times_of(folder, tree)?;
    Ok(Kept { index: FolderIndex::read(folder)?, watch, times: Some(times), settled })
}

fn times_of(folder: &Folder, tree: &Tree) -> Result<(Times, Settled), StoreError> {
    let version = tree.describe(&folder.stat_self()?).version;
    let settled = if version.is_settling(tree.now()) { Settled::No } else { Settled::Yes };
    Ok((Times { modified: version.modified_ns, changed: version.changed_ns }, settled))
}

impl Kept {
    fn look(&mut self, folder: &Folder, tree: &Tree) -> Result<Look, StoreError> {
        let Some(watch) = &self.watch else {
            let (times, _) = times_of(folder, tree)?;
            let is_true = self.times == Some(times) && self.settled == Settled::Yes;
            return Ok(if is_true { Look::True } else { Look::Lost });
        };
        let mut waits = 0;
        loop {
            let (times, _) = times_of(folder, tree)?;
            match watch.take() {
                Changes::Everything => return Ok(Look::Lost),
                Changes::Names(names) if names.is_empty() => {
                    if self.times.is_none_or(|kept| kept == times) {
                        self.times = Some(times);
                        return Ok(Look::True);
                    }
                    if waits == MOST_WAITS {
                        return Ok(Look::Lost);
                    }
                    waits += 1;
                    thread::sleep(WAIT);
                }
                Changes::Names(names) => {
                    if names.keys().any(|name| EntryName::new(name.as_str()).is_err() && name != ".holdall") {
                        return Ok(Look::Lost);
                    }
                    let names = names.keys().map(String::as_str).filter(|name| *name != ".holdall");
                    let applied = self.index.apply(names, |name| look(folder, name))?;
                    let after = times_of(folder, tree)?.0;
                    self.times = (after == times).then_some(times);
                    return Ok(if applied == Applied::Worn { Look::Lost } else { Look::Again });
                }
            }
        }
    }
}

/// What a name is now.
pub(super) fn look(folder: &Folder, name: &str) -> io::Result<Seen> {
    let raw = folder.stat(name)?;
    Ok(Seen::of(&raw, kind_of(FileType::from_raw_mode(raw.st_mode))))
}
