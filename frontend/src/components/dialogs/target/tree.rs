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

#[component]
pub(super) fn Tree(tree: RwSignal<FolderTree>, here: EntryPath, begin: Callback<()>) -> impl IntoView {
    let shell = use_shell();
    let lines = Memo::new(move |_| tree.with(FolderTree::lines));
    let cursor = Memo::new(move |_| tree.with(|tree| tree.cursor().clone()));
    let typed = StoredValue::new(TypeAhead::default());
    let here = StoredValue::new(here);
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
        tree.update(|tree| result = tree.key(&event.key()));
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
        Line::Folder { path, level, .. } => {
            let is_here = here.with_value(|here| *here == path);
            folder(tree, lines, cursor, path, level, is_here).into_any()
        }
        Line::More { of, level, .. } => more(shell, tree, lines, cursor, of, level).into_any(),
    };
    view! {
        <div class="tree" role="tree" aria-label=transfer::FOLDERS on:keydown=pressed>
            <For each=move || lines.get() key=|line| (line.key(), level_of(line)) let(line)>{draw(line)}</For>
        </div>
    }
}

fn folder(
    tree: RwSignal<FolderTree>,
    lines: Memo<Vec<Line>>,
    cursor: Memo<Key>,
    path: EntryPath,
    level: usize,
    is_here: bool,
) -> impl IntoView {
    let (key, name) = (Key::Folder(path.clone()), text::folder_name(&path));
    let (id, title) = (dom_id(&key), name.clone());
    let is_cursor = {
        let key = key.clone();
        Memo::new(move |_| cursor.get() == key)
    };
    let fold = {
        let path = path.clone();
        Memo::new(move |_| {
            let is_it = |line: &&Line| matches!(line, Line::Folder { path: other, .. } if *other == path);
            lines.with(|lines| match lines.iter().find(is_it) {
                Some(Line::Folder { fold, .. }) => *fold,
                _ => Fold::Closed,
            })
        })
    };
    let go = move |_| {
        tree.update(|tree| tree.go(key.clone()));
        focus_cursor(tree);
    };
    let toggle = StoredValue::new(path);
    let turn = move || tree.update(|tree| toggle.with_value(|path| tree.toggle(path)));
    view! {
        <div
            role="treeitem"
            class="tree-line"
            id=id
            tabindex=move || if is_cursor.get() { "0" } else { "-1" }
            autofocus=is_cursor.get_untracked()
            {..custom_attribute("aria-level", level.to_string())}
            aria-selected=move || is_cursor.get().to_string()
            aria-expanded=move || match fold.get() {
                Fold::Leaf => None,
                fold => Some((fold == Fold::Open).to_string()),
            }
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
            {is_here.then(|| view! { <small class="tree-here">{transfer::HERE}</small> })}
        </div>
    }
}

fn more(
    shell: Shell,
    tree: RwSignal<FolderTree>,
    lines: Memo<Vec<Line>>,
    cursor: Memo<Key>,
    of: EntryPath,
    level: usize,
) -> impl IntoView {
    let key = Key::More(of.clone());
    let id = dom_id(&key);
    let is_cursor = {
        let key = key.clone();
        Memo::new(move |_| cursor.get() == key)
    };
    let words = {
        let of = of.clone();
        move || {
            let is_it = |line: &&Line| matches!(line, Line::More { of: other, .. } if *other == of);
            lines.with(|lines| match lines.iter().find(is_it) {
                Some(Line::More { rest: Rest::More, .. }) => transfer::MORE_FOLDERS,
                Some(Line::More { rest: Rest::Failed, .. }) => transfer::FOLDERS_FAILED,
                _ => transfer::LOADING_FOLDERS,
            })
        }
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

/// Asks for the next page of a folder, unless it is on its way.
fn ask(shell: Shell, tree: RwSignal<FolderTree>, path: EntryPath) {
    if tree.with_untracked(|tree| tree.is_asked(&path)) {
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

fn level_of(line: &Line) -> usize {
    match line {
        Line::Folder { level, .. } | Line::More { level, .. } => *level,
    }
}
