//! The trash: what was deleted, from where, and when; put back or deleted for good.

mod bar;
mod keys;
mod list;
mod row;
mod states;

use holdall_shared::Action;
use leptos::prelude::*;

use self::{
    bar::TrashBar,
    list::TrashList,
    states::{EmptyTrash, FailedTrash},
};
use super::{icon::icon, list_states::Skeleton, notice_strip::NoticeStrip, strips::Strips};
use crate::{
    state::{kind::Icon, layer::Dialog, shell::use_shell, trash::Status},
    text::{strips, trash},
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Skeleton,
    Rows,
    Empty,
    Failed,
}

/// Everything between the top bar and the status bar.
#[component]
pub(crate) fn TrashMain() -> impl IntoView {
    let shell = use_shell();
    let shown = Memo::new(move |_| {
        let has_rows = shell.trash.rows().with(|rows| !rows.is_empty());
        match shell.trash.status().get() {
            Status::Failed(_) => Shown::Failed,
            Status::Loading | Status::Ready if has_rows => Shown::Rows,
            Status::Loading => Shown::Skeleton,
            Status::Ready => Shown::Empty,
        }
    });
    let kept_for = move || {
        let days = shell.limits.with(|limits| limits.as_ref().map(|limits| limits.trash_days));
        let is_told = shown.get() == Shown::Rows;
        days.filter(|days| is_told && *days > 0)
            .map(|days| view! { <p class="list-note">{trash::kept_for(days.into())}</p> })
    };
    view! {
        <TrashBar />
        <Strips />
        <NoticeStrip />
        <div class="list-area" id="list-area">
            {kept_for}
            {move || match shown.get() {
                Shown::Skeleton => view! { <Skeleton /> }.into_any(),
                Shown::Rows => view! { <TrashList /> }.into_any(),
                Shown::Empty => view! { <EmptyTrash /> }.into_any(),
                Shown::Failed => view! { <FailedTrash /> }.into_any(),
            }}
        </div>
    }
}

/// Deletes everything for good, after asking; off while there is nothing or no server.
#[component]
pub(crate) fn EmptyTrashButton() -> impl IntoView {
    let shell = use_shell();
    let entries = move || shell.trash.amount().get().map_or(0, |amount| amount.entries);
    let is_offline = move || !shell.connection.is_online();
    view! {
        <Show when=move || shell.visitor.may(Action::Delete)>
            <button
                type="button"
                class="button"
                disabled=move || is_offline() || entries() == 0
                title=move || if is_offline() { strips::needs_server() } else { "" }
                on:click=move |_| shell.layers.open(Dialog::EmptyTrash(untrack(entries)))
            >
                {icon(Icon::Trash)} {trash::empty()}
            </button>
        </Show>
    }
}
