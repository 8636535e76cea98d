//! Rows that are dragged: what follows the mouse is told where it would go, and goes there.

use holdall_shared::EntryPath;
use leptos::{ev, prelude::*};

use super::icon::icon;
use crate::{
    browser::drag,
    state::{
        dragging::Over,
        kind::Icon,
        shell::{Shell, use_shell},
        transfer::Way,
    },
    text::{self, transfer},
};

#[component]
pub(crate) fn RowDrag() -> impl IntoView {
    let shell = use_shell();
    let dragging = shell.dragging;
    let over = move |event: ev::DragEvent| {
        if !dragging.is_active() {
            return;
        }
        let way = way_of(&event);
        let Some(folder) = target(shell, &event) else {
            dragging.leave();
            return;
        };
        if shell.drag_over(folder, way) {
            event.prevent_default();
            drag::set_effect(&event, if way == Way::Copy { "copy" } else { "move" });
        }
    };
    let drop = move |event: ev::DragEvent| {
        if !dragging.is_active() {
            return;
        }
        event.prevent_default();
        match target(shell, &event) {
            Some(folder) => shell.drop_on(folder, way_of(&event)),
            None => dragging.end(),
        }
    };
    let leave = move |event: ev::DragEvent| {
        if dragging.is_active() && event.related_target().is_none() {
            dragging.leave();
        }
    };
    let listeners = [
        window_event_listener(ev::dragenter, over),
        window_event_listener(ev::dragover, over),
        window_event_listener(ev::dragleave, leave),
        window_event_listener(ev::drop, drop),
        window_event_listener(ev::dragend, move |_| dragging.end()),
    ];
    on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
    Effect::new(move |_| drag::mark_folder(dragging.over().get().map(|over| over.folder).as_ref()));
    move || {
        dragging.over().get().map(|Over { folder, way }| {
            let shape = if way == Way::Copy { Icon::Copy } else { Icon::Move };
            view! {
                <div class="drop-overlay" data-target="row">
                    <p class="drop-card">{icon(shape)} {transfer::drop_here(way, &text::folder_name(&folder))}</p>
                </div>
            }
        })
    }
}

/// Ctrl or Cmd copies.
fn way_of(event: &ev::DragEvent) -> Way {
    if event.ctrl_key() || event.meta_key() { Way::Copy } else { Way::Move }
}

/// The folder under the pointer; between the rows it is the one that is shown.
fn target(shell: Shell, event: &ev::DragEvent) -> Option<EntryPath> {
    drag::folder_under(event).or_else(|| {
        let is_list = drag::is_over(event, "#list-area") && !shell.folder.is_search_untracked();
        is_list.then(|| shell.folder.path().get_untracked())
    })
}
