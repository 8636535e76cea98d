//! Into which folder something is moved or copied: a tree of folders, a new one among them, and why one can't be chosen.

mod new_folder;
mod tree;

use leptos::{html, prelude::*};

use self::{new_folder::NewFolderField, tree::Tree};
use crate::{
    components::modal::{Modal, title},
    state::{changes::Refusal, folder_tree::FolderTree, load::Load, shell::use_shell, transfer::Way},
    text::{self, list, strips, transfer},
};

#[component]
pub(crate) fn TargetDialog(way: Way, load: Load) -> impl IntoView {
    let shell = use_shell();
    let here = shell.folder.path().get_untracked();
    let tree = RwSignal::new(FolderTree::new(&here));
    let chosen = Memo::new(move |_| tree.with(|tree| tree.chosen().clone()));
    let (name, count) = (load.name(), load.len());
    let words = move || {
        let names: Vec<&str> = name.as_deref().into_iter().collect();
        transfer::title(way, &names, count, &text::folder_name(&chosen.get()))
    };
    let load = StoredValue::new(load);
    let refusal = RwSignal::new(None::<String>);
    // What was said about one folder is not said of another.
    Effect::new(move |_| {
        chosen.track();
        refusal.set(None);
    });
    let unfit = Memo::new(move |_| load.with_value(|load| load.unfit(way, &chosen.get())));
    let naming = RwSignal::new(false);
    let go = Action::new_local(move |(): &()| shell.transfer(way, load.get_value(), chosen.get_untracked()));
    let is_offline = move || !shell.connection.is_online();
    let is_off = move || unfit.get().is_some() || go.pending().get() || is_offline();
    let begin = Callback::new(move |()| {
        if !untrack(is_off) {
            refusal.set(None);
            go.dispatch_local(());
        }
    });
    Effect::new(move |_| {
        if let Some(Err(Refusal { sentence, .. })) = go.value().get() {
            refusal.set(Some(sentence));
        }
    });
    let line = move || {
        let offline = is_offline().then(|| strips::needs_server().to_owned());
        refusal.get().or(offline).or_else(|| unfit.get())
    };
    let opener = NodeRef::<html::Button>::new();
    view! {
        <Modal>
            {move || title(words())}
            <div class="target">
                <Tree tree=tree here=here begin=begin />
                <Show when=move || naming.get()>
                    <NewFolderField tree=tree naming=naming opener=opener />
                </Show>
                <p class="target-line" role="status" id="target-line">{line}</p>
            </div>
            <div class="dialog-actions">
                <button
                    type="button"
                    class="button target-new"
                    node_ref=opener
                    aria-expanded=move || naming.get().to_string()
                    disabled=is_offline
                    on:click=move |_| naming.update(|naming| *naming = !*naming)
                >
                    {list::new_folder()}
                </button>
                <button type="button" class="button" on:click=move |_| shell.layers.close()>{text::cancel()}</button>
                <button
                    type="button"
                    class="button primary"
                    aria-describedby="target-line"
                    disabled=is_off
                    on:click=move |_| begin.run(())
                >
                    {transfer::go(way)}
                </button>
            </div>
        </Modal>
    }
}
