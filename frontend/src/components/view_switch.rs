//! Rows or tiles; and of tiles, which have no header to click, in which order.

use holdall_shared::{Direction, SortKey};
use leptos::prelude::*;

use super::icon::icon;
use crate::{
    state::{
        kind::Icon,
        layer::Menu,
        preferences::{Sorting, View},
        shell::use_shell,
    },
    text::{grid, list},
};

const SORT_BUTTON: &str = "sort-menu-button";

#[component]
pub(crate) fn ViewSwitch() -> impl IntoView {
    let shell = use_shell();
    let folder = shell.folder;
    let button = move |view: View, shape: Icon, label: &'static str| {
        view! {
            <button
                type="button"
                class="icon-button"
                aria-label=label
                title=label
                aria-pressed=move || (folder.view().get() == view).to_string()
                on:click=move |_| folder.show_as(view)
            >
                {icon(shape)}
            </button>
        }
    };
    // What is found has an order of its own.
    let sort = move || {
        (folder.view().get() == View::Grid && !folder.is_search()).then(|| {
            let Sorting { key, direction } = folder.sorting().get();
            let arrow = if direction == Direction::Ascending { Icon::SortUp } else { Icon::SortDown };
            view! {
                <button
                    type="button"
                    class="button view-sort"
                    id=SORT_BUTTON
                    aria-haspopup="menu"
                    aria-label=grid::sorted_by(name_of(key))
                    title=list::SORT_BY
                    on:click=move |_| shell.layers.toggle_menu(Menu::Sort, SORT_BUTTON)
                >
                    {name_of(key)} {icon(arrow)}
                </button>
            }
        })
    };
    view! {
        {sort}
        <div class="view-switch" role="group" aria-label=grid::VIEW>
            {button(View::List, Icon::List, grid::LIST)} {button(View::Grid, Icon::Grid, grid::GRID)}
        </div>
    }
}

fn name_of(key: SortKey) -> &'static str {
    match key {
        SortKey::Name | SortKey::Kind => list::NAME,
        SortKey::Size => list::SIZE,
        SortKey::Modified => list::MODIFIED,
    }
}
