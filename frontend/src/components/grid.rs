//! The grid: the same entries as tiles with pictures, side by side in lines.
//!
//! The tiles are the elements that the list has for its rows, so that each keeps its element, its focus and a name that is
//! being typed while lines break anew around it. What stands side by side is told by rows that *own* their tiles
//! (WAI-ARIA 1.2, `aria-owns`): they are not drawn.

mod picture;
mod tile;

use leptos::prelude::*;

use self::tile::Tile;
use super::list_frame::Frame;
use crate::{
    state::{
        folder::{Folder, Status},
        shell::use_shell,
    },
    text::list,
};

#[component]
pub(crate) fn Grid() -> impl IntoView {
    let shell = use_shell();
    let (folder, frame) = (shell.folder, Frame::new(shell));
    let columns = folder.columns();
    let lines = Memo::new(move |_| {
        folder.ordered().track();
        untrack(|| lines(folder, columns.get().max(1)))
    });
    let probe = view! {
        <div class="tile-probe" role="presentation" node_ref=frame.probe><div class="tile-probe-picture"></div></div>
    };
    let tiles = view! { <For each=move || folder.slots() key=|slot| slot.id let(shown)><Tile shown=shown /></For> };
    view! {
        <div
            class="list grid"
            id="list"
            node_ref=frame.list
            data-found=move || folder.is_search().then_some("")
            on:keydown=move |event| frame.pressed(&event)
            on:scroll=move |_| frame.scrolled()
            style=("--columns", move || columns.get().to_string())
        >
            <div
                role="grid"
                aria-label=list::files_and_folders()
                aria-multiselectable="true"
                aria-rowcount=move || folder.listed().div_ceil(columns.get().max(1)).to_string()
                aria-colcount=move || columns.get().to_string()
                aria-busy=move || (folder.status().get() == Status::Loading).to_string()
            >
                <For each=move || lines.get() key=Clone::clone let((line, tiles))>
                    <div role="row" aria-rowindex=(line + 1).to_string() aria-owns=tiles></div>
                </For>
            </div>
            {frame.canvas(probe.into_any(), tiles.into_any())}
        </div>
    }
}

/// The lines that are drawn, from the top down, and the ids of their tiles.
fn lines(folder: Folder, columns: u64) -> Vec<(u64, String)> {
    let drawn = folder.slots().into_iter().filter_map(|slot| Some((slot.place.get()?, slot.dom_id())));
    let mut drawn: Vec<(u64, String)> = drawn.collect();
    drawn.sort_unstable();
    let mut lines: Vec<(u64, String)> = Vec::new();
    for (place, id) in drawn {
        match lines.last_mut() {
            Some((line, tiles)) if *line == place / columns => {
                tiles.push(' ');
                tiles.push_str(&id);
            }
            _ => lines.push((place / columns, id)),
        }
    }
    lines
}
