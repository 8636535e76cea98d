//! The way from the upload folder to this one. Folders in the middle of a long way collapse into one menu.

use holdall_shared::{EntryName, EntryPath};
use leptos::prelude::*;

use crate::{
    browser::keys,
    state::{
        layer::Menu,
        route,
        shell::{Shell, use_shell},
    },
    text::{self, list},
};

const MORE_BUTTON: &str = "path-menu-button";

/// Longer ways are collapsed.
const SHOWN_WHOLE: usize = 4;

/// A folder on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) name: String,
    pub(crate) path: EntryPath,
}

/// The way to `path`, the upload folder first.
pub(crate) fn steps(path: &EntryPath) -> Vec<Step> {
    let mut steps = vec![Step { name: text::root().to_owned(), path: EntryPath::ROOT }];
    let mut here = EntryPath::ROOT;
    for name in path.segments().filter_map(|name| EntryName::new(name).ok()) {
        here = here.child(&name);
        steps.push(Step { name: name.into(), path: here.clone() });
    }
    steps
}

/// Those of the way that the menu has.
pub(crate) fn collapsed(steps: &[Step]) -> &[Step] {
    if steps.len() <= SHOWN_WHOLE { &[] } else { steps.get(1..steps.len() - 2).unwrap_or_default() }
}

#[component]
pub(crate) fn Breadcrumbs() -> impl IntoView {
    let shell = use_shell();
    let items = move || {
        let steps = steps(&shell.folder.path().get());
        let hidden: Vec<Step> = collapsed(&steps).to_vec();
        let last = steps.len().saturating_sub(1);
        let shown = steps.into_iter().enumerate().filter(|(_, step)| !hidden.contains(step));
        let mut views: Vec<AnyView> = shown
            .map(
                |(place, step)| {
                    if place == last { current(step.name).into_any() } else { link(shell, step).into_any() }
                },
            )
            .collect();
        if !hidden.is_empty() {
            views.insert(1, more(shell).into_any());
        }
        views
    };
    view! { <nav class="breadcrumbs" aria-label=list::breadcrumbs()><ol>{items}</ol></nav> }
}

fn current(name: String) -> impl IntoView {
    let title = name.clone();
    view! { <li class="crumb-current"><span aria-current="page" title=title><bdi>{name}</bdi></span></li> }
}

fn link(shell: Shell, step: Step) -> impl IntoView {
    let href = route::folder_href(&step.path);
    let Step { name, path } = step;
    let (data, title) = (path.to_string(), name.clone());
    let go = move |event: leptos::ev::MouseEvent| {
        if keys::is_plain_click(&event) {
            event.prevent_default();
            shell.go(&path);
        }
    };
    view! { <li><a href=href data-folder=data title=title on:click=go><bdi>{name}</bdi></a></li> }
}

fn more(shell: Shell) -> impl IntoView {
    view! {
        <li>
            <button
                type="button"
                class="crumb-more"
                id=MORE_BUTTON
                aria-label=list::more_folders()
                title=list::more_folders()
                aria-haspopup="menu"
                on:click=move |_| shell.layers.toggle_menu(Menu::Path, MORE_BUTTON)
            >
                "…"
            </button>
        </li>
    }
}
