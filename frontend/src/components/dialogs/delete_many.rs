//! The question before more is deleted than can be undone in one step, and how far it has got.

use std::{cell::Cell, rc::Rc};

use leptos::prelude::*;

use crate::{
    browser::task,
    components::modal::{Modal, title},
    state::{folder::Sweep, shell::use_shell},
    text::{self, dialogs},
};

#[component]
pub(crate) fn DeleteManyDialog(sweep: Sweep) -> impl IntoView {
    let shell = use_shell();
    let count = sweep.left();
    let has_trash = shell.limits.with_untracked(|limits| limits.as_ref().is_some_and(|limits| limits.trash_days > 0));
    let done = RwSignal::new(None::<u64>);
    let stopped = Rc::new(Cell::new(false));
    let stop = Rc::clone(&stopped);
    // However the dialog goes, nothing more is deleted then.
    let stop = StoredValue::new_local(move || stop.set(true));
    on_cleanup(move || stop.with_value(|stop| stop()));
    let is_busy = move || done.get().is_some();
    let sweep = StoredValue::new(sweep);
    let begin = StoredValue::new_local(move || {
        done.set(Some(0));
        let stopped = Rc::clone(&stopped);
        let sweep = sweep.get_value();
        task::run(shell.delete_all(
            sweep,
            move |deleted| {
                // The dialog may be gone.
                let _unseen = done.try_set(Some(deleted));
            },
            move || stopped.get(),
        ));
    });
    let progress = move || {
        done.get().map(|done| {
            view! {
                <p role="status">{dialogs::deleted_of(done, count)}</p>
                <progress class="bar" aria-label=dialogs::delete() max=count.to_string() value=done.to_string()></progress>
            }
        })
    };
    view! {
        <Modal>
            {title(dialogs::delete_many(count))}
            <p>{if has_trash { dialogs::to_trash() } else { text::trash::no_way_back() }}</p>
            {progress}
            <div class="dialog-actions">
                <button type="button" class="button" autofocus on:click=move |_| shell.layers.close()>
                    {move || if is_busy() { dialogs::stop() } else { text::cancel() }}
                </button>
                <button
                    type="button"
                    class="button danger"
                    disabled=is_busy
                    on:click=move |_| begin.with_value(|begin| begin())
                >
                    {dialogs::delete()}
                </button>
            </div>
        </Modal>
    }
}
