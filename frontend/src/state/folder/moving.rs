//! The cursor goes somewhere: it is brought into view, and the focus follows it.

use holdall_shared::EntryPath;
use leptos::prelude::*;

use super::Folder;
use crate::{
    api,
    browser::focus,
    state::{selection::Reach, slot::Slot, travel::Extent},
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

    /// How much there is for keys to go through.
    pub(crate) fn extent(self) -> Extent {
        let scale = self.scale();
        Extent { count: scale.total, columns: scale.columns, page: scale.rows_of_screen() }
    }

    /// Puts the focus on the row that has the cursor, once it is in the document.
    pub(crate) fn focus_cursor(self) {
        request_animation_frame(move || {
            // Who hears the row is told at once where it stands.
            self.put_in_order();
            let id = self.at_cursor().map_or_else(|| "list".to_owned(), Slot::dom_id);
            focus::to_id_in_place(&id);
        });
    }

    /// Goes to the next name that begins so, from a place on.
    pub(crate) fn jump(self, begins: String, from: u64) {
        // What is found stands in no order of names.
        let Some(slot) = self.jump.try_get_value().filter(|_| !self.is_search_untracked()) else { return };
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
        let Some((path, reach)) = self.cursor_next.get_value() else { return false };
        let found = self.find(&path).await;
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

    /// Where an entry is in the list.
    pub(crate) async fn find(self, path: &EntryPath) -> Option<u64> {
        let known = self.place_of(path);
        if known.is_some() || self.rows.with_untracked(crate::state::listed::Rows::is_whole) {
            return known;
        }
        self.find_anew(path).await
    }

    /// The same, as the server says.
    pub(super) async fn find_anew(self, path: &EntryPath) -> Option<u64> {
        let result = self.ask(&self.path.get_untracked(), self.query_at(0, 1, Some(path))).await;
        self.hear(&result);
        result.ok().and_then(|(listing, _)| listing.found)
    }
}
