//! What takes how much: files, trash, earlier versions, and what is left.

use std::time::Duration;

use holdall_shared::Storage;
use leptos::prelude::*;

use crate::{
    api::{self, ApiError},
    components::modal::{Modal, title},
    state::shell::use_shell,
    text::{self, storage},
};

/// While files are being counted it is asked again after so long.
const ASK_AGAIN: Duration = Duration::from_secs(1);

#[component]
pub(crate) fn StorageDialog() -> impl IntoView {
    let shell = use_shell();
    let known = LocalResource::new(move || async move {
        let result = api::storage::storage().await;
        shell.folder.hear(&result);
        result
    });
    Effect::new(move |_| {
        if known.get().is_some_and(|known| known.is_ok_and(|known| known.used.is_none())) {
            let again = set_timeout_with_handle(move || known.refetch(), ASK_AGAIN);
            on_cleanup(move || drop(again.map(|again| again.clear())));
        }
    });
    let content = move || match known.get() {
        None => view! { <p class="storage-note">{storage::counting()}</p> }.into_any(),
        Some(Ok(known)) => facts(&known).into_any(),
        Some(Err(error)) => failed(&error, move || known.refetch()).into_any(),
    };
    view! {
        <Modal>
            {title(storage::storage().to_owned())}
            {content}
            <div class="dialog-actions">
                <button type="button" class="button" autofocus on:click=move |_| shell.layers.close()>{text::close()}</button>
            </div>
        </Modal>
    }
}

fn facts(known: &Storage) -> impl IntoView + use<> {
    let size = |bytes: u64| text::size(bytes);
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let files = match (known.used, known.files) {
        (Some(used), Some(files)) => storage::files(&size(used), files),
        _ => storage::counting().to_owned(),
    };
    // A limit is on what the files take; without one the disk is, with whatever else lies on it.
    let (used, most) = match (known.quota, known.used) {
        (Some(quota), Some(used)) => (used, quota),
        _ => (known.total.saturating_sub(known.free), known.total),
    };
    let free = match known.quota {
        Some(_) => size(known.free),
        None => storage::free(&size(known.free), &size(known.total)),
    };
    view! {
        <progress class="bar storage-bar" aria-label=storage::meter() max=most.to_string() value=used.to_string()></progress>
        <dl class="facts">
            {fact(storage::files_label(), files)}
            {fact(storage::trash_label(), storage::trash(&size(known.trash), known.trash_entries))}
            {fact(storage::versions(), size(known.versions))}
            {known.quota.map(|quota| fact(storage::quota(), size(quota)))}
            {fact(storage::free_label(), free)}
        </dl>
    }
}

fn failed<F: Fn() + 'static>(error: &ApiError, again: F) -> impl IntoView + use<F> {
    let sentence = error.sentence(storage::storage());
    view! {
        <p class="field-error" role="alert">{sentence}</p>
        <button type="button" class="button" on:click=move |_| again()>{text::try_again()}</button>
    }
}
