//! The question before a version is deleted for good.

use holdall_shared::{EntryPath, FileVersion};
use leptos::prelude::*;

use super::question::Question;
use crate::{
    state::shell::use_shell,
    text::{details, trash},
};

#[component]
pub(crate) fn DeleteVersionDialog(path: EntryPath, version: FileVersion) -> impl IntoView {
    let shell = use_shell();
    let which = StoredValue::new((path, version));
    let delete = Action::new_local(move |(): &()| {
        let (path, version) = which.get_value();
        shell.delete_version(path, version)
    });
    let question = details::delete_question().to_owned();
    view! { <Question question=question line=trash::no_way_back().to_owned() label=trash::delete_for_good() act=delete /> }
}
