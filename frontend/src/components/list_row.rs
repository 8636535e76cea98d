//! One row: box, name, size, time, actions.

use std::time::Duration;

use holdall_shared::{ByteSize, Entry, EntryKind, EntryPath};
use leptos::{ev, prelude::*};

use super::{icon::icon, name::middle, rename_field::RenameField};
use crate::{
    browser::{dates, focus, keys},
    state::{
        changes::is_folder,
        kind::Icon,
        layer::{Menu, OpenMenu},
        route,
        row::{Arrival, Row},
        selection::Reach,
        shell::{Shell, use_shell},
    },
    text::list,
};

/// A finger that rests so long selects.
const LONG_PRESS: Duration = Duration::from_millis(500);

#[component]
pub(crate) fn ListRow(row: Row, index: ReadSignal<usize>) -> impl IntoView {
    let shell = use_shell();
    let (id, dom_id, name) = (row.id, row.dom_id(), row.name.clone());
    let arrival = (row.arrival == Arrival::New).then_some("new");
    let entry = RwSignal::from(row.entry.clone());
    let hands = Hands { shell, row: StoredValue::new_local(row), press: StoredValue::new_local(None) };
    let is_chosen = {
        let name = name.clone();
        Memo::new(move |_| shell.folder.selection.with(|selection| selection.contains(&name)))
    };
    let is_cursor = {
        let name = name.clone();
        Memo::new(move |_| shell.folder.selection.with(|selection| selection.cursor() == Some(&name)))
    };
    let is_editing = Memo::new(move |_| shell.layers.editing.get() == Some(id));
    let folder_path = move || entry.with(|entry| is_folder(entry).then(|| entry.path.to_string()));
    let name_cell = move || {
        if is_editing.get() {
            view! { <RenameField entry=entry.get_untracked() /> }.into_any()
        } else {
            named(hands, &entry.get()).into_any()
        }
    };
    view! {
        <div
            role="row"
            class="row"
            id=dom_id
            tabindex=move || if is_cursor.get() { "0" } else { "-1" }
            aria-rowindex=move || (index.get() + 1).to_string()
            aria-selected=move || is_chosen.get().to_string()
            aria-label=move || entry.with(label)
            data-folder=folder_path
            data-arrival=arrival
            on:click=move |event| hands.clicked(&event)
            on:dblclick=move |event| hands.double_clicked(&event)
            on:contextmenu=move |event| hands.menu_asked(&event)
            on:pointerdown=move |event| hands.pressed(&event)
            on:pointerup=move |_| hands.released()
            on:pointermove=move |event| hands.moved(&event)
            on:pointercancel=move |_| hands.released()
        >
            <div role="gridcell" class="cell-box">
                <input
                    type="checkbox"
                    tabindex="-1"
                    aria-label=list::select(name.as_str())
                    prop:checked=is_chosen
                    on:click=move |event| hands.ticked(&event)
                />
            </div>
            <div role="gridcell" class="cell-name">
                {move || icon(entry.with(Icon::of))}
                <div class="name-lines">{name_cell}<span class="row-meta">{move || entry.with(meta)}</span></div>
            </div>
            <div role="gridcell" class="cell-size">{move || size(&entry.get())}</div>
            <div role="gridcell" class="cell-modified">{move || modified(&entry.get())}</div>
            <div role="gridcell" class="cell-actions">{move || actions(hands, &entry.get())}</div>
        </div>
    }
}

fn label(entry: &Entry) -> String {
    let what = match entry.kind {
        EntryKind::Folder => list::FOLDER.to_owned(),
        EntryKind::File => ByteSize(entry.size.unwrap_or_default()).to_string(),
        EntryKind::Link => list::LINK.to_owned(),
        EntryKind::Other => list::OTHER.to_owned(),
    };
    format!("{}, {what}, {}", entry.name, dates::short(entry.modified))
}

/// The second line on a phone.
fn meta(entry: &Entry) -> String {
    let when = dates::short(entry.modified);
    match entry.size {
        Some(size) => format!("{} · {when}", ByteSize(size)),
        None => when,
    }
}

fn named(hands: Hands, entry: &Entry) -> impl IntoView + use<> {
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

fn size(entry: &Entry) -> impl IntoView + use<> {
    match entry.size {
        Some(size) => view! { <span>{ByteSize(size).to_string()}</span> }.into_any(),
        None => view! {
            <span aria-hidden="true">{list::NO_SIZE}</span>
            <span class="visually-hidden">{list::NOT_COUNTED}</span>
        }
        .into_any(),
    }
}

fn modified(entry: &Entry) -> impl IntoView + use<> {
    let moment = entry.modified;
    view! { <time datetime=moment.to_string() title=dates::full(moment)>{dates::short(moment)}</time> }
}

fn actions(hands: Hands, entry: &Entry) -> impl IntoView + use<> {
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

/// The id of a row's menu button.
pub(crate) fn more_id(row: &Row) -> String {
    format!("more-{}", row.id)
}

/// What the mouse and the finger do to a row.
#[derive(Clone, Copy)]
struct Hands {
    shell: Shell,
    row: StoredValue<Row, LocalStorage>,
    press: StoredValue<Option<Press>, LocalStorage>,
}

/// A finger on the row.
#[derive(Clone)]
enum Press {
    /// It may become a long one.
    Resting { timer: TimeoutHandle, x: i32, y: i32 },
    /// It has selected; the click that follows is part of it.
    Done,
}

impl Hands {
    fn go(self, reach: Reach) {
        let names = self.shell.folder.names();
        let name = self.row.with_value(|row| row.name.clone());
        self.shell.folder.selection.update(|selection| selection.go(&names, &name, reach));
    }

    fn is_selecting(self) -> bool {
        self.shell.folder.selection.with_untracked(|selection| !selection.is_empty())
    }

    fn clicked(self, event: &ev::MouseEvent) {
        if matches!(self.press.get_value(), Some(Press::Done)) {
            self.press.set_value(None);
            event.prevent_default();
            return;
        }
        if focus::is_on_control(event) {
            return;
        }
        if keys::is_touch(event) {
            if self.is_selecting() {
                self.go(Reach::Toggle);
            } else {
                self.open();
            }
            return;
        }
        self.go(match (event.shift_key(), event.ctrl_key() || event.meta_key()) {
            (true, _) => Reach::Range,
            (false, true) => Reach::Toggle,
            (false, false) => Reach::Only,
        });
        self.row.with_value(|row| focus::to_id(&row.dom_id()));
    }

    fn double_clicked(self, event: &ev::MouseEvent) {
        if !focus::is_on_control(event) && !keys::is_touch(event) {
            self.open();
        }
    }

    fn link_clicked(self, event: &ev::MouseEvent, path: &EntryPath) {
        if keys::is_touch(event) && self.is_selecting() {
            event.prevent_default();
            self.go(Reach::Toggle);
        } else if keys::is_plain_click(event) {
            event.prevent_default();
            self.go(Reach::Cursor);
            self.shell.go(path);
        }
    }

    fn file_clicked(self, event: &ev::MouseEvent) {
        if keys::is_touch(event) && self.is_selecting() {
            event.prevent_default();
            self.go(Reach::Toggle);
        }
    }

    fn ticked(self, event: &ev::MouseEvent) {
        self.go(if event.shift_key() { Reach::Range } else { Reach::Toggle });
    }

    fn open(self) {
        self.row.with_value(|row| open(self.shell, row));
    }

    fn open_menu(self) {
        self.go(Reach::Cursor);
        self.row.with_value(|row| {
            self.shell.layers.toggle_menu(Menu::Row(row.entry.get_untracked()), &more_id(row));
        });
    }

    fn menu_asked(self, event: &ev::MouseEvent) {
        // Shift leaves the browser's own menu; so does a text field, which needs Paste.
        if event.shift_key() || self.shell.layers.editing.get_untracked().is_some() {
            return;
        }
        event.prevent_default();
        if keys::is_touch(event) {
            return;
        }
        self.go(Reach::Cursor);
        let menu = self.row.with_value(|row| OpenMenu {
            menu: Menu::Row(row.entry.get_untracked()),
            at: (f64::from(event.client_x()), f64::from(event.client_y())),
            side: focus::Side::Start,
            opener: row.dom_id(),
        });
        self.shell.layers.menu.set(Some(menu));
    }

    fn pressed(self, event: &ev::PointerEvent) {
        self.released();
        self.press.set_value(None);
        if event.pointer_type() != "touch" {
            return;
        }
        let select = move || {
            self.press.set_value(Some(Press::Done));
            self.go(Reach::Toggle);
        };
        if let Ok(timer) = set_timeout_with_handle(select, LONG_PRESS) {
            self.press.set_value(Some(Press::Resting { timer, x: event.client_x(), y: event.client_y() }));
        }
    }

    /// A finger that scrolls does not press.
    fn moved(self, event: &ev::PointerEvent) {
        if let Some(Press::Resting { x, y, .. }) = self.press.get_value()
            && (event.client_x() - x).abs().max((event.client_y() - y).abs()) > 10
        {
            self.released();
        }
    }

    fn released(self) {
        if let Some(Press::Resting { timer, .. }) = self.press.get_value() {
            timer.clear();
            self.press.set_value(None);
        }
    }
}

/// Opens a folder, downloads a file; what is neither stays closed.
pub(crate) fn open(shell: Shell, row: &Row) {
    let entry = row.entry.get_untracked();
    match entry.kind {
        EntryKind::Folder => shell.go(&entry.path),
        EntryKind::File => focus::click_first_link(&row.dom_id()),
        EntryKind::Link | EntryKind::Other => {}
    }
}
