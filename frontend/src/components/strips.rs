//! Strips below the path bar: the server is out of reach, the session has ended.

use holdall_shared::{Action, EntryPath};
use leptos::prelude::*;

use super::icon::icon;
use crate::{
    browser::files::Picker,
    state::{adding::Step, connection::Status, kind::Icon, layer::Dialog, session::Presence, shell::use_shell},
    text::{self, adding, sign_in, strips, upload},
    upload::tray::Way,
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
    let step = shell.adding.step();
    let is_adding = Memo::new(move |_| !matches!(step.get(), Step::Idle | Step::Deciding));
    let adding_words = move || match step.get() {
        Step::Reading(files) if files > 0 => adding::reading(files),
        Step::Comparing { done, of } => adding::comparing(done, of),
        _ => adding::ASKING.to_owned(),
    };
    let uploading = Memo::new(move |_| shell.uploads.tray.summary.get().is_unfinished());
    let ended_text = move || if uploading.get() { strips::SIGNED_OUT_UPLOADING } else { strips::SIGNED_OUT };
    let unfinished = shell.uploads.tray.unfinished;
    let is_left =
        Memo::new(move |_| unfinished.with(|unfinished| unfinished.count) > 0 && shell.visitor.may(Action::Create));
    let may_go_on = Memo::new(move |_| unfinished.with(|unfinished| unfinished.way) == Way::Continue);
    let left_text = move || {
        unfinished.with(|unfinished| match unfinished.way {
            Way::Continue => upload::unfinished(unfinished.count),
            Way::AddAgain => upload::add_again(unfinished.count, unfinished.percent),
        })
    };
    let go_on_label = move || if may_go_on.get() { upload::CONTINUE } else { upload::CHOOSE_AGAIN };
    let go_on = move |_| {
        if may_go_on.get_untracked() {
            shell.uploads.continue_unfinished();
            return;
        }
        let folder = unfinished.with_untracked(|unfinished| unfinished.folder.clone()).unwrap_or_default();
        if let Ok(folder) = EntryPath::new(folder)
            && untrack(|| shell.is_in_trash() || shell.folder.path().get() != folder)
        {
            shell.go(&folder);
        }
        Picker::Files.open();
    };
    view! {
        <Show when=move || is_left.get()>
            <div class="strip">
                {icon(Icon::Upload)}
                <span class="strip-text">{left_text}</span>
                <button type="button" class="button" on:click=go_on>{go_on_label}</button>
                <button type="button" class="button" on:click=move |_| shell.uploads.discard_unfinished()>
                    {upload::DISCARD}
                </button>
            </div>
        </Show>
        <Show when=move || offline.get()>
            <div class="strip">
                {icon(Icon::Offline)}
                <span class="strip-text">{countdown}</span>
                <button type="button" class="button" on:click=move |_| shell.connection.try_now()>{text::TRY_NOW}</button>
            </div>
        </Show>
        <Show when=move || is_adding.get()>
            <div class="strip strip-adding" role="status">
                {icon(Icon::Upload)}
                <span class="strip-text">{adding_words}</span>
                <button type="button" class="button" on:click=move |_| shell.give_up_adding()>{text::CANCEL}</button>
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
