//! What the cells of a row show: name, size, time, and the buttons at its end.

use std::sync::Arc;

use holdall_shared::{Entry, EntryKind};
use leptos::prelude::*;

use super::{Face, hands::Hands};
use crate::{
    browser::dates,
    components::{
        icon::icon,
        name::{marked_middle, middle},
        rename_field::RenameField,
    },
    state::{kind::Icon, listed::Listed, route, slot::Slot},
    text::{self, list, name::Room},
};

/// What the cell of the name is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// It is not loaded yet.
    Waiting,
    /// A field.
    Editing,
    /// A link to a folder or a file.
    Link,
    /// A text: it leads nowhere.
    Outside,
}

impl Shape {
    pub(super) fn of(entry: &Entry) -> Self {
        match entry.kind {
            EntryKind::Folder | EntryKind::File => Self::Link,
            EntryKind::Link | EntryKind::Other => Self::Outside,
        }
    }
}

/// What a cell shows of the entry, if that is loaded.
pub(super) fn cell<V: IntoView + 'static>(slot: Slot, draw: fn(&Entry) -> V) -> impl IntoView {
    move || slot.row.with(|row| row.as_ref().map(|row| draw(&row.entry)))
}

/// The box that selects it.
pub(in crate::components) fn tick(Face { hands, is_chosen, .. }: Face) -> impl IntoView {
    let slot = hands.slot;
    let label = move || slot.row.with(|row| row.as_ref().map(|row| list::select(row.entry.name.as_str())));
    view! {
        <input
            type="checkbox"
            tabindex="-1"
            aria-label=label
            prop:checked=is_chosen
            on:click=move |event| hands.ticked(&event)
        />
    }
}

/// What stands before a name, and leads where it leads.
pub(in crate::components) type Before = Box<dyn Fn() -> AnyView + Send + Sync>;

/// The name as it is now: a link, a text, or a field.
pub(in crate::components) fn name(Face { hands, shape, room, .. }: Face, before: Before) -> impl IntoView {
    move || match shape.get() {
        Shape::Editing => {
            let row = hands.slot.row.get_untracked();
            let field = row.map(|row| view! { <RenameField entry=row.entry.clone() /> });
            view! { {before()} {field} }.into_any()
        }
        shape => named(hands, shape, room, before()),
    }
}

fn named(hands: Hands, shape: Shape, room: Room, before: AnyView) -> AnyView {
    let slot = hands.slot;
    let read = move |read: fn(&Entry) -> String| slot.row.with(|row| row.as_ref().map(|row| read(&row.entry)));
    let name = move || read(|entry| entry.name.to_string());
    let drawn = move |row: &Arc<Listed>| marked_middle(row.entry.name.as_str(), &row.spans, room);
    let text = move || slot.row.with(|row| row.as_ref().map(drawn));
    match shape {
        Shape::Link => view! {
            <a
                class="name"
                tabindex="-1"
                href=move || read(href)
                download=move || read_file(slot)
                title=name
                aria-label=name
                on:click=move |event| hands.name_clicked(&event)
            >
                {before}
                {text}
            </a>
        }
        .into_any(),
        Shape::Outside => {
            let what = move || {
                read(|entry| (if entry.kind == EntryKind::Link { list::link() } else { list::other() }).to_owned())
            };
            view! { <span class="name name-outside" title=name>{before} {text} <small>{what}</small></span> }.into_any()
        }
        Shape::Waiting | Shape::Editing => view! { {before} <span class="row-waiting"></span> }.into_any(),
    }
}

/// Where it was found, if it was looked for everywhere: a link to that folder, below the name.
pub(in crate::components) fn found_in(Face { shell, hands, .. }: Face) -> impl IntoView {
    move || shell.folder.is_search().then(|| folder_link(hands))
}

fn folder_link(hands: Hands) -> impl IntoView {
    let slot = hands.slot;
    let read = move |read: fn(&Entry) -> String| slot.row.with(|row| row.as_ref().map(|row| read(&row.entry)));
    view! {
        <a
            class="row-folder"
            tabindex="-1"
            href=move || read(|entry| route::folder_href(&entry.path.parent().unwrap_or_default()))
            title=move || read(folder_of)
            on:click=move |event| hands.folder_clicked(&event)
        >
            {move || read(folder_of).map(|folder| middle(&folder))}
        </a>
    }
}

/// The folder that an entry is in, from the upload folder on.
pub(super) fn folder_of(entry: &Entry) -> String {
    match entry.path.parent() {
        Some(folder) if !folder.is_root() => folder.to_string(),
        _ => text::root().to_owned(),
    }
}

/// The second line on a phone.
pub(super) fn meta(entry: &Entry) -> String {
    let when = dates::short(entry.modified);
    match entry.size {
        Some(size) => format!("{} · {when}", text::size(size)),
        None => when,
    }
}

pub(super) fn size(entry: &Entry) -> impl IntoView + use<> {
    match entry.size {
        Some(size) => view! { <span>{text::size(size)}</span> }.into_any(),
        None => view! {
            <span aria-hidden="true">{list::NO_SIZE}</span>
            <span class="visually-hidden">{list::not_counted()}</span>
        }
        .into_any(),
    }
}

pub(super) fn modified(entry: &Entry) -> impl IntoView + use<> {
    let moment = entry.modified;
    view! { <time datetime=moment.to_string() title=dates::full(moment)>{dates::short(moment)}</time> }
}

/// The button that gets a file.
pub(super) fn download(Face { hands, .. }: Face) -> impl IntoView {
    let slot = hands.slot;
    let read = move |read: fn(&Entry) -> String| slot.row.with(|row| row.as_ref().map(|row| read(&row.entry)));
    let is_file = Memo::new(move |_| read_file(slot).is_some());
    move || {
        is_file.get().then(|| {
            view! {
                <a
                    class="icon-button row-download"
                    tabindex="-1"
                    href=move || read(href)
                    download=move || read_file(slot)
                    aria-label=move || read(|entry| list::download_named(entry.name.as_str()))
                    title=list::download()
                >
                    {icon(Icon::Download)}
                </a>
            }
        })
    }
}

/// The button that opens its menu.
pub(in crate::components) fn more(Face { hands, .. }: Face) -> impl IntoView {
    let slot = hands.slot;
    let label = move || slot.row.with(|row| row.as_ref().map(|row| list::actions_for(row.entry.name.as_str())));
    view! {
        <button
            type="button"
            class="icon-button"
            tabindex="-1"
            id=slot.more_id()
            aria-label=label
            aria-haspopup="menu"
            on:click=move |_| hands.open_menu()
        >
            {icon(Icon::More)}
        </button>
    }
}

fn href(entry: &Entry) -> String {
    if entry.kind == EntryKind::Folder { route::folder_href(&entry.path) } else { entry.url.clone() }
}

/// The name of a file; nothing for what is none.
fn read_file(slot: Slot) -> Option<String> {
    slot.row.with(|row| {
        let file = row.as_ref().filter(|row| row.entry.kind == EntryKind::File);
        file.map(|row| row.entry.name.to_string())
    })
}
