//! Strips below the path bar: the server is out of reach, the session has ended.

use holdall_shared::{Action, EntryPath};
use leptos::prelude::*;

use super::icon::icon;
use crate::{
    browser::files::Picker,
    number,
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
        Status::Trying | Status::Online => strips::trying().to_owned(),
    };
    let step = shell.adding.step;
    let is_adding = Memo::new(move |_| !matches!(step.get(), Step::Idle | Step::Deciding));
    let adding_words = move || match step.get() {
        Step::Loading => adding::loading().to_owned(),
        Step::Reading(files) if files > 0 => adding::reading(number::length(files)),
        Step::Comparing { done, of } => adding::comparing(number::length(done), number::length(of)),
        _ => adding::asking().to_owned(),
    };
    let uploading = Memo::new(move |_| shell.uploads.tray.summary.get().is_unfinished());
    let ended_text = move || if uploading.get() { strips::signed_out_uploading() } else { strips::signed_out() };
    let unfinished = shell.uploads.tray.unfinished;
    let is_left =
        Memo::new(move |_| unfinished.with(|unfinished| unfinished.count) > 0 && shell.visitor.may(Action::Create));
    let may_go_on = Memo::new(move |_| unfinished.with(|unfinished| unfinished.way) == Way::Continue);
    let left_text = move || {
        unfinished.with(|unfinished| match unfinished.way {
            Way::Continue => upload::unfinished(unfinished.count),
            Way::AddAgain => upload::add_files_again(unfinished.count, unfinished.percent),
        })
    };
    let go_on_label = move || if may_go_on.get() { upload::go_on() } else { upload::choose_again() };
    let go_on = move |_| {
        if may_go_on.get_untracked() {
            shell.uploads.tell(|engine| engine.continue_unfinished());
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
                <button type="button" class="button" on:click=move |_| shell.uploads.tell(|engine| engine.discard_unfinished())>
                    {upload::discard()}
                </button>
            </div>
        </Show>
        <Show when=move || offline.get()>
            <div class="strip">
                {icon(Icon::Offline)}
                <span class="strip-text">{countdown}</span>
                <button type="button" class="button" on:click=move |_| shell.connection.try_now()>{text::try_now()}</button>
            </div>
        </Show>
        <Show when=move || is_adding.get()>
            <div class="strip strip-adding" role="status">
                {icon(Icon::Upload)}
                <span class="strip-text">{adding_words}</span>
                <button type="button" class="button" on:click=move |_| shell.give_up_adding()>{text::cancel()}</button>
            </div>
        </Show>
        <Show when=move || ended.get()>
            <div class="strip">
                {icon(Icon::Lock)}
                <span class="strip-text">{ended_text}</span>
                <button type="button" class="button" on:click=move |_| shell.layers.open(Dialog::SignIn)>
                    {sign_in::sign_in()}
                </button>
            </div>
        </Show>
    }
}
