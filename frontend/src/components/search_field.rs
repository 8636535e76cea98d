//! Searching in the folder that is being looked at: the list narrows while somebody types.

use leptos::{ev, html, prelude::*};

use super::icon::icon;
use crate::{
    app::place_name,
    browser::{focus, keys},
    state::{folder::Scope, kind::Icon, layer::Search, searching::SEARCH_FIELD, shell::use_shell},
    text::list,
};

#[component]
pub(crate) fn SearchField() -> impl IntoView {
    let shell = use_shell();
    let field = NodeRef::<html::Input>::new();
    let filter = shell.folder.filter();
    let label = move || match shell.folder.scope().get() {
        Scope::Folder => list::search_in(&place_name(shell)),
        Scope::Everywhere => list::search_everywhere().to_owned(),
    };
    let on_input = move |_| {
        if let Some(field) = field.get_untracked() {
            shell.filter(field.value());
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "Escape" => shell.end_filter(),
            "Enter" if keys::has_command(&event) => shell.search_in(Scope::Everywhere),
            "Enter" | "ArrowDown" => shell.focus_list(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let on_blur = move |_| {
        if filter.with_untracked(String::is_empty) {
            shell.layers.search.set(Search::Folded);
        }
    };
    let clear = move |_| {
        shell.filter(String::new());
        focus::to_id(SEARCH_FIELD);
    };
    view! {
        <search class="search">
            {icon(Icon::Search)}
            <input
                type="text"
                role="searchbox"
                class="field"
                id=SEARCH_FIELD
                node_ref=field
                aria-label=label
                placeholder=label
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                enterkeyhint="search"
                dir="auto"
                prop:value=filter
                on:input=on_input
                on:keydown=on_key
                on:blur=on_blur
            />
            <Show
                when=move || filter.with(|filter| !filter.is_empty())
                fallback=|| view! { <kbd class="search-key" aria-hidden="true">"/"</kbd> }
            >
                <button
                    type="button"
                    class="icon-button search-clear"
                    aria-label=list::end_search()
                    title=list::end_search()
                    on:click=clear
                >
                    {icon(Icon::Close)}
                </button>
            </Show>
        </search>
    }
}
