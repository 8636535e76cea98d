//! What each menu has: only items that work, for who may do what they do. Those of rows are in `rows`.

mod rows;

use std::iter;

use holdall_shared::{Action, SortKey};
use leptos::prelude::*;

use super::{breadcrumbs, parts::use_parts, top_bar::MENU_BUTTON};
use crate::{
    browser::{files::Picker, page, task},
    state::{
        kind::Icon,
        layer::{Dialog, Menu},
        preferences::{Density, Hidden, Theme, View},
        shell::Shell,
    },
    text::{Language, grid, list, storage, strips, top_bar, trash},
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
        self.reason = (!shell.connection.is_online_untracked()).then_some(strips::needs_server());
        self
    }
}

/// The menu's name.
pub(crate) fn label(menu: &Menu) -> String {
    match menu {
        Menu::Top => top_bar::menu().to_owned(),
        Menu::Row(entry) => list::actions_for(entry.name.as_str()),
        Menu::Selection => list::selection_menu().to_owned(),
        Menu::Trashed(entry) => list::actions_for(entry.name.as_str()),
        Menu::Upload => list::upload_menu().to_owned(),
        Menu::Phone => list::more().to_owned(),
        Menu::Sort => list::sort_by().to_owned(),
        Menu::Path => list::more_folders().to_owned(),
    }
}

/// Its lines.
pub(crate) fn items(shell: Shell, menu: &Menu) -> Vec<Item> {
    match menu {
        Menu::Top => top(shell),
        Menu::Row(entry) => rows::listed(shell, entry),
        Menu::Selection => rows::selected(shell),
        Menu::Trashed(entry) => rows::trashed(shell, entry),
        Menu::Upload => upload(shell).into(),
        Menu::Phone => phone(shell),
        Menu::Sort => orders(shell).into(),
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
        Item::heading(top_bar::theme()),
        theme(top_bar::system(), Theme::System),
        theme(top_bar::light(), Theme::Light),
        theme(top_bar::dark(), Theme::Dark),
    ];
    items.extend(densities(shell));
    items.extend([Item::separator(), Item::heading(top_bar::language())]);
    items.extend(languages(shell));
    items.extend([
        Item::separator(),
        hidden(shell),
        Item::separator(),
        Item::run(top_bar::shortcuts(), Icon::Keyboard, move || shell.layers.open(Dialog::Shortcuts)),
        storage(shell),
    ]);
    if shell.installing.is_offered() {
        items.push(Item::plain(top_bar::install(), move || shell.installing.install()));
    }
    items.push(Item::plain(top_bar::about(), move || shell.layers.open(Dialog::About)));
    if shell.visitor.is_signed_in_untracked() {
        let sign_out = move || {
            task::run(async move {
                shell.folder.ask_nothing();
                match shell.visitor.sign_out().await {
                    Ok(()) => shell.uploads.signed_out(),
                    Err(error) => {
                        shell.folder.refresh();
                        shell.voice.tell(error.sentence(top_bar::sign_out()));
                    }
                }
            });
        };
        items.extend([Item::separator(), Item::plain(top_bar::sign_out(), sign_out).needs_server(shell)]);
    }
    items
}

/// The browser's language, and each of ours; what nobody speaks only where it is spoken.
fn languages(shell: Shell) -> impl Iterator<Item = Item> {
    let texts = use_parts().languages;
    let (chosen, spoken) = (shell.chosen_language.get_untracked(), shell.language.get_untracked());
    let item = move |label: &str, language: Option<Language>| {
        Item::radio(label, state(language == chosen), move || shell.choose_language(texts, language, MENU_BUTTON))
    };
    let is_offered = move |language: &&Language| **language != Language::Qps || spoken == Language::Qps;
    let ours = Language::ALL.iter().filter(is_offered).map(move |language| item(language.name(), Some(*language)));
    iter::once(item(top_bar::system_language(), None)).chain(ours)
}

fn upload(shell: Shell) -> [Item; 3] {
    let pick = |label: &str, shape, picker: Picker| Item::run(label, shape, move || picker.open());
    [
        pick(list::upload_files(), Icon::File, Picker::Files),
        pick(list::upload_folder(), Icon::Folder, Picker::Folders),
        Item::run(list::new_folder(), Icon::FolderPlus, move || shell.layers.open(Dialog::NewFolder))
            .needs_server(shell),
    ]
}

fn hidden(shell: Shell) -> Item {
    let is_on = shell.preferences.get_untracked().hidden == Hidden::Shown;
    Item::check(top_bar::show_hidden(), state(is_on), move || shell.folder.toggle_hidden())
}

fn storage(shell: Shell) -> Item {
    Item::plain(storage::storage(), move || shell.layers.open(Dialog::Storage)).needs_server(shell)
}

fn phone(shell: Shell) -> Vec<Item> {
    let mut items = Vec::new();
    if shell.visitor.may_untracked(Action::Create) {
        items.extend(upload(shell).into_iter().skip(1));
        items.push(Item::separator());
    }
    items.extend(views(shell));
    items.extend([Item::separator(), Item::heading(list::sort_by())]);
    items.extend(orders(shell));
    items.extend([Item::separator(), hidden(shell)]);
    if untrack(|| shell.may_see_trash()) {
        let label = trash::link(shell.trash.amount().get_untracked().map(|amount| amount.entries));
        items.extend([Item::separator(), Item::run(&label, Icon::Trash, move || shell.go_to_trash())]);
    }
    items.push(storage(shell));
    items
}

/// In rows or in tiles.
fn views(shell: Shell) -> [Item; 3] {
    let current = shell.folder.view().get_untracked();
    let view = |label, view| Item::radio(label, state(view == current), move || shell.folder.show_as(view));
    [Item::heading(grid::view()), view(grid::list(), View::List), view(grid::grid(), View::Grid)]
}

/// By what, the other way round where it is that already.
fn orders(shell: Shell) -> [Item; 3] {
    let sorting = shell.folder.sorting().get_untracked();
    let order =
        |label, key| Item::radio(label, state(sorting.key == key), move || shell.folder.sort(sorting.clicked(key)));
    [order(list::name(), SortKey::Name), order(list::size(), SortKey::Size), order(list::modified(), SortKey::Modified)]
}

/// How high rows are: where a finger points at them, they are as high as it needs.
fn densities(shell: Shell) -> Vec<Item> {
    if page::is_narrow() || !page::has_mouse() {
        return Vec::new();
    }
    let current = shell.preferences.get_untracked().density;
    let density = |label, density: Density| {
        Item::radio(label, state(density == current), move || {
            shell.preferences.update(|preferences| preferences.density = density);
        })
    };
    vec![
        Item::separator(),
        Item::heading(grid::density()),
        density(grid::comfortable(), Density::Comfortable),
        density(grid::compact(), Density::Compact),
    ]
}

fn path(shell: Shell) -> Vec<Item> {
    let steps = breadcrumbs::steps(&shell.folder.path().get_untracked());
    let item = |step: &breadcrumbs::Step| {
        let path = step.path.clone();
        Item::run(&step.name, Icon::Folder, move || shell.go(&path))
    };
    breadcrumbs::collapsed(&steps).iter().map(item).collect()
}

fn state(is_on: impl Into<bool>) -> State {
    if is_on.into() { State::On } else { State::Off }
}
