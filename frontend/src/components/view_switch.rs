//! Rows or tiles; and of tiles, which have no header to click, in which order.

use holdall_shared::{Direction, SortKey};
use leptos::prelude::*;

use super::{
    icon::icon,
    icon_button::{States, icon_button},
};
use crate::{
    state::{kind::Icon, layer::Menu, preferences::View, shell::use_shell},
    text::{grid, list},
};

const SORT_BUTTON: &str = "sort-menu-button";

#[component]
pub(crate) fn ViewSwitch() -> impl IntoView {
    let shell = use_shell();
    let folder = shell.folder;
    let button = move |view: View, shape: Icon, label: &'static str| {
        let is_on = Signal::derive(move || folder.view().get() == view);
        let states = States { pressed: Some(is_on), ..States::default() };
        icon_button(label, shape, states, move || folder.show_as(view))
    };
    let column = move || name_of(folder.sorting().get().key);
    let arrow = move || match folder.sorting().get().direction {
        Direction::Ascending => icon(Icon::SortUp),
        Direction::Descending => icon(Icon::SortDown),
    };
    // What is found has an order of its own.
    let has_order = move || folder.view().get() == View::Grid && !folder.is_search();
    view! {
        <Show when=has_order>
            <button
                type="button"
                class="button view-sort"
                id=SORT_BUTTON
                aria-haspopup="menu"
                aria-label=move || grid::sorted_by(column())
                title=list::sort_by()
                on:click=move |_| shell.layers.toggle_menu(Menu::Sort, SORT_BUTTON)
            >
                {column} {arrow}
            </button>
        </Show>
        <div class="view-switch" role="group" aria-label=grid::view()>
            {button(View::List, Icon::List, grid::list())} {button(View::Grid, Icon::Grid, grid::grid())}
        </div>
    }
}

fn name_of(key: SortKey) -> &'static str {
    match key {
        SortKey::Name | SortKey::Kind => list::name(),
        SortKey::Size => list::size(),
        SortKey::Modified => list::modified(),
    }
}
