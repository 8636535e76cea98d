//! The browser's own dialogs that choose files and folders, and what is pasted.

use holdall_shared::Action;
use leptos::{ev, html, prelude::*};

use crate::{
    browser::{files::Picker, focus, tree},
    state::shell::use_shell,
    text::list,
};

#[component]
pub(crate) fn FilePicker() -> impl IntoView {
    let shell = use_shell();
    let folder = move || shell.folder.path().get_untracked();
    let chosen = move |event: ev::Event| shell.add(folder(), tree::chosen(&event_target(&event)));
    let paste = window_event_listener(ev::paste, move |event| {
        let can_add = shell.visitor.may_untracked(Action::Create) && !untrack(|| shell.is_in_trash());
        if !can_add || focus::is_in_text_field(&event) || focus::is_in_dialog() {
            return;
        }
        let pasted = event.clipboard_data().as_ref().map(tree::dropped).unwrap_or_default();
        if !pasted.is_empty() {
            event.prevent_default();
            shell.add(folder(), pasted);
        }
    });
    on_cleanup(move || paste.remove());
    let folders = NodeRef::<html::Input>::new();
    folders.on_load(|input| input.set_webkitdirectory(true));
    view! {
        <input
            type="file"
            multiple
            hidden
            id=Picker::Files.id()
            aria-label=list::choose_files()
            on:change=chosen
        />
        <input
            type="file"
            node_ref=folders
            hidden
            id=Picker::Folders.id()
            aria-label=list::choose_folder()
            on:change=chosen
        />
    }
}
