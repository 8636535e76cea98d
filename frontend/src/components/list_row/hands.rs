//! What the mouse and the finger do to a row: select, open, ask for the menu.

use holdall_shared::EntryPath;
use leptos::{ev, prelude::*};

use super::{long_press::LongPress, more_id, open};
use crate::{
    browser::{focus, keys},
    state::{
        layer::{Menu, OpenMenu},
        row::Row,
        selection::Reach,
        shell::Shell,
    },
};

/// The hands on one row.
#[derive(Clone, Copy)]
pub(super) struct Hands {
    pub(super) row: StoredValue<Row, LocalStorage>,
    pub(super) press: LongPress,
    shell: Shell,
}

impl Hands {
    pub(super) fn new(shell: Shell, row: Row) -> Self {
        Self { row: StoredValue::new_local(row), press: LongPress::new(), shell }
    }

    pub(super) fn clicked(self, event: &ev::MouseEvent) {
        if self.press.takes_click() {
            event.prevent_default();
            return;
        }
        if focus::is_on_control(event) {
            return;
        }
        if keys::is_touch(event) {
            if self.is_selecting() {
                self.go(Reach::Toggle);
            } else {
                // Opening clicks the row's link, and that click comes back here: after this one.
                queue_microtask(move || self.open());
            }
            return;
        }
        self.go(match (event.shift_key(), event.ctrl_key() || event.meta_key()) {
            (true, _) => Reach::Range,
            (false, true) => Reach::Toggle,
            (false, false) => Reach::Only,
        });
        self.row.with_value(|row| focus::to_id(&row.dom_id()));
    }

    /// Keys act on the row that has the focus, however it came there.
    pub(super) fn focused(self) {
        let cursor = self.shell.folder.selection.with_untracked(|selection| selection.cursor().cloned());
        if self.row.with_value(|row| Some(&row.name) != cursor.as_ref()) {
            self.go(Reach::Cursor);
        }
    }

    pub(super) fn double_clicked(self, event: &ev::MouseEvent) {
        if !focus::is_on_control(event) && !keys::is_touch(event) {
            self.open();
        }
    }

    pub(super) fn link_clicked(self, event: &ev::MouseEvent, path: &EntryPath) {
        if keys::is_touch(event) && self.is_selecting() {
            event.prevent_default();
            self.go(Reach::Toggle);
        } else if keys::is_plain_click(event) {
            event.prevent_default();
            self.go(Reach::Cursor);
            self.shell.go(path);
        }
    }

    pub(super) fn file_clicked(self, event: &ev::MouseEvent) {
        if keys::is_touch(event) && self.is_selecting() {
            event.prevent_default();
            self.go(Reach::Toggle);
        }
    }

    pub(super) fn ticked(self, event: &ev::MouseEvent) {
        self.go(if event.shift_key() { Reach::Range } else { Reach::Toggle });
    }

    pub(super) fn open_menu(self) {
        self.go(Reach::Cursor);
        self.row.with_value(|row| {
            self.shell.layers.toggle_menu(Menu::Row(row.entry.get_untracked()), &more_id(row));
        });
    }

    pub(super) fn menu_asked(self, event: &ev::MouseEvent) {
        // Shift leaves the browser's own menu; so does a text field, which needs Paste.
        if event.shift_key() || self.shell.layers.editing.get_untracked().is_some() {
            return;
        }
        event.prevent_default();
        if keys::is_touch(event) {
            return;
        }
        self.go(Reach::Cursor);
        let menu = self.row.with_value(|row| OpenMenu {
            menu: Menu::Row(row.entry.get_untracked()),
            at: (f64::from(event.client_x()), f64::from(event.client_y())),
            side: focus::Side::Start,
            opener: row.dom_id(),
        });
        self.shell.layers.menu.set(Some(menu));
    }

    pub(super) fn pressed(self, event: &ev::PointerEvent) {
        self.press.began(event, move || self.go(Reach::Toggle));
    }

    fn go(self, reach: Reach) {
        let names = self.shell.folder.names();
        let name = self.row.with_value(|row| row.name.clone());
        self.shell.folder.selection.update(|selection| selection.go(&names, &name, reach));
    }

    fn is_selecting(self) -> bool {
        self.shell.folder.selection.with_untracked(|selection| !selection.is_empty())
    }

    fn open(self) {
        self.row.with_value(|row| open(self.shell, row));
    }
}
