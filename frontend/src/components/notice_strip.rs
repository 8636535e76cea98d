//! What went wrong outside of a dialog: named, with the next step as a button, until it is dealt with.

use leptos::prelude::*;

use super::icon::icon;
use crate::{
    state::{
        kind::Icon,
        notice::{Notice, Remedy},
        restoring::{As, restore_label},
        shell::use_shell,
    },
    text::{self, trash},
};

#[component]
pub(crate) fn NoticeStrip() -> impl IntoView {
    let shell = use_shell();
    let current = shell.notices.current();
    let is_offline = move || !shell.connection.is_online();
    let dismiss = move |_| {
        shell.notices.end();
        shell.focus_list();
    };
    let remedy_button = move |remedy: Remedy| {
        let label = match &remedy {
            Remedy::RestoreRenamed(entries) => restore_label(entries),
            Remedy::AddAgain => text::try_again().to_owned(),
        };
        let take = move |_| {
            match remedy.clone() {
                Remedy::RestoreRenamed(entries) => shell.act(|deeds| deeds.restore(entries, As::Restored)),
                Remedy::AddAgain => {
                    shell.notices.end();
                    shell.add_again();
                }
            }
            shell.focus_list();
        };
        view! { <button type="button" class="button" disabled=is_offline on:click=take>{label}</button> }
    };
    move || {
        current.get().map(|Notice { text, remedy }| {
            view! {
                <div class="strip notice" role="alert">
                    {icon(Icon::Warning)}
                    <span class="strip-text">{text}</span>
                    {remedy.map(remedy_button)}
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=trash::dismiss()
                        title=trash::dismiss()
                        on:click=dismiss
                    >
                        {icon(Icon::Close)}
                    </button>
                </div>
            }
        })
    }
}
