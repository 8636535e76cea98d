//! What the cells of a row show: name, size, time, and the buttons at its end.

use holdall_shared::{ByteSize, Entry, EntryKind};
use leptos::{ev, prelude::*};

use super::{hands::Hands, more_id};
use crate::{
    browser::dates,
    components::{icon::icon, name::middle},
    state::{kind::Icon, route},
    text::list,
};

pub(super) fn named(hands: Hands, entry: &Entry) -> impl IntoView + use<> {
    let text = entry.name.to_string();
    match entry.kind {
        EntryKind::Folder => {
            let path = entry.path.clone();
            let go = move |event: ev::MouseEvent| hands.link_clicked(&event, &path);
            view! {
                <a class="name" tabindex="-1" href=route::folder_href(&entry.path) title=text.clone() aria-label=text.clone() on:click=go>
                    {middle(&text)}
                </a>
            }
            .into_any()
        }
        EntryKind::File => view! {
            <a
                class="name"
                tabindex="-1"
                href=entry.url.clone()
                download=text.clone()
                title=text.clone()
                aria-label=text.clone()
                on:click=move |event| hands.file_clicked(&event)
            >
                {middle(&text)}
            </a>
        }
        .into_any(),
        EntryKind::Link | EntryKind::Other => {
            let what = if entry.kind == EntryKind::Link { list::LINK } else { list::OTHER };
            view! { <span class="name name-outside" title=text.clone()>{middle(&text)} <small>{what}</small></span> }
                .into_any()
        }
    }
}

/// The second line on a phone.
pub(super) fn meta(entry: &Entry) -> String {
    let when = dates::short(entry.modified);
    match entry.size {
        Some(size) => format!("{} · {when}", ByteSize(size)),
        None => when,
    }
}

pub(super) fn size(entry: &Entry) -> impl IntoView + use<> {
    match entry.size {
        Some(size) => view! { <span>{ByteSize(size).to_string()}</span> }.into_any(),
        None => view! {
            <span aria-hidden="true">{list::NO_SIZE}</span>
            <span class="visually-hidden">{list::NOT_COUNTED}</span>
        }
        .into_any(),
    }
}

pub(super) fn modified(entry: &Entry) -> impl IntoView + use<> {
    let moment = entry.modified;
    view! { <time datetime=moment.to_string() title=dates::full(moment)>{dates::short(moment)}</time> }
}

pub(super) fn actions(hands: Hands, entry: &Entry) -> impl IntoView + use<> {
    let name = entry.name.to_string();
    let id = hands.row.with_value(more_id);
    let download = (entry.kind == EntryKind::File).then(|| {
        view! {
            <a
                class="icon-button row-download"
                tabindex="-1"
                href=entry.url.clone()
                download=name.clone()
                aria-label=list::download(&name)
                title=list::DOWNLOAD
            >
                {icon(Icon::Download)}
            </a>
        }
    });
    view! {
        {download}
        <button
            type="button"
            class="icon-button"
            tabindex="-1"
            id=id
            aria-label=list::actions_for(&name)
            aria-haspopup="menu"
            on:click=move |_| hands.open_menu()
        >
            {icon(Icon::More)}
        </button>
    }
}
