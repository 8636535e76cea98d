//! The list: a grid that is one tab stop, with a fixed number of rows that show what is in view.

use leptos::{ev, html, prelude::*};

use super::{list_header::ListHeader, list_keys, list_row::ListRow};
use crate::{
    browser::scroller::{self, SizeWatch},
    state::{
        folder::{Status, px},
        shell::use_shell,
        type_ahead::TypeAhead,
    },
    text::list,
};

/// The next page of the trash is asked for this many pixels before the end is seen: some thirty rows.
pub(super) const AHEAD_PX: i32 = 1200;

/// The header is a row of the grid.
pub(super) const HEADER_ROWS: u64 = 1;

#[component]
pub(crate) fn List() -> impl IntoView {
    let shell = use_shell();
    let folder = shell.folder;
    let typed = StoredValue::new(TypeAhead::default());
    let (list, header, probe) = (NodeRef::<html::Div>::new(), NodeRef::<html::Div>::new(), NodeRef::<html::Div>::new());
    let watch = StoredValue::new_local(None::<SizeWatch>);
    Effect::new(move |_| {
        let (Some(list), Some(header), Some(probe)) = (list.get(), header.get(), probe.get()) else { return };
        let measure = {
            let (list, header, probe) = (list.clone(), header.clone(), probe.clone());
            move || folder.measured(scroller::measure(&list, &header, &probe))
        };
        measure();
        watch.set_value(Some(SizeWatch::begin(&[&list, &header, &probe], measure)));
    });
    let on_scroll = move |_: ev::Event| {
        if let Some(list) = list.get_untracked() {
            folder.scrolled(scroller::scroll_of(&list));
        }
    };
    view! {
        <div
            class="list"
            id="list"
            role="grid"
            node_ref=list
            aria-label=list::files_and_folders()
            aria-multiselectable="true"
            aria-rowcount=move || (folder.listed() + HEADER_ROWS).to_string()
            aria-colcount="5"
            data-found=move || folder.is_search().then_some("")
            aria-busy=move || (folder.status().get() == Status::Loading).to_string()
            on:keydown=move |event| list_keys::pressed(shell, typed, &event)
            on:scroll=on_scroll
        >
            <ListHeader node=header />
            <div
                class="list-spacer"
                role="presentation"
                style:height=move || px(folder.spacer_px().get())
                style=("--row-height", move || px(folder.row_px().get()))
            >
                <div class="row-probe" role="presentation" node_ref=probe></div>
                <div class="list-canvas" role="presentation" style:top=move || px(folder.canvas_px().get())>
                    <For each=move || folder.slots() key=|slot| slot.id let(shown)><ListRow shown=shown /></For>
                </div>
            </div>
        </div>
    }
}
