//! Words for what is there: an entry, its content, a page of a folder, what a search found.

use std::{fs::File, io, os::unix::fs::FileExt as _, sync::Arc};

use holdall_shared::{EntryKind, EntryName, EntryPath, Span, Timestamp};

use super::Version;

/// What an entry is at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stat {
    /// What it is.
    pub kind: EntryKind,
    /// Length in bytes; 0 for what is no file.
    pub size: u64,
    /// When its content last changed.
    pub modified: Timestamp,
    /// Which content it is.
    pub version: Version,
}

/// An open file.
#[derive(Clone)]
pub struct Opened {
    /// What was opened.
    pub stat: Stat,
    /// Its bytes.
    pub content: Content,
}

/// The bytes of an open file.
#[derive(Clone)]
pub enum Content {
    /// A local file.
    File(Arc<File>),
    /// Bytes in memory.
    #[cfg(test)]
    Memory(Arc<Vec<u8>>),
}

impl Content {
    /// These very bytes. Blocks.
    pub fn read_exact_at(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        match self {
            Self::File(file) => {
                let mut bytes = vec![0; length];
                file.read_exact_at(&mut bytes, offset)?;
                Ok(bytes)
            }
            #[cfg(test)]
            Self::Memory(bytes) => {
                let start = usize::try_from(offset).map_err(io::Error::other)?;
                bytes.get(start..start + length).map(<[u8]>::to_vec).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
            }
        }
    }
}

/// One page of a folder.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Names and what they are, in order.
    pub entries: Vec<(EntryName, Stat)>,
    /// Entries in the whole folder, hidden ones only if they were asked for.
    pub total: u64,
    /// Entries whose name begins with a dot.
    pub hidden: u64,
    /// Names that are no [`EntryName`].
    pub unlisted: u64,
    /// Where the name that was looked for stands in the whole folder.
    pub found: Option<u64>,
    /// With a filter: where its words stand in each name.
    pub matches: Vec<Vec<Span>>,
}

/// One page of what a search found, the best first.
#[derive(Debug, Clone, Default)]
pub struct Hits {
    /// Where they are, what they are, and where the words stand in their names.
    pub entries: Vec<(EntryPath, Stat, Vec<Span>)>,
    /// How many there are on all pages.
    pub total: u64,
    /// Whether everything was looked through.
    pub is_complete: bool,
}
