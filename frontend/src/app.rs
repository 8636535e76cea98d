//! The root of the page.

use holdall_shared::{Action, EntryPath};
use leptos::prelude::*;

use crate::{
    browser::page,
    components::{
        later::{self, Later, Shape},
        live::Live,
        modal::DialogHost,
        parts::Parts,
    },
    pages::{browse::BrowsePage, starting::StartingPage},
    state::{
        ahead,
        preferences::Preferences,
        session::Presence,
        shell::{Shell, kept_preferences},
        speaking,
    },
    text,
};

/// Puts the page into the document, once it has its language.
pub fn start(parts: Parts) {
    let kept = kept_preferences();
    if !ahead::ask(&kept) {
        // Then who opens the page has to sign in, most likely.
        wasm_bindgen_futures::spawn_local(async move {
            let _waited_for = (parts.sign_in.load)().await;
        });
    }
    wasm_bindgen_futures::spawn_local(async move {
        speaking::speak(parts.languages, speaking::at_start()).await;
        mount_to_body(move || view! { <App kept=kept parts=parts /> });
    });
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    Starting,
    SignIn,
    Browse,
}

#[component]
fn App(kept: Preferences, parts: Parts) -> impl IntoView {
    let shell = Shell::begin(kept, parts.engine, parts.deeds);
    provide_context(shell);
    provide_context(parts);
    keep_title(shell);
    later::fetch(shell, parts);
    let current = Memo::new(move |_| match shell.visitor.presence().get() {
        Presence::Unknown => Page::Starting,
        Presence::Known | Presence::Leaving | Presence::Ended if shell.visitor.may(Action::List) => Page::Browse,
        Presence::Known | Presence::Leaving | Presence::Ended => Page::SignIn,
    });
    view! {
        {move || {
            shell.language.track();
            match current.get() {
                Page::Starting => view! { <StartingPage /> }.into_any(),
                Page::SignIn => view! { <Later part=parts.sign_in shape=Shape::Region /> }.into_any(),
                Page::Browse => view! { <BrowsePage /> }.into_any(),
            }
        }}
        <DialogHost />
        <Live />
    }
}

/// The tab's title: the folder, or how far the uploads are.
fn keep_title(shell: Shell) {
    let uploading = Memo::new(move |_| {
        let summary = shell.uploads.tray.summary.get();
        summary.is_unfinished().then(|| summary.percent())
    });
    Effect::new(move |_| {
        shell.language.track();
        let place = shell.preview.path().with(|path| path.as_ref().and_then(EntryPath::name).map(String::from));
        let place = place.unwrap_or_else(|| place_name(shell));
        page::set_title(&match uploading.get() {
            Some(percent) => text::title_uploading(percent),
            None if shell.visitor.may(Action::List) && is_search(shell) => {
                text::title(&shell.folder.filter().with(|words| text::quoted(words)))
            }
            None if shell.visitor.may(Action::List) => text::title(&place),
            None => text::HOLDALL.to_owned(),
        });
    });
}

fn is_search(shell: Shell) -> bool {
    shell.folder.is_search() && !shell.is_in_trash() && shell.preview.path().with(Option::is_none)
}

/// What is being looked at.
pub(crate) fn place_name(shell: Shell) -> String {
    if shell.is_in_trash() {
        return text::trash::trash().to_owned();
    }
    shell.folder.path().with(text::folder_name)
}
