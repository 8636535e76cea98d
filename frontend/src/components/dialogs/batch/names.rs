//! What cannot be a name, and a field with one that can.

use leptos::prelude::*;

use crate::{
    number,
    state::shell::use_shell,
    text::adding,
    upload::plan::{Batch, Misnamed},
};

#[component]
pub(super) fn Names() -> impl IntoView {
    let batch = use_shell().adding.batch;
    let misnamed =
        Memo::new(move |_| batch.with(Batch::misnamed).into_iter().map(|(misnamed, _)| misnamed).collect::<Vec<_>>());
    let row = move |misnamed: Misnamed| {
        let Misnamed { path, name, reason, suggestion } = misnamed;
        let (title, label) = (path.clone(), adding::new_name(&name));
        let typed = move |event| {
            let typed = event_target_value(&event);
            batch.update(|batch| batch.name(path.clone(), typed));
        };
        view! {
            <li>
                <span class="batch-old" title=title><bdi>{name}</bdi></span>
                <span class="batch-hint">{adding::wrong(&reason)}</span>
                <input
                    type="text"
                    class="field"
                    aria-label=label
                    autocomplete="off"
                    spellcheck="false"
                    dir="auto"
                    prop:value=suggestion
                    on:input=typed
                />
            </li>
        }
    };
    view! {
        <section class="batch-names">
            <p>{move || adding::need_names(number::length(misnamed.with(Vec::len)))}</p>
            <ul>
                <For each=move || misnamed.get() key=|misnamed| (misnamed.path.clone(), misnamed.reason.clone()) let(misnamed)>
                    {row(misnamed)}
                </For>
            </ul>
        </section>
    }
}
