//! The rows of the trash: a grid, one tab stop, more rows when its end comes near.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast as _;
use web_sys::Element;

use super::{keys, row::TrashRow};
use crate::{
    components::list::{AHEAD_PX, HEADER_ROWS},
    state::{selection::Selection, shell::use_shell, type_ahead::TypeAhead},
    text::{list, trash as words},
};

#[component]
pub(super) fn TrashList() -> impl IntoView {
    let shell = use_shell();
    let trash = shell.trash;
    let typed = StoredValue::new(TypeAhead::default());
    let on_scroll = move |event: ev::Event| {
        let Some(list) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        if list.scroll_height() - list.scroll_top() - list.client_height() < AHEAD_PX {
            trash.more();
        }
    };
    let entries = move || trash.amount().get().map_or(0, |amount| amount.entries);
    view! {
        <div
            class="list trash-list"
            id="list"
            role="grid"
            aria-label=words::deleted_files()
            aria-multiselectable="true"
            aria-rowcount=move || (entries() + HEADER_ROWS).to_string()
            aria-colcount="6"
            on:keydown=move |event| keys::pressed(shell, typed, &event)
            on:scroll=on_scroll
        >
            <Header />
            <ForEnumerate each=move || trash.rows().get() key=|row| row.id.clone() let(index, row)>
                <TrashRow entry=row index=index />
            </ForEnumerate>
        </div>
    }
}

#[component]
fn Header() -> impl IntoView {
    let trash = use_shell().trash;
    let chosen = move || trash.selection.with(Selection::len);
    let all = move || chosen() > 0 && chosen() == trash.rows().with(Vec::len);
    let some = move || chosen() > 0 && !all();
    let toggle = move |_| {
        // Asked before the update: a signal is not read while it is written.
        let was_all = untrack(all);
        let ids = trash.ids();
        trash.selection.update(|selection| if was_all { selection.clear() } else { selection.choose_all(&ids) });
    };
    view! {
        <div role="row" class="row list-header" aria-rowindex="1">
            <div role="columnheader" class="cell-box">
                <input
                    type="checkbox"
                    aria-label=list::select_all()
                    prop:checked=all
                    prop:indeterminate=some
                    on:change=toggle
                />
            </div>
            <div role="columnheader" class="cell-name">{list::name()}</div>
            <div role="columnheader" class="cell-from">{words::from()}</div>
            <div role="columnheader" class="cell-modified" aria-sort="descending">{words::deleted_label()}</div>
            <div role="columnheader" class="cell-size">{list::size()}</div>
            <div role="columnheader" class="cell-actions"><span class="visually-hidden">{list::actions()}</span></div>
        </div>
    }
}
