//! A survey: every entry of a selection, packed, each folder before what is in it, names in the order of their bytes.

use holdall_shared::{EntryKind, EntryName, EntryPath};

use super::Stat;

/// Most entries of a survey.
pub const MOST_ENTRIES: usize = 1_000_000;

/// See the module. An entry takes 48 bytes and its name.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    names: String,
    entries: Vec<Surveyed>,
    /// Links, pipes, devices, and names that are not UTF-8.
    pub left_out: u64,
}

/// One file or folder.
#[derive(Debug, Clone, Copy)]
pub struct Surveyed {
    parent: u32,
    start: u32,
    length: u16,
    is_folder: bool,
    is_weak: bool,
    /// In bytes; a folder has none.
    pub size: u64,
    /// Which file it is.
    pub inode: u64,
    /// When its content last changed, in nanoseconds since 1970.
    pub modified_ns: i64,
    /// When it last changed in any way, in nanoseconds since 1970.
    pub changed_ns: i64,
}

/// A survey has no room for more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("more entries than can be surveyed")]
pub struct TooMany;

impl Survey {
    /// Adds an entry that lies in the entry `parent`, or is one of the selection itself: then `name` is its whole path.
    pub(crate) fn push(&mut self, parent: Option<usize>, name: &str, stat: &Stat) -> Result<usize, TooMany> {
        let index = self.entries.len();
        if index >= MOST_ENTRIES {
            return Err(TooMany);
        }
        let nanoseconds = |ns: i128| i64::try_from(ns).unwrap_or(0);
        self.entries.push(Surveyed {
            parent: parent.and_then(|parent| u32::try_from(parent).ok()).unwrap_or(u32::MAX),
            start: u32::try_from(self.names.len()).map_err(|_length| TooMany)?,
            length: u16::try_from(name.len()).map_err(|_length| TooMany)?,
            is_folder: stat.kind == EntryKind::Folder,
            is_weak: stat.kind == EntryKind::File && stat.version.strength() == super::Strength::Weak,
            size: stat.size,
            inode: stat.version.inode,
            modified_ns: nanoseconds(stat.version.modified_ns),
            changed_ns: nanoseconds(stat.version.changed_ns),
        });
        self.names.push_str(name);
        Ok(index)
    }

    /// The entries.
    pub fn entries(&self) -> &[Surveyed] {
        &self.entries
    }

    /// What an entry is called; one of the selection itself: its whole path.
    pub fn name(&self, entry: &Surveyed) -> &str {
        let start = usize::try_from(entry.start).unwrap_or(usize::MAX);
        self.names.get(start..start.saturating_add(usize::from(entry.length))).unwrap_or_default()
    }

    /// Where an entry is.
    pub fn path(&self, entry: &Surveyed) -> EntryPath {
        let Some(parent) = entry.parent().and_then(|parent| self.entries.get(parent)) else {
            return EntryPath::new(self.name(entry)).unwrap_or_default();
        };
        let parent = self.path(parent);
        EntryName::new(self.name(entry)).map(|name| parent.child(&name)).unwrap_or_default()
    }

    /// Bytes that this takes.
    pub fn bytes(&self) -> usize {
        self.names.capacity() + self.entries.capacity() * size_of::<Surveyed>()
    }
}

impl Surveyed {
    /// The folder that it lies in; nothing for one of the selection itself.
    pub fn parent(&self) -> Option<usize> {
        if self.parent == u32::MAX { None } else { usize::try_from(self.parent).ok() }
    }

    /// Whether it is a folder.
    pub fn is_folder(&self) -> bool {
        self.is_folder
    }

    /// Whether it changed a moment ago, so that a further change could hide.
    pub fn is_weak(&self) -> bool {
        self.is_weak
    }

    /// Whether this is what `stat` says of a file.
    pub fn is(&self, stat: &Stat) -> bool {
        let version = &stat.version;
        let times = (i128::from(self.modified_ns), i128::from(self.changed_ns));
        (self.inode, self.size, times) == (version.inode, version.size, (version.modified_ns, version.changed_ns))
    }
}
