//! What each menu has: only items that work, for who may do what they do.

use holdall_shared::{Action, Entry, EntryKind, SortKey, TrashedEntry, url};
use leptos::prelude::*;

use super::breadcrumbs;
use crate::{
    browser::{address, clipboard, form, task},
    state::{
        changes::is_folder,
        details_panel::Part,
        kind::Icon,
        layer::{Dialog, Menu},
        preferences::{Hidden, Theme},
        restoring::As,
        route,
        shell::Shell,
        zip::{self, Zip},
    },
    text::{details, list, strips, top_bar, trash},
};

/// One line of a menu.
pub(crate) struct Item {
    pub(crate) label: String,
    pub(crate) shape: Option<Icon>,
    pub(crate) act: Act,
    /// Why it cannot be used now.
    pub(crate) reason: Option<&'static str>,
}

/// What a line does.
pub(crate) enum Act {
    /// Names the lines below it.
    Heading,
    /// Parts the lines.
    Separator,
    /// Is a link.
    Link { href: String, download: Option<String> },
    /// Does something.
    Run(Box<dyn Fn()>),
    /// Is one of several, or on or off.
    Choose { role: &'static str, state: State, run: Box<dyn Fn()> },
}

/// Whether a choice is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    On,
    Off,
}

impl Item {
    fn heading(label: &str) -> Self {
        Self { label: label.to_owned(), shape: None, act: Act::Heading, reason: None }
    }

    fn separator() -> Self {
        Self { label: String::new(), shape: None, act: Act::Separator, reason: None }
    }

    fn run(label: &str, shape: Icon, run: impl Fn() + 'static) -> Self {
        Self { label: label.to_owned(), shape: Some(shape), act: Act::Run(Box::new(run)), reason: None }
    }

    fn plain(label: &str, run: impl Fn() + 'static) -> Self {
        Self { label: label.to_owned(), shape: None, act: Act::Run(Box::new(run)), reason: None }
    }

    fn radio(label: &str, state: State, run: impl Fn() + 'static) -> Self {
        let act = Act::Choose { role: "menuitemradio", state, run: Box::new(run) };
        Self { label: label.to_owned(), shape: None, act, reason: None }
    }

    fn check(label: &str, state: State, run: impl Fn() + 'static) -> Self {
        let act = Act::Choose { role: "menuitemcheckbox", state, run: Box::new(run) };
        Self { label: label.to_owned(), shape: None, act, reason: None }
    }

    fn needs_server(mut self, shell: Shell) -> Self {
        self.reason = (!shell.connection.is_online_untracked()).then_some(strips::NEEDS_SERVER);
        self
    }
}

/// The menu's name.
pub(crate) fn label(menu: &Menu) -> String {
    match menu {
        Menu::Top => top_bar::MENU.to_owned(),
        Menu::Row(entry) => list::actions_for(entry.name.as_str()),
        Menu::Trashed(entry) => list::actions_for(entry.name.as_str()),
        Menu::Phone => list::MORE.to_owned(),
        Menu::Path => list::MORE_FOLDERS.to_owned(),
    }
}

/// Its lines.
pub(crate) fn items(shell: Shell, menu: &Menu) -> Vec<Item> {
    match menu {
        Menu::Top => top(shell),
        Menu::Row(entry) => row(shell, entry),
        Menu::Trashed(entry) => trashed(shell, entry),
        Menu::Phone => phone(shell),
        Menu::Path => path(shell),
    }
}

fn top(shell: Shell) -> Vec<Item> {
    let current = shell.preferences.get_untracked().theme;
    let theme = |label: &str, theme: Theme| {
        Item::radio(label, state(theme == current), move || {
            shell.preferences.update(|preferences| preferences.theme = theme);
        })
    };
    let mut items = vec![
        Item::heading(top_bar::THEME),
        theme(top_bar::SYSTEM, Theme::System),
        theme(top_bar::LIGHT, Theme::Light),
        theme(top_bar::DARK, Theme::Dark),
        Item::separator(),
        hidden(shell),
        Item::separator(),
        Item::run(top_bar::SHORTCUTS, Icon::Keyboard, move || shell.layers.open(Dialog::Shortcuts)),
        Item::plain(top_bar::ABOUT, move || shell.layers.open(Dialog::About)),
    ];
    if shell.visitor.is_signed_in_untracked() {
        let sign_out = move || {
            task::run(async move {
                if let Err(error) = shell.visitor.sign_out().await {
                    shell.voice.tell(error.sentence(top_bar::SIGN_OUT));
                }
            });
        };
        items.extend([Item::separator(), Item::plain(top_bar::SIGN_OUT, sign_out).needs_server(shell)]);
    }
    items
}

fn hidden(shell: Shell) -> Item {
    let is_on = shell.preferences.get_untracked().hidden == Hidden::Shown;
    Item::check(top_bar::SHOW_HIDDEN, state(is_on), move || shell.folder.toggle_hidden())
}

fn row(shell: Shell, entry: &Entry) -> Vec<Item> {
    let mut items = Vec::new();
    let name = entry.name.to_string();
    if entry.kind == EntryKind::Folder {
        let path = entry.path.clone();
        items.push(Item::run(list::OPEN, Icon::Open, move || shell.go(&path)));
    }
    match zip::zip(&targets_of(shell, entry)) {
        Some(Zip::Link(href)) => items.push(Item {
            label: list::DOWNLOAD_ZIP.to_owned(),
            shape: Some(Icon::Download),
            act: Act::Link { href, download: Some(String::new()) },
            reason: None,
        }),
        Some(Zip::Form(paths)) => {
            let post = move || form::post(url::ARCHIVE, "path", &paths);
            items.push(Item::run(list::DOWNLOAD_ZIP, Icon::Download, post));
        }
        None if entry.kind == EntryKind::File => items.push(Item {
            label: list::DOWNLOAD.to_owned(),
            shape: Some(Icon::Download),
            act: Act::Link { href: entry.url.clone(), download: Some(name.clone()) },
            reason: None,
        }),
        None => {}
    }
    if matches!(entry.kind, EntryKind::Folder | EntryKind::File) {
        let link = link_of(entry);
        items.push(Item::run(list::COPY_LINK, Icon::Link, move || copy(shell, link.clone())));
    }
    let may_delete = shell.visitor.may_untracked(Action::Delete);
    if may_delete && shell.visitor.may_untracked(Action::Create) {
        let name = entry.name.clone();
        let rename = move || {
            if let Some(row) = shell.folder.row(&name) {
                shell.layers.editing.set(Some(row.id));
            }
        };
        items.push(Item::run(list::RENAME, Icon::Rename, rename).needs_server(shell));
    }
    let about = entry.clone();
    items.push(Item::run(details::DETAILS, Icon::Details, move || shell.show_details(&about, Part::Whole)));
    if entry.kind == EntryKind::File {
        let about = entry.clone();
        items.push(Item::run(details::VERSIONS, Icon::History, move || shell.show_details(&about, Part::Versions)));
    }
    if may_delete {
        let targets = targets_of(shell, entry);
        let delete = move || shell.delete(targets.clone());
        items.push(Item::separator());
        items.push(Item::run(list::DELETE, Icon::Trash, delete).needs_server(shell));
    }
    items
}

fn trashed(shell: Shell, entry: &TrashedEntry) -> Vec<Item> {
    let chosen = untrack(|| shell.trash.chosen());
    let targets = if chosen.iter().any(|other| other.id == entry.id) { chosen } else { vec![entry.clone()] };
    let mut items = Vec::new();
    if shell.visitor.may_untracked(Action::Create) {
        let targets = targets.clone();
        let restore = move || {
            shell.restore(targets.clone(), As::Itself);
            shell.trash.focus_cursor();
        };
        items.push(Item::run(trash::RESTORE, Icon::Restore, restore).needs_server(shell));
    }
    if shell.visitor.may_untracked(Action::Delete) {
        let purge = move || shell.layers.open(Dialog::Purge(targets.clone()));
        items.push(Item::separator());
        items.push(Item::run(trash::FOR_GOOD, Icon::Trash, purge).needs_server(shell));
    }
    items
}

/// The menu of a selected row is about all that are selected.
fn targets_of(shell: Shell, entry: &Entry) -> Vec<Entry> {
    let chosen = untrack(|| shell.folder.chosen());
    if chosen.iter().any(|other| other.path == entry.path) { chosen } else { vec![entry.clone()] }
}

fn phone(shell: Shell) -> Vec<Item> {
    let mut items = Vec::new();
    if shell.visitor.may_untracked(Action::Create) {
        let make = move || shell.layers.open(Dialog::NewFolder);
        items.push(Item::run(list::NEW_FOLDER, Icon::FolderPlus, make).needs_server(shell));
        items.push(Item::separator());
    }
    items.push(Item::heading(list::SORT_BY));
    let sorting = shell.folder.sorting().get_untracked();
    for (label, key) in [(list::NAME, SortKey::Name), (list::SIZE, SortKey::Size), (list::MODIFIED, SortKey::Modified)]
    {
        items.push(Item::radio(label, state(sorting.key == key), move || shell.folder.sort(sorting.clicked(key))));
    }
    items.extend([Item::separator(), hidden(shell)]);
    if untrack(|| shell.may_see_trash()) {
        let label = trash::link(shell.trash.amount().get_untracked().map(|amount| amount.entries));
        items.extend([Item::separator(), Item::run(&label, Icon::Trash, move || shell.go_to_trash())]);
    }
    items
}

fn path(shell: Shell) -> Vec<Item> {
    let steps = breadcrumbs::steps(&shell.folder.path().get_untracked());
    let item = |step: &breadcrumbs::Step| {
        let path = step.path.clone();
        Item::run(&step.name, Icon::Folder, move || shell.go(&path))
    };
    breadcrumbs::collapsed(&steps).iter().map(item).collect()
}

fn link_of(entry: &Entry) -> String {
    let path = if is_folder(entry) { route::folder_href(&entry.path) } else { entry.url.clone() };
    address::origin() + &path
}

fn copy(shell: Shell, link: String) {
    task::run(async move {
        match clipboard::write(&link).await {
            Ok(()) => shell.voice.tell(list::COPIED.to_owned()),
            Err(clipboard::Refused) => shell.layers.open(Dialog::CopyLink(link)),
        }
    });
}

fn state(is_on: impl Into<bool>) -> State {
    if is_on.into() { State::On } else { State::Off }
}
