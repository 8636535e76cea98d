//! What is under the eye: it stays there, whatever comes above it.

use holdall_shared::EntryPath;
use leptos::prelude::*;

use super::{Folder, fetched::Fetched};
use crate::state::{listed::Listed, window::change::stand_in};

/// The first row in view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Eye {
    pub(super) place: u64,
    /// Its path; none at the top of the list, or before it is loaded.
    pub(super) path: Option<EntryPath>,
}

impl Folder {
    pub(super) fn eye(self) -> Eye {
        let offset = self.drawing.position.get_value().offset;
        let place = self.scale().seen(offset).start;
        let path = self.rows.with_untracked(|rows| rows.get(place).map(|row| row.entry.path.clone()));
        Eye { place, path: path.filter(|_| offset > 0) }
    }

    /// How many places the first row in view has moved.
    pub(super) fn moved(self, fetched: &Fetched, eye: &Eye) -> i64 {
        if eye.path.is_none() {
            return 0;
        }
        let new = fetched.rows();
        let stand_in = || self.rows.with_untracked(|old| stand_in(old, &new, eye.place, Listed::key));
        let now = fetched.found.or_else(stand_in).unwrap_or(eye.place);
        now.cast_signed().saturating_sub(eye.place.cast_signed())
    }

    /// The offset at which the first row in view is seen as it was before it moved: among tiles, its line is.
    pub(super) fn offset_after(self, eye: &Eye, moved: i64) -> u64 {
        let (scale, offset) = (self.scale(), self.drawing.position.get_value().offset);
        let now = scale.top_of(eye.place.saturating_add_signed(moved));
        now.saturating_add(offset).saturating_sub(scale.top_of(eye.place))
    }
}
