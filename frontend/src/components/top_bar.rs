//! The head: whose page this is, and its menu. On a phone: the way back and the folder.

use holdall_shared::EntryPath;
use leptos::prelude::*;

use super::{icon::icon, search_field::SearchField};
use crate::{
    app::place_name,
    browser::keys,
    state::{
        kind::Icon,
        layer::{Menu, Search},
        route,
        shell::use_shell,
    },
    text::{self, list, top_bar, trash},
};

/// Opens the menu; has the focus after what the menu does.
pub(super) const MENU_BUTTON: &str = "top-menu-button";

#[component]
pub(crate) fn TopBar() -> impl IntoView {
    let shell = use_shell();
    let name = move || place_name(shell);
    let parent = Memo::new(move |_| {
        let folder = shell.folder.path();
        if shell.is_in_trash() { Some(folder.get()) } else { folder.with(EntryPath::parent) }
    });
    let label = move || if shell.is_in_trash() { trash::back() } else { list::back() };
    let is_open = move || shell.layers.menu.with(|menu| menu.as_ref().is_some_and(|open| open.menu == Menu::Top));
    let is_searching = move || {
        let is_filtered = shell.folder.filter().with(|filter| !filter.is_empty());
        !shell.is_in_trash() && (is_filtered || shell.layers.search.get() == Search::Open)
    };
    let back = move || {
        parent.get().map(|parent| {
            let href = route::folder_href(&parent);
            let go = move |event: leptos::ev::MouseEvent| {
                if keys::is_plain_click(&event) {
                    event.prevent_default();
                    shell.go(&parent);
                }
            };
            view! {
                <a class="icon-button top-back" href=href aria-label=label title=label on:click=go>
                    {icon(Icon::Back)}
                </a>
            }
        })
    };
    view! {
        <header class="top-bar" data-search=move || is_searching().then_some("open")>
            <div class="top-brand">{icon(Icon::Mark)} <span>{text::HOLDALL}</span></div>
            {back}
            <span class="top-folder"><bdi>{name}</bdi></span>
            <Show when=move || !shell.is_in_trash()>
                <SearchField />
            </Show>
            <button
                type="button"
                class="icon-button top-menu"
                id=MENU_BUTTON
                aria-label=top_bar::menu()
                title=top_bar::menu()
                aria-haspopup="menu"
                aria-expanded=move || is_open().to_string()
                on:click=move |_| shell.layers.toggle_menu(Menu::Top, MENU_BUTTON)
            >
                {icon(Icon::Settings)}
            </button>
        </header>
    }
}
