//! The quota: how many bytes all files have, and how many are promised to what is under way.
//!
//! 1. The tree is counted when somebody first asks; each change of our own is added to that, growth before it is
//!    visible and shrinkage after it, so that the number is never too small.
//! 2. Other programs change the tree, too: a count that has grown old is made anew beside the upload that notices, and
//!    nothing is refused by an old one. Counting takes a twentieth of the time at most, however often it is asked for.
//! 3. A count is exact when no change of our own overlaps it. Else it can only raise the number.
//!
//! An upload's bytes are promised before they arrive ([`super::promise`]), so that many at once cannot pass the quota
//! together.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::{promise::Growth, tree::Tree, weigh};
use crate::store::{StoreError, Used};

/// A count this young is not made anew.
const LEAST_AGE: Duration = Duration::from_millis(500);
/// How many times as long as counting takes a count holds.
const AGE_BY_COST: u32 = 20;
/// Counts in a row for an exact one.
const MOST_TRIES: u32 = 3;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Usage {
    quota: Option<u64>,
    tally: Mutex<Tally>,
    /// Held by whoever counts.
    counting: Mutex<()>,
}

#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) used: u64,
    pub(super) promised: u64,
    /// Changes of our own, under way and done.
    pub(super) under_way: u64,
    done: u64,
    counted: Option<Count>,
    /// What the last count found.
    found: Used,
    is_counting: bool,
}

#[derive(Debug, Clone, Copy)]
struct Count {
    began: Instant,
    took: Duration,
}

impl Count {
    fn is_old(&self) -> bool {
        self.began.elapsed() > LEAST_AGE.max(self.took * AGE_BY_COST)
    }
}

impl Usage {
    pub(super) fn of(quota: Option<u64>) -> Self {
        Self { quota, ..Self::default() }
    }

    /// Whether bytes are counted at all.
    pub(super) fn is_on(&self) -> bool {
        self.quota.is_some()
    }

    pub(super) fn tally(&self) -> MutexGuard<'_, Tally> {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// To be held over a change of the tree that is no growth: a count that overlaps it is not exact.
    pub(super) fn changing(&self) -> Changing<'_> {
        self.tally().under_way += 1;
        Changing(self)
    }

    /// A change by which `new` bytes take the place of `old` ones, about to be made.
    pub(super) fn grow(&self, new: u64, old: u64) -> Growth<'_> {
        Growth::begin(self, new, old, None)
    }

    /// Most bytes of all files together.
    pub(super) fn quota(&self) -> Option<u64> {
        self.quota
    }
}

/// See [`Usage::changing`].
pub(super) struct Changing<'a>(pub(super) &'a Usage);

impl Drop for Changing<'_> {
    fn drop(&mut self) {
        let mut tally = self.0.tally();
        tally.under_way = tally.under_way.saturating_sub(1);
        tally.done = tally.done.wrapping_add(1);
    }
}

impl Tally {
    /// Promises so many bytes more, if they fit.
    pub(super) fn take(&mut self, bytes: u64, quota: u64) -> bool {
        let fits = self.used.saturating_add(self.promised).saturating_add(bytes) <= quota;
        if fits {
            self.promised += bytes;
        }
        fits
    }
}

impl Tree {
    /// Bytes that the quota leaves; without one: all there are. Blocks.
    pub(super) fn within_quota(self: &Arc<Self>) -> Result<u64, StoreError> {
        let Some(quota) = self.usage.quota() else { return Ok(u64::MAX) };
        self.keep_counted()?;
        let tally = self.usage.tally();
        Ok(quota.saturating_sub(tally.used.saturating_add(tally.promised)))
    }

    /// What the last count found; nothing before the first. An old count is made anew by somebody else.
    pub(super) fn found(self: &Arc<Self>) -> Option<Used> {
        let (counted, found) = {
            let tally = self.usage.tally();
            (tally.counted, tally.found)
        };
        if counted.is_none_or(|count| count.is_old()) {
            self.count_beside();
        }
        counted.map(|_count| found)
    }

    /// Makes sure that there is a count; an old one is made anew by somebody else.
    pub(super) fn keep_counted(self: &Arc<Self>) -> Result<(), StoreError> {
        let counted = self.usage.tally().counted;
        match counted {
            None => self.count(Instant::now()),
            Some(count) if count.is_old() => {
                self.count_beside();
                Ok(())
            }
            Some(_) => Ok(()),
        }
    }

    pub(super) fn count_if_old(&self) -> Result<(), StoreError> {
        let counted = self.usage.tally().counted;
        match counted {
            Some(count) if !count.is_old() => Ok(()),
            _ => self.count(Instant::now()),
        }
    }

    fn count_beside(self: &Arc<Self>) {
        if std::mem::replace(&mut self.usage.tally().is_counting, true) {
            return;
        }
        let tree = Arc::clone(self);
        let count = move || {
            if let Err(error) = tree.count(Instant::now()) {
                tracing::warn!(%error, "the files could not be counted for the quota");
            }
            tree.usage.tally().is_counting = false;
        };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn_blocking(count)),
            Err(_) => count(),
        }
    }

    /// Counts, unless somebody else has begun to after `asked`. Blocks.
    fn count(&self, asked: Instant) -> Result<(), StoreError> {
        let usage = &self.usage;
        let _counting = usage.counting.lock().unwrap_or_else(PoisonError::into_inner);
        if usage.tally().counted.is_some_and(|count| count.began >= asked) {
            return Ok(());
        }
        for _ in 0..MOST_TRIES {
            let began = Instant::now();
            let before = usage.tally().done;
            let found = weigh::weigh_all(&self.root)?;
            let mut tally = usage.tally();
            let is_exact = tally.under_way == 0 && tally.done == before;
            tally.used = if is_exact { found.bytes } else { found.bytes.max(tally.used) };
            tally.found = found;
            let took = began.elapsed();
            tally.counted = Some(Count { began, took });
            if is_exact || took > LEAST_AGE {
                break;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use holdall_shared::EntryPath;

    use super::*;
    use crate::{
        clock::Clock,
        store::{
            Bounds,
            fs::{promise::Promise, tree::Access},
        },
    };

    fn tree(path: &Path) -> Arc<Tree> {
        let bounds = Bounds { quota: Some(100), min_free: None };
        Arc::new(Tree::open(path, Access::ReadWrite, Clock::System, bounds).unwrap())
    }

    #[expect(clippy::disallowed_methods, reason = "the test writes as another program does")]
    fn write(folder: &Path, name: &str, length: usize) {
        std::fs::write(folder.join(name), vec![0; length]).unwrap();
    }

    #[test]
    fn a_count_serves_many_requests() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "a", 10);
        let tree = tree(folder.path());
        let (started, mut counts) = (Instant::now(), Vec::new());
        for _ in 0..1000 {
            let promise = Promise::new(&tree, 0);
            promise.cover(90).unwrap();
            let other = Promise::new(&tree, 0);
            assert!(matches!(other.cover(1), Err(StoreError::OverQuota)));
            counts.push(tree.usage.tally().counted.unwrap().began);
        }
        counts.dedup();
        let most = 1 + started.elapsed().as_millis() / LEAST_AGE.as_millis();
        assert!(u128::try_from(counts.len()).unwrap() <= most, "{} counts", counts.len());
    }

    #[test]
    fn growth_that_is_not_done_is_taken_back_with_its_promise() {
        let folder = tempfile::tempdir().unwrap();
        let tree = tree(folder.path());
        let promise = Promise::new(&tree, 0);
        promise.cover(60).unwrap();
        let state = || {
            let tally = tree.usage.tally();
            (tally.used, tally.promised, tally.under_way)
        };
        let growth = promise.grow(60, 0).unwrap();
        assert_eq!(state(), (60, 0, 1));
        drop(growth);
        assert_eq!(state(), (0, 60, 0));
        promise.grow(60, 0).unwrap().done();
        assert_eq!(state(), (60, 0, 0));
        tree.usage.grow(20, 60).done();
        assert_eq!(state(), (20, 0, 0));
        promise.cover(80).unwrap();
        drop(promise);
        assert_eq!(state(), (20, 0, 0));
    }

    #[test]
    fn what_is_replaced_need_not_be_promised_but_must_be_there() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "a", 100);
        let tree = tree(folder.path());
        let promise = Promise::new(&tree, 100);
        promise.cover(100).unwrap();
        assert!(promise.cover(101).is_err());
        assert!(promise.grow(100, 99).is_err(), "it has shrunk meanwhile");
        promise.grow(100, 100).unwrap().done();
    }

    #[test]
    fn a_count_that_a_change_overlaps_only_raises_the_number() {
        let folder = tempfile::tempdir().unwrap();
        let tree = tree(folder.path());
        assert_eq!(tree.within_quota().unwrap(), 100);
        let growth = tree.usage.grow(50, 0);
        tree.count(Instant::now()).unwrap();
        assert_eq!(tree.usage.tally().used, 50, "it may not have been visible yet");
        write(folder.path(), "a", 70);
        tree.count(Instant::now()).unwrap();
        assert_eq!(tree.usage.tally().used, 70);
        growth.done();
        write(folder.path(), "a", 1);
        tree.count(Instant::now()).unwrap();
        assert_eq!(tree.usage.tally().used, 1);
        assert!(tree.stat(&EntryPath::new("a").unwrap()).is_ok());
    }
}
