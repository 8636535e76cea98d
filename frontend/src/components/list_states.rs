//! What stands in the place of the list: not yet, nothing, only hidden files, an error.

use holdall_shared::{Action, EntryPath, ProblemKind};
use leptos::prelude::*;

use super::icon::icon;
use crate::{
    api::ApiError,
    browser::files::Picker,
    state::{
        folder::{Coverage, Scope, Status},
        kind::Icon,
        layer::Dialog,
        preferences::Visit,
        shell::{Shell, use_shell},
    },
    text::{self, folder_name, list, problems},
};

/// Rows or tiles of the true height, after a moment in which most lists arrive.
#[component]
pub(crate) fn Skeleton() -> impl IntoView {
    let folder = use_shell().folder;
    let rows: Vec<_> = (0..8).map(|_| view! { <div class="skeleton-row"><span></span></div> }).collect();
    view! {
        <div
            class="skeleton"
            id="list"
            role="status"
            aria-label=list::loading()
            tabindex="-1"
            data-view=move || folder.view().get().as_str()
        >
            {rows}
        </div>
    }
}

#[component]
pub(crate) fn EmptyFolder() -> impl IntoView {
    let shell = use_shell();
    let can_add = move || shell.visitor.may(Action::Create);
    let is_first = shell.visit == Visit::First;
    view! {
        <section class="state" id="list" tabindex="-1" aria-labelledby="state-title">
            {icon(Icon::Mark)}
            <h2 id="state-title">{list::empty()}</h2>
            <p>{move || if can_add() { list::empty_hint() } else { list::empty_read_only() }}</p>
            <Show when=can_add>
                <div class="state-actions">
                    <button type="button" class="button" on:click=move |_| Picker::Files.open()>
                        {icon(Icon::Upload)} {list::upload()}
                    </button>
                    <button type="button" class="button" on:click=move |_| shell.layers.open(Dialog::NewFolder)>
                        {icon(Icon::FolderPlus)} {list::new_folder()}
                    </button>
                </div>
                <Show when=move || is_first><p class="state-quiet">{list::plain_files()}</p></Show>
            </Show>
        </section>
    }
}

#[component]
pub(crate) fn OnlyHidden() -> impl IntoView {
    let shell = use_shell();
    view! {
        <section class="state" id="list" tabindex="-1" aria-labelledby="state-title">
            {icon(Icon::Eye)}
            <h2 id="state-title">{list::only_hidden_title()}</h2>
            <p>{move || list::only_hidden(shell.folder.totals().get().hidden)}</p>
            <div class="state-actions">
                <button type="button" class="button" on:click=move |_| shell.folder.toggle_hidden()>
                    {list::show_hidden()}
                </button>
            </div>
        </section>
    }
}

#[component]
pub(crate) fn NoMatch() -> impl IntoView {
    let shell = use_shell();
    let words = move || {
        let (words, coverage) = (shell.folder.filter().get(), shell.folder.totals().get().coverage);
        match (shell.folder.is_search(), coverage) {
            (false, _) => list::no_match(&words),
            (true, Coverage::Whole) => list::no_match_anywhere(&words),
            (true, Coverage::Partial) => list::no_match_yet(&words),
        }
    };
    view! {
        <section class="state" id="list" tabindex="-1" aria-labelledby="state-title">
            {icon(Icon::Search)}
            <h2 id="state-title">{list::no_match_title()}</h2>
            <p>{words}</p>
            <div class="state-actions">
                <Show when=move || !shell.folder.is_search()>
                    <button type="button" class="button" on:click=move |_| shell.search_in(Scope::Everywhere)>
                        {icon(Icon::Search)} {list::search_all()}
                    </button>
                </Show>
                <button type="button" class="button" on:click=move |_| shell.end_filter()>{list::show_all()}</button>
            </div>
        </section>
    }
}

#[component]
pub(crate) fn FailedList() -> impl IntoView {
    let shell = use_shell();
    move || match shell.folder.status().get() {
        Status::Failed { error, nearest } => Some(failed(shell, &error, nearest)),
        Status::Loading | Status::Ready => None,
    }
}

fn failed(shell: Shell, error: &ApiError, nearest: Option<EntryPath>) -> impl IntoView + use<> {
    let folder = shell.folder.path().get_untracked();
    let name = folder_name(&folder);
    let kind = error.problem().map(|problem| problem.kind);
    let title = match kind {
        Some(ProblemKind::NotFound) => list::gone().to_owned(),
        Some(ProblemKind::NotFolder) => list::not_a_folder().to_owned(),
        _ => list::list_failed().to_owned(),
    };
    let is_elsewhere = matches!(kind, Some(ProblemKind::NotFound | ProblemKind::NotFolder));
    let sentence =
        error.problem().map_or_else(|| error.sentence(&name), |problem| problems::list_sentence(problem, &name));
    let sentence = (!is_elsewhere).then(move || view! { <p>{sentence}</p> });
    let details = error.problem().filter(|_| !is_elsewhere).map(|problem| {
        let lines: Vec<_> = problems::details(problem).into_iter().map(|line| view! { <li>{line}</li> }).collect();
        view! { <details><summary>{text::details()}</summary><ul>{lines}</ul></details> }
    });
    let next = if is_elsewhere {
        go_to(shell, nearest.or_else(|| folder.parent()).unwrap_or_default()).into_any()
    } else {
        let again = move |_| shell.folder.reopen();
        view! { <button type="button" class="button" on:click=again>{icon(Icon::Retry)} {text::try_again()}</button> }
            .into_any()
    };
    view! {
        <section class="state" id="list" tabindex="-1" role="alert" aria-labelledby="state-title" data-state="failed">
            {icon(Icon::Warning)}
            <h2 id="state-title">{title}</h2>
            {sentence}
            <div class="state-actions">{next}</div>
            {details}
        </section>
    }
}

#[component]
pub(crate) fn UnknownAddress() -> impl IntoView {
    let shell = use_shell();
    view! {
        <section class="state" id="list" tabindex="-1" aria-labelledby="state-title" data-state="failed">
            {icon(Icon::Warning)}
            <h2 id="state-title">{list::bad_address()}</h2>
            <div class="state-actions">{go_to(shell, EntryPath::ROOT)}</div>
        </section>
    }
}

fn go_to(shell: Shell, folder: EntryPath) -> impl IntoView {
    let name = folder_name(&folder);
    view! {
        <button type="button" class="button" on:click=move |_| shell.go(&folder)>
            {icon(Icon::Folder)} {list::go_to(&name)}
        </button>
    }
}
