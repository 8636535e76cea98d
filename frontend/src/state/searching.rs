//! Searching in the folder that is being looked at: the words are in its address, too.

use leptos::prelude::*;

use super::{layer::Search, route, shell::Shell};
use crate::browser::{address, focus};

/// The DOM id of the search field.
pub(crate) const SEARCH_FIELD: &str = "search";

impl Shell {
    /// Lists only names that have these words in them; the address says so too. Back ends it.
    pub(crate) fn filter(self, words: String) {
        let before = self.folder.filter().get_untracked();
        if before == words {
            return;
        }
        let href = address::pathname() + &route::with_filter(&address::search(), &words);
        if before.is_empty() && !address::is_marked() {
            address::push_marked(&href);
        } else {
            address::replace(&href);
        }
        self.folder.filter_by(words);
    }

    /// Lists all names again, and goes to the list.
    pub(crate) fn end_filter(self) {
        self.filter(String::new());
        self.layers.search.set(Search::Folded);
        self.focus_list();
    }

    /// Goes to the search field.
    pub(crate) fn search(self) {
        self.layers.search.set(Search::Open);
        focus::to_id_soon(SEARCH_FIELD.to_owned());
    }
}
