//! Files dragged over the window: where they would go, and taking them.

use std::time::Duration;

use holdall_shared::{Action, EntryPath};
use leptos::{ev, prelude::*};

use super::icon::icon;
use crate::{
    browser::{clock, drag},
    state::{kind::Icon, shell::use_shell},
    text::{self, list},
};

/// Some browsers lose the event that says that a drag has left.
const FORGET_AFTER_MS: u64 = 3000;

#[component]
pub(crate) fn DropOverlay() -> impl IntoView {
    let shell = use_shell();
    let target = RwSignal::new(None::<EntryPath>);
    let last_ms = StoredValue::new(0_u64);
    let can_add = move || shell.visitor.may_untracked(Action::Create) && !untrack(|| shell.is_in_trash());
    // Rows of the list are no files of the person's own disk, whatever the browser makes of them.
    let carries_files = move |event: &ev::DragEvent| drag::carries_files(event) && !shell.dragging.is_active();
    let over = move |event: ev::DragEvent| {
        if !carries_files(&event) {
            return;
        }
        event.prevent_default();
        drag::set_effect(&event, if can_add() { "copy" } else { "none" });
        last_ms.set_value(clock::now_ms());
        let folder = drag::folder_under(&event).unwrap_or_else(|| shell.folder.path().get_untracked());
        if target.with_untracked(|target| target.as_ref() != Some(&folder)) {
            target.set(Some(folder));
        }
    };
    let leave = move |event: ev::DragEvent| {
        if event.related_target().is_none() {
            target.set(None);
        }
    };
    let drop = move |event: ev::DragEvent| {
        if !carries_files(&event) {
            return;
        }
        event.prevent_default();
        let folder = drag::folder_under(&event).unwrap_or_else(|| shell.folder.path().get_untracked());
        target.set(None);
        if can_add() {
            shell.add(folder, drag::dropped(&event));
        }
    };
    let listeners = [
        window_event_listener(ev::dragenter, over),
        window_event_listener(ev::dragover, over),
        window_event_listener(ev::dragleave, leave),
        window_event_listener(ev::drop, drop),
    ];
    let forget = move || {
        if target.with_untracked(Option::is_some)
            && clock::now_ms().saturating_sub(last_ms.get_value()) > FORGET_AFTER_MS
        {
            target.set(None);
        }
    };
    let clock = set_interval_with_handle(forget, Duration::from_secs(1));
    on_cleanup(move || {
        for listener in listeners {
            listener.remove();
        }
        if let Ok(clock) = clock {
            clock.clear();
        }
    });
    let card = move || {
        target.get().map(|folder| {
            let name = text::folder_name(&folder);
            let words = if can_add() { list::drop_here(&name) } else { list::no_drop().to_owned() };
            let row = shell.folder.path().with_untracked(|shown| *shown != folder).then_some("row");
            view! {
                <div class="drop-overlay" data-target=row>
                    <p class="drop-card">{icon(if can_add() { Icon::Upload } else { Icon::Lock })} {words}</p>
                </div>
            }
        })
    };
    Effect::new(move |_| {
        let shown = shell.folder.path().get();
        drag::mark_folder(target.get().filter(|folder| *folder != shown).as_ref());
    });
    card
}
