//! A question before something that cannot be undone: the focus is on Cancel, a failure is told in the dialog.

use leptos::prelude::*;

use crate::{
    components::modal::{Modal, title},
    state::{changes::Refusal, shell::use_shell},
    text,
};

/// `act` closes the dialog itself when it has worked.
#[component]
pub(crate) fn Question(
    question: String,
    line: String,
    label: &'static str,
    act: Action<(), Result<(), Refusal>>,
) -> impl IntoView {
    let shell = use_shell();
    let is_busy = act.pending();
    let refusal = move || {
        let refused = act.value().with(|value| value.as_ref().and_then(|result| result.as_ref().err().cloned()));
        refused.filter(|_| !is_busy.get())
    };
    let message =
        move || refusal().map(|Refusal { sentence, .. }| view! { <p class="field-error" role="alert">{sentence}</p> });
    view! {
        <Modal>
            {title(question)}
            <p>{line}</p>
            {message}
            <div class="dialog-actions">
                <button type="button" class="button" autofocus on:click=move |_| shell.layers.close()>{text::cancel()}</button>
                <button
                    type="button"
                    class="button danger"
                    disabled=is_busy
                    on:click=move |_| drop(act.dispatch_local(()))
                >
                    {label}
                </button>
            </div>
        </Modal>
    }
}
