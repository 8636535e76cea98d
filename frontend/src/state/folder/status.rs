//! How a folder stands: its numbers, whether its rows are there, and what is being asked for.

use holdall_shared::{EntryPath, Listing};

use crate::api::ApiError;

/// Numbers of the whole folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Totals {
    pub(crate) listed: u64,
    pub(crate) hidden: u64,
    pub(crate) unlisted: u64,
    pub(crate) coverage: Coverage,
}

/// Whether a search has looked through everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Coverage {
    /// It has; so has every folder that is listed.
    #[default]
    Whole,
    /// Names are still being read: asking again finds more.
    Partial,
}

/// Whether the rows are those of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Status {
    /// Not yet: they are of the folder before, or there are none.
    Loading,
    /// They are.
    Ready,
    /// They could not be had.
    Failed {
        /// Why.
        error: ApiError,
        /// The nearest folder above that still exists, if this one does not.
        nearest: Option<EntryPath>,
    },
}

/// What is being asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Activity {
    /// Nothing, or a refresh that nobody needs to see.
    Idle,
    /// The folder, or all that is chosen in it.
    Opening,
}

impl Totals {
    /// What a page of the folder says of the whole.
    pub(super) fn of(listing: &Listing, coverage: Coverage) -> Self {
        Self { listed: listing.total, hidden: listing.hidden, unlisted: listing.unlisted, coverage }
    }
}
