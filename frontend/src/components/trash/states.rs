//! What stands in the place of the trash's rows: nothing, or an error.

use leptos::prelude::*;

use crate::{
    api::ApiError,
    components::icon::icon,
    state::{
        kind::Icon,
        shell::{Shell, use_shell},
        trash::Status,
    },
    text::{self, problems, trash},
};

#[component]
pub(super) fn EmptyTrash() -> impl IntoView {
    let shell = use_shell();
    let is_off = move || shell.limits.with(|limits| limits.as_ref().is_some_and(|limits| limits.trash_days == 0));
    view! {
        <section class="state" id="list" tabindex="-1" aria-labelledby="state-title">
            {icon(Icon::Trash)}
            <h2 id="state-title">{move || if is_off() { trash::off() } else { trash::nothing() }}</h2>
            <p>{move || if is_off() { trash::off_hint() } else { trash::nothing_hint() }}</p>
        </section>
    }
}

#[component]
pub(super) fn FailedTrash() -> impl IntoView {
    let shell = use_shell();
    move || match shell.trash.status().get() {
        Status::Failed(error) => Some(failed(shell, &error)),
        Status::Loading | Status::Ready => None,
    }
}

fn failed(shell: Shell, error: &ApiError) -> impl IntoView + use<> {
    let sentence = error
        .problem()
        .map_or_else(|| error.sentence(trash::trash()), |problem| problems::list_sentence(problem, trash::trash()));
    let details = error.problem().map(|problem| {
        let lines: Vec<_> = problems::details(problem).into_iter().map(|line| view! { <li>{line}</li> }).collect();
        view! { <details><summary>{text::details()}</summary><ul>{lines}</ul></details> }
    });
    view! {
        <section class="state" id="list" tabindex="-1" role="alert" aria-labelledby="state-title" data-state="failed">
            {icon(Icon::Warning)}
            <h2 id="state-title">{trash::failed()}</h2>
            <p>{sentence}</p>
            <div class="state-actions">
                <button type="button" class="button" on:click=move |_| shell.trash.reopen()>
                    {icon(Icon::Retry)} {text::try_again()}
                </button>
            </div>
            {details}
        </section>
    }
}
