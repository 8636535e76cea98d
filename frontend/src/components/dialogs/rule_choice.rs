//! One choice for all names that are taken: keep both, replace, skip.

use leptos::prelude::*;

use crate::{state::shell::use_shell, text::adding, upload::plan::Rule};

/// `keep_hint` says what keeping both does.
#[component]
pub(crate) fn RuleChoice(
    /// None is checked where some were decided one by one.
    rule: Signal<Option<Rule>>,
    choose: Callback<Rule>,
    keep_hint: Signal<String>,
    can_replace: Signal<bool>,
) -> impl IntoView {
    let shell = use_shell();
    let replace_hint = Signal::derive(move || {
        let has_versions = shell.limits.with(|limits| limits.as_ref().is_some_and(|limits| limits.versions > 0));
        if has_versions { adding::replace_keeps() } else { adding::replace_loses() }.to_owned()
    });
    let line = move |which: Rule, label: &'static str, hint: Signal<String>| {
        view! {
            <label class="batch-rule">
                <input
                    type="radio"
                    name="batch-rule"
                    prop:checked=move || rule.get() == Some(which)
                    on:change=move |_| choose.run(which)
                />
                <span><span class="batch-rule-name">{label}</span> " " <span class="batch-hint">{hint}</span></span>
            </label>
        }
    };
    view! {
        <fieldset class="batch-rules">
            <legend class="visually-hidden">{adding::rule()}</legend>
            {line(Rule::KeepBoth, adding::keep_both(), keep_hint)}
            {move || can_replace.get().then(|| line(Rule::Replace, adding::replace(), replace_hint))}
            {line(Rule::Skip, adding::skip(), Signal::stored(adding::skip_hint().to_owned()))}
        </fieldset>
    }
}
