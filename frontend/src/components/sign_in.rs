//! The sign-in card: as a page of its own, and as a dialog when the session ends in the middle.

use leptos::{ev, html, prelude::*};

use super::icon::icon;
use crate::{
    browser::focus,
    state::{kind::Icon, shell::use_shell},
    text::sign_in,
};

/// The id that the card's title gets, so that its frame can be named by it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TitleId(pub(crate) &'static str);

/// Signed out: one card and nothing else.
#[component]
pub(crate) fn SignInPage() -> impl IntoView {
    view! {
        <main class="sign-in-page">
            <section class="card" aria-labelledby="sign-in-title">
                <SignInCard title_id=TitleId("sign-in-title") />
            </section>
        </main>
    }
}

#[component]
pub(crate) fn SignInCard(title_id: TitleId) -> impl IntoView {
    let shell = use_shell();
    let field = NodeRef::<html::Input>::new();
    field.on_load(|input| focus::focus(&input));
    let sign_in = Action::new_local(move |credential: &String| {
        let credential = credential.clone();
        async move {
            if shell.visitor.sign_in(credential).await.is_err()
                && let Some(field) = field.get_untracked()
            {
                field.select();
                focus::focus(&field);
            }
        }
    });
    let is_busy = sign_in.pending();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.get_untracked() else { return };
        let credential = field.value().trim().to_owned();
        if credential.is_empty() {
            focus::focus(&field);
        } else if !is_busy.get_untracked() {
            sign_in.dispatch_local(credential);
        }
    };
    let refusal = shell.visitor.refusal();
    let message =
        move || refusal.get().map(|words| view! { <p class="field-error" id="sign-in-error" role="alert">{words}</p> });
    view! {
        <div class="sign-in">
            <span class="sign-in-mark">{icon(Icon::Mark)}</span>
            <h1 class="sign-in-title" id=title_id.0>{sign_in::sign_in()}</h1>
            <form on:submit=submit>
                <input type="text" name="username" autocomplete="username" value="holdall" hidden />
                <label class="label" for="credential">{sign_in::credential()}</label>
                <input
                    type="password"
                    class="field"
                    id="credential"
                    name="password"
                    node_ref=field
                    autofocus
                    autocomplete="current-password"
                    aria-invalid=move || refusal.with(Option::is_some).to_string()
                    aria-describedby="sign-in-error"
                />
                {message}
                <button type="submit" class="button primary wide" disabled=is_busy>{sign_in::sign_in()}</button>
            </form>
            <p class="sign-in-hint">{sign_in::hint_start()}<code>{sign_in::HINT_COMMAND}</code>{sign_in::hint_end()}</p>
            <p class="sign-in-hint">{sign_in::container_start()}<code>{sign_in::CONTAINER_COMMAND}</code></p>
        </div>
    }
}
