//! The keyboard in the list.

use holdall_shared::{Action, Entry, EntryName};
use leptos::{ev, prelude::*};

use super::list_row::{more_id, open};
use crate::{
    browser::{clock, focus, keys},
    state::{
        layer::{Menu, OpenMenu},
        row::Row,
        selection::{Reach, Selection},
        shell::Shell,
        travel::destination,
        type_ahead::TypeAhead,
    },
};

/// A key was pressed in the list. No key is taken from a text field, and none from a button but the arrows.
pub(crate) fn pressed(shell: Shell, typed: StoredValue<TypeAhead>, event: &ev::KeyboardEvent) {
    if focus::is_in_text_field(event) || event.default_prevented() {
        return;
    }
    let on_control = focus::is_on_control(event);
    let command = keys::has_command(event);
    let is_known = match event.key().as_str() {
        "ArrowUp" | "ArrowDown" | "PageUp" | "PageDown" | "Home" | "End" if !event.alt_key() => travel(shell, event),
        "ArrowLeft" | "ArrowRight" if !command && !event.alt_key() => travel_in_row(shell, event),
        "Enter" if event.alt_key() => {
            shell.toggle_details();
            true
        }
        "Enter" if !on_control => with_cursor(shell, |row| open(shell, row)),
        " " if typed.with_value(|typed| typed.is_typing(clock::now_ms())) => jump(shell, typed, " "),
        " " if !on_control => toggle(shell),
        "a" | "A" if command => choose_all(shell),
        "Escape" => clear(shell),
        "F2" => rename(shell),
        "Delete" => delete(shell),
        "Backspace" if event.meta_key() => delete(shell),
        "F10" if event.shift_key() => open_menu(shell),
        "ContextMenu" => open_menu(shell),
        _ => keys::typed_letter(event).is_some_and(|letter| letter != "?" && jump(shell, typed, &letter)),
    };
    if is_known {
        event.prevent_default();
    }
}

fn travel(shell: Shell, event: &ev::KeyboardEvent) -> bool {
    let folder = shell.folder;
    let names = folder.names();
    let Some(last) = names.len().checked_sub(1) else { return false };
    let here = folder.selection.with_untracked(|selection| selection.cursor_place(&names));
    let page = focus::rows_in_view("list", "[role=row][id]");
    let Some(place) = destination(&event.key(), here, names.len(), page) else { return false };
    go(shell, &names, place, reach_of(event));
    if place == last {
        folder.more();
    }
    true
}

/// What a key that moves does to what is chosen: with Shift a range, with Ctrl or Cmd nothing.
pub(super) fn reach_of(event: &ev::KeyboardEvent) -> Reach {
    match (event.shift_key(), keys::has_command(event)) {
        (true, _) => Reach::Range,
        (false, true) => Reach::Cursor,
        (false, false) => Reach::Only,
    }
}

fn go(shell: Shell, names: &[EntryName], place: usize, reach: Reach) {
    if let Some(name) = names.get(place) {
        shell.folder.selection.update(|selection| selection.go(names, name, reach));
        if let Some(row) = shell.folder.row(name) {
            focus::to_id(&row.dom_id());
        }
    }
}

fn travel_in_row(shell: Shell, event: &ev::KeyboardEvent) -> bool {
    let is_forward = (event.key() == "ArrowRight") == focus::is_left_to_right();
    with_cursor(shell, |row| focus::move_among_parts(&row.dom_id(), if is_forward { 1 } else { -1 }))
}

fn toggle(shell: Shell) -> bool {
    let names = shell.folder.names();
    with_cursor(shell, |row| {
        shell.folder.selection.update(|selection| selection.go(&names, &row.name, Reach::Toggle));
    })
}

fn choose_all(shell: Shell) -> bool {
    let names = shell.folder.names();
    shell.folder.selection.update(|selection| selection.choose_all(&names));
    true
}

/// Escape closes the details, then ends the selection.
fn clear(shell: Shell) -> bool {
    if untrack(|| shell.details.is_open()) {
        shell.close_details();
        return true;
    }
    if shell.folder.selection.with_untracked(Selection::is_empty) {
        return false;
    }
    shell.folder.selection.update(Selection::clear);
    true
}

fn rename(shell: Shell) -> bool {
    can_change(shell) && with_cursor(shell, |row| shell.layers.editing.set(Some(row.id)))
}

fn delete(shell: Shell) -> bool {
    if !shell.visitor.may_untracked(Action::Delete) || !shell.connection.is_online_untracked() {
        return false;
    }
    let chosen = untrack(|| shell.folder.chosen());
    let targets: Vec<Entry> = if chosen.is_empty() {
        cursor(shell).map(|row| row.entry.get_untracked()).into_iter().collect()
    } else {
        chosen
    };
    shell.delete(targets);
    true
}

fn open_menu(shell: Shell) -> bool {
    with_cursor(shell, |row| {
        if let Some(button) = document().get_element_by_id(&more_id(row)) {
            let menu = Menu::Row(row.entry.get_untracked());
            let at = focus::menu_corner(&button, focus::Side::End);
            shell.layers.menu.set(Some(OpenMenu { menu, at, side: focus::Side::End, opener: row.dom_id() }));
        }
    })
}

fn jump(shell: Shell, typed: StoredValue<TypeAhead>, letter: &str) -> bool {
    let names = shell.folder.names();
    let texts: Vec<&str> = names.iter().map(EntryName::as_str).collect();
    let here = shell.folder.selection.with_untracked(|selection| selection.cursor_place(&names));
    let mut place = None;
    typed.update_value(|typed| place = typed.push(letter, clock::now_ms(), &texts, here));
    if let Some(place) = place {
        go(shell, &names, place, Reach::Only);
    }
    true
}

fn cursor(shell: Shell) -> Option<Row> {
    let names = shell.folder.names();
    let place = shell.folder.selection.with_untracked(|selection| selection.cursor_place(&names));
    names.get(place).and_then(|name| shell.folder.row(name))
}

fn with_cursor(shell: Shell, act: impl FnOnce(&Row)) -> bool {
    cursor(shell).is_some_and(|row| {
        act(&row);
        true
    })
}

/// Whether names may be changed now: a rename takes the old name away and makes the new one.
pub(crate) fn can_change(shell: Shell) -> bool {
    shell.visitor.may_untracked(Action::Delete)
        && shell.visitor.may_untracked(Action::Create)
        && shell.connection.is_online_untracked()
}
