//! One row of the trash: box, name, from where, when, size, actions.

use holdall_shared::{Action, EntryKind, TrashedEntry};
use leptos::{ev, prelude::*};

use crate::{
    browser::{
        dates,
        focus::{self, Side},
        keys,
    },
    components::{icon::icon, list_row::FIRST_ROW, name::middle},
    number,
    state::{
        kind::Icon,
        layer::{Menu, OpenMenu},
        restoring::As,
        selection::{Reach, Selection},
        shell::{Shell, use_shell},
        trash::dom_id,
    },
    text::{self, list, trash},
};

#[component]
pub(super) fn TrashRow(entry: TrashedEntry, index: ReadSignal<usize>) -> impl IntoView {
    let shell = use_shell();
    let id = StoredValue::new(entry.id.clone());
    let is_chosen =
        Memo::new(move |_| shell.trash.selection.with(|selection| id.with_value(|id| selection.contains(id))));
    let is_cursor =
        Memo::new(move |_| shell.trash.selection.with(|selection| id.with_value(|id| selection.cursor() == Some(id))));
    let hands = Hands { shell, entry: StoredValue::new(entry) };
    let entry = hands.entry.get_value();
    let (from, when, size) = (trash::folder(&entry.path), dates::short(entry.deleted), text::size(entry.size));
    let name = entry.name.to_string();
    view! {
        <div
            role="row"
            class="row"
            id=dom_id(&entry.id)
            tabindex=move || if is_cursor.get() { "0" } else { "-1" }
            aria-rowindex=move || (number::length(index.get()) + FIRST_ROW).to_string()
            aria-selected=move || is_chosen.get().to_string()
            aria-label=trash::row(&name, &from, &when, &size)
            on:click=move |event| hands.clicked(&event)
            on:focusin=move |_| hands.focused()
            on:contextmenu=move |event| hands.menu_asked(&event)
        >
            <div role="gridcell" class="cell-box">
                <input
                    type="checkbox"
                    tabindex="-1"
                    aria-label=list::select(&name)
                    prop:checked=is_chosen
                    on:click=move |event| hands.ticked(&event)
                />
            </div>
            <div role="gridcell" class="cell-name">
                {icon(shape(&entry))}
                <div class="name-lines">
                    <span class="name name-trashed" title=name.clone()>{middle(&name)}</span>
                    <span class="row-meta trash-meta">
                        <bdi class="trash-meta-from">{from.clone()}</bdi>
                        <span class="trash-meta-rest">{format!(" · {when} · {size}")}</span>
                    </span>
                </div>
            </div>
            <div role="gridcell" class="cell-from" title=from.clone()><bdi>{from.clone()}</bdi></div>
            <div role="gridcell" class="cell-modified">
                <time datetime=entry.deleted.to_string() title=dates::full(entry.deleted)>{when.clone()}</time>
            </div>
            <div role="gridcell" class="cell-size">{size.clone()}</div>
            <div role="gridcell" class="cell-actions">{actions(hands, &name)}</div>
        </div>
    }
}

/// The id of a row's menu button.
pub(super) fn more_id(id: &str) -> String {
    format!("more-{id}")
}

fn shape(entry: &TrashedEntry) -> Icon {
    match entry.kind {
        EntryKind::Folder => Icon::Folder,
        EntryKind::Link | EntryKind::Other => Icon::Outside,
        EntryKind::File => Icon::of_file(entry.name.as_str(), ""),
    }
}

fn actions(hands: Hands, name: &str) -> impl IntoView + use<> {
    let shell = hands.shell;
    let may_restore = shell.visitor.may_untracked(Action::Create);
    let may_change = may_restore || shell.visitor.may_untracked(Action::Delete);
    let is_offline = move || !shell.connection.is_online();
    let restore = may_restore.then(|| {
        view! {
            <button
                type="button"
                class="icon-button row-download"
                tabindex="-1"
                aria-label=trash::restore_named(name)
                title=trash::restore()
                disabled=is_offline
                on:click=move |_| hands.restore()
            >
                {icon(Icon::Restore)}
            </button>
        }
    });
    let more = may_change.then(|| {
        view! {
            <button
                type="button"
                class="icon-button"
                tabindex="-1"
                id=hands.entry.with_value(|entry| more_id(&entry.id))
                aria-label=list::actions_for(name)
                aria-haspopup="menu"
                on:click=move |_| hands.open_menu()
            >
                {icon(Icon::More)}
            </button>
        }
    });
    view! { {restore} {more} }
}

/// What the mouse and the finger do to a row.
#[derive(Clone, Copy)]
struct Hands {
    shell: Shell,
    entry: StoredValue<TrashedEntry>,
}

impl Hands {
    fn clicked(self, event: &ev::MouseEvent) {
        if focus::is_on_control(event) {
            return;
        }
        let reach = match (event.shift_key(), event.ctrl_key() || event.meta_key()) {
            (true, _) => Reach::Range,
            (false, true) => Reach::Toggle,
            // Nothing opens here: a tap can only mean to choose, one more or one less.
            (false, false) if keys::is_touch(event) => Reach::Toggle,
            (false, false) => Reach::Only,
        };
        self.go(reach);
        self.entry.with_value(|entry| focus::to_id(&dom_id(&entry.id)));
    }

    /// Keys act on the row that has the focus, however it came there.
    fn focused(self) {
        let cursor = self.shell.trash.selection.with_untracked(|selection| selection.cursor().cloned());
        if self.entry.with_value(|entry| Some(&entry.id) != cursor.as_ref()) {
            self.go(Reach::Cursor);
        }
    }

    fn ticked(self, event: &ev::MouseEvent) {
        self.go(if event.shift_key() { Reach::Range } else { Reach::Toggle });
    }

    fn restore(self) {
        self.go(Reach::Cursor);
        let entries = vec![self.entry.get_value()];
        self.shell.act(|deeds| deeds.restore(entries, As::Itself));
        self.shell.trash.focus_cursor();
    }

    fn open_menu(self) {
        self.go(Reach::Cursor);
        let entry = self.entry.get_value();
        let button = more_id(&entry.id);
        self.shell.layers.toggle_menu(Menu::Trashed(entry), &button);
    }

    fn menu_asked(self, event: &ev::MouseEvent) {
        if event.shift_key() {
            return;
        }
        event.prevent_default();
        if keys::is_touch(event) {
            return;
        }
        self.go(Reach::Cursor);
        let entry = self.entry.get_value();
        self.shell.layers.menu.set(Some(OpenMenu {
            at: (f64::from(event.client_x()), f64::from(event.client_y())),
            side: Side::Start,
            opener: dom_id(&entry.id),
            menu: Menu::Trashed(entry),
        }));
    }

    fn go(self, reach: Reach) {
        let ids = self.shell.trash.ids();
        self.entry.with_value(|entry| {
            self.shell.trash.selection.update(|selection: &mut Selection<String>| selection.go(&ids, &entry.id, reach));
        });
    }
}
