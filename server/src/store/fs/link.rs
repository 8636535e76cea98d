//! Names for staged bytes: the one that they are published under, and the one that they wait under for an exchange.

use std::os::fd::{AsFd as _, AsRawFd as _};

use rustix::fs::{AtFlags, CWD, linkat, unlinkat};

use super::{
    root::Folder,
    stage::{Temporary, TemporaryName},
};
use crate::store::{Kept, StoreError};

/// `linkat` by the descriptor's name under /proc: the way that needs no privilege (open(2), `O_TMPFILE`).
pub(super) fn link_unnamed(staged: &Temporary, folder: &Folder, name: &str) -> Result<(), StoreError> {
    let source = format!("/proc/self/fd/{}", staged.file.as_raw_fd());
    Ok(linkat(CWD, source.as_str(), folder.as_fd(), name, AtFlags::SYMLINK_FOLLOW)?)
}

/// A name for the staged file outside the tree: the one that the replaced file is kept under, else a temporary one. When
/// this is dropped, whatever has that name then is removed: the new file before the exchange; after it the old one,
/// unless it is kept.
pub(super) struct TemporaryLink<'a> {
    pub(super) place: &'a Folder,
    pub(super) name: String,
    pub(super) after: LinkFate,
    fate: LinkFate,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LinkFate {
    Removed,
    Stays,
}

impl<'a> TemporaryLink<'a> {
    /// Gives it that name.
    pub(super) fn make(staged: &'a Temporary, kept: Option<&Kept>) -> Result<Self, StoreError> {
        let own = staged.tree.own()?;
        let (place, name) = match (kept, &staged.name) {
            (Some(at), _) => (own.place(at.place), at.id.as_str().to_owned()),
            (None, TemporaryName::Passing(name)) => (&own.tmp, name.clone()),
            (None, TemporaryName::Unnamed | TemporaryName::Upload(_)) => (&own.tmp, crate::random::identifier()?),
        };
        match staged.place()? {
            None => link_unnamed(staged, place, &name)?,
            Some((_, temporary)) if temporary == name => {}
            Some((from, temporary)) => linkat(from, temporary, place, name.as_str(), AtFlags::empty())?,
        }
        let after = if kept.is_some() { LinkFate::Stays } else { LinkFate::Removed };
        Ok(Self { place, name, after, fate: LinkFate::Removed })
    }

    /// The exchange has happened and is durable.
    pub(super) fn done(&mut self) {
        self.fate = self.after;
    }
}

impl Drop for TemporaryLink<'_> {
    fn drop(&mut self) {
        if self.fate == LinkFate::Removed {
            // What stays is removed at the next start.
            let _ = unlinkat(self.place, self.name.as_str(), AtFlags::empty());
        }
    }
}
