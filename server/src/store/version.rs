//! Which content a name has: the identity behind entity tags and lost-update checks.
//!
//! A hash of inode, size, mtime and ctime in nanoseconds, for every file alike, whoever wrote it. The clock of a file
//! system ticks every few milliseconds, so two changes within one tick could look alike: while the ctime is under 2 s
//! old the validator is weak (RFC 9110 §8.8.1), except for commits that this process remembers having made.

use std::{fmt::Write as _, time::Duration};

use holdall_shared::Timestamp;
use sha2::{Digest as _, Sha256};

/// How long after its last change a file's validator stays weak.
pub(crate) const SETTLING: Duration = Duration::from_secs(2);

/// One content of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Version {
    pub(crate) inode: u64,
    pub(crate) size: u64,
    pub(crate) modified_ns: i128,
    pub(crate) changed_ns: i128,
    pub(crate) strength: Strength,
}

/// Whether byte-equal content is promised (RFC 9110 §8.8.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Strength {
    /// It is.
    Strong,
    /// It is not: the file changed a moment ago.
    Weak,
}

impl Version {
    /// Whether it is the same content, not minding the ctime: moving a file to another name changes that.
    pub(crate) fn is_same_content(&self, other: &Self) -> bool {
        (self.inode, self.size, self.modified_ns) == (other.inode, other.size, other.modified_ns)
    }

    /// Whether a change within the clock's tick could hide behind this version, at `now`.
    pub(crate) fn is_settling(&self, now: Timestamp) -> bool {
        let age_ns = i128::from(now.unix_ms()) * 1_000_000 - self.changed_ns;
        age_ns < i128::try_from(SETTLING.as_nanos()).unwrap_or(i128::MAX)
    }

    /// The opaque part of the entity tag: 128 bits in hexadecimal.
    pub fn opaque(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.inode.to_le_bytes());
        hash.update(self.size.to_le_bytes());
        hash.update(self.modified_ns.to_le_bytes());
        hash.update(self.changed_ns.to_le_bytes());
        hash.finalize().iter().take(16).fold(String::with_capacity(32), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    /// Strong or weak.
    pub fn strength(&self) -> Strength {
        self.strength
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VERSION: Version =
        Version { inode: 7, size: 5, modified_ns: 1_000, changed_ns: 2_000_000_000, strength: Strength::Strong };

    #[test]
    fn each_part_changes_the_validator() {
        let others = [
            Version { inode: 8, ..VERSION },
            Version { size: 6, ..VERSION },
            Version { modified_ns: 1_001, ..VERSION },
            Version { changed_ns: 2_000_000_001, ..VERSION },
        ];
        for other in others {
            assert_ne!(VERSION.opaque(), other.opaque());
        }
        assert_eq!(VERSION.opaque().len(), 32);
    }

    #[test]
    fn a_version_settles_after_two_seconds() {
        assert!(VERSION.is_settling(Timestamp::from_unix_ms(3_999)));
        assert!(!VERSION.is_settling(Timestamp::from_unix_ms(4_000)));
    }
}
