//! One upload in the tray: what it is, how it stands, and its button; a failed one has its remedies.

use holdall_shared::ByteSize;
use leptos::prelude::*;

use super::{icon::icon, name::middle};
use crate::{
    number,
    state::{
        kind::Icon,
        layer::Dialog,
        shell::{Shell, use_shell},
    },
    text::upload as words,
    upload::{
        machine::{Failure, Hold, Phase, Remedy, Upload},
        tray::TrayRow,
    },
};

/// Cancelling asks first once so many bytes have been sent.
const ASK_FROM: u64 = 100_000_000;

#[component]
pub(crate) fn TrayRowView(row: TrayRow) -> impl IntoView {
    let shell = use_shell();
    let upload = RwSignal::from(row.upload);
    let name = Memo::new(move |_| upload.with(|upload| upload.name.clone()));
    let state = Memo::new(move |_| upload.with(|upload| state_of(&upload.phase)));
    let line = move || upload.with(|upload| line_of(upload, shell.uploads.tray.hold.get()));
    let picture = move || match state.get() {
        "failed" | "undecided" => icon(Icon::Warning),
        "done" => icon(Icon::Check),
        _ => icon(Icon::of_file(&name.get(), "")),
    };
    let percent = Memo::new(move |_| upload.with(|upload| number::percent(upload.sent(), upload.size)));
    let bar = move || {
        (state.get() == "sending").then(|| {
            view! {
                <progress
                    class="bar"
                    max="100"
                    aria-label=words::progress_of(&name.get_untracked())
                    prop:value=move || number::to_float(percent.get())
                ></progress>
            }
        })
    };
    let remedies = Memo::new(move |_| Failed(upload.with(Upload::remedies)));
    let buttons = move || match state.get() {
        "failed" | "undecided" => {
            let buttons = remedies.get().0.into_iter().map(|remedy| remedy_button(shell, upload, remedy));
            buttons.collect::<Vec<_>>().into_any()
        }
        "done" => button(words::SHOW, &name.get(), move || show(shell, upload)).into_any(),
        _ => button(words::CANCEL, &name.get(), move || cancel(shell, upload)).into_any(),
    };
    view! {
        <li class="tray-row" data-state=state>
            <span class="tray-icon">{picture}</span>
            <div class="tray-lines">
                <span class="tray-name" title=name>{move || middle(&name.get())}</span>
                <span class="tray-line">{line}</span>
                {bar}
            </div>
            <div class="tray-buttons">{buttons}</div>
        </li>
    }
}

/// Remedies are compared so that the buttons are drawn again only when they change.
#[derive(Clone, PartialEq)]
struct Failed(Vec<Remedy>);

fn state_of(phase: &Phase) -> &'static str {
    match phase {
        Phase::Waiting => "waiting",
        Phase::Sending { .. } => "sending",
        Phase::Interrupted => "interrupted",
        // Nothing went wrong: somebody has to say what to do.
        Phase::Failed(Failure::Taken { .. } | Failure::Collides | Failure::ChangedMeanwhile) => "undecided",
        Phase::Failed(_) => "failed",
        Phase::Done { .. } => "done",
    }
}

fn line_of(upload: &Upload, hold: Option<Hold>) -> String {
    match &upload.phase {
        Phase::Interrupted if hold == Some(Hold::SignedOut) => words::PAUSED_SIGNED_OUT.to_owned(),
        Phase::Interrupted => words::PAUSED_OFFLINE.to_owned(),
        Phase::Waiting => words::WAITING.to_owned(),
        Phase::Sending { sent } if *sent >= upload.size => words::FINISHING.to_owned(),
        Phase::Sending { sent } => words::sent(&ByteSize(*sent).to_string(), &ByteSize(upload.size).to_string()),
        Phase::Failed(_) => words::state_of_failed(upload).unwrap_or_default(),
        Phase::Done { entry } if entry.name.as_str() != upload.name => words::uploaded_as(entry.name.as_str()),
        Phase::Done { .. } => words::UPLOADED.to_owned(),
    }
}

fn button<F: Fn() + 'static>(label: &str, name: &str, act: F) -> impl IntoView + use<F> {
    let (label, full) = (label.to_owned(), words::button_for(label, name));
    view! { <button type="button" class="button" aria-label=full on:click=move |_| act()>{label}</button> }
}

fn remedy_button(shell: Shell, upload: RwSignal<Upload>, remedy: Remedy) -> impl IntoView + use<> {
    let label = match &remedy {
        Remedy::KeepBoth => words::KEEP_BOTH.to_owned(),
        Remedy::Replace => words::REPLACE.to_owned(),
        Remedy::ReplaceAnyway => words::REPLACE_ANYWAY.to_owned(),
        Remedy::Skip => words::SKIP.to_owned(),
        Remedy::UseName(name) => words::use_name(name),
        Remedy::Retry => words::RETRY.to_owned(),
        Remedy::Remove => words::REMOVE.to_owned(),
    };
    let (id, name) = upload.with_untracked(|upload| (upload.id, upload.name.clone()));
    button(&label, &name, move || shell.uploads.decide(id, remedy.clone()))
}

fn cancel(shell: Shell, upload: RwSignal<Upload>) {
    let (id, sent) = upload.with_untracked(|upload| (upload.id, upload.sent()));
    if sent > ASK_FROM {
        shell.layers.open(Dialog::StopUpload(id));
    } else {
        shell.uploads.cancel(id);
    }
}

fn show(shell: Shell, upload: RwSignal<Upload>) {
    let upload = upload.get_untracked();
    if untrack(|| shell.is_in_trash()) {
        shell.go(&upload.folder);
    }
    shell.uploads.reveal(&upload, |folder| shell.go(folder));
}
