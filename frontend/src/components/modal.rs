//! A modal dialog: the browser keeps the focus inside, and gives it back. Escape closes it.

use leptos::{ev, html, prelude::*};

use super::{
    dialogs::{
        about::AboutDialog,
        batch::BatchDialog,
        copy_link::CopyLinkDialog,
        delete::DeleteDialog,
        delete_many::DeleteManyDialog,
        delete_version::DeleteVersionDialog,
        new_folder::NewFolderDialog,
        purge::{EmptyTrashDialog, PurgeDialog},
        shortcuts::ShortcutsDialog,
        stop_upload::StopUploadDialog,
        storage::StorageDialog,
        taken::TakenDialog,
        target::TargetDialog,
        transfer_many::TransferManyDialog,
    },
    later::{Later, Shape},
    parts::use_parts,
    sign_in::{SignInCard, TitleId},
};
use crate::state::{layer::Dialog, shell::use_shell};

const TITLE_ID: &str = "dialog-title";

/// The place of the dialogs.
#[component]
pub(crate) fn DialogHost() -> impl IntoView {
    let shell = use_shell();
    let dialog = shell.layers.dialog;
    let parts = use_parts();
    // Escape, Cancel, or what else takes it away, be it loaded or not.
    Effect::new(move |_| {
        if dialog.with(|dialog| *dialog != Some(Dialog::Batch)) {
            shell.give_up_unanswered();
        }
    });
    let is_open = Memo::new(move |_| dialog.with(Option::is_some));
    view! { <Show when=move || is_open.get()><Later part=parts.dialogs shape=Shape::Dialog /></Show> }
}

/// The dialog that is open.
#[component]
pub(crate) fn OpenDialog() -> impl IntoView {
    let dialog = use_shell().layers.dialog;
    move || {
        dialog.get().map(|dialog| match dialog {
            Dialog::NewFolder => view! { <NewFolderDialog /> }.into_any(),
            Dialog::Delete { entries, loss } => view! { <DeleteDialog entries=entries loss=loss /> }.into_any(),
            Dialog::DeleteMany(sweep) => view! { <DeleteManyDialog sweep=*sweep /> }.into_any(),
            Dialog::DeleteVersion { path, version } => {
                view! { <DeleteVersionDialog path=path version=version /> }.into_any()
            }
            Dialog::Target { way, load } => view! { <TargetDialog way=way load=load /> }.into_any(),
            Dialog::Taken(job) => view! { <TakenDialog job=*job /> }.into_any(),
            Dialog::TransferMany(rounds) => view! { <TransferManyDialog rounds=*rounds /> }.into_any(),
            Dialog::Purge(entries) => view! { <PurgeDialog entries=entries /> }.into_any(),
            Dialog::EmptyTrash(entries) => view! { <EmptyTrashDialog entries=entries /> }.into_any(),
            Dialog::Batch => view! { <BatchDialog /> }.into_any(),
            Dialog::StopUpload(id) => view! { <StopUploadDialog id=id /> }.into_any(),
            Dialog::SignIn => view! { <Modal><SignInCard title_id=TitleId(TITLE_ID) /></Modal> }.into_any(),
            Dialog::Shortcuts => view! { <ShortcutsDialog /> }.into_any(),
            Dialog::Storage => view! { <StorageDialog /> }.into_any(),
            Dialog::About => view! { <AboutDialog /> }.into_any(),
            Dialog::CopyLink(link) => view! { <CopyLinkDialog link=link /> }.into_any(),
        })
    }
}

/// The frame of a dialog; its first child is a [`title`]. Escape closes it, or does what `on_cancel` says.
#[component]
pub(crate) fn Modal(#[prop(optional)] on_cancel: Option<Callback<()>>, children: Children) -> impl IntoView {
    let layers = use_shell().layers;
    let frame = shown();
    let cancel = move |event: ev::Event| {
        event.prevent_default();
        match on_cancel {
            Some(on_cancel) => on_cancel.run(()),
            None => layers.close(),
        }
    };
    view! {
        <dialog class="dialog" node_ref=frame aria-labelledby=TITLE_ID on:cancel=cancel>
            {children()}
        </dialog>
    }
}

/// A dialog that is shown as soon as it is there, over all else.
pub(crate) fn shown() -> NodeRef<html::Dialog> {
    let frame = NodeRef::<html::Dialog>::new();
    frame.on_load(|dialog| {
        let show = move || {
            if dialog.is_connected() && !dialog.open() {
                // Fails only for dialogs that are open or outside the document.
                let _open = dialog.show_modal();
            }
        };
        // At once, so that no key is lost that is typed into it; where it is not in the document yet, in the next frame.
        show();
        request_animation_frame(show);
    });
    frame
}

/// A dialog's title.
pub(crate) fn title(text: String) -> impl IntoView {
    view! { <h2 class="dialog-title" id=TITLE_ID>{text}</h2> }
}
