//! The list: a grid of rows, one tab stop, more rows when its end comes near.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast as _;
use web_sys::Element;

use super::{list_header::ListHeader, list_keys, list_row::ListRow};
use crate::{
    state::{
        folder::{Activity, Status},
        shell::use_shell,
        type_ahead::TypeAhead,
    },
    text::list,
};

/// The next page is asked for this many pixels before the end is seen: some thirty rows.
pub(super) const AHEAD_PX: i32 = 1200;

/// The header is a row of the grid.
pub(super) const HEADER_ROWS: u64 = 1;

#[component]
pub(crate) fn List() -> impl IntoView {
    let shell = use_shell();
    let folder = shell.folder;
    let typed = StoredValue::new(TypeAhead::default());
    let on_scroll = move |event: ev::Event| {
        let Some(list) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        if list.scroll_height() - list.scroll_top() - list.client_height() < AHEAD_PX {
            folder.more();
        }
    };
    let is_continuing = move || folder.activity().get() == Activity::Continuing;
    view! {
        <div
            class="list"
            id="list"
            role="grid"
            aria-label=list::FILES_AND_FOLDERS
            aria-multiselectable="true"
            aria-rowcount=move || (folder.totals().get().listed + HEADER_ROWS).to_string()
            aria-colcount="5"
            aria-busy=move || (folder.status().get() == Status::Loading).to_string()
            on:keydown=move |event| list_keys::pressed(shell, typed, &event)
            on:scroll=on_scroll
        >
            <ListHeader />
            <ForEnumerate each=move || folder.rows().get() key=|row| row.id let(index, row)>
                <ListRow row=row index=index />
            </ForEnumerate>
            <Show when=is_continuing><div class="list-more" aria-hidden="true">{list::LOADING_MORE}</div></Show>
        </div>
    }
}
