//! Asks for the name of a new folder.

use leptos::{ev, html, prelude::*};

use crate::{
    components::modal::{Modal, title},
    state::{changes::Refusal, session::Presence, shell::use_shell},
    text::{self, dialogs, sign_in, upload},
};

#[component]
pub(crate) fn NewFolderDialog() -> impl IntoView {
    let shell = use_shell();
    let field = NodeRef::<html::Input>::new();
    let refusal = RwSignal::new(None::<Refusal>);
    let typed_before = shell.layers.half_typed.get_untracked();
    shell.layers.half_typed.set(String::new());
    let must_sign_in = move || shell.visitor.presence().get() == Presence::Ended;
    let sign_in_first = move |_| {
        let typed = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        shell.layers.sign_in_and_return(typed);
    };
    let create = Action::new_local(move |name: &String| {
        let name = name.clone();
        async move {
            if let Err(refused) = shell.make_folder(name).await {
                refusal.set(Some(refused));
            }
        }
    });
    let is_busy = create.pending();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if let Some(field) = field.get_untracked()
            && !is_busy.get_untracked()
        {
            refusal.set(None);
            create.dispatch_local(field.value());
        }
    };
    let message = move || {
        refusal.get().map(|Refusal { sentence, suggestion }| {
            let button = suggestion.map(|name| {
                let label = upload::use_name(&name);
                let take = move |_| {
                    if let Some(field) = field.get_untracked() {
                        field.set_value(&name);
                    }
                    refusal.set(None);
                    create.dispatch_local(name.clone());
                };
                view! { <button type="button" class="button" on:click=take>{label}</button> }
            });
            let sign_in = must_sign_in().then(|| {
                view! { <button type="button" class="button" on:click=sign_in_first>{sign_in::sign_in()}</button> }
            });
            view! {
                <div class="field-error" id="new-folder-error" role="alert">
                    <span>{sentence}</span>
                    {button}
                    {sign_in}
                </div>
            }
        })
    };
    view! {
        <Modal>
            {title(dialogs::new_folder().to_owned())}
            <form on:submit=submit>
                <label class="label" for="new-folder-name">{dialogs::name()}</label>
                <input
                    type="text"
                    class="field"
                    id="new-folder-name"
                    node_ref=field
                    autofocus
                    autocomplete="off"
                    spellcheck="false"
                    dir="auto"
                    prop:value=typed_before
                    aria-invalid=move || refusal.with(Option::is_some).to_string()
                    aria-describedby="new-folder-error"
                    on:input=move |_| refusal.set(None)
                />
                {message}
                <div class="dialog-actions">
                    <button type="button" class="button" on:click=move |_| shell.layers.close()>{text::cancel()}</button>
                    <button type="submit" class="button primary" disabled=is_busy>{dialogs::create()}</button>
                </div>
            </form>
        </Modal>
    }
}
