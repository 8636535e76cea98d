//! What went wrong outside of a dialog: named, with the next step as a button, until it is dealt with.

use leptos::prelude::*;

use super::icon::icon;
use crate::{
    state::{
        kind::Icon,
        notice::{Notice, Remedy},
        restoring::{As, remedy_label},
        shell::use_shell,
    },
    text::trash,
};

#[component]
pub(crate) fn NoticeStrip() -> impl IntoView {
    let shell = use_shell();
    let current = shell.notices.current();
    let is_offline = move || !shell.connection.is_online();
    let dismiss = move |_| {
        shell.notices.clear();
        shell.focus_list();
    };
    let remedy_button = move |remedy: Remedy| {
        let label = remedy_label(&remedy);
        let take = move |_| {
            let Remedy::RestoreRenamed(entries) = remedy.clone();
            shell.restore(entries, As::Restored);
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
