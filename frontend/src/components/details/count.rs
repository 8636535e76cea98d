//! How much is in a folder, counted when somebody asks: the server walks through all of it. Looking at something else ends
//! the counting.

use holdall_shared::{EntryPath, FolderCount};
use leptos::prelude::*;

use crate::{
    api,
    browser::task::Slot,
    state::{deletion::name_of, shell::use_shell},
    text::{self, details},
};

#[derive(Debug, Clone, PartialEq, Eq)]
enum Counted {
    NotYet,
    Counting,
    Done(Result<FolderCount, String>),
}

#[component]
pub(super) fn Count(folder: EntryPath) -> impl IntoView {
    let shell = use_shell();
    let counted = RwSignal::new(Counted::NotYet);
    let slot = StoredValue::new_local(Slot::default());
    on_cleanup(move || slot.with_value(|slot| slot.run(async {})));
    let start = move |_| {
        let folder = folder.clone();
        counted.set(Counted::Counting);
        slot.with_value(|slot| {
            slot.run(async move {
                let result = api::count::count(&folder).await;
                shell.folder.hear(&result);
                counted.set(Counted::Done(result.map_err(|error| error.sentence(&name_of(&folder)))));
            });
        });
    };
    let words = move || match counted.get() {
        Counted::NotYet => details::not_counted().to_owned(),
        Counted::Counting => details::counting().to_owned(),
        Counted::Done(Ok(FolderCount { files, bytes })) => details::counted(&details::size(bytes), &text::files(files)),
        Counted::Done(Err(sentence)) => sentence,
    };
    let can_start = move || counted.with(|counted| matches!(counted, Counted::NotYet | Counted::Done(Err(_))));
    view! {
        <div>
            <dt>{details::size_label()}</dt>
            <dd class="fact-counted">
                <span aria-live="polite">{words}</span>
                <Show when=can_start>
                    <button type="button" class="button" on:click=start.clone()>{details::count()}</button>
                </Show>
            </dd>
        </div>
    }
}
