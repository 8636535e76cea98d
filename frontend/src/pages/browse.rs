//! The file browser.

use holdall_shared::EntryPath;
use leptos::prelude::*;

use crate::{
    browser::{focus, keys},
    components::{
        drop_overlay::DropOverlay, file_picker::FilePicker, list_area::ListArea, menu::MenuHost, path_bar::PathBar,
        phone_bar::PhoneBar, progress_line::ProgressLine, status_bar::StatusBar, strips::Strips, toast::ToastHost,
        top_bar::TopBar, tray::UploadTray,
    },
    state::{layer::Dialog, shell::use_shell},
    text::list,
};

#[component]
pub(crate) fn BrowsePage() -> impl IntoView {
    let shell = use_shell();
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let is_free = !focus::is_in_text_field(&event) && !focus::is_in_dialog();
        if is_free && event.key() == "?" && !keys::has_command(&event) {
            event.prevent_default();
            shell.layers.open(Dialog::Shortcuts);
        } else if is_free && event.alt_key() && event.key() == "ArrowUp" {
            event.prevent_default();
            if let Some(parent) = shell.folder.path().with_untracked(EntryPath::parent) {
                shell.go(&parent);
            }
        }
    });
    on_cleanup(move || listener.remove());
    view! {
        <div class="page">
            <a class="skip-link" href="#list-area" on:click=move |event| {
                event.prevent_default();
                shell.folder.focus_cursor();
            }>{list::SKIP}</a>
            <TopBar />
            <main class="main">
                <PathBar />
                <ProgressLine />
                <Strips />
                <ListArea />
            </main>
            <UploadTray />
            <StatusBar />
            <PhoneBar />
            <FilePicker />
            <DropOverlay />
            <MenuHost />
            <ToastHost />
        </div>
    }
}
