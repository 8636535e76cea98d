//! The commits that this process made a moment ago: their validators are strong at once.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, PoisonError},
};

use holdall_shared::Timestamp;

use crate::store::version::{SETTLING, Strength, Version};

/// Remembers each commit for as long as its version is settling.
#[derive(Debug, Default)]
pub(super) struct Commits(Mutex<Remembered>);

#[derive(Debug, Default)]
struct Remembered {
    by_inode: HashMap<u64, Version>,
    oldest_first: VecDeque<(Timestamp, u64)>,
}

impl Commits {
    /// Remembers a commit made at `now`.
    pub(super) fn remember(&self, version: Version, now: Timestamp) {
        let mut remembered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        remembered.forget_before(now.unix_ms() - i64::try_from(2 * SETTLING.as_millis()).unwrap_or(0));
        remembered.by_inode.insert(version.inode, version);
        remembered.oldest_first.push_back((now, version.inode));
    }

    /// The strength of a version seen at `now`.
    pub(super) fn strength(&self, version: &Version, now: Timestamp) -> Strength {
        if !version.is_settling(now) {
            return Strength::Strong;
        }
        let remembered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match remembered.by_inode.get(&version.inode) {
            Some(commit) if commit.changed_ns == version.changed_ns && commit.is_same_content(version) => {
                Strength::Strong
            }
            _ => Strength::Weak,
        }
    }
}

impl Remembered {
    fn forget_before(&mut self, limit_ms: i64) {
        while let Some((_, inode)) = self.oldest_first.pop_front_if(|(at, _)| at.unix_ms() < limit_ms) {
            self.by_inode.remove(&inode);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_very_commit_is_strong_at_once() {
        let version = Version { inode: 1, size: 2, modified_ns: 3, changed_ns: 0, strength: Strength::Weak };
        let (commits, now) = (Commits::default(), Timestamp::from_unix_ms(500));
        assert_eq!(commits.strength(&version, now), Strength::Weak);
        commits.remember(version, now);
        assert_eq!(commits.strength(&version, now), Strength::Strong);
        assert_eq!(commits.strength(&Version { size: 9, ..version }, now), Strength::Weak);
        assert_eq!(commits.strength(&Version { inode: 9, ..version }, now), Strength::Weak);
        assert_eq!(
            commits.strength(&Version { inode: 9, ..version }, Timestamp::from_unix_ms(2_000)),
            Strength::Strong
        );
    }

    #[test]
    fn old_commits_are_forgotten() {
        let commits = Commits::default();
        for inode in 0..100 {
            let version = Version { inode, size: 0, modified_ns: 0, changed_ns: 0, strength: Strength::Weak };
            commits.remember(version, Timestamp::from_unix_ms(i64::try_from(inode).unwrap() * 1000));
        }
        assert!(commits.0.lock().unwrap().by_inode.len() < 10);
    }
}
