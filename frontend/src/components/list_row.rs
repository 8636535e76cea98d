//! One row: box, name, size, time, actions.

mod cells;
mod hands;
mod long_press;

use holdall_shared::{ByteSize, Entry, EntryKind};
use leptos::prelude::*;

use self::hands::Hands;
use super::{icon::icon, rename_field::RenameField};
use crate::{
    browser::{dates, focus},
    state::{
        changes::is_folder,
        kind::Icon,
        row::{Arrival, Row},
        shell::{Shell, use_shell},
    },
    text::list,
};

/// The place of the first row in the grid: the header is row 1.
pub(super) const FIRST_ROW: usize = 2;

#[component]
pub(crate) fn ListRow(row: Row, index: ReadSignal<usize>) -> impl IntoView {
    let shell = use_shell();
    let (id, dom_id, name) = (row.id, row.dom_id(), row.name.clone());
    let arrival = (row.arrival == Arrival::New).then_some("new");
    let entry = RwSignal::from(row.entry.clone());
    let hands = Hands::new(shell, row);
    let is_chosen = {
        let name = name.clone();
        Memo::new(move |_| shell.folder.selection.with(|selection| selection.contains(&name)))
    };
    let is_cursor = {
        let name = name.clone();
        Memo::new(move |_| shell.folder.selection.with(|selection| selection.cursor() == Some(&name)))
    };
    let is_editing = Memo::new(move |_| shell.layers.editing.get() == Some(id));
    let folder_path = move || entry.with(|entry| is_folder(entry).then(|| entry.path.to_string()));
    let name_cell = move || {
        if is_editing.get() {
            view! { <RenameField entry=entry.get_untracked() /> }.into_any()
        } else {
            cells::named(hands, &entry.get()).into_any()
        }
    };
    view! {
        <div
            role="row"
            class="row"
            id=dom_id
            tabindex=move || if is_cursor.get() { "0" } else { "-1" }
            aria-rowindex=move || (index.get() + FIRST_ROW).to_string()
            aria-selected=move || is_chosen.get().to_string()
            aria-label=move || entry.with(label)
            data-folder=folder_path
            data-arrival=arrival
            on:click=move |event| hands.clicked(&event)
            on:focusin=move |_| hands.focused()
            on:dblclick=move |event| hands.double_clicked(&event)
            on:contextmenu=move |event| hands.menu_asked(&event)
            on:pointerdown=move |event| hands.pressed(&event)
            on:pointerup=move |_| hands.press.ended()
            on:pointermove=move |event| hands.press.moved(&event)
            on:pointercancel=move |_| hands.press.ended()
        >
            <div role="gridcell" class="cell-box">
                <input
                    type="checkbox"
                    tabindex="-1"
                    aria-label=list::select(name.as_str())
                    prop:checked=is_chosen
                    on:click=move |event| hands.ticked(&event)
                />
            </div>
            <div role="gridcell" class="cell-name">
                {move || icon(entry.with(Icon::of))}
                <div class="name-lines">{name_cell}<span class="row-meta">{move || entry.with(cells::meta)}</span></div>
            </div>
            <div role="gridcell" class="cell-size">{move || cells::size(&entry.get())}</div>
            <div role="gridcell" class="cell-modified">{move || cells::modified(&entry.get())}</div>
            <div role="gridcell" class="cell-actions">{move || cells::actions(hands, &entry.get())}</div>
        </div>
    }
}

/// The id of a row's menu button.
pub(crate) fn more_id(row: &Row) -> String {
    format!("more-{}", row.id)
}

/// Opens a folder, downloads a file; what is neither stays closed.
pub(crate) fn open(shell: Shell, row: &Row) {
    let entry = row.entry.get_untracked();
    match entry.kind {
        EntryKind::Folder => shell.go(&entry.path),
        EntryKind::File => focus::click_first_link(&row.dom_id()),
        EntryKind::Link | EntryKind::Other => {}
    }
}

fn label(entry: &Entry) -> String {
    let what = match entry.kind {
        EntryKind::Folder => list::FOLDER.to_owned(),
        EntryKind::File => ByteSize(entry.size.unwrap_or_default()).to_string(),
        EntryKind::Link => list::LINK.to_owned(),
        EntryKind::Other => list::OTHER.to_owned(),
    };
    format!("{}, {what}, {}", entry.name, dates::short(entry.modified))
}
