//! The list's head: what the columns are and what they are sorted by.

use holdall_shared::SortKey;
use leptos::{html, prelude::*};

use super::icon::icon;
use crate::{
    state::{choice::Choice, kind::Icon, shell::use_shell},
    text::list,
};

#[component]
pub(crate) fn ListHeader(node: NodeRef<html::Div>) -> impl IntoView {
    let shell = use_shell();
    let folder = shell.folder;
    let all = move || folder.selection.with(Choice::is_all);
    let some = move || folder.selection.with(|selection| !selection.is_empty() && !selection.is_all());
    let toggle = move |_| if untrack(all) { folder.choose_none() } else { folder.choose_all() };
    view! {
        <div role="row" class="row list-header" aria-rowindex="1" node_ref=node>
            <div role="columnheader" class="cell-box">
                <input
                    type="checkbox"
                    aria-label=list::select_all()
                    prop:checked=all
                    prop:indeterminate=some
                    on:change=toggle
                />
            </div>
            <Column key=SortKey::Name label=list::name() class="cell-name" />
            <Column key=SortKey::Size label=list::size() class="cell-size" />
            <Column key=SortKey::Modified label=list::modified() class="cell-modified" />
            <div role="columnheader" class="cell-actions"><span class="visually-hidden">{list::actions()}</span></div>
        </div>
    }
}

#[component]
fn Column(key: SortKey, label: &'static str, class: &'static str) -> impl IntoView {
    let folder = use_shell().folder;
    let state = move || folder.sorting().get().aria(key);
    let arrow = move || match state() {
        "ascending" => Some(icon(Icon::SortUp)),
        "descending" => Some(icon(Icon::SortDown)),
        _ => None,
    };
    let sort = move |_| folder.sort(folder.sorting().get_untracked().clicked(key));
    // What is found has an order of its own.
    let head = move || {
        if folder.is_search() {
            return view! { <span class="sort-none">{label}</span> }.into_any();
        }
        view! { <button type="button" class="sort-button" on:click=sort><span>{label}</span> {arrow}</button> }
            .into_any()
    };
    view! {
        <div role="columnheader" class=class aria-sort=move || (!folder.is_search()).then(state)>
            {head}
        </div>
    }
}
