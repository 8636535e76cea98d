//! In the place of the path bar: what is selected and what can be done with it.

use holdall_shared::{Action, Entry, EntryKind, url};
use leptos::prelude::*;

use super::icon::icon;
use crate::{
    browser::form,
    state::{
        choice::Choice,
        kind::Icon,
        layer::Menu,
        shell::use_shell,
        transfer::Way,
        zip::{self, Zip},
    },
    text::{self, list, strips, transfer},
};

const MORE_BUTTON: &str = "selection-menu-button";

#[component]
pub(crate) fn SelectionBar() -> impl IntoView {
    let shell = use_shell();
    let chosen = Memo::new(move |_| shell.folder.known_chosen());
    let amount = Memo::new(move |_| shell.folder.selection.with(Choice::len));
    let count = move || {
        let size = chosen.with(|chosen| chosen.as_deref().and_then(size_of));
        list::selected(amount.get(), size.as_deref())
    };
    let download = move || match chosen.get().as_deref() {
        Some([entry]) if entry.kind == EntryKind::File => Some(view! {
            <a class="button selection-download" href=entry.url.clone() download=entry.name.to_string()>
                {icon(Icon::Download)} {list::download()}
            </a>
        }),
        _ => None,
    };
    let is_offline = move || !shell.connection.is_online();
    let reason = move || if is_offline() { strips::needs_server() } else { "" };
    let download_zip = move || {
        let Some(chosen) = chosen.get() else {
            let all = move |_| shell.download_chosen();
            return Some(
                view! {
                    <button type="button" class="button selection-download" disabled=is_offline title=reason on:click=all>
                        {icon(Icon::Download)} {list::download_zip()}
                    </button>
                }
                .into_any(),
            );
        };
        zip::zip(&chosen).map(|zip| match zip {
            Zip::Link(href) => view! {
                <a class="button selection-download" href=href download="">{icon(Icon::Download)} {list::download_zip()}</a>
            }
            .into_any(),
            Zip::Form(paths) => {
                let post = move |_| form::post(url::ARCHIVE, "path", &paths);
                view! {
                    <button type="button" class="button selection-download" on:click=post>
                        {icon(Icon::Download)} {list::download_zip()}
                    </button>
                }
                .into_any()
            }
        })
    };
    Effect::new(move |_| {
        // A single row is told by the row itself.
        if amount.get() > 1 {
            shell.voice.say(count());
        }
    });
    let delete = move || shell.delete_chosen();
    let choose_target = move || {
        let load = shell.load_chosen();
        shell.act(|deeds| deeds.choose_target(Way::Move, load));
    };
    let clear = move || {
        shell.folder.choose_none();
        shell.folder.focus_cursor();
    };
    view! {
        <section class="path-bar selection-bar" data-path-bar aria-label=list::selection()>
            <span class="selection-count">{move || in_parts(&count())}</span>
            <div class="path-actions">
                {download}
                {download_zip}
                <Show when=move || shell.may_transfer(Way::Move)>
                    <button
                        type="button"
                        class="button selection-move"
                        disabled=is_offline
                        title=reason
                        on:click=move |_| choose_target()
                    >
                        {icon(Icon::Move)} {transfer::move_to()}
                    </button>
                </Show>
                <Show when=move || shell.visitor.may(Action::Delete)>
                    <button type="button" class="button" disabled=is_offline title=reason on:click=move |_| delete()>
                        {icon(Icon::Trash)} {list::delete()}
                    </button>
                </Show>
                <button
                    type="button"
                    class="icon-button"
                    id=MORE_BUTTON
                    aria-label=list::more()
                    title=list::more()
                    aria-haspopup="menu"
                    on:click=move |_| shell.layers.toggle_menu(Menu::Selection, MORE_BUTTON)
                >
                    {icon(Icon::More)}
                </button>
                <button type="button" class="button clear-button" title=list::clear() on:click=move |_| clear()>
                    {icon(Icon::Close)} {list::clear()}
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
fn size_of(entries: &[Entry]) -> Option<String> {
    let sizes: Vec<u64> = entries.iter().filter_map(|entry| entry.size).collect();
    (!sizes.is_empty()).then(|| text::size(sizes.iter().fold(0_u64, |sum, size| sum.saturating_add(*size))))
}
