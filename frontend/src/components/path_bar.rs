//! The bar above the list: where we are and what can be done here, or what is selected.

use holdall_shared::Action;
use leptos::prelude::*;

use super::{
    breadcrumbs::Breadcrumbs, icon::icon, main_action::MainAction, selection_bar::SelectionBar, view_switch::ViewSwitch,
};
use crate::{
    state::{kind::Icon, layer::Dialog, shell::use_shell},
    text::{list, strips},
};

#[component]
pub(crate) fn PathBar() -> impl IntoView {
    let shell = use_shell();
    let has_selection = Memo::new(move |_| shell.folder.selection.with(|selection| !selection.is_empty()));
    view! {
        <Show when=move || has_selection.get() fallback=PlainPathBar>
            <SelectionBar />
        </Show>
    }
}

#[component]
fn PlainPathBar() -> impl IntoView {
    let shell = use_shell();
    let is_offline = move || !shell.connection.is_online();
    let reason = move || if is_offline() { strips::needs_server() } else { "" };
    let view_only = || view! { <span class="path-note">{icon(Icon::Eye)} {list::view_only()}</span> };
    view! {
        <div class="path-bar" data-path-bar>
            <Breadcrumbs />
            <div class="path-actions">
                <Show when=move || shell.folder.is_there()>
                    <ViewSwitch />
                    <Show when=move || shell.visitor.may(Action::Create)>
                        <button
                            type="button"
                            class="button path-new-folder"
                            disabled=is_offline
                            title=reason
                            on:click=move |_| shell.layers.open(Dialog::NewFolder)
                        >
                            {icon(Icon::FolderPlus)} {list::new_folder()}
                        </button>
                    </Show>
                    <MainAction view_only />
                </Show>
            </div>
        </div>
    }
}
