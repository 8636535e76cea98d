//! The preview in the page's address and its history: an entry of its own, so that Back closes it and a link opens it.
//!
//! 1. Opening adds an entry, marked as a preview; going from file to file changes it.
//! 2. Closing goes back over a marked entry, as Back does. A preview that a link has opened has no list before it: there
//!    the address loses its preview.
//! 3. Neither opens the folder again: the list stays as it is underneath.
//! 4. The cursor is on the file that is shown. Where one row alone is selected, that follows; a selection of several
//!    stays what it is.
//!
//! What the layer shows is in `showing`, which only its own part of the page reaches.

pub(crate) mod news;
pub(crate) mod showing;
mod stepping;

use holdall_shared::{Entry, EntryPath};
use leptos::prelude::*;

use super::{
    route::{self, Route},
    selection::Reach,
    shell::{Shell, looking},
};
use crate::browser::address::{self, Mark};

/// The preview that is open.
#[derive(Clone, Copy)]
pub(crate) struct Preview {
    path: RwSignal<Option<EntryPath>>,
    going: StoredValue<Going>,
}

/// Whether the page itself is going back in the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Going {
    Nowhere,
    Back,
}

impl Preview {
    pub(crate) fn new() -> Self {
        Self { path: RwSignal::new(None), going: StoredValue::new(Going::Nowhere) }
    }

    /// The file that is shown.
    pub(crate) fn path(self) -> Signal<Option<EntryPath>> {
        self.path.into()
    }
}

impl Shell {
    /// Opens the preview of a file.
    pub(crate) fn open_preview(self, entry: &Entry) {
        address::push_marked(&self.preview_href(Some(&entry.path)), Mark::Preview);
        self.put_cursor(&entry.path);
        self.preview.path.set(Some(entry.path.clone()));
    }

    /// Closes it; the focus goes to the row of what was shown.
    pub(crate) fn close_preview(self) {
        if self.preview.path.with_untracked(Option::is_none) {
            return;
        }
        if address::is_marked(Mark::Preview) {
            self.preview.going.set_value(Going::Back);
            address::back();
        } else {
            address::replace(&self.preview_href(None));
        }
        self.end_preview();
    }

    /// The address has changed: whether that was about the preview alone, and is done.
    pub(super) fn preview_moved(self) -> bool {
        let was_back = self.preview.going.get_value() == Going::Back;
        self.preview.going.set_value(Going::Nowhere);
        let shown = self.preview.path.get_untracked();
        let wanted = previewed(&Route::parse(&address::pathname()));
        if !self.is_same_list() || !(was_back || shown.is_some() || wanted.is_some()) {
            return false;
        }
        match wanted {
            Some(path) => {
                self.put_cursor(&path);
                self.preview.path.set(Some(path));
            }
            None if shown.is_some() => self.end_preview(),
            None => {}
        }
        // What is selected may have moved on while the preview was open.
        self.put_selected_in_address(untrack(|| self.folder.only_chosen()));
        true
    }

    /// As an address asks, whose folder is about to be opened.
    pub(super) fn preview_by_address(self, route: &Route) {
        let path = previewed(route);
        if let Some(path) = &path
            && route::selected(&address::search()).is_none()
        {
            self.folder.go_when_listed(path.clone(), Reach::Cursor);
        }
        self.preview.path.set(path);
    }

    /// Another file is shown.
    fn change_preview(self, path: &EntryPath) {
        address::replace(&self.preview_href(Some(path)));
        self.put_cursor(path);
        self.preview.path.set(Some(path.clone()));
    }

    fn end_preview(self) {
        self.preview.path.set(None);
        self.folder.focus_cursor();
    }

    fn put_cursor(self, path: &EntryPath) {
        let Some(place) = self.folder.place_of(path) else { return };
        let is_one = self.folder.selection.with_untracked(|selection| selection.len() == 1);
        self.folder.reach(place, if is_one { Reach::Only } else { Reach::Cursor });
        self.folder.reveal(place);
    }

    fn preview_href(self, path: Option<&EntryPath>) -> String {
        let folder = self.folder.path().get_untracked();
        address::pathname() + &route::with_preview(&address::search(), &folder, path)
    }

    /// Whether the address names the list that is shown.
    fn is_same_list(self) -> bool {
        let search = address::search();
        let (words, scope) = looking(&search);
        let sorting = route::sorting(&search);
        self.folder.is_ready()
            && self.route.with_untracked(|route| *route == Route::parse(&address::pathname()))
            && self.folder.filter().with_untracked(|shown| *shown == words)
            && (words.is_empty() || self.folder.scope().get_untracked() == scope)
            && sorting.is_none_or(|sorting| sorting == self.folder.sorting().get_untracked())
    }
}

/// The file whose preview the address opens.
fn previewed(route: &Route) -> Option<EntryPath> {
    match route {
        Route::Folder(folder) => route::previewed(&address::search(), folder),
        Route::Trash | Route::Unknown => None,
    }
}
