//! What becomes of names that are taken where something is moved or copied to.

use holdall_shared::Action as Right;
use leptos::prelude::*;

use super::rule_choice::RuleChoice;
use crate::{
    browser::focus,
    components::modal::{Modal, title},
    number,
    state::{deletion::name_of, shell::use_shell, transfer::Way, transferring::Job},
    text::{self, adding, name, transfer},
    upload::plan::Rule,
};

#[component]
pub(crate) fn TakenDialog(job: Job) -> impl IntoView {
    let shell = use_shell();
    let first = job.taken.first().map(name_of).unwrap_or_default();
    let (taken, of) = (number::length(job.taken.len()), number::length(job.entries.len()));
    let only = (of == 1).then_some(first.as_str());
    let words = transfer::taken(only, taken, of, &text::folder_name(&job.to));
    let (way, hint) = (job.way, adding::keep_both_hint(&name::numbered(&first)));
    let job = StoredValue::new(job);
    let decide = Callback::new(move |rule| shell.transfer_as_decided(job.get_value(), rule));
    // The row that it came from is there no longer, or another has the focus by now.
    on_cleanup(move || shell.focus_list());
    let cancel = Callback::new(move |()| shell.layers.close());
    view! {
        <Modal>
            {title(words)}
            <Decision way=way hint=hint decide=decide cancel=cancel />
        </Modal>
    }
}

/// The choice, and the buttons below it; `hint` says what keeping both does.
#[component]
pub(super) fn Decision(way: Way, hint: String, decide: Callback<Rule>, cancel: Callback<()>) -> impl IntoView {
    let shell = use_shell();
    let rule = RwSignal::new(Rule::KeepBoth);
    // It comes in the place of another question, whose button had the focus.
    focus::to_autofocus_soon();
    let label = move || match rule.get() {
        Rule::KeepBoth => transfer::go(way),
        Rule::Replace => adding::replace(),
        Rule::Skip => adding::skip(),
    };
    view! {
        <div class="batch">
            <RuleChoice
                rule=Signal::derive(move || Some(rule.get()))
                choose=Callback::new(move |chosen| rule.set(chosen))
                keep_hint=Signal::stored(hint)
                can_replace=Signal::derive(move || shell.visitor.may(Right::Update))
            />
        </div>
        <div class="dialog-actions">
            <button type="button" class="button" on:click=move |_| cancel.run(())>{text::cancel()}</button>
            <button
                type="button"
                class="button primary"
                autofocus
                on:click=move |_| decide.run(rule.get_untracked())
            >
                {label}
            </button>
        </div>
    }
}
