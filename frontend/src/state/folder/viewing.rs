//! In rows or in tiles.

use leptos::prelude::*;

use super::Folder;
use crate::{
    browser::address,
    state::{preferences::View, route, slot::put},
};

impl Folder {
    /// In rows or in tiles.
    pub(crate) fn view(self) -> Signal<View> {
        self.view.into()
    }

    /// Whether tiles are shown, outside of what is drawn.
    pub(crate) fn is_grid_untracked(self) -> bool {
        self.view.with_untracked(|view| *view == View::Grid)
    }

    /// Shows rows or tiles, from now on and in this browser; the address has it, too.
    pub(crate) fn show_as(self, view: View) {
        put(self.view, view);
        self.preferences.update(|preferences| preferences.view = view);
        address::replace(&(address::pathname() + &route::with_view(&address::search(), view)));
    }

    /// Shows what an address asks for, without remembering it.
    pub(crate) fn show_as_by_address(self, view: View) {
        put(self.view, view);
    }
}
