//! The browser's own dialog that chooses files.

use leptos::{ev, prelude::*};

use crate::{
    browser::files::{self, PICKER},
    state::shell::use_shell,
    text::list,
};

#[component]
pub(crate) fn FilePicker() -> impl IntoView {
    let shell = use_shell();
    let chosen = move |event: ev::Event| {
        let files = files::take_chosen(&event_target(&event));
        shell.uploads.add(&shell.folder.path().get_untracked(), files);
    };
    view! { <input type="file" multiple hidden id=PICKER aria-label=list::CHOOSE_FILES on:change=chosen /> }
}
