//! Each file whose name is taken, beside what has it, with a choice of its own.

use holdall_shared::{Action, ByteSize, Entry, Timestamp};
use leptos::{ev, prelude::*};

use super::name_of;
use crate::{
    browser::dates,
    components::name::middle,
    state::shell::use_shell,
    text::adding,
    upload::plan::{Batch, Candidate, Rule},
};

/// A table of more would be slow, and nobody reads it.
const MOST: usize = 200;

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    index: usize,
    file: Candidate,
    here: Option<Entry>,
}

#[component]
pub(super) fn OneByOne() -> impl IntoView {
    let batch = use_shell().adding.batch;
    // The rows are made when somebody asks for them.
    let is_open = RwSignal::new(false);
    let line = |(index, file, here): (usize, &Candidate, Option<&Entry>)| Line {
        index,
        file: file.clone(),
        here: here.cloned(),
    };
    let lines = Memo::new(move |_| {
        if !is_open.get() {
            return Vec::new();
        }
        batch.with(|batch| batch.conflicts().take(MOST).map(line).collect::<Vec<_>>())
    });
    let more = move || {
        let count = batch.with(|batch| batch.conflicts().count());
        (count > MOST).then(|| view! { <p class="batch-hint">{adding::and_more(count - MOST)}</p> })
    };
    let toggle = move |event: ev::Event| {
        let details = event_target::<web_sys::Element>(&event);
        is_open.set(details.has_attribute("open"));
    };
    view! {
        <details class="batch-more" on:toggle=toggle>
            <summary>{adding::ONE_BY_ONE}</summary>
            <table class="batch-table">
                <thead>
                    <tr>
                        <th scope="col">{adding::NAME}</th>
                        <th scope="col">{adding::HERE}</th>
                        <th scope="col">{adding::YOURS}</th>
                        <th scope="col">{adding::CHOICE}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || lines.get() key=|line| line.index let(line)><Row line=line /></For>
                </tbody>
            </table>
            {more}
        </details>
    }
}

#[component]
fn Row(line: Line) -> impl IntoView {
    let shell = use_shell();
    let batch = shell.adding.batch;
    let Line { index, file, here } = line;
    let name = name_of(&file);
    let decision = Memo::new(move |_| batch.with(|batch: &Batch| batch.decision(index)));
    let can_replace = here.is_some();
    let rules = [(Rule::KeepBoth, adding::KEEP_BOTH), (Rule::Replace, adding::REPLACE), (Rule::Skip, adding::SKIP)];
    let offered = move |rule: Rule| rule != Rule::Replace || (can_replace && shell.visitor.may(Action::Update));
    let options = move || {
        let option = |(place, (rule, label)): (usize, (Rule, &'static str))| {
            view! {
                <option value=place.to_string() prop:selected=move || decision.get() == rule>{label}</option>
            }
        };
        rules.into_iter().enumerate().filter(|(_, (rule, _))| offered(*rule)).map(option).collect_view()
    };
    let choose = move |event: ev::Event| {
        let place: Option<usize> = event_target_value(&event).parse().ok();
        if let Some((rule, _)) = place.and_then(|place| rules.get(place).copied()) {
            batch.update(|batch| batch.decide_one(index, rule));
        }
    };
    let there = here.map_or_else(|| adding::NO_FILE.to_owned(), |here| facts(here.size, Some(here.modified)));
    let yours = facts(Some(file.size), file.modified_ms.map(Timestamp::from_unix_ms));
    view! {
        <tr>
            <th scope="row" title=file.path.clone()>{middle(&name)}</th>
            <td>{there}</td>
            <td>{yours}</td>
            <td>
                <select class="field" aria-label=adding::choice_for(&name) on:change=choose>{options}</select>
            </td>
        </tr>
    }
}

fn facts(size: Option<u64>, modified: Option<Timestamp>) -> String {
    let parts = [size.map(|size| ByteSize(size).to_string()), modified.map(dates::short)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
