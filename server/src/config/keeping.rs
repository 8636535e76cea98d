//! How long deleted and replaced files are kept, and how much of them.

use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

/// See the module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keeping {
    /// Days that a deleted entry stays in the trash; 0: it does not go there.
    pub trash_days: u32,
    /// Versions of a file that are kept; 0: none.
    pub versions: u32,
    /// Days that a version is kept; 0: until newer ones take its place.
    pub version_days: u32,
    /// Most bytes of trash and versions together; nothing: a tenth of the disk.
    pub size: Option<u64>,
}

impl Keeping {
    /// How long a deleted entry stays in the trash; nothing: it does not go there.
    pub fn trash_age(&self) -> Option<Duration> {
        (self.trash_days > 0).then(|| DAY * self.trash_days)
    }

    /// How long a version is kept; nothing: until newer ones take its place.
    pub fn version_age(&self) -> Option<Duration> {
        (self.version_days > 0).then(|| DAY * self.version_days)
    }
}
