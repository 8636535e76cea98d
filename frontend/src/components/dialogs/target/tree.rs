//! The tree of folders on the page: lines, keys, and the requests for what is opened.
//!
//! Pattern: ARIA Authoring Practices, "Tree View". The lines are no nested groups but carry their levels.

use holdall_shared::{EntryPath, ListingQuery};
use leptos::{attr::custom::custom_attribute, ev, prelude::*};

use crate::{
    api,
    browser::{clock, focus, keys, task},
    components::icon::icon,
    state::{
        folder_tree::{Fold, FolderTree, Key, Line, PAGE, Pressed, Rest},
        kind::Icon,
        preferences::Hidden,
        shell::{Shell, use_shell},
        type_ahead::TypeAhead,
    },
    text::{self, transfer},
};

/// What the lines draw from.
#[derive(Clone, Copy)]
struct Drawing {
    shell: Shell,
    tree: RwSignal<FolderTree>,
    cursor: Memo<Key>,
    here: StoredValue<EntryPath>,
}

#[component]
pub(super) fn Tree(tree: RwSignal<FolderTree>, here: EntryPath, begin: Callback<()>) -> impl IntoView {
    let shell = use_shell();
    let lines = Memo::new(move |_| tree.with(FolderTree::lines));
    let cursor = Memo::new(move |_| tree.with(|tree| tree.cursor().clone()));
    let drawing = Drawing { shell, tree, cursor, here: StoredValue::new(here) };
    let typed = StoredValue::new(TypeAhead::default());
    Effect::new(move |_| {
        for path in tree.with(FolderTree::wanted) {
            ask(shell, tree, path);
        }
    });
    let pressed = move |event: ev::KeyboardEvent| {
        if keys::has_command(&event) || event.alt_key() {
            return;
        }
        let mut result = Pressed::Unknown;
        tree.update(|tree| result = tree.key(forward(&event.key())));
        match result {
            Pressed::Done => {}
            Pressed::More(of) => ask(shell, tree, of),
            Pressed::Unknown if event.key() == "Enter" => begin.run(()),
            Pressed::Unknown => {
                let Some(letter) = keys::typed_letter(&event) else { return };
                typed.update_value(|typed| _ = typed.add(&letter, clock::now_ms()));
                tree.update(|tree| typed.with_value(|typed| tree.jump(typed.typed())));
            }
        }
        event.prevent_default();
        event.stop_propagation();
        focus_cursor(tree);
    };
    // At the beginning the folder that one is in is seen, however long the list above it.
    focus_cursor(tree);
    let draw = move |line: Line| match line {
        Line::Folder { path, level, .. } => drawing.folder(path, level).into_any(),
        Line::More { of, level, .. } => drawing.more(of, level).into_any(),
    };
    view! {
        <div class="tree" role="tree" aria-label=transfer::folders() on:keydown=pressed>
            <For each=move || lines.get() key=Line::key let(line)>{draw(line)}</For>
        </div>
    }
}

impl Drawing {
    fn folder(self, path: EntryPath, level: usize) -> impl IntoView {
        let Self { tree, .. } = self;
        let (key, name) = (Key::Folder(path.clone()), text::folder_name(&path));
        let (id, title) = (dom_id(&key), name.clone());
        let is_here = self.here.with_value(|here| *here == path);
        let is_cursor = self.is_cursor(key.clone());
        let path = StoredValue::new(path);
        let fold = Memo::new(move |_| tree.with(|tree| path.with_value(|path| tree.fold(path))));
        let expanded =
            move || Some(fold.get()).filter(|fold| *fold != Fold::Leaf).map(|fold| (fold == Fold::Open).to_string());
        let go = move |_| {
            tree.update(|tree| tree.go(key.clone()));
            focus_cursor(tree);
        };
        let turn = move || tree.update(|tree| path.with_value(|path| tree.toggle(path)));
        view! {
            <div
                role="treeitem"
                class="tree-line"
                id=id
                tabindex=move || if is_cursor.get() { "0" } else { "-1" }
                autofocus=is_cursor.get_untracked()
                {..custom_attribute("aria-level", level.to_string())}
                aria-selected=move || is_cursor.get().to_string()
                aria-expanded=expanded
                aria-current=is_here.then_some("location")
                style=("--level", level.to_string())
                on:click=go
                on:dblclick=move |_| turn()
            >
                <span
                    class="tree-twig"
                    aria-hidden="true"
                    on:click=move |event| {
                        event.stop_propagation();
                        turn();
                    }
                ></span>
                {icon(Icon::Folder)}
                <span class="tree-name" title=title><bdi>{name}</bdi></span>
                {is_here.then(|| view! { <small class="tree-here">{transfer::here()}</small> })}
            </div>
        }
    }

    fn more(self, of: EntryPath, level: usize) -> impl IntoView {
        let Self { shell, tree, .. } = self;
        let key = Key::More(of.clone());
        let id = dom_id(&key);
        let is_cursor = self.is_cursor(key.clone());
        let rest = {
            let of = of.clone();
            Memo::new(move |_| tree.with(|tree| tree.rest(&of)))
        };
        let words = move || match rest.get() {
            Rest::More => transfer::more_folders(),
            Rest::Failed => transfer::folders_failed(),
            Rest::Unasked | Rest::Asked | Rest::Nothing => transfer::loading_folders(),
        };
        let ask_more = move |_| {
            tree.update(|tree| tree.go(key.clone()));
            ask(shell, tree, of.clone());
        };
        view! {
            <div
                role="treeitem"
                class="tree-line tree-more"
                id=id
                tabindex=move || if is_cursor.get() { "0" } else { "-1" }
                {..custom_attribute("aria-level", level.to_string())}
                aria-selected=move || is_cursor.get().to_string()
                style=("--level", level.to_string())
                on:click=ask_more
            >
                {words}
            </div>
        }
    }

    fn is_cursor(self, key: Key) -> Memo<bool> {
        Memo::new(move |_| self.cursor.with(|cursor| *cursor == key))
    }
}

/// Asks for the next page of a folder, unless it is on its way.
fn ask(shell: Shell, tree: RwSignal<FolderTree>, path: EntryPath) {
    if tree.with_untracked(|tree| tree.rest(&path) == Rest::Asked) {
        return;
    }
    let mut offset = 0;
    tree.update(|tree| offset = tree.asked(&path));
    let hidden = shell.preferences.with_untracked(|preferences| preferences.hidden == Hidden::Shown);
    let limit = u32::try_from(PAGE).unwrap_or(ListingQuery::MAX_LIMIT);
    task::run(async move {
        let query = ListingQuery { offset, limit, hidden, ..ListingQuery::default() };
        let result = api::entries::list(&path, query).await;
        shell.folder.hear(&result);
        // The dialog may be gone.
        let had_focus = focus::current().is_some_and(|element| element.closest(".tree").ok().flatten().is_some());
        let _unseen = tree.try_update(|tree| match result {
            Ok(listing) => tree.listed(&path, listing),
            Err(_) => tree.failed(&path),
        });
        if had_focus && tree.try_with_untracked(|_| ()).is_some() {
            focus_cursor(tree);
        }
    });
}

/// The key as it is where lines run from left to right: into the tree is where they end.
fn forward(key: &str) -> &str {
    match key {
        "ArrowLeft" if !focus::is_left_to_right() => "ArrowRight",
        "ArrowRight" if !focus::is_left_to_right() => "ArrowLeft",
        key => key,
    }
}

/// Puts the focus on the line that has the cursor, once it is drawn.
fn focus_cursor(tree: RwSignal<FolderTree>) {
    request_animation_frame(move || {
        if let Some(id) = tree.try_with_untracked(|tree| dom_id(tree.cursor())) {
            focus::to_id(&id);
        }
    });
}

fn dom_id(key: &Key) -> String {
    match key {
        Key::Folder(path) => format!("folder/{path}"),
        Key::More(of) => format!("more/{of}"),
    }
}
