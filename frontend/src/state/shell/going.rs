//! From address to address: what one names is opened.

use holdall_shared::{EntryPath, url};
use leptos::prelude::*;

use super::Shell;
use crate::{
    browser::address,
    state::{
        folder::Scope,
        layer::Search,
        route::{self, Route},
        selection::Reach,
    },
};

impl Shell {
    /// Goes to a folder, with an entry in the history.
    pub(crate) fn go(self, path: &EntryPath) {
        address::push(&route::folder_href(path));
        self.arrive();
    }

    /// Goes to the trash, with an entry in the history.
    pub(crate) fn go_to_trash(self) {
        address::push(url::TRASH_PAGE);
        self.trash.enter();
        self.arrive();
    }

    /// The address has changed: back, forward, or a sign-in link opened in this very tab.
    pub(super) fn moved(self) {
        if route::sign_in_code(&address::hash()).is_some() {
            self.visitor.begin();
        } else if !self.preview_moved() {
            self.arrive();
        }
    }

    /// Reads the address and opens what it names.
    pub(super) fn arrive(self) {
        let route = Route::parse(&address::pathname());
        if let Some(sorting) = route::sorting(&address::search()) {
            self.folder.sort_by_address(sorting);
        }
        if let Some(view) = route::view(&address::search()) {
            self.folder.show_as_by_address(view);
        }
        let (words, scope) = looking(&address::search());
        self.folder.look_for_by_address(words, scope);
        if let (Route::Folder(path), Some(name)) = (&route, route::selected(&address::search())) {
            self.folder.go_when_listed(path.child(&name), Reach::Only);
        }
        self.layers.search.set(Search::Folded);
        self.layers.menu.set(None);
        self.layers.editing.set(None);
        self.notices.clear();
        self.route.set(route.clone());
        self.preview_by_address(&route);
        match route {
            Route::Folder(path) => self.folder.show(path),
            Route::Trash => self.trash.show(),
            Route::Unknown => {}
        }
    }
}

/// What an address looks for, and where.
pub(in crate::state) fn looking(search: &str) -> (String, Scope) {
    let everywhere = route::everywhere(search);
    if everywhere.is_empty() { (route::filter(search), Scope::Folder) } else { (everywhere, Scope::Everywhere) }
}
