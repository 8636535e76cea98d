//! A new folder in the one that is chosen, without leaving the dialog.

use leptos::{ev, html, prelude::*};

use crate::{
    browser::focus,
    state::{changes::Refusal, folder_tree::FolderTree, shell::use_shell},
    text::{dialogs, transfer},
};

#[component]
pub(super) fn NewFolderField(
    tree: RwSignal<FolderTree>,
    naming: RwSignal<bool>,
    opener: NodeRef<html::Button>,
) -> impl IntoView {
    let shell = use_shell();
    let field = NodeRef::<html::Input>::new();
    field.on_load(|field| focus::select_start(field, 0));
    let refusal = RwSignal::new(None::<String>);
    let create = Action::new_local(move |name: &String| {
        let (name, folder) = (name.clone(), tree.with_untracked(|tree| tree.chosen().clone()));
        async move {
            match shell.make_folder_in(&folder, &name).await {
                Ok(entry) => {
                    tree.update(|tree| tree.made(&entry.path));
                    naming.set(false);
                    focus::to_id_soon(format!("folder/{}", entry.path));
                }
                Err(Refusal { sentence, .. }) => refusal.set(Some(sentence)),
            }
        }
    });
    let send = move || {
        if let Some(field) = field.get_untracked().filter(|_| !create.pending().get_untracked()) {
            create.dispatch_local(field.value());
        }
    };
    let pressed = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "Enter" => send(),
            // It closes the field, not the dialog.
            "Escape" => {
                naming.set(false);
                if let Some(opener) = opener.get_untracked() {
                    focus::focus(&opener);
                }
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let message = move || {
        refusal.get().map(|sentence| view! { <p class="field-error" id="target-new-error" role="alert">{sentence}</p> })
    };
    view! {
        <div class="target-field">
            <input
                type="text"
                class="field"
                node_ref=field
                aria-label=transfer::new_folder_name()
                placeholder=transfer::new_folder_name()
                autocomplete="off"
                spellcheck="false"
                dir="auto"
                aria-invalid=move || refusal.with(Option::is_some).to_string()
                aria-describedby="target-new-error"
                on:keydown=pressed
                on:input=move |_| refusal.set(None)
            />
            <button type="button" class="button" disabled=create.pending() on:click=move |_| send()>{dialogs::create()}</button>
        </div>
        {message}
    }
}
