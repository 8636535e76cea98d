//! Above the list while something is looked for: where. In this folder, or in all.

use leptos::prelude::*;

use super::icon::icon;
use crate::{
    state::{
        folder::{Coverage, Scope},
        kind::Icon,
        shell::use_shell,
    },
    text::{folder_name, list},
};

#[component]
pub(crate) fn ScopeBar() -> impl IntoView {
    let shell = use_shell();
    let folder = shell.folder;
    let is_shown = Memo::new(move |_| folder.is_narrowed() || folder.scope().get() == Scope::Everywhere);
    let is_partial = Memo::new(move |_| folder.is_search() && folder.totals().get().coverage == Coverage::Partial);
    let here = move || folder.path().with(folder_name);
    let button = move |scope: Scope, label: Signal<String>| {
        view! {
            <button
                type="button"
                class="scope"
                aria-pressed=move || (folder.scope().get() == scope).to_string()
                on:click=move |_| shell.search_in(scope)
            >
                <bdi>{label}</bdi>
            </button>
        }
    };
    view! {
        <Show when=move || is_shown.get()>
            <div class="scope-bar" role="group" aria-label=list::search_scope()>
                {icon(Icon::Search)}
                {button(Scope::Folder, Signal::derive(here))}
                {button(Scope::Everywhere, Signal::stored(list::all_folders().to_owned()))}
                <Show when=move || is_partial.get()><span class="scope-note">{list::still_looking()}</span></Show>
            </div>
        </Show>
    }
}
