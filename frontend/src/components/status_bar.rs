//! The foot: how many entries, how much room.

use holdall_shared::ByteSize;
use leptos::prelude::*;

use crate::{
    state::{folder::Status, shell::use_shell},
    text::list,
};

#[component]
pub(crate) fn StatusBar() -> impl IntoView {
    let shell = use_shell();
    let count = move || {
        let totals = shell.folder.totals().get();
        let is_known = !matches!(shell.folder.status().get(), Status::Failed { .. });
        is_known.then(|| list::count(totals.listed, shell.folder.hidden_untold(), totals.unlisted))
    };
    let free = move || shell.limits.get().map(|limits| list::free(&ByteSize(limits.free_space).to_string()));
    view! {
        <footer class="status-bar">
            <span class="status-count">{count}</span>
            <span class="status-free">{free}</span>
        </footer>
    }
}
