//! What is moved or copied, and why a folder cannot take it.

use holdall_shared::{Entry, EntryPath};

use crate::{
    number,
    state::{
        folder::Sweep,
        transfer::{self, Unfit, Way},
    },
    text::transfer as words,
};

/// What is moved or copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Load {
    /// These.
    Known(Vec<Entry>),
    /// A selection that nobody has loaded.
    Sweep(Box<Sweep>),
}

/// What is to be done with these entries, of which some names are taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Job {
    pub(crate) way: Way,
    pub(crate) to: EntryPath,
    pub(crate) entries: Vec<Entry>,
    pub(crate) taken: Vec<EntryPath>,
}

impl Load {
    /// How many entries.
    pub(crate) fn len(&self) -> u64 {
        match self {
            Self::Known(entries) => number::length(entries.len()),
            Self::Sweep(sweep) => sweep.left(),
        }
    }

    /// The name of the only one.
    pub(crate) fn name(&self) -> Option<String> {
        if let Self::Known(entries) = self
            && let [entry] = entries.as_slice()
        {
            return Some(entry.name.to_string());
        }
        None
    }

    /// Why a folder cannot take it, in words.
    pub(crate) fn unfit(&self, way: Way, folder: &EntryPath) -> Option<String> {
        match self {
            Self::Known(entries) => {
                transfer::unfit(way, entries, folder).map(|unfit| words::unfit(way, unfit, self.len()))
            }
            Self::Sweep(sweep) if sweep.folder() != folder => None,
            Self::Sweep(_) if way == Way::Copy => Some(words::many_beside().to_owned()),
            Self::Sweep(_) => Some(words::unfit(way, Unfit::AlreadyThere, self.len())),
        }
    }
}
