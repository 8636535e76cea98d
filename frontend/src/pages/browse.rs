//! The file browser: the folder that the address names, or the trash, in one frame.

use leptos::{ev::KeyboardEvent, prelude::*};

use crate::{
    browser::{focus, keys},
    components::{
        details::DetailsHost,
        drop_overlay::DropOverlay,
        file_picker::FilePicker,
        later::{Later, Shape},
        list_area::ListArea,
        menu::MenuHost,
        notice_strip::NoticeStrip,
        parts::use_parts,
        path_bar::PathBar,
        phone_bar::PhoneBar,
        preview::PreviewHost,
        progress_line::ProgressLine,
        row_drag::RowDrag,
        scope_bar::ScopeBar,
        status_bar::StatusBar,
        strips::Strips,
        toast::ToastHost,
        top_bar::TopBar,
        tray::UploadTray,
    },
    state::{
        layer::Dialog,
        route::Route,
        shell::{Shell, use_shell},
        thumbnails::Thumbnails,
    },
    text::list,
    upload::tray::Fold,
};

#[component]
pub(crate) fn BrowsePage() -> impl IntoView {
    let (shell, parts) = (use_shell(), use_parts());
    provide_context(Thumbnails::begin());
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let is_free = !focus::is_in_text_field(&event) && !focus::is_in_dialog() && !event.default_prevented();
        if is_free && pressed(shell, &event) {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
    let is_trash = Memo::new(move |_| shell.is_in_trash());
    let is_selecting = Memo::new(move |_| {
        if shell.is_in_trash() {
            shell.trash.selection.with(|selection| !selection.is_empty())
        } else {
            shell.folder.selection.with(|choice| !choice.is_empty())
        }
    });
    let is_naming_under_toast =
        Memo::new(move |_| shell.layers.editing.with(Option::is_some) && shell.voice.toast().with(Option::is_some));
    view! {
        <div
            class="page"
            data-tray=move || cover(shell)
            data-selecting=move || is_selecting.get().then_some("")
            data-naming-under-toast=move || is_naming_under_toast.get().then_some("")
        >
            <a class="skip-link" href="#list-area" on:click=move |event| {
                event.prevent_default();
                shell.focus_list();
            }>{list::skip()}</a>
            <TopBar />
            <main class="main">
                <Show when=move || is_trash.get() fallback=FolderMain>
                    <Later part=parts.trash shape=Shape::Region />
                </Show>
            </main>
            <Show when=move || shell.is_whole.get()>
                <UploadTray />
                <ToastHost />
            </Show>
            <StatusBar />
            <PhoneBar />
            <FilePicker />
            // At once: what is dropped where nobody takes it replaces the page.
            <DropOverlay />
            <Show when=move || shell.is_whole.get()>
                <RowDrag />
                <MenuHost />
                <PreviewHost />
            </Show>
        </div>
    }
}

/// How far the tray covers what is below it. Such things are told here, and not found by `:has()`: browsers would look for
/// them again with every row that changes.
fn cover(shell: Shell) -> Option<&'static str> {
    let tray = shell.uploads.tray;
    tray.is_drawn.get().then(|| if tray.fold.get() == Fold::Open { "open" } else { "folded" })
}

/// Everything between the top bar and the status bar of a folder.
#[component]
fn FolderMain() -> impl IntoView {
    let shell = use_shell();
    view! {
        <PathBar />
        <ProgressLine />
        <Strips />
        <Show when=move || shell.is_whole.get()>
            <NoticeStrip />
        </Show>
        <ScopeBar />
        <div class="main-body">
            <ListArea />
            <DetailsHost />
        </div>
    }
}

/// The keys that are the same wherever the focus is; whether this was one.
fn pressed(shell: Shell, event: &KeyboardEvent) -> bool {
    match event.key().as_str() {
        "?" if !keys::has_command(event) && shell.has_single_keys() => shell.layers.open(Dialog::Shortcuts),
        "ArrowUp" if event.alt_key() => go_up(shell),
        // In the list it has been taken: the details are the first layer there too.
        "Escape" if untrack(|| shell.details.is_open()) => shell.close_details(),
        "z" | "Z" if keys::has_command(event) && !event.shift_key() && !event.alt_key() => shell.undo(),
        _ => return false,
    }
    true
}

fn go_up(shell: Shell) {
    let folder = shell.folder.path().get_untracked();
    if shell.route.with_untracked(|route| *route == Route::Trash) {
        shell.go(&folder);
    } else if let Some(parent) = folder.parent() {
        shell.go(&parent);
    }
}
