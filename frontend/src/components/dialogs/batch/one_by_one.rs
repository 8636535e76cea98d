//! Each file whose name is taken, beside what has it, with a choice of its own.

use holdall_shared::{Action, Entry, Timestamp};
use leptos::{ev, prelude::*};

use super::name_of;
use crate::{
    browser::dates,
    components::name::middle,
    number,
    state::shell::use_shell,
    text::{self, adding},
    upload::plan::{Batch, Candidate, Rule},
};

/// A table of more would be slow, and nobody reads it.
const MOST: usize = 200;

/// So few are seen without asking: the title does not name them. One is named there.
const FEW: std::ops::RangeInclusive<usize> = 2..=3;

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
    // The rows of many are made when somebody asks for them.
    let is_few = FEW.contains(&batch.with_untracked(|batch| batch.conflicts().count()));
    let is_open = RwSignal::new(is_few);
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
        (count > MOST).then(|| view! { <p class="batch-hint">{adding::more_follow(number::length(count - MOST))}</p> })
    };
    let toggle = move |event: ev::Event| {
        let details = event_target::<web_sys::Element>(&event);
        is_open.set(details.has_attribute("open"));
    };
    view! {
        <details class="batch-more" open=is_few on:toggle=toggle>
            <summary>{adding::one_by_one()}</summary>
            <table class="batch-table">
                <thead>
                    <tr>
                        <th scope="col">{adding::name()}</th>
                        <th scope="col">{adding::here()}</th>
                        <th scope="col">{adding::yours()}</th>
                        <th scope="col">{adding::choice()}</th>
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
    let rules =
        [(Rule::KeepBoth, adding::keep_both()), (Rule::Replace, adding::replace()), (Rule::Skip, adding::skip())];
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
    let there = here.map_or_else(|| adding::no_file().to_owned(), |here| facts(here.size, Some(here.modified)));
    let yours = facts(Some(file.size), file.modified_ms.map(Timestamp::from_unix_ms));
    view! {
        <tr>
            <th scope="row" title=file.path.clone()>
                {middle(&name)}
                // In the place of the columns for which a phone has no room.
                <dl class="batch-facts">
                    <div><dt>{adding::here()}</dt> " " <dd>{there.clone()}</dd></div>
                    <div><dt>{adding::yours()}</dt> " " <dd>{yours.clone()}</dd></div>
                </dl>
            </th>
            <td>{there}</td>
            <td>{yours}</td>
            <td>
                <select class="field" aria-label=adding::choice_for(&name) on:change=choose>{options}</select>
            </td>
        </tr>
    }
}

fn facts(size: Option<u64>, modified: Option<Timestamp>) -> String {
    let parts = [size.map(text::size), modified.map(dates::short)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
