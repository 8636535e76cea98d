//! What the mouse and the finger do to a row: select, open, ask for the menu, drag.

use holdall_shared::EntryKind;
use leptos::{ev, prelude::*};

use super::{long_press::LongPress, open};
use crate::{
    browser::{
        address,
        drag::{self, Carried},
        focus, keys,
    },
    state::{
        kind::Icon,
        layer::{Menu, OpenMenu},
        selection::Reach,
        shell::Shell,
        slot::Slot,
    },
    text::transfer,
};

/// The hands on one row.
#[derive(Clone, Copy)]
pub(super) struct Hands {
    pub(super) slot: Slot,
    pub(super) press: LongPress,
    shell: Shell,
}

impl Hands {
    pub(super) fn new(shell: Shell, slot: Slot) -> Self {
        Self { slot, press: LongPress::new(), shell }
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
                self.open();
            }
            return;
        }
        self.go(match (event.shift_key(), event.ctrl_key() || event.meta_key()) {
            (true, _) => Reach::Range,
            (false, true) => Reach::Toggle,
            (false, false) => Reach::Only,
        });
        focus::to_id_in_place(&self.slot.dom_id());
    }

    /// Keys act on the row that has the focus, however it came there.
    pub(super) fn focused(self) {
        let Some(place) = self.slot.place.get_untracked() else { return };
        if place != self.shell.folder.cursor_place() {
            self.go(Reach::Cursor);
        }
        // The row of the cursor is in the document wherever the list is scrolled to.
        if self.shell.folder.is_out_of_view(place) {
            self.shell.folder.reveal(place);
        }
    }

    pub(super) fn double_clicked(self, event: &ev::MouseEvent) {
        if !focus::is_on_control(event) && !keys::is_touch(event) {
            self.open();
        }
    }

    /// The page opens folders and previews of files; all but a plain click is the browser's.
    pub(super) fn name_clicked(self, event: &ev::MouseEvent) {
        if self.press.is_done() {
            // Part of a long press on the name: it comes to the row next.
            event.prevent_default();
        } else if keys::is_touch(event) && self.is_selecting() {
            event.prevent_default();
            self.go(Reach::Toggle);
        } else if keys::is_plain_click(event) {
            event.prevent_default();
            self.go(Reach::Cursor);
            self.open();
        }
    }

    /// The folder that it was found in.
    pub(super) fn folder_clicked(self, event: &ev::MouseEvent) {
        let Some(row) = self.slot.row.get_untracked() else { return };
        if keys::is_plain_click(event) {
            event.prevent_default();
            self.shell.show_in_folder(&row.entry.path);
        }
    }

    pub(super) fn ticked(self, event: &ev::MouseEvent) {
        self.go(if event.shift_key() { Reach::Range } else { Reach::Toggle });
    }

    pub(super) fn open_menu(self) {
        self.go(Reach::Cursor);
        if let Some(row) = self.slot.row.get_untracked() {
            self.shell.layers.toggle_menu(Menu::Row(row.entry.clone()), &self.slot.more_id());
        }
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
        let Some(row) = self.slot.row.get_untracked() else { return };
        self.shell.layers.menu.set(Some(OpenMenu {
            menu: Menu::Row(row.entry.clone()),
            at: (f64::from(event.client_x()), f64::from(event.client_y())),
            side: focus::Side::Start,
            opener: self.slot.dom_id(),
        }));
    }

    pub(super) fn pressed(self, event: &ev::PointerEvent) {
        self.press.began(event, move || self.go(Reach::Toggle));
    }

    /// All that is selected goes along, if the row is among that.
    pub(super) fn drag_began(self, event: &ev::DragEvent) {
        let row = self.slot.row.get_untracked();
        let carried = row.map(|row| (self.shell.load_of(&row.entry), row));
        let Some((load, row)) = carried.filter(|(load, _)| self.shell.can_carry(load)) else {
            event.prevent_default();
            return;
        };
        let name = load.name();
        let only = name.as_deref().filter(|_| row.entry.kind == EntryKind::File);
        let download = only.map(|name| {
            let kind = row.entry.media_type.as_deref().unwrap_or("application/octet-stream");
            format!("{kind}:{name}:{}{}", address::origin(), row.entry.url)
        });
        let names: Vec<&str> = name.as_deref().into_iter().collect();
        let label = transfer::carried(&names, load.len());
        drag::begin(event, &Carried { label, icon: Icon::of(&row.entry).href(), download });
        self.shell.dragging.begin(load);
    }

    fn go(self, reach: Reach) {
        if let Some(place) = self.slot.place.get_untracked() {
            self.shell.folder.reach(place, reach);
        }
    }

    fn is_selecting(self) -> bool {
        self.shell.folder.selection.with_untracked(|selection| !selection.is_empty())
    }

    fn open(self) {
        open(self.shell, self.slot);
    }
}
