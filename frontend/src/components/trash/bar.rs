//! The bar above the trash: where we are, or what is selected and what can be done with it.

use holdall_shared::Action;
use leptos::prelude::*;

use super::EmptyTrashButton;
use crate::{
    browser::keys,
    components::{icon::icon, selection_bar::in_parts},
    number,
    state::{kind::Icon, layer::Dialog, restoring::As, route, selection::Selection, shell::use_shell},
    text::{self, list, strips, trash},
};

#[component]
pub(super) fn TrashBar() -> impl IntoView {
    let shell = use_shell();
    let has_selection = Memo::new(move |_| shell.trash.selection.with(|selection| !selection.is_empty()));
    view! {
        <Show when=move || has_selection.get() fallback=PlainBar>
            <SelectedBar />
        </Show>
    }
}

#[component]
fn PlainBar() -> impl IntoView {
    let shell = use_shell();
    let folder = shell.folder.path();
    let go = move |event: leptos::ev::MouseEvent| {
        if keys::is_plain_click(&event) {
            event.prevent_default();
            shell.go(&folder.get_untracked());
        }
    };
    view! {
        <div class="path-bar" data-path-bar>
            <nav class="breadcrumbs" aria-label=list::breadcrumbs()>
                <ol>
                    <li>
                        <a href=move || folder.with(route::folder_href) title=trash::back() on:click=go>{text::root()}</a>
                    </li>
                    <li class="crumb-current"><span aria-current="page">{trash::trash()}</span></li>
                </ol>
            </nav>
            <div class="path-actions"><EmptyTrashButton /></div>
        </div>
    }
}

#[component]
fn SelectedBar() -> impl IntoView {
    let shell = use_shell();
    let chosen = Memo::new(move |_| shell.trash.chosen());
    let count = move || {
        let chosen = chosen.get();
        let count = number::length(chosen.len());
        let total = shell.trash.amount().get().map_or(0, |amount| amount.entries);
        if chosen.len() == shell.trash.rows().with(Vec::len) && count < total {
            return list::selected_of(count, total);
        }
        let size = chosen.iter().fold(0_u64, |sum, entry| sum.saturating_add(entry.size));
        list::selected(count, Some(&text::size(size)))
    };
    Effect::new(move |_| {
        // A single row is told by the row itself.
        if chosen.with(Vec::len) > 1 {
            shell.voice.say(count());
        }
    });
    let is_offline = move || !shell.connection.is_online();
    let reason = move || if is_offline() { strips::needs_server() } else { "" };
    let restore = move |_| {
        let entries = chosen.get_untracked();
        shell.act(|deeds| deeds.restore(entries, As::Itself));
        shell.trash.focus_cursor();
    };
    let purge = move |_| shell.layers.open(Dialog::Purge(chosen.get_untracked()));
    let clear = move |_| {
        shell.trash.selection.update(Selection::clear);
        shell.trash.focus_cursor();
    };
    view! {
        <section class="path-bar selection-bar" data-path-bar aria-label=list::selection()>
            <span class="selection-count">{move || in_parts(&count())}</span>
            <div class="path-actions">
                <Show when=move || shell.visitor.may(Action::Create)>
                    <button type="button" class="button" disabled=is_offline title=reason on:click=restore>
                        {icon(Icon::Restore)} {trash::restore()}
                    </button>
                </Show>
                <Show when=move || shell.visitor.may(Action::Delete)>
                    <button type="button" class="button" disabled=is_offline title=reason on:click=purge>
                        {icon(Icon::Trash)} {trash::delete_for_good()}
                    </button>
                </Show>
                <button type="button" class="button clear-button" title=list::clear() on:click=clear>
                    {icon(Icon::Close)} {list::clear()}
                </button>
            </div>
        </section>
    }
}
