//! The cursor goes somewhere: it is brought into view, and the focus follows it.

use holdall_shared::EntryName;
use leptos::prelude::*;

use super::Folder;
use crate::{
    api,
    browser::focus,
    state::{selection::Reach, slot::Slot},
};

impl Folder {
    /// Goes to a row.
    pub(crate) fn go(self, place: u64, reach: Reach) {
        self.reach(place, reach);
        self.reveal(place);
        self.focus_cursor();
    }

    /// Goes to a row that is in view and has the focus already.
    pub(crate) fn reach(self, place: u64, reach: Reach) {
        self.rows.with_untracked(|rows| self.selection.update(|selection| selection.go(place, reach, rows)));
        self.draw();
    }

    /// Brings a row into view, by the shortest way.
    pub(crate) fn reveal(self, place: u64) {
        let (scale, position) = (self.scale(), self.drawing.position.get_value());
        let offset = scale.revealing(place, position.offset);
        if offset != position.offset {
            self.look_at(offset);
        }
    }

    /// Whether no part of a row is in view.
    pub(crate) fn is_out_of_view(self, place: u64) -> bool {
        !self.scale().seen(self.drawing.position.get_value().offset).contains(&place)
    }

    /// The place that the keyboard is on.
    pub(crate) fn cursor_place(self) -> u64 {
        self.selection.with_untracked(|selection| selection.cursor().map_or(0, |cursor| cursor.place))
    }

    /// The row that the keyboard is on.
    pub(crate) fn at_cursor(self) -> Option<Slot> {
        self.slot_at(self.cursor_place())
    }

    /// Rows of the whole list, and those of a screen.
    pub(crate) fn extent(self) -> (u64, u64) {
        let scale = self.scale();
        (scale.total, scale.rows_of_screen())
    }

    /// Puts the focus on the row that has the cursor, once it is in the document.
    pub(crate) fn focus_cursor(self) {
        request_animation_frame(move || {
            let id = self.at_cursor().map_or_else(|| "list".to_owned(), Slot::dom_id);
            focus::to_id_in_place(&id);
        });
    }

    /// Goes to the next name that begins so, from a place on.
    pub(crate) fn jump(self, begins: String, from: u64) {
        let Some(slot) = self.jump.try_get_value() else { return };
        let path = self.path.get_untracked();
        slot.run(async move {
            let mut query = self.query(0, 1);
            (query.begins, query.from) = (begins, from);
            let result = api::entries::list(&path, query).await;
            self.hear(&result);
            if let Ok(listing) = result
                && let Some(place) = listing.found
                && self.is_ready()
            {
                self.go(place, Reach::Only);
            }
        });
    }

    /// Goes to the row that was asked for, if it is there now; whether it was.
    pub(super) async fn go_to_wanted(self) -> bool {
        let Some((name, reach)) = self.cursor_next.get_value() else { return false };
        let found = self.find(&name).await;
        if let Some(place) = found {
            self.reach(place, reach);
            self.reveal(place);
        }
        // An answer that was already on its way may not have it yet; the next one will.
        if found.is_some() || !self.is_refreshed_again() {
            self.cursor_next.set_value(None);
        }
        found.is_some()
    }

    /// Where a name is in the list.
    pub(super) async fn find(self, name: &EntryName) -> Option<u64> {
        let known = self.place_of(name);
        if known.is_some() || self.rows.with_untracked(crate::state::listed::Rows::is_whole) {
            return known;
        }
        self.find_anew(name).await
    }

    /// The same, as the server says.
    pub(super) async fn find_anew(self, name: &EntryName) -> Option<u64> {
        let mut query = self.query(0, 1);
        name.as_str().clone_into(&mut query.at);
        let path = self.path.get_untracked();
        let result = api::entries::list(&path, query).await;
        self.hear(&result);
        result.ok().and_then(|listing| listing.found)
    }
}
