//! The bar at a phone's foot: what the thumb needs.

use holdall_shared::Action;
use leptos::prelude::*;

use super::icon::icon;
use crate::{
    browser::files,
    state::{
        kind::Icon,
        layer::{Dialog, Menu},
        shell::use_shell,
    },
    text::{list, sign_in},
};

const MORE_BUTTON: &str = "phone-more-button";

#[component]
pub(crate) fn PhoneBar() -> impl IntoView {
    let shell = use_shell();
    let main = move || {
        if shell.visitor.may(Action::Create) {
            view! {
                <button type="button" class="button primary" on:click=move |_| files::open_picker()>
                    {icon(Icon::Upload)} {list::UPLOAD}
                </button>
            }
            .into_any()
        } else if shell.visitor.is_signed_in() {
            view! { <span class="phone-note">{list::VIEW_ONLY}</span> }.into_any()
        } else {
            view! {
                <button type="button" class="button primary" on:click=move |_| shell.layers.open(Dialog::SignIn)>
                    {sign_in::SIGN_IN}
                </button>
            }
            .into_any()
        }
    };
    view! {
        <nav class="phone-bar" aria-label=list::ACTIONS_BAR>
            {main}
            <button
                type="button"
                class="button"
                id=MORE_BUTTON
                aria-haspopup="menu"
                on:click=move |_| shell.layers.toggle_menu(Menu::Phone, MORE_BUTTON)
            >
                {icon(Icon::More)} {list::MORE}
            </button>
        </nav>
    }
}
