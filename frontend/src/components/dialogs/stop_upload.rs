//! The question before what has arrived of a large file is thrown away.

use leptos::prelude::*;

use crate::{
    components::modal::{Modal, title},
    state::shell::use_shell,
    text::{self, dialogs},
    upload::machine::UploadId,
};

#[component]
pub(crate) fn StopUploadDialog(id: UploadId) -> impl IntoView {
    let shell = use_shell();
    let upload = shell.uploads.get(id);
    let name = upload.as_ref().map(|upload| upload.name.clone()).unwrap_or_default();
    let sent = upload.map_or(0, |upload| upload.sent());
    let stop = move |_| {
        shell.layers.close();
        shell.uploads.tell(|engine| engine.cancel(id));
    };
    view! {
        <Modal>
            {title(dialogs::stop_title(&name))}
            <p>{dialogs::stop_line(&text::size(sent))}</p>
            <div class="dialog-actions">
                <button type="button" class="button" autofocus on:click=move |_| shell.layers.close()>
                    {dialogs::keep_uploading()}
                </button>
                <button type="button" class="button danger" on:click=stop>{dialogs::stop()}</button>
            </div>
        </Modal>
    }
}
