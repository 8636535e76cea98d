//! Name and version.

use leptos::prelude::*;

use crate::{
    components::modal::{Modal, title},
    state::shell::use_shell,
    text::{self, dialogs},
};

#[component]
pub(crate) fn AboutDialog() -> impl IntoView {
    let shell = use_shell();
    let version = move || shell.limits.get().map(|limits| view! { <p>{dialogs::version(&limits.version)}</p> });
    view! {
        <Modal>
            {title(dialogs::about().to_owned())}
            <p>{dialogs::about_line()}</p>
            {version}
            <div class="dialog-actions">
                <button type="button" class="button" autofocus on:click=move |_| shell.layers.close()>{text::close()}</button>
            </div>
        </Modal>
    }
}
