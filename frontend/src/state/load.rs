//! What an action is about: taken when somebody asks, learned from the server where nobody has loaded it; and why a folder
//! cannot take it.

use holdall_shared::{Action, Entry, EntryPath};
use leptos::prelude::*;

use super::{
    changes::Refusal,
    folder::Sweep,
    shell::Shell,
    transfer::{self, Unfit, Way},
};
use crate::{number, text::transfer as words};

/// A selection that is not loaded and larger than this is treated a part at a time: undoing it would take as long.
const MOST_UNDONE: u64 = 2_000;

/// What is moved, copied, deleted or downloaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Load {
    /// These.
    Known(Vec<Entry>),
    /// A selection that nobody has loaded.
    Sweep(Box<Sweep>),
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

impl Shell {
    /// Whether entries may be moved or copied, as far as rights go.
    pub(crate) fn may_transfer(self, way: Way) -> bool {
        self.visitor.may(Action::Create) && (way == Way::Copy || self.visitor.may(Action::Delete))
    }

    /// What an action on `entry` is about: all that is chosen, if it is among that.
    pub(crate) fn load_of(self, entry: &Entry) -> Load {
        if self.folder.is_chosen(&entry.path) { self.load_chosen() } else { Load::Known(vec![entry.clone()]) }
    }

    /// All that is chosen.
    pub(crate) fn load_chosen(self) -> Load {
        match self.folder.sweep() {
            Some(sweep) => Load::Sweep(Box::new(sweep)),
            None => Load::Known(untrack(|| self.folder.known_chosen()).unwrap_or_default()),
        }
    }

    /// Whether it can be moved and copied; said why not.
    pub(crate) fn can_carry(self, load: &Load) -> bool {
        match load {
            Load::Known(entries) => !entries.is_empty(),
            Load::Sweep(sweep) if sweep.is_found() && sweep.left() > MOST_UNDONE => {
                self.notices.show(words::many_found().to_owned(), None);
                false
            }
            Load::Sweep(_) => true,
        }
    }

    /// What is not loaded but few is asked for, so that it can be undone.
    pub(super) async fn learn(self, load: Load) -> Result<Load, Refusal> {
        match load {
            Load::Sweep(sweep) if sweep.left() <= MOST_UNDONE => {
                let entries = self.folder.all_swept(*sweep).await;
                entries.map(Load::Known).map_err(|error| Refusal { sentence: error.sentence(""), suggestion: None })
            }
            load => Ok(load),
        }
    }
}
