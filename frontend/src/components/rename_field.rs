//! The name as a field, in its row: Enter and leaving save, Escape gives up, a refused name stays to be mended.

use holdall_shared::Entry;
use leptos::{ev, html, prelude::*};

use crate::{
    browser::focus,
    state::{
        changes::{Refusal, is_folder},
        shell::use_shell,
    },
    text::{
        list,
        name::{HasExtension, stem_units},
        upload,
    },
};

#[component]
pub(crate) fn RenameField(entry: Entry) -> impl IntoView {
    let shell = use_shell();
    let field = NodeRef::<html::Input>::new();
    let old = entry.name.to_string();
    let has_extension = if is_folder(&entry) { HasExtension::Never } else { HasExtension::Perhaps };
    let units = stem_units(&old, has_extension);
    let refusal = RwSignal::new(None::<Refusal>);
    let entry = StoredValue::new(entry);
    let save = Action::new_local(move |name: &String| {
        let name = name.clone();
        async move {
            if let Err(refused) = shell.rename(entry.get_value(), name).await {
                // The row may have gone meanwhile, and the field with it.
                let _gone = refusal.try_set(Some(refused));
                if let Some(field) = field.try_get_untracked().flatten() {
                    focus::focus(&field);
                }
            }
        }
    });
    field.on_load(move |input| focus::select_start(input, units));
    let value = move || field.get_untracked().map(|input| input.value()).unwrap_or_default();
    let submit = move |name: String| {
        if !save.pending().get_untracked() {
            save.dispatch_local(name);
        }
    };
    let give_up = move || shell.layers.editing.set(None);
    let leave = move || {
        give_up();
        shell.folder.focus_cursor();
    };
    let is_unchanged = move || entry.with_value(|entry| entry.name.as_str() == value());
    let on_key = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "Enter" if is_unchanged() => leave(),
            "Enter" => submit(value()),
            "Escape" => leave(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let on_blur = move |_| {
        let is_open = shell.layers.editing.get_untracked().is_some();
        // A refused name stays, to be mended: also while somebody signs in again. Where the row goes, browsers tell of a
        // lost focus when all that belonged to the field has gone already.
        if is_open && refusal.try_with_untracked(Option::is_none) == Some(true) {
            if is_unchanged() {
                give_up();
            } else {
                submit(value());
            }
        }
    };
    let use_suggestion = move |name: String| {
        refusal.set(None);
        submit(name);
    };
    let message = move || {
        refusal.get().map(|Refusal { sentence, suggestion }| {
            let button = suggestion.map(|name| {
                let label = upload::use_name(&name);
                let take = move |_| use_suggestion(name.clone());
                // The field keeps the focus, and with it the name.
                let stay = |event: ev::MouseEvent| event.prevent_default();
                view! { <button type="button" class="button" on:mousedown=stay on:click=take>{label}</button> }
            });
            view! { <div class="field-error" id="rename-error" role="alert"><span>{sentence}</span> {button}</div> }
        })
    };
    view! {
        <div class="rename">
            <input
                type="text"
                class="field"
                node_ref=field
                aria-label=list::new_name()
                aria-invalid=move || refusal.with(Option::is_some).to_string()
                aria-describedby="rename-error"
                autocomplete="off"
                spellcheck="false"
                dir="auto"
                prop:value=old
                readonly=move || save.pending().get()
                on:keydown=on_key
                on:blur=on_blur
                on:input=move |_| refusal.set(None)
            />
            {message}
        </div>
    }
}
