//! Strips below the path bar: the server is out of reach, the session has ended.

use leptos::prelude::*;

use super::icon::icon;
use crate::{
    state::{connection::Status, kind::Icon, layer::Dialog, session::Presence, shell::use_shell},
    text::{self, sign_in, strips},
};

#[component]
pub(crate) fn Strips() -> impl IntoView {
    let shell = use_shell();
    let offline = Memo::new(move |_| shell.connection.status().get() != Status::Online);
    let ended = Memo::new(move |_| shell.visitor.presence().get() == Presence::Ended);
    let countdown = move || match shell.connection.status().get() {
        Status::Offline { in_s } => strips::offline(in_s),
        Status::Trying | Status::Online => strips::TRYING.to_owned(),
    };
    let uploading = Memo::new(move |_| shell.uploads.tray.summary.get().is_unfinished());
    let ended_text = move || if uploading.get() { strips::SIGNED_OUT_UPLOADING } else { strips::SIGNED_OUT };
    view! {
        <Show when=move || offline.get()>
            <div class="strip">
                {icon(Icon::Offline)}
                <span class="strip-text">{countdown}</span>
                <button type="button" class="button" on:click=move |_| shell.connection.try_now()>{text::TRY_NOW}</button>
            </div>
        </Show>
        <Show when=move || ended.get()>
            <div class="strip">
                {icon(Icon::Lock)}
                <span class="strip-text">{ended_text}</span>
                <button type="button" class="button" on:click=move |_| shell.layers.open(Dialog::SignIn)>
                    {sign_in::SIGN_IN}
                </button>
            </div>
        </Show>
    }
}
