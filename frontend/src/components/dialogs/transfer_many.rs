//! More than is moved or copied in one step: how far it has got, *Stop*, and the decision about names that are taken.

use std::{cell::Cell, rc::Rc};

use leptos::prelude::*;

use super::taken::Decision;
use crate::{
    browser::{focus, task},
    components::modal::{Modal, title},
    state::{
        shell::use_shell,
        transferring::{Pause, Rounds},
    },
    text::{self, adding, name, transfer},
};

#[component]
pub(crate) fn TransferManyDialog(rounds: Rounds) -> impl IntoView {
    let shell = use_shell();
    let (way, count, folder) = (rounds.way, rounds.count, text::folder_name(&rounds.to));
    let done = RwSignal::new(0_u64);
    let asked = RwSignal::new(None::<Rounds>);
    let stopped = Rc::new(Cell::new(false));
    let run = {
        let stopped = Rc::clone(&stopped);
        StoredValue::new_local(move |rounds: Rounds| {
            let stopped = Rc::clone(&stopped);
            task::run(async move {
                // The dialog may be gone by then.
                let progress = move |so_far| _ = done.try_set(so_far);
                let is_stopped = Rc::clone(&stopped);
                match shell.transfer_rounds(rounds, progress, move || is_stopped.get()).await {
                    Pause::Asks(rounds) if stopped.get() => shell.end_rounds(&rounds),
                    Pause::Asks(rounds) => asked.set(Some(*rounds)),
                    Pause::Over if stopped.get() => {}
                    Pause::Over => shell.layers.close(),
                }
            });
        })
    };
    // However the dialog goes, nothing more is moved then.
    let stop = StoredValue::new_local(move || stopped.set(true));
    on_cleanup(move || {
        stop.with_value(|stop| stop());
        if let Some(rounds) = asked.get_untracked() {
            shell.end_rounds(&rounds);
        }
        shell.focus_list();
    });
    run.with_value(|run| run(rounds));
    let decide = Callback::new(move |rule| {
        if let Some(rounds) = asked.get_untracked() {
            asked.set(None);
            run.with_value(|run| run(rounds.decided(rule)));
        }
    });
    let cancel = Callback::new(move |()| shell.layers.close());
    let heading = {
        let folder = folder.clone();
        move || match asked.get() {
            Some(rounds) => transfer::taken(None, rounds.taken, rounds.next(), &folder),
            None => transfer::title(way, &[], count, &folder),
        }
    };
    let progress = move || {
        focus::to_autofocus_soon();
        view! {
            <p role="status">{move || transfer::done_of(way, done.get(), count)}</p>
            <progress
                class="bar"
                aria-label=transfer::title(way, &[], count, &folder)
                max=count.to_string()
                value=move || done.get().to_string()
            ></progress>
            <div class="dialog-actions">
                <button type="button" class="button" autofocus on:click=move |_| shell.layers.close()>
                    {transfer::stop()}
                </button>
            </div>
        }
    };
    view! {
        <Modal>
            {move || title(heading())}
            {move || match asked.get() {
                Some(rounds) => {
                    let hint = adding::keep_both_hint(&name::numbered(&rounds.first()));
                    view! { <Decision way=way hint=hint decide=decide cancel=cancel /> }.into_any()
                }
                None => progress().into_any(),
            }}
        </Modal>
    }
}
