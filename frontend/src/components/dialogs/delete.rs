//! The question before deleting. The focus is on Cancel: nothing is lost by pressing Enter.

use holdall_shared::Entry;
use leptos::prelude::*;

use crate::{
    components::modal::{Modal, title},
    state::shell::use_shell,
    text::{self, dialogs},
};

#[component]
pub(crate) fn DeleteDialog(entries: Vec<Entry>) -> impl IntoView {
    let shell = use_shell();
    let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    let (question, line) = (dialogs::delete_title(&names), dialogs::delete_line(&names));
    let error = RwSignal::new(None::<String>);
    let entries = StoredValue::new(entries);
    let delete = Action::new_local(move |(): &()| async move {
        error.set(None);
        if let Err(refusal) = shell.delete(entries.get_value()).await {
            error.set(Some(refusal.sentence));
        }
    });
    let is_busy = delete.pending();
    view! {
        <Modal>
            {title(question)}
            <p>{line}</p>
            {move || error.get().map(|error| view! { <p class="field-error" role="alert">{error}</p> })}
            <div class="dialog-actions">
                <button type="button" class="button" autofocus on:click=move |_| shell.layers.close()>{text::CANCEL}</button>
                <button
                    type="button"
                    class="button danger"
                    disabled=is_busy
                    on:click=move |_| drop(delete.dispatch_local(()))
                >
                    {dialogs::DELETE}
                </button>
            </div>
        </Modal>
    }
}
