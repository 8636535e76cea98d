//! What a visitor comes for: the button that uploads, or that signs in; who may only look is told so.

use holdall_shared::Action;
use leptos::prelude::*;

use super::icon::icon;
use crate::{
    browser::files,
    state::{kind::Icon, layer::Dialog, shell::use_shell},
    text::{list, sign_in},
};

/// `view_only` is what who may only look is told.
#[component]
pub(crate) fn MainAction(#[prop(into)] view_only: ViewFn) -> impl IntoView {
    let shell = use_shell();
    move || {
        if shell.visitor.may(Action::Create) {
            view! {
                <button type="button" class="button primary" on:click=move |_| files::open_picker()>
                    {icon(Icon::Upload)} {list::UPLOAD}
                </button>
            }
            .into_any()
        } else if shell.visitor.is_signed_in() {
            view_only.run()
        } else {
            view! {
                <button type="button" class="button primary" on:click=move |_| shell.layers.open(Dialog::SignIn)>
                    {sign_in::SIGN_IN}
                </button>
            }
            .into_any()
        }
    }
}
