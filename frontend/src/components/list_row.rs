//! One row of the document: box, name, size, time, actions of the place that it shows now. A tile of the grid is the
//! same, drawn otherwise.
//!
//! The elements stay; what they say is read from the slot's signals, so that scrolling only writes texts and attributes.

pub(super) mod cells;
mod hands;
mod long_press;

use holdall_shared::{Entry, EntryKind, EntryPath};
use leptos::prelude::*;

use self::{cells::Shape, hands::Hands};
use super::icon::icon;
use crate::{
    browser::{dates, page},
    state::{
        changes::is_folder,
        folder::px,
        kind::Icon,
        shell::{Shell, use_shell},
        slot::{Arrival, Slot},
    },
    text::{self, list, name::Room},
};

/// The place of the first row in the grid: the header is row 1.
pub(super) const FIRST_ROW: u64 = 2;

/// A list of at most so many rows leaves room below them.
const FEW: u64 = 4;

/// As what an entry is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// A row of the list.
    Row,
    /// A tile of the grid.
    Tile,
}

/// An entry of the document, for what is drawn of it.
#[derive(Clone, Copy)]
pub(super) struct Face {
    shell: Shell,
    hands: Hands,
    shape: Memo<Shape>,
    is_chosen: Memo<bool>,
    room: Room,
}

#[component]
pub(crate) fn ListRow(shown: Slot) -> impl IntoView {
    let (shell, slot) = (use_shell(), shown);
    frame(shell, slot, Look::Row, move |face| {
        let read = move |read: fn(&Entry) -> String| slot.row.with(|row| row.as_ref().map(|row| read(&row.entry)));
        let shown_icon = Memo::new(move |_| slot.row.with(|row| row.as_ref().map(|row| Icon::of(&row.entry))));
        view! {
            <div role="gridcell" class="cell-box">{cells::tick(face)}</div>
            <div role="gridcell" class="cell-name">
                {move || shown_icon.get().map(icon)}
                <div class="name-lines">
                    {cells::name(face, Box::new(|| ().into_any()))}
                    {cells::found_in(face)}
                    <span class="row-meta">{move || read(cells::meta)}</span>
                </div>
            </div>
            <div role="gridcell" class="cell-size">{cells::cell(slot, cells::size)}</div>
            <div role="gridcell" class="cell-modified">{cells::cell(slot, cells::modified)}</div>
            <div role="gridcell" class="cell-actions">{cells::download(face)} {cells::more(face)}</div>
        }
        .into_any()
    })
}

/// What a row and a tile have in common: what they say to whom they show nothing, and what mouse, finger and keys do.
pub(super) fn frame(shell: Shell, slot: Slot, look: Look, inner: impl FnOnce(Face) -> AnyView) -> AnyView {
    let (hands, is_tile) = (Hands::new(shell, slot), look == Look::Tile);
    // A finger that rests on a row selects it, and does not drag.
    let has_mouse = page::has_mouse();
    let is_chosen = Memo::new(move |_| {
        slot.place.get().is_some_and(|place| {
            slot.row.with(|row| {
                let path = row.as_ref().map(|row| &row.entry.path);
                shell.folder.selection.with(|selection| selection.contains(place, path))
            })
        })
    });
    let is_cursor = Memo::new(move |_| {
        let cursor = shell.folder.selection.with(|selection| selection.cursor().map(|cursor| cursor.place));
        cursor.is_some() && cursor == slot.place.get()
    });
    // What is said below a row needs room there: a long list has none below its last rows.
    let is_at_end = Memo::new(move |_| {
        let listed = shell.folder.listed();
        listed > FEW && slot.place.get().is_some_and(|place| place + 2 >= listed)
    });
    let shape = Memo::new(move |_| {
        // Who is not seen keeps what it had, which may be seen elsewhere.
        let editing = slot.place.get().and_then(|_| shell.layers.editing.get());
        slot.row.with(|row| match row {
            None => Shape::Waiting,
            Some(row) if editing.as_ref() == Some(&row.entry.path) => Shape::Editing,
            Some(row) => Shape::of(&row.entry),
        })
    });
    let read = move |read: fn(&Entry) -> String| slot.row.with(|row| row.as_ref().map(|row| read(&row.entry)));
    // While its name is typed, a cell is named by its content: by what is wrong with it, too (WCAG 2.5.3).
    let label = move || {
        let is_named = !is_tile || shape.get() != Shape::Editing;
        let read_label = read(match look {
            _ if !shell.folder.is_search() => label,
            Look::Row => found_label,
            Look::Tile => found_tile_label,
        });
        is_named.then(|| read_label.unwrap_or_else(|| list::loading().to_owned()))
    };
    let folder_path = move |entry: &Entry| is_folder(entry).then(|| entry.path.to_string());
    let inner = inner(Face { shell, hands, shape, is_chosen, room: if is_tile { Room::Tile } else { Room::Row } });
    view! {
        <div
            role=if is_tile { "gridcell" } else { "row" }
            class=if is_tile { "tile" } else { "row" }
            id=slot.dom_id()
            hidden=move || slot.place.get().is_none()
            style:transform=move || format!("translateY({})", px(slot.top_px.get()))
            style=("--column", move || slot.column.get().to_string())
            tabindex=move || if is_cursor.get() { "0" } else { "-1" }
            aria-rowindex=move || slot.place.get().filter(|_| !is_tile).map(|place| (place + FIRST_ROW).to_string())
            aria-colindex=move || is_tile.then(|| (slot.column.get() + 1).to_string())
            aria-selected=move || is_chosen.get().to_string()
            aria-label=label
            aria-busy=move || (shape.get() == Shape::Waiting).then_some("true")
            data-folder=move || slot.row.with(|row| row.as_ref().and_then(|row| folder_path(&row.entry)))
            data-editing=move || (shape.get() == Shape::Editing).then_some("")
            data-end=move || is_at_end.get().then_some("")
            data-arrival=move || (slot.arrival.get() == Arrival::New).then_some("new")
            on:click=move |event| hands.clicked(&event)
            on:focusin=move |_| hands.focused()
            on:dblclick=move |event| hands.double_clicked(&event)
            on:contextmenu=move |event| hands.menu_asked(&event)
            draggable=move || (has_mouse && shape.get() != Shape::Editing && shape.get() != Shape::Waiting).to_string()
            on:dragstart=move |event| hands.drag_began(&event)
            on:pointerdown=move |event| hands.pressed(&event)
            on:pointerup=move |_| hands.press.ended()
            on:pointermove=move |event| hands.press.moved(&event)
            on:pointercancel=move |_| hands.press.ended()
        >
            {inner}
        </div>
    }
    .into_any()
}

/// Opens a folder, or the preview of a file; what is neither stays closed.
pub(crate) fn open(shell: Shell, slot: Slot) {
    let Some(row) = slot.row.get_untracked() else { return };
    match row.entry.kind {
        EntryKind::Folder => shell.go(&row.entry.path),
        EntryKind::File => shell.open_preview(&row.entry),
        EntryKind::Link | EntryKind::Other => {}
    }
}

/// The path of what a row shows, if it is loaded.
pub(crate) fn path_of(slot: Slot) -> Option<EntryPath> {
    slot.row.with_untracked(|row| row.as_ref().map(|row| row.entry.path.clone()))
}

fn label(entry: &Entry) -> String {
    format!("{}, {}", entry.name, about(entry))
}

/// Of what was found in another folder.
fn found_label(entry: &Entry) -> String {
    format!("{}, {}, {}", entry.name, list::found_in(&cells::folder_of(entry)), about(entry))
}

/// The same, in the order of what is seen of it.
fn found_tile_label(entry: &Entry) -> String {
    format!("{}, {}, {}", entry.name, cells::folder_of(entry), about(entry))
}

fn about(entry: &Entry) -> String {
    let what = match entry.kind {
        EntryKind::Folder => list::folder().to_owned(),
        EntryKind::File => text::size(entry.size.unwrap_or_default()),
        EntryKind::Link => list::link().to_owned(),
        EntryKind::Other => list::other().to_owned(),
    };
    format!("{what}, {}", dates::short(entry.modified))
}
