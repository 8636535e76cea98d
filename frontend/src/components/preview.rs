//! The preview: a layer over the whole window that shows one file.
//!
//! A modal dialog: the browser keeps the focus inside and all else out of reach. The list stays as it is underneath.

mod bar;
mod hands;
mod markdown;
mod picture;
mod player;
mod stage;
mod text;

use leptos::{ev, prelude::*};

use self::{bar::Bar, hands::Swipe, stage::Stage};
use super::{
    later::{Later, Shape},
    modal,
    parts::use_parts,
};
use crate::{
    browser::focus,
    state::{previewing::showing::Showing, shell::use_shell},
};

pub(crate) use self::markdown::Rendered;

/// The part that has the focus first, and scrolls.
const STAGE: &str = "preview-stage";

/// The place of the preview.
#[component]
pub(crate) fn PreviewHost() -> impl IntoView {
    let (path, parts) = (use_shell().preview.path(), use_parts());
    let is_open = Memo::new(move |_| path.with(Option::is_some));
    view! { <Show when=move || is_open.get()><Later part=parts.preview shape=Shape::Dialog /></Show> }
}

/// The preview that is open.
#[component]
pub(crate) fn OpenPreview() -> impl IntoView {
    let shell = use_shell();
    let showing = Showing::begin(shell);
    let frame = modal::shown();
    // On the window: the focus may have been in what is gone.
    let listener = window_event_listener(ev::keydown, move |event| hands::pressed(showing, &event));
    on_cleanup(move || listener.remove());
    let name = Memo::new(move |_| showing.name());
    Effect::new(move |_| {
        name.track();
        focus::to_id_if_lost_soon(STAGE);
    });
    let swipe = Swipe::new();
    // The back gesture of a phone.
    let cancel = move |event: ev::Event| {
        event.prevent_default();
        shell.close_preview();
    };
    view! {
        <dialog
            class="preview"
            node_ref=frame
            aria-label=name
            on:cancel=cancel
            on:touchstart=move |event| swipe.began(&event)
            on:touchend=move |event| swipe.ended(showing, &event)
        >
            <Bar showing=showing />
            <Stage showing=showing />
            <p class="visually-hidden" role="status">{showing.said}</p>
        </dialog>
    }
}
