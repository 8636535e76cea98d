//! A menu: opens at its place, is walked by the keyboard, closes by Escape, Tab or a click elsewhere.
//!
//! Pattern: ARIA Authoring Practices, "Menu Button". On a phone it is a sheet at the foot.

use leptos::{ev, html, prelude::*};

use super::{
    icon::icon,
    later::{Later, Shape},
    menu_items::{Act, Item, State, items, label},
    parts::use_parts,
};
use crate::{
    browser::{focus, keys},
    number,
    state::{kind::Icon, layer::OpenMenu, shell::use_shell},
};

/// The place of the menus.
#[component]
pub(crate) fn MenuHost() -> impl IntoView {
    let (menu, parts) = (use_shell().layers.menu, use_parts());
    let is_open = Memo::new(move |_| menu.with(Option::is_some));
    view! { <Show when=move || is_open.get()><Later part=parts.menus shape=Shape::Dialog /></Show> }
}

/// The menu that is open.
#[component]
pub(crate) fn OpenMenuSheet() -> impl IntoView {
    let menu = use_shell().layers.menu;
    move || menu.get().map(|open| view! { <MenuSheet open=open /> })
}

#[component]
fn MenuSheet(open: OpenMenu) -> impl IntoView {
    let shell = use_shell();
    let sheet = NodeRef::<html::Div>::new();
    let place = RwSignal::new(None::<(f64, f64)>);
    let (at, side) = (open.at, open.side);
    sheet.on_load(move |element| {
        request_animation_frame(move || {
            place.set(Some(focus::fitted(&element, at, side)));
            focus::move_in_menu(&element, focus::Step::First);
        });
    });
    let on_key = move |event: ev::KeyboardEvent| {
        let Some(element) = sheet.get_untracked() else { return };
        let step = match event.key().as_str() {
            "ArrowDown" => focus::Step::Next,
            "ArrowUp" => focus::Step::Previous,
            "Home" => focus::Step::First,
            "End" => focus::Step::Last,
            "Escape" | "Tab" => {
                event.prevent_default();
                event.stop_propagation();
                shell.layers.close_menu();
                return;
            }
            _ => match keys::typed_letter(&event) {
                Some(letter) => focus::Step::Letter(letter),
                None => return,
            },
        };
        event.prevent_default();
        event.stop_propagation();
        focus::move_in_menu(&element, step);
    };
    let pixels =
        |pixels: Option<f64>| pixels.map_or_else(String::new, |pixels| format!("{}px", number::to_count(pixels)));
    let entries: Vec<_> = items(shell, &open.menu).into_iter().map(item).collect();
    view! {
        <div
            class="menu-backdrop"
            on:click=move |_| shell.layers.close_menu()
            on:contextmenu=move |event| {
                event.prevent_default();
                shell.layers.close_menu();
            }
        ></div>
        <div
            class="menu"
            role="menu"
            aria-label=label(&open.menu)
            node_ref=sheet
            data-placed=move || place.get().is_some().to_string()
            style=("--menu-x", move || pixels(place.get().map(|(x, _)| x)))
            style=("--menu-y", move || pixels(place.get().map(|(_, y)| y)))
            on:keydown=on_key
        >
            {entries}
        </div>
    }
}

fn item(item: Item) -> AnyView {
    let layers = use_shell().layers;
    let Item { label, shape, act, reason } = item;
    let content = move |shape: Option<Icon>| {
        view! {
            <span class="menu-mark">{shape.map(icon)}</span>
            <span class="menu-label"><bdi>{label}</bdi></span>
        }
    };
    match act {
        Act::Heading => view! { <div class="menu-heading" role="presentation">{content(None)}</div> }.into_any(),
        Act::Separator => view! { <div class="menu-separator" role="separator"></div> }.into_any(),
        Act::Link { href, download } => {
            // A link is followed even when it is taken away meanwhile.
            let close = move |_| layers.close_menu();
            view! {
                <a class="menu-item" role="menuitem" tabindex="-1" href=href download=download on:click=close>
                    {content(shape)}
                </a>
            }
            .into_any()
        }
        Act::Run(run) => {
            let is_off = reason.is_some();
            let click = move |_| {
                if !is_off {
                    layers.close_menu();
                    run();
                }
            };
            view! {
                <button
                    type="button"
                    class="menu-item"
                    role="menuitem"
                    tabindex="-1"
                    aria-disabled=is_off.to_string()
                    title=reason
                    on:click=click
                >
                    {content(shape)}
                </button>
            }
            .into_any()
        }
        Act::Choose { role, state, run } => {
            let is_on = state == State::On;
            let click = move |_| {
                layers.close_menu();
                run();
            };
            view! {
                <button
                    type="button"
                    class="menu-item"
                    role=role
                    tabindex="-1"
                    aria-checked=is_on.to_string()
                    on:click=click
                >
                    {content(is_on.then_some(Icon::Check))}
                </button>
            }
            .into_any()
        }
    }
}
