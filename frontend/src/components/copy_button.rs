//! Puts a text on the clipboard and says *Copied* for a moment; where there is no clipboard, the text is shown.

use std::time::Duration;

use leptos::prelude::*;

use super::icon::icon;
use crate::{
    browser::clipboard,
    state::{kind::Icon, layer::Dialog, shell::use_shell},
    text::{details, list},
};

/// How long it says so.
const SAID_FOR: Duration = Duration::from_secs(2);

/// `what` is the text in words, for the button's name.
#[component]
pub(crate) fn CopyButton(#[prop(into)] text: Signal<String>, what: &'static str) -> impl IntoView {
    let shell = use_shell();
    let copied = RwSignal::new(None::<TimeoutHandle>);
    let copy = Action::new_local(move |text: &String| {
        let text = text.clone();
        async move {
            match clipboard::write(&text).await {
                Ok(()) => {
                    shell.voice.say(list::copied());
                    copied.set(set_timeout_with_handle(move || copied.set(None), SAID_FOR).ok());
                }
                Err(clipboard::Refused) => shell.layers.open(Dialog::CopyLink(text)),
            }
        }
    });
    on_cleanup(move || {
        if let Some(timer) = copied.try_get_untracked().flatten() {
            timer.clear();
        }
    });
    let is_copied = move || copied.with(Option::is_some);
    view! {
        <button
            type="button"
            class="button copy-button"
            aria-label=move || if is_copied() { list::copied().to_owned() } else { details::copy_what(what) }
            on:click=move |_| drop(copy.dispatch_local(text.get_untracked()))
        >
            {move || icon(if is_copied() { Icon::Check } else { Icon::Copy })}
            {move || if is_copied() { list::copied() } else { details::copy() }}
        </button>
    }
}
