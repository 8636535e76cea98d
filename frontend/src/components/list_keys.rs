//! The keyboard in the list.

use holdall_shared::{Action, EntryName};
use leptos::{ev, prelude::*};

use super::list_row::{open, path_of};
use crate::{
    browser::{clock, focus, keys},
    number,
    state::{
        choice::Choice,
        layer::{Menu, OpenMenu},
        selection::Reach,
        shell::Shell,
        slot::Slot,
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
        "ArrowLeft" | "ArrowRight" if !event.alt_key() && shell.folder.is_grid_untracked() => travel(shell, event),
        "ArrowLeft" | "ArrowRight" if !command && !event.alt_key() => travel_in_row(shell, event),
        "Enter" if event.alt_key() => {
            shell.toggle_details();
            true
        }
        "Enter" if !on_control => with_cursor(shell, |slot| open(shell, slot)),
        " " if typed.with_value(|typed| typed.is_typing(clock::now_ms())) => jump(shell, typed, " "),
        " " if !on_control => toggle(shell),
        "a" | "A" if command => choose_all(shell),
        "Escape" => clear(shell),
        "/" if shell.has_single_keys() => search(shell),
        "f" | "F" if command && !event.shift_key() => search(shell),
        "F2" => rename(shell),
        "Delete" => delete(shell),
        "Backspace" if event.meta_key() => delete(shell),
        "F10" if event.shift_key() => open_menu(shell),
        "ContextMenu" => open_menu(shell),
        _ if !shell.has_single_keys() => false,
        _ => keys::typed_letter(event).is_some_and(|letter| letter != "?" && jump(shell, typed, &letter)),
    };
    if is_known {
        event.prevent_default();
    }
}

fn travel(shell: Shell, event: &ev::KeyboardEvent) -> bool {
    let key = match event.key().as_str() {
        "ArrowLeft" if !focus::is_left_to_right() => "ArrowRight".to_owned(),
        "ArrowRight" if !focus::is_left_to_right() => "ArrowLeft".to_owned(),
        key => key.to_owned(),
    };
    let folder = shell.folder;
    let Some(place) = destination(&key, folder.cursor_place(), folder.extent()) else { return false };
    shell.folder.go(place, reach_of(event));
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

fn travel_in_row(shell: Shell, event: &ev::KeyboardEvent) -> bool {
    let is_forward = (event.key() == "ArrowRight") == focus::is_left_to_right();
    with_cursor(shell, |slot| focus::move_among_parts(&slot.dom_id(), if is_forward { 1 } else { -1 }))
}

fn toggle(shell: Shell) -> bool {
    shell.folder.reach(shell.folder.cursor_place(), Reach::Toggle);
    true
}

fn choose_all(shell: Shell) -> bool {
    shell.folder.choose_all();
    true
}

/// Escape closes the details, then ends the selection, then the search.
fn clear(shell: Shell) -> bool {
    if untrack(|| shell.details.is_open()) {
        shell.close_details();
        return true;
    }
    if !shell.folder.selection.with_untracked(Choice::is_empty) {
        shell.folder.choose_none();
        return true;
    }
    let is_filtered = shell.folder.filter().with_untracked(|filter| !filter.is_empty());
    if is_filtered {
        shell.end_filter();
    }
    is_filtered
}

fn search(shell: Shell) -> bool {
    shell.search();
    true
}

fn rename(shell: Shell) -> bool {
    can_change_or_told(shell) && with_cursor(shell, |slot| shell.layers.editing.set(path_of(slot)))
}

fn delete(shell: Shell) -> bool {
    if !shell.visitor.may_untracked(Action::Delete) || !shell.connection.is_online_or_told() {
        return false;
    }
    if shell.folder.selection.with_untracked(Choice::is_empty) {
        let row = shell.folder.at_cursor().and_then(|slot| slot.row.get_untracked());
        if let Some(row) = row {
            shell.delete_one(row.entry.clone());
        }
    } else {
        shell.delete_chosen();
    }
    true
}

fn open_menu(shell: Shell) -> bool {
    with_cursor(shell, |slot| {
        let button = document().get_element_by_id(&slot.more_id());
        if let (Some(button), Some(row)) = (button, slot.row.get_untracked()) {
            let menu = Menu::Row(row.entry.clone());
            let at = focus::menu_corner(&button, focus::Side::End);
            shell.layers.menu.set(Some(OpenMenu { menu, at, side: focus::Side::End, opener: slot.dom_id() }));
        }
    })
}

/// Where all names are known the page finds the next that begins so, else the server does.
fn jump(shell: Shell, typed: StoredValue<TypeAhead>, letter: &str) -> bool {
    let here = shell.folder.cursor_place();
    let Some(names) = shell.folder.whole_names() else {
        let mut from = here;
        typed.update_value(|typed| from += number::length(typed.add(letter, clock::now_ms())));
        shell.folder.jump(typed.with_value(|typed| typed.typed().to_owned()), from);
        return true;
    };
    let texts: Vec<&str> = names.iter().map(EntryName::as_str).collect();
    let here = usize::try_from(here).unwrap_or(0);
    let mut place = None;
    typed.update_value(|typed| place = typed.push(letter, clock::now_ms(), &texts, here));
    if let Some(place) = place {
        shell.folder.go(number::length(place), Reach::Only);
    }
    true
}

fn with_cursor(shell: Shell, act: impl FnOnce(Slot)) -> bool {
    shell.folder.at_cursor().is_some_and(|slot| {
        act(slot);
        true
    })
}

/// Whether names may be changed now: a rename takes the old name away and makes the new one.
fn can_change_or_told(shell: Shell) -> bool {
    shell.visitor.may_untracked(Action::Delete)
        && shell.visitor.may_untracked(Action::Create)
        && shell.connection.is_online_or_told()
}
