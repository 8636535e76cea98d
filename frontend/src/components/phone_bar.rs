//! The bar at a phone's foot: what the thumb needs.

use leptos::prelude::*;

use super::{icon::icon, main_action::MainAction, trash::EmptyTrashButton};
use crate::{
    state::{kind::Icon, layer::Menu, shell::use_shell},
    text::list,
};

const MORE_BUTTON: &str = "phone-more-button";

#[component]
pub(crate) fn PhoneBar() -> impl IntoView {
    let shell = use_shell();
    let view_only = || view! { <span class="phone-note">{list::view_only()}</span> };
    let of_folder = move || {
        view! {
            <button type="button" class="button" on:click=move |_| shell.search()>
                {icon(Icon::Search)} {list::search()}
            </button>
            <MainAction view_only />
            <button
                type="button"
                class="button"
                id=MORE_BUTTON
                aria-haspopup="menu"
                on:click=move |_| shell.layers.toggle_menu(Menu::Phone, MORE_BUTTON)
            >
                {icon(Icon::More)} {list::more()}
            </button>
        }
    };
    view! {
        <nav class="phone-bar" aria-label=list::actions_bar()>
            <Show when=move || shell.is_in_trash() fallback=of_folder><EmptyTrashButton /></Show>
        </nav>
    }
}
