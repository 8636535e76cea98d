//! The keyboard in the trash: as in the list of files, but nothing opens, and Delete asks.

use holdall_shared::{Action, TrashedEntry};
use leptos::{ev, prelude::*};

use super::row::more_id;
use crate::{
    browser::{
        clock,
        focus::{self, Side},
        keys,
    },
    components::list_keys::reach_of,
    number,
    state::{
        layer::{Dialog, Menu, OpenMenu},
        selection::{Reach, Selection},
        shell::Shell,
        trash::dom_id,
        travel::{Extent, destination},
        type_ahead::TypeAhead,
    },
};

/// A key was pressed in the list. None is taken from a button but the arrows.
pub(super) fn pressed(shell: Shell, typed: StoredValue<TypeAhead>, event: &ev::KeyboardEvent) {
    if event.default_prevented() {
        return;
    }
    let on_control = focus::is_on_control(event);
    let command = keys::has_command(event);
    let is_known = match event.key().as_str() {
        "ArrowUp" | "ArrowDown" | "PageUp" | "PageDown" | "Home" | "End" if !event.alt_key() => travel(shell, event),
        "ArrowLeft" | "ArrowRight" if !command && !event.alt_key() => travel_in_row(shell, event),
        " " if typed.with_value(|typed| typed.is_typing(clock::now_ms())) => jump(shell, typed, " "),
        " " if !on_control => toggle(shell),
        "a" | "A" if command => choose_all(shell),
        "Escape" => clear(shell),
        "Delete" => purge(shell),
        "Backspace" if event.meta_key() => purge(shell),
        "F10" if event.shift_key() => open_menu(shell),
        "ContextMenu" => open_menu(shell),
        _ => match keys::typed_letter(event).filter(|letter| letter != "?" && shell.has_single_keys()) {
            Some(letter) => jump(shell, typed, &letter),
            None => false,
        },
    };
    if is_known {
        event.prevent_default();
    }
}

fn travel(shell: Shell, event: &ev::KeyboardEvent) -> bool {
    let ids = shell.trash.ids();
    let here = shell.trash.selection.with_untracked(|selection| selection.cursor_place(&ids));
    let page = focus::rows_in_view("list", "[role=row][id]");
    let count = number::length;
    let place =
        destination(&event.key(), count(here), Extent { count: count(ids.len()), columns: 1, page: count(page) });
    let Some(place) = place.and_then(|place| usize::try_from(place).ok()) else { return false };
    go(shell, &ids, place, reach_of(event));
    if place + 1 == ids.len() {
        shell.trash.more();
    }
    true
}

fn go(shell: Shell, ids: &[String], place: usize, reach: Reach) {
    if let Some(id) = ids.get(place) {
        shell.trash.selection.update(|selection| selection.go(ids, id, reach));
        focus::to_id(&dom_id(id));
    }
}

fn travel_in_row(shell: Shell, event: &ev::KeyboardEvent) -> bool {
    let is_forward = (event.key() == "ArrowRight") == focus::is_left_to_right();
    with_cursor(shell, |entry| focus::move_among_parts(&dom_id(&entry.id), if is_forward { 1 } else { -1 }))
}

fn toggle(shell: Shell) -> bool {
    let ids = shell.trash.ids();
    with_cursor(shell, |entry| {
        shell.trash.selection.update(|selection| selection.go(&ids, &entry.id, Reach::Toggle));
    })
}

fn choose_all(shell: Shell) -> bool {
    let ids = shell.trash.ids();
    shell.trash.selection.update(|selection| selection.choose_all(&ids));
    true
}

fn clear(shell: Shell) -> bool {
    if shell.trash.selection.with_untracked(Selection::is_empty) {
        return false;
    }
    shell.trash.selection.update(Selection::clear);
    true
}

fn purge(shell: Shell) -> bool {
    if !shell.visitor.may_untracked(Action::Delete) || !shell.connection.is_online_or_told() {
        return false;
    }
    let chosen = untrack(|| shell.trash.chosen());
    let targets = if chosen.is_empty() { shell.trash.at_cursor().into_iter().collect() } else { chosen };
    if !targets.is_empty() {
        shell.layers.open(Dialog::Purge(targets));
    }
    true
}

fn open_menu(shell: Shell) -> bool {
    with_cursor(shell, |entry| {
        if let Some(button) = document().get_element_by_id(&more_id(&entry.id)) {
            shell.layers.menu.set(Some(OpenMenu {
                menu: Menu::Trashed(entry.clone()),
                at: focus::menu_corner(&button, Side::End),
                side: Side::End,
                opener: dom_id(&entry.id),
            }));
        }
    })
}

fn jump(shell: Shell, typed: StoredValue<TypeAhead>, letter: &str) -> bool {
    let ids = shell.trash.ids();
    let names: Vec<String> =
        shell.trash.rows().with_untracked(|rows| rows.iter().map(|row| row.name.to_string()).collect());
    let texts: Vec<&str> = names.iter().map(String::as_str).collect();
    let here = shell.trash.selection.with_untracked(|selection| selection.cursor_place(&ids));
    let mut place = None;
    typed.update_value(|typed| place = typed.push(letter, clock::now_ms(), &texts, here));
    if let Some(place) = place {
        go(shell, &ids, place, Reach::Only);
    }
    true
}

fn with_cursor(shell: Shell, act: impl FnOnce(&TrashedEntry)) -> bool {
    shell.trash.at_cursor().is_some_and(|entry| {
        act(&entry);
        true
    })
}
