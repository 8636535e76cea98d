//! Which names of a folder changed, whoever changed them: inotify(7).
//!
//! The kernel queues an event before the call that caused it returns, so whoever takes the events sees every change that
//! was finished before. An event only says that a name is to be looked at again: it does not matter how many there are,
//! in which order they come, or how late. Where events are lost (the queue overflows, too many wait), everything is to be
//! looked at again.
//!
//! One inotify instance for all folders. A thread takes the events as they come, so that the kernel's queue stays short;
//! whoever needs them right now takes them himself.

use std::{
    collections::HashMap,
    io,
    mem::{self, MaybeUninit},
    os::fd::{AsFd, AsRawFd as _, OwnedFd},
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    thread,
    time::Duration,
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags},
    io::Errno,
};
use tokio::sync::Notify;

/// Names of one folder that wait at most, for somebody who looks often; beyond, everything is to be looked at again.
pub(super) const MANY: usize = 16 * 1024;
/// How often the thread looks whether it is still needed.
const PATIENCE: Timespec = Timespec { tv_sec: 1, tv_nsec: 0 };
/// How long the thread lets events gather: many changes in a row are one wake-up.
const GATHERING: Duration = Duration::from_millis(20);

const CHANGES: WatchFlags = WatchFlags::CREATE
    .union(WatchFlags::DELETE)
    .union(WatchFlags::MOVED_FROM)
    .union(WatchFlags::MOVED_TO)
    .union(WatchFlags::MODIFY)
    .union(WatchFlags::ATTRIB)
    .union(WatchFlags::MOVE_SELF)
    .union(WatchFlags::ONLYDIR);
/// What says of a name that it was given or taken away.
const NAMING: ReadFlags =
    ReadFlags::CREATE.union(ReadFlags::DELETE).union(ReadFlags::MOVED_FROM).union(ReadFlags::MOVED_TO);

/// All watches of one store.
#[derive(Debug)]
pub(super) struct Watches {
    inotify: OwnedFd,
    by_id: Mutex<HashMap<i32, Vec<Weak<Waiting>>>>,
}

/// What one watcher has not looked at yet.
#[derive(Debug)]
struct Waiting {
    /// Names that are kept.
    most: usize,
    changes: Mutex<Changes>,
    grown: Notify,
}

/// Which names are to be looked at again.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Changes {
    /// These.
    Names(HashMap<String, Change>),
    /// All: events were lost, the folder is gone, or a name came that no address can say.
    Everything,
}

/// What happened to a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Change {
    /// Its content or its times. It may never have been a name: the kernel calls unnamed files `#` and their inode.
    Content,
    /// It was given or taken away.
    Name,
}

/// A folder that is watched until this is dropped.
#[derive(Debug)]
pub(super) struct Watch {
    watches: Arc<Watches>,
    id: i32,
    waiting: Arc<Waiting>,
}

impl Default for Changes {
    fn default() -> Self {
        Self::Names(HashMap::new())
    }
}

impl Changes {
    /// Whether there is nothing to look at.
    pub(super) fn are_none(&self) -> bool {
        matches!(self, Self::Names(names) if names.is_empty())
    }
}

impl Watches {
    /// Begins to watch; an error where the system has no inotify left.
    pub(super) fn open() -> io::Result<Arc<Self>> {
        let inotify = inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC)?;
        let watches = Arc::new(Self { inotify, by_id: Mutex::default() });
        let weak = Arc::downgrade(&watches);
        thread::Builder::new().name("watch".to_owned()).spawn(move || follow(&weak))?;
        Ok(watches)
    }

    /// Watches an open folder, wherever it is moved; `most` names wait to be taken.
    pub(super) fn watch(self: &Arc<Self>, folder: impl AsFd, most: usize) -> io::Result<Watch> {
        let path = format!("/proc/self/fd/{}", folder.as_fd().as_raw_fd());
        let waiting = Arc::new(Waiting { most, changes: Mutex::default(), grown: Notify::new() });
        let mut by_id = self.lock();
        let id = inotify::add_watch(&self.inotify, path, CHANGES)?;
        by_id.entry(id).or_default().push(Arc::downgrade(&waiting));
        drop(by_id);
        Ok(Watch { watches: Arc::clone(self), id, waiting })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<i32, Vec<Weak<Waiting>>>> {
        self.by_id.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands out all events that are there.
    pub(super) fn take(&self) {
        let by_id = self.lock();
        let mut buffer = [MaybeUninit::uninit(); 16 * 1024];
        let mut reader = Reader::new(&self.inotify, &mut buffer);
        loop {
            match reader.next() {
                Ok(event) if event.events().contains(ReadFlags::QUEUE_OVERFLOW) => {
                    by_id.values().flatten().filter_map(Weak::upgrade).for_each(|waiting| waiting.add(None));
                }
                Ok(event) => {
                    let (name, events) = (event.file_name().map(std::ffi::CStr::to_bytes), event.events());
                    // Without a name it is the folder itself: only that it moves or ends matters.
                    if name.is_some() || events.intersects(ReadFlags::IGNORED | ReadFlags::MOVE_SELF) {
                        let change = if events.intersects(NAMING) { Change::Name } else { Change::Content };
                        let name = name.map(str::from_utf8).and_then(Result::ok).map(|name| (name, change));
                        let watchers = by_id.get(&event.wd()).into_iter().flatten();
                        watchers.filter_map(Weak::upgrade).for_each(|waiting| waiting.add(name));
                    }
                }
                Err(Errno::INTR) => {}
                Err(_) => return,
            }
        }
    }
}

/// Takes events as they come, for as long as anybody watches.
fn follow(watches: &Weak<Watches>) {
    while let Some(watches) = watches.upgrade() {
        let mut ready = [PollFd::new(&watches.inotify, PollFlags::IN)];
        match poll(&mut ready, Some(&PATIENCE)) {
            Ok(0) | Err(Errno::INTR) => {}
            Ok(_) => {
                watches.take();
                thread::sleep(GATHERING);
            }
            Err(_) => return,
        }
    }
}

impl Waiting {
    /// A name that is to be looked at again; nothing: all are.
    fn add(&self, name: Option<(&str, Change)>) {
        let mut changes = self.lock();
        match (&mut *changes, name) {
            (Changes::Names(names), Some((name, change))) if names.len() < self.most => match names.get_mut(name) {
                Some(before) => *before = change.max(*before),
                None => drop(names.insert(name.to_owned(), change)),
            },
            _ => *changes = Changes::Everything,
        }
        drop(changes);
        self.grown.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, Changes> {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watch {
    /// Waits until there is something to take. Dropping the future loses nothing.
    pub(super) async fn grown(&self) {
        while self.waiting.lock().are_none() {
            self.waiting.grown.notified().await;
        }
    }

    /// Every name that changed since the last call.
    pub(super) fn take(&self) -> Changes {
        self.watches.take();
        self.take_told()
    }

    /// As [`Self::take`], of what was handed out already: [`Watches::take`] comes first.
    pub(super) fn take_told(&self) -> Changes {
        mem::take(&mut *self.waiting.lock())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let mut by_id = self.watches.lock();
        let Some(watchers) = by_id.get_mut(&self.id) else { return };
        watchers.retain(|waiting| waiting.upgrade().is_some_and(|waiting| !Arc::ptr_eq(&waiting, &self.waiting)));
        if watchers.is_empty() {
            by_id.remove(&self.id);
            // It may be gone with its folder.
            let _ = inotify::remove_watch(&self.watches.inotify, self.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        fs::{self, File},
        path::Path,
    };

    use super::*;

    fn names(list: &[&str]) -> Changes {
        Changes::Names(list.iter().map(|name| ((*name).to_owned(), Change::Name)).collect())
    }

    #[expect(clippy::disallowed_methods, reason = "the test changes its folder by paths")]
    fn write(folder: &Path, name: &str) {
        fs::write(folder.join(name), name).unwrap();
    }

    #[test]
    fn a_change_is_told_when_it_is_done() {
        let folder = tempfile::tempdir().unwrap();
        let watches = Watches::open().unwrap();
        let watch = watches.watch(File::open(folder.path()).unwrap(), MANY).unwrap();
        for round in 0..50 {
            let name = format!("{round}.txt");
            write(folder.path(), &name);
            assert_eq!(watch.take(), names(&[&name]));
            assert_eq!(watch.take(), names(&[]));
        }
    }

    #[test]
    fn each_watcher_is_told_everything_and_the_others_go_on() {
        let folder = tempfile::tempdir().unwrap();
        let watches = Watches::open().unwrap();
        let handle = File::open(folder.path()).unwrap();
        let (first, second) = (watches.watch(&handle, MANY).unwrap(), watches.watch(&handle, MANY).unwrap());
        write(folder.path(), "a");
        assert_eq!((first.take(), second.take()), (names(&["a"]), names(&["a"])));
        drop(first);
        write(folder.path(), "b");
        assert_eq!(second.take(), names(&["b"]));
        drop(second);
        assert!(watches.lock().is_empty());
    }

    #[test]
    fn what_cannot_be_told_by_name_is_everything() {
        let folder = tempfile::tempdir().unwrap();
        let watches = Watches::open().unwrap();
        let watch = watches.watch(File::open(folder.path()).unwrap(), MANY).unwrap();
        fs::remove_dir(folder.path()).unwrap();
        assert_eq!(watch.take(), Changes::Everything);
        let many = tempfile::tempdir().unwrap();
        let watch = watches.watch(File::open(many.path()).unwrap(), 10).unwrap();
        for n in 0..=10 {
            write(many.path(), &n.to_string());
        }
        assert_eq!(watch.take(), Changes::Everything);
    }
}
