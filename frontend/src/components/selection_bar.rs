//! In the place of the path bar: what is selected and what can be done with it.

use holdall_shared::{Action, ByteSize, Entry, EntryKind, url};
use leptos::prelude::*;

use super::icon::icon;
use crate::{
    browser::form,
    number,
    state::{
        kind::Icon,
        shell::use_shell,
        zip::{self, Zip},
    },
    text::{list, strips},
};

#[component]
pub(crate) fn SelectionBar() -> impl IntoView {
    let shell = use_shell();
    let chosen = Memo::new(move |_| shell.folder.chosen());
    let count = move || {
        let (chosen, total) = (chosen.get(), shell.folder.totals().get().listed);
        let (count, loaded) = (number::length(chosen.len()), shell.folder.rows().with(Vec::len));
        if chosen.len() == loaded && count < total {
            return list::selected_of(count, total);
        }
        list::selected(count, size_of(&chosen).map(|size| size.to_string()).as_deref())
    };
    let download = move || match chosen.get().as_slice() {
        [entry] if entry.kind == EntryKind::File => Some(view! {
            <a class="button" href=entry.url.clone() download=entry.name.to_string()>
                {icon(Icon::Download)} {list::DOWNLOAD}
            </a>
        }),
        _ => None,
    };
    let download_zip = move || {
        zip::zip(&chosen.get()).map(|zip| match zip {
            Zip::Link(href) => view! {
                <a class="button" href=href download="">{icon(Icon::Download)} {list::DOWNLOAD_ZIP}</a>
            }
            .into_any(),
            Zip::Form(paths) => {
                let post = move |_| form::post(url::ARCHIVE, "path", &paths);
                view! {
                    <button type="button" class="button" on:click=post>
                        {icon(Icon::Download)} {list::DOWNLOAD_ZIP}
                    </button>
                }
                .into_any()
            }
        })
    };
    Effect::new(move |_| {
        // A single row is told by the row itself.
        if chosen.with(Vec::len) > 1 {
            shell.voice.say(count());
        }
    });
    let is_offline = move || !shell.connection.is_online();
    let reason = move || if is_offline() { strips::NEEDS_SERVER } else { "" };
    let delete = move || shell.delete(chosen.get_untracked());
    let clear = move || {
        shell.folder.selection.update(crate::state::selection::Selection::clear);
        shell.folder.focus_cursor();
    };
    view! {
        <section class="path-bar selection-bar" data-path-bar aria-label=list::SELECTION>
            <span class="selection-count">{move || in_parts(&count())}</span>
            <div class="path-actions">
                {download}
                {download_zip}
                <Show when=move || shell.visitor.may(Action::Delete)>
                    <button type="button" class="button" disabled=is_offline title=reason on:click=move |_| delete()>
                        {icon(Icon::Trash)} {list::DELETE}
                    </button>
                </Show>
                <button type="button" class="button clear-button" title=list::CLEAR on:click=move |_| clear()>
                    {icon(Icon::Close)} {list::CLEAR}
                </button>
            </div>
        </section>
    }
}

/// The number is what is left of it on the smallest screens.
pub(super) fn in_parts(count: &str) -> impl IntoView + use<> {
    let (number, words) = count.split_once(' ').unwrap_or((count, ""));
    view! { {number.to_owned()} <span class="selection-words">{format!(" {words}")}</span> }
}

/// The bytes of the files among them; nothing if there is none.
fn size_of(entries: &[Entry]) -> Option<ByteSize> {
    let sizes: Vec<u64> = entries.iter().filter_map(|entry| entry.size).collect();
    (!sizes.is_empty()).then(|| ByteSize(sizes.iter().fold(0, |sum, size| sum.saturating_add(*size))))
}
