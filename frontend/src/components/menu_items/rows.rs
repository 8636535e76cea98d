//! The menus of rows: of the folder's, and of the trash's.

use holdall_shared::{Action, Entry, EntryKind, TrashedEntry, url};
use leptos::prelude::*;

use super::{Act, Item};
use crate::{
    browser::{address, clipboard, form, page, task},
    state::{
        changes::is_folder,
        choice::Choice,
        details_panel::Part,
        kind::Icon,
        layer::Dialog,
        load::Load,
        restoring::As,
        route,
        shell::Shell,
        transfer::Way,
        zip::{self, Zip},
    },
    text::{details, list, transfer, trash},
};

/// Of an entry of the folder.
pub(super) fn listed(shell: Shell, entry: &Entry) -> Vec<Item> {
    let mut items = Vec::new();
    let name = entry.name.to_string();
    if entry.kind == EntryKind::Folder {
        let path = entry.path.clone();
        items.push(Item::run(list::open(), Icon::Open, move || shell.go(&path)));
    }
    if entry.kind == EntryKind::File {
        let entry = entry.clone();
        items.push(Item::run(list::open(), Icon::Eye, move || shell.open_preview(&entry)));
    }
    if shell.folder.is_search_untracked() {
        let path = entry.path.clone();
        items.push(Item::run(list::show_in_folder(), Icon::Folder, move || shell.show_in_folder(&path)));
    }
    let targets = targets_of(shell, entry);
    match targets.as_deref().and_then(zip::zip) {
        None if targets.is_none() => {
            items.push(
                Item::run(list::download_zip(), Icon::Download, move || shell.download_chosen()).needs_server(shell),
            );
        }
        Some(Zip::Link(href)) => items.push(Item {
            label: list::download_zip().to_owned(),
            shape: Some(Icon::Download),
            act: Act::Link { href, download: Some(String::new()) },
            reason: None,
        }),
        Some(Zip::Form(paths)) => {
            let post = move || form::post(url::ARCHIVE, "path", &paths);
            items.push(Item::run(list::download_zip(), Icon::Download, post));
        }
        None if entry.kind == EntryKind::File => items.push(Item {
            label: list::download().to_owned(),
            shape: Some(Icon::Download),
            act: Act::Link { href: entry.url.clone(), download: Some(name.clone()) },
            reason: None,
        }),
        None => {}
    }
    if matches!(entry.kind, EntryKind::Folder | EntryKind::File) {
        let link = link_of(entry);
        items.push(Item::run(list::copy_link(), Icon::Link, move || copy(shell, link.clone())));
    }
    let may_delete = shell.visitor.may_untracked(Action::Delete);
    if may_delete && shell.visitor.may_untracked(Action::Create) {
        let path = entry.path.clone();
        let rename = move || {
            shell.layers.editing.set(Some(path.clone()));
        };
        items.push(Item::run(list::rename(), Icon::Rename, rename).needs_server(shell));
    }
    for (way, label, shape) in
        [(Way::Move, transfer::move_to(), Icon::Move), (Way::Copy, transfer::copy_to(), Icon::Copy)]
    {
        if untrack(|| shell.may_transfer(way)) {
            let about = entry.clone();
            let choose = move || choose_target(shell, way, shell.load_of(&about));
            items.push(Item::run(label, shape, choose).needs_server(shell));
        }
    }
    let about = entry.clone();
    items.push(Item::run(details::details(), Icon::Details, move || shell.show_details(&about, Part::Whole)));
    if entry.kind == EntryKind::File {
        let about = entry.clone();
        items.push(Item::run(details::versions(), Icon::History, move || shell.show_details(&about, Part::Versions)));
    }
    if may_delete {
        let entry = entry.clone();
        let delete = move || {
            let load = shell.load_of(&entry);
            shell.act(|deeds| deeds.delete(load));
        };
        items.push(Item::separator());
        items.push(Item::run(list::delete(), Icon::Trash, delete).needs_server(shell));
    }
    items
}

/// Of what is selected: what the selection bar has no buttons for.
pub(super) fn selected(shell: Shell) -> Vec<Item> {
    let mut items = Vec::new();
    // Tiles and phones have no header with a box for it.
    if !shell.folder.selection.with_untracked(Choice::is_all) {
        items.push(Item::run(list::select_all(), Icon::Check, move || shell.folder.choose_all()));
    }
    let one = untrack(|| shell.folder.known_chosen()).filter(|chosen| chosen.len() == 1);
    // On a phone there is no room for the button.
    if page::is_narrow() && untrack(|| shell.may_transfer(Way::Move)) {
        let choose = move || choose_target(shell, Way::Move, shell.load_chosen());
        items.push(Item::run(transfer::move_to(), Icon::Move, choose).needs_server(shell));
    }
    if untrack(|| shell.may_transfer(Way::Copy)) {
        let choose = move || choose_target(shell, Way::Copy, shell.load_chosen());
        items.push(Item::run(transfer::copy_to(), Icon::Copy, choose).needs_server(shell));
    }
    if let Some(entry) = one.and_then(|mut chosen| chosen.pop()).filter(|_| untrack(|| shell.may_transfer(Way::Move))) {
        let rename = move || shell.layers.editing.set(Some(entry.path.clone()));
        items.push(Item::run(list::rename(), Icon::Rename, rename).needs_server(shell));
    }
    items.push(Item::run(details::details(), Icon::Details, move || shell.open_details(Part::Whole)));
    items
}

/// Of an entry of the trash.
pub(super) fn trashed(shell: Shell, entry: &TrashedEntry) -> Vec<Item> {
    let chosen = untrack(|| shell.trash.chosen());
    let targets = if chosen.iter().any(|other| other.id == entry.id) { chosen } else { vec![entry.clone()] };
    let mut items = Vec::new();
    if shell.visitor.may_untracked(Action::Create) {
        let targets = targets.clone();
        let restore = move || {
            let targets = targets.clone();
            shell.act(|deeds| deeds.restore(targets, As::Itself));
            shell.trash.focus_cursor();
        };
        items.push(Item::run(trash::restore(), Icon::Restore, restore).needs_server(shell));
    }
    if shell.visitor.may_untracked(Action::Delete) {
        let purge = move || shell.layers.open(Dialog::Purge(targets.clone()));
        items.push(Item::separator());
        items.push(Item::run(trash::delete_for_good(), Icon::Trash, purge).needs_server(shell));
    }
    items
}

fn choose_target(shell: Shell, way: Way, load: Load) {
    shell.act(move |deeds| deeds.choose_target(way, load));
}

/// The menu of a selected row is about all that are selected; nothing, if they are not all loaded.
fn targets_of(shell: Shell, entry: &Entry) -> Option<Vec<Entry>> {
    if !shell.folder.is_chosen(&entry.path) {
        return Some(vec![entry.clone()]);
    }
    untrack(|| shell.folder.known_chosen())
}

fn link_of(entry: &Entry) -> String {
    let path = if is_folder(entry) { route::folder_href(&entry.path) } else { entry.url.clone() };
    address::origin() + &path
}

fn copy(shell: Shell, link: String) {
    task::run(async move {
        match clipboard::write(&link).await {
            Ok(()) => shell.voice.tell(list::copied().to_owned()),
            Err(clipboard::Refused) => shell.layers.open(Dialog::CopyLink(link)),
        }
    });
}
