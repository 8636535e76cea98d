//! A link, or another text, that the clipboard would not take: selected, to be copied by hand.

use leptos::{ev, prelude::*};
use web_sys::HtmlInputElement;

use crate::{
    components::modal::{Modal, title},
    state::shell::use_shell,
    text::{self, dialogs},
};

#[component]
pub(crate) fn CopyLinkDialog(link: String) -> impl IntoView {
    let shell = use_shell();
    let select = |event: ev::FocusEvent| event_target::<HtmlInputElement>(&event).select();
    view! {
        <Modal>
            {title(dialogs::copy().to_owned())}
            <p>{dialogs::copy_by_hand()}</p>
            <input type="text" class="field" readonly autofocus aria-label=dialogs::to_copy() prop:value=link on:focus=select />
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| shell.layers.close()>{text::close()}</button>
            </div>
        </Modal>
    }
}
