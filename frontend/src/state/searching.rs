//! Searching in the folder that is being looked at, or in all: the words are in its address, too.

use holdall_shared::EntryPath;
use leptos::prelude::*;

use super::{folder::Scope, layer::Search, route, selection::Reach, shell::Shell};
use crate::browser::{
    address::{self, Mark},
    focus,
};

/// The DOM id of the search field.
pub(crate) const SEARCH_FIELD: &str = "search";

impl Shell {
    /// Lists only names that have these words in them; the address says so too. Back ends it.
    pub(crate) fn filter(self, words: String) {
        let scope = self.folder.scope().get_untracked();
        let is_first = !untrack(|| self.folder.is_narrowed()) && !address::is_marked(Mark::SamePlace);
        self.look_for(words, scope, if is_first { Entry::New } else { Entry::Same });
    }

    /// Looks for the words in all folders, or in this one again. Back undoes it.
    pub(crate) fn search_in(self, scope: Scope) {
        if self.folder.scope().get_untracked() != scope {
            self.look_for(self.folder.filter().get_untracked(), scope, Entry::New);
        }
    }

    /// Lists all names again, and goes to the list.
    pub(crate) fn end_filter(self) {
        self.look_for(String::new(), Scope::Folder, Entry::Same);
        self.layers.search.set(Search::Folded);
        self.focus_list();
    }

    /// Goes to the search field.
    pub(crate) fn search(self) {
        self.layers.search.set(Search::Open);
        focus::to_id_soon(SEARCH_FIELD.to_owned());
    }

    /// Goes to what was found, in its own folder.
    pub(crate) fn show_in_folder(self, path: &EntryPath) {
        self.go(&path.parent().unwrap_or_default());
        self.folder.go_when_listed(path.clone(), Reach::Cursor);
    }

    fn look_for(self, words: String, scope: Scope, entry: Entry) {
        let name = if scope == Scope::Everywhere { "search" } else { "filter" };
        let href = address::pathname() + &route::with_words(&address::search(), name, &words);
        match entry {
            _ if words == self.folder.filter().get_untracked() && words.is_empty() => {}
            Entry::New => address::push_marked(&href, Mark::SamePlace),
            Entry::Same => address::replace(&href),
        }
        self.folder.look_for(words, scope);
    }
}

/// Of the browser's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    New,
    Same,
}
