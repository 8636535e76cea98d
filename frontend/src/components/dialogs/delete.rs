//! The question before what would be gone for good. The focus is on Cancel: nothing is lost by pressing Enter.

use holdall_shared::Entry;
use leptos::prelude::*;

use super::question::Question;
use crate::{
    state::{
        deletion::{self, Loss},
        shell::{Shell, use_shell},
    },
    text::{dialogs, trash},
};

#[component]
pub(crate) fn DeleteDialog(entries: Vec<Entry>, loss: Loss) -> impl IntoView {
    let shell = use_shell();
    let (question, line) = words(shell, &entries, loss);
    let label = if loss == Loss::NoTrash { trash::delete_for_good() } else { dialogs::delete() };
    let entries = StoredValue::new(entries);
    let delete = Action::new_local(move |(): &()| shell.delete_after_asking(entries.get_value(), loss));
    view! { <Question question=question line=line label=label act=delete /> }
}

fn words(shell: Shell, entries: &[Entry], loss: Loss) -> (String, String) {
    let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    if loss == Loss::NoTrash {
        return (trash::for_good(&names), trash::no_way_back().to_owned());
    }
    let limits = shell.limits.get_untracked();
    let is_large = |entry: &&Entry| limits.as_ref().is_some_and(|limits| deletion::is_too_large(limits, entry));
    let large: Vec<&str> = entries.iter().filter(is_large).map(|entry| entry.name.as_str()).collect();
    (dialogs::delete_title(&names), trash::too_large(&large, names.len() - large.len()))
}
