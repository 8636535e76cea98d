//! The questions before entries of the trash, or all of it, are deleted for good.

use holdall_shared::TrashedEntry;
use leptos::prelude::*;

use super::question::Question;
use crate::{state::shell::use_shell, text::trash};

#[component]
pub(crate) fn PurgeDialog(entries: Vec<TrashedEntry>) -> impl IntoView {
    let shell = use_shell();
    let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    let question = trash::for_good(&names);
    let entries = StoredValue::new(entries);
    let purge = Action::new_local(move |(): &()| shell.purge(entries.get_value()));
    view! { <Question question=question line=trash::no_way_back().to_owned() label=trash::delete_for_good() act=purge /> }
}

#[component]
pub(crate) fn EmptyTrashDialog(entries: u64) -> impl IntoView {
    let shell = use_shell();
    let empty = Action::new_local(move |(): &()| shell.empty_trash());
    let question = trash::for_good_counted(entries);
    view! { <Question question=question line=trash::no_way_back().to_owned() label=trash::delete_for_good() act=empty /> }
}
