//! What a visitor comes for: the button that uploads, or that signs in; who may only look is told so.

use holdall_shared::Action;
use leptos::prelude::*;

use super::icon::icon;
use crate::{
    browser::files::Picker,
    state::{
        kind::Icon,
        layer::{Dialog, Menu},
        shell::use_shell,
    },
    text::{list, sign_in},
};

const MENU_BUTTON: &str = "upload-menu-button";

/// `view_only` is what who may only look is told.
#[component]
pub(crate) fn MainAction(#[prop(into)] view_only: ViewFn) -> impl IntoView {
    let shell = use_shell();
    move || {
        if shell.visitor.may(Action::Create) {
            view! {
                <div class="split-button">
                    <button type="button" class="button primary" on:click=move |_| Picker::Files.open()>
                        {icon(Icon::Upload)} {list::upload()}
                    </button>
                    <button
                        type="button"
                        class="button primary split-more"
                        id=MENU_BUTTON
                        aria-label=list::upload_menu()
                        title=list::upload_menu()
                        aria-haspopup="menu"
                        on:click=move |_| shell.layers.toggle_menu(Menu::Upload, MENU_BUTTON)
                    >
                        {icon(Icon::SortDown)}
                    </button>
                </div>
            }
            .into_any()
        } else if shell.visitor.is_signed_in() {
            view_only.run()
        } else {
            view! {
                <button type="button" class="button primary" on:click=move |_| shell.layers.open(Dialog::SignIn)>
                    {sign_in::sign_in()}
                </button>
            }
            .into_any()
        }
    }
}
