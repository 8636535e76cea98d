//! The foot: how many entries, how much room, the way to the trash.

use holdall_shared::url;
use leptos::prelude::*;

use super::icon::icon;
use crate::{
    browser::keys,
    state::{
        folder::{Coverage, Status, Totals},
        kind::Icon,
        shell::use_shell,
    },
    text::{self, list, trash},
};

#[component]
pub(crate) fn StatusBar() -> impl IntoView {
    let shell = use_shell();
    let count = move || {
        let totals = shell.folder.totals().get();
        let is_known = !matches!(shell.folder.status().get(), Status::Failed { .. });
        let all = || list::count(totals.listed, shell.folder.hidden_untold(), totals.unlisted);
        is_known.then(|| if shell.folder.is_narrowed() { matches_of(totals) } else { all() })
    };
    let in_trash = move || {
        let amount = shell.trash.amount().get();
        amount.map(|amount| trash::count(amount.entries, &text::size(amount.bytes)))
    };
    let go = move |event: leptos::ev::MouseEvent| {
        if keys::is_plain_click(&event) {
            event.prevent_default();
            shell.go_to_trash();
        }
    };
    let free = move || shell.limits.get().map(|limits| list::free(&text::size(limits.free_space)));
    view! {
        <footer class="status-bar">
            <span class="status-count">{move || if shell.is_in_trash() { in_trash() } else { count() }}</span>
            <span class="status-free">{free}</span>
            <Show when=move || shell.may_see_trash()>
                <a
                    class="status-link"
                    href=url::TRASH_PAGE
                    aria-current=move || shell.is_in_trash().then_some("page")
                    on:click=go
                >
                    {icon(Icon::Trash)}
                    {move || trash::link(shell.trash.amount().get().map(|amount| amount.entries))}
                </a>
            </Show>
        </footer>
    }
}

/// How many were found, of a search that is not whole: until now.
fn matches_of(totals: Totals) -> String {
    match totals.coverage {
        Coverage::Whole => list::matches(totals.listed),
        Coverage::Partial => list::matches_so_far(totals.listed),
    }
}
