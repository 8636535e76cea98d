//! The selected entry in the address: a link leads to it, and so do back and forward.

use std::time::Duration;

use holdall_shared::EntryPath;
use leptos::prelude::*;

use super::{
    route::{self, Route},
    shell::Shell,
};
use crate::browser::address;

/// How long a selection stands before the address has it.
const SELECTED_AFTER: Duration = Duration::from_millis(300);

impl Shell {
    /// The address has the entry that is selected, once nobody moves on any more: browsers refuse floods of changes.
    pub(super) fn keep_selected_in_address(self) {
        let only = Memo::new(move |_| self.folder.only_chosen());
        Effect::new(move |_| {
            only.track();
            set_timeout(move || self.put_selected_in_address(only.get_untracked()), SELECTED_AFTER);
        });
    }

    pub(super) fn put_selected_in_address(self, only: Option<EntryPath>) {
        let folder = self.folder.path().get_untracked();
        let is_here = self.route.with_untracked(|route| matches!(route, Route::Folder(shown) if *shown == folder));
        if !is_here || self.folder.is_going() || self.folder.is_search_untracked() {
            return;
        }
        let name = only.filter(|only| only.parent() == Some(folder)).and_then(|only| only.name());
        let search = address::search();
        let query = route::with_selected(&search, name.as_ref());
        if query != search {
            address::replace(&(address::pathname() + &query));
        }
    }
}
