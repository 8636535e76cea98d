//! The list: a grid that is one tab stop, with a fixed number of rows that show what is in view.

use leptos::prelude::*;

use super::{list_frame::Frame, list_header::ListHeader, list_row::ListRow};
use crate::{
    state::{folder::Status, shell::use_shell},
    text::list,
};

/// The next page of the trash is asked for this many pixels before the end is seen: some thirty rows.
pub(super) const AHEAD_PX: i32 = 1200;

/// The header is a row of the grid.
pub(super) const HEADER_ROWS: u64 = 1;

#[component]
pub(crate) fn List() -> impl IntoView {
    let shell = use_shell();
    let (folder, frame) = (shell.folder, Frame::new(shell));
    let probe = view! { <div class="row-probe" role="presentation" node_ref=frame.probe></div> };
    let rows = view! { <For each=move || folder.slots() key=|slot| slot.id let(shown)><ListRow shown=shown /></For> };
    view! {
        <div
            class="list"
            id="list"
            role="grid"
            node_ref=frame.list
            aria-label=list::files_and_folders()
            aria-multiselectable="true"
            aria-rowcount=move || (folder.listed() + HEADER_ROWS).to_string()
            aria-colcount="5"
            data-found=move || folder.is_search().then_some("")
            aria-busy=move || (folder.status().get() == Status::Loading).to_string()
            on:keydown=move |event| frame.pressed(&event)
            on:scroll=move |_| frame.scrolled()
        >
            <ListHeader node=frame.header />
            {frame.canvas(probe.into_any(), rows.into_any())}
        </div>
    }
}
