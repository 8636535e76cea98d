//! The one decision for files that were dropped or chosen together: what becomes of names that are taken, what others get
//! another name, and whether there is room.

mod names;
mod one_by_one;

use holdall_shared::Action;
use leptos::prelude::*;

use self::{names::Names, one_by_one::OneByOne};
use super::rule_choice::RuleChoice;
use crate::{
    components::modal::{Modal, title},
    state::{adding::Step, shell::use_shell},
    text::{self, adding, name},
    upload::plan::{Batch, Candidate},
};

#[component]
pub(crate) fn BatchDialog() -> impl IntoView {
    let shell = use_shell();
    let batch = shell.adding.batch;
    let tally = Memo::new(move |_| batch.with(Batch::tally));
    let misnamed = Memo::new(move |_| batch.with(|batch| batch.misnamed().len()));
    let first = Memo::new(move |_| batch.with(|batch| batch.conflicts().next().map(|(_, file, _)| name_of(file))));
    let words =
        move || adding::title(&tally.get(), first.get().as_deref().filter(|_| tally.get().taken == 1), misnamed.get());
    let others = move || adding::others(&tally.get()).map(|others| view! { <p class="batch-others">{others}</p> });
    let is_busy = move || shell.adding.step.get() != Step::Deciding;
    let is_short = Memo::new(move |_| tally.get().missing_space() > 0);
    view! {
        <Modal>
            {move || title(words())}
            <div class="batch">
                {others}
                <Show when=move || { tally.get().taken > 0 }>
                    <Rules first=first />
                    <OneByOne />
                </Show>
                <Show when=move || { misnamed.get() > 0 }><Names /></Show>
            </div>
            <div class="batch-foot">
                <p class="batch-room" data-state=move || is_short.get().then_some("failed") aria-live="polite">
                    {move || room(&tally.get())}
                </p>
                <div class="dialog-actions">
                    <button type="button" class="button" on:click=move |_| shell.layers.close()>{text::cancel()}</button>
                    <button
                        type="button"
                        class="button primary"
                        autofocus
                        disabled=move || is_busy() || is_short.get()
                        on:click=move |_| shell.add_as_decided()
                    >
                        {move || adding::go(&tally.get())}
                    </button>
                </div>
            </div>
        </Modal>
    }
}

#[component]
fn Rules(first: Memo<Option<String>>) -> impl IntoView {
    let shell = use_shell();
    let batch = shell.adding.batch;
    let keep_hint = move || adding::keep_both_hint(&name::numbered(&first.get().unwrap_or_default()));
    let can_replace = move || {
        shell.visitor.may(Action::Update) && batch.with(|batch| batch.conflicts().any(|(_, _, here)| here.is_some()))
    };
    view! {
        <RuleChoice
            rule=Signal::derive(move || batch.with(Batch::rule))
            choose=Callback::new(move |rule| batch.update(|batch| batch.decide(rule)))
            keep_hint=Signal::derive(keep_hint)
            can_replace=Signal::derive(can_replace)
        />
    }
}

fn room(tally: &crate::upload::plan::Tally) -> Option<String> {
    let size = |bytes: u64| text::size(bytes);
    let free = tally.free_space?;
    Some(match tally.missing_space() {
        0 => adding::room(&size(tally.bytes), &size(free)),
        missing => adding::no_room(&size(tally.bytes), &size(free), &size(missing)),
    })
}

/// The last of its names.
fn name_of(file: &Candidate) -> String {
    file.path.rsplit('/').next().unwrap_or_default().to_owned()
}
