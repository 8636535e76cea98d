//! One upload in the tray: what it is, how it stands, and its button; a failed one has its remedies.

use leptos::prelude::*;

use super::{icon::icon, name::middle, receipt::ReceiptView};
use crate::{
    number,
    state::{
        kind::Icon,
        layer::Dialog,
        shell::{Shell, use_shell},
    },
    text::{self, upload as words},
    upload::{
        machine::{Failure, Hold, Note, Phase, Proof, Remedy, Upload, WHOLE_UP_TO},
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
        "paused" => icon(Icon::Pause),
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
    let full_name = move || name.get_untracked();
    let buttons = move || match state.get() {
        "failed" | "undecided" => {
            let buttons = remedies.get().0.into_iter().map(|remedy| remedy_button(shell, upload, remedy));
            buttons.collect::<Vec<_>>().into_any()
        }
        "done" => button(words::show(), &full_name(), move || show(shell, upload)).into_any(),
        state => {
            let id = upload.with_untracked(|upload| upload.id);
            let pause = move |label| {
                button(label, &full_name(), move || shell.uploads.tell(|engine| engine.pause_or_resume(id))).into_any()
            };
            let pause = match state {
                "paused" => Some(pause(words::resume())),
                "sending" if upload.with_untracked(|upload| upload.size > WHOLE_UP_TO) => Some(pause(words::pause())),
                _ => None,
            };
            view! { {pause} {button(words::cancel(), &full_name(), move || cancel(shell, upload))} }.into_any()
        }
    };
    let is_receipt_open = RwSignal::new(false);
    let mark = move || match state.get() {
        "done" => view! {
            <button
                type="button"
                class="icon-button tray-icon"
                aria-expanded=move || is_receipt_open.get().to_string()
                aria-label=words::receipt_of(&full_name())
                title=words::receipt()
                on:click=move |_| is_receipt_open.update(|is_open| *is_open = !*is_open)
            >
                {icon(Icon::Check)}
            </button>
        }
        .into_any(),
        _ => view! { <span class="tray-icon">{picture}</span> }.into_any(),
    };
    view! {
        <li class="tray-row" data-state=state>
            {mark}
            <div class="tray-lines">
                <span class="tray-name" title=name>{move || middle(&name.get())}</span>
                <span class="tray-line">{line}</span>
                {bar}
            </div>
            <div class="tray-buttons">{buttons}</div>
            {move || is_receipt_open.get().then(|| view! { <ReceiptView upload=upload /> })}
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
        Phase::Interrupted { .. } => "interrupted",
        Phase::Paused => "paused",
        // Nothing went wrong: somebody has to say what to do.
        Phase::Failed(
            Failure::Taken { .. } | Failure::TakenMeanwhile | Failure::Collides | Failure::ChangedMeanwhile,
        ) => "undecided",
        Phase::Failed(_) => "failed",
        Phase::Done(_) => "done",
    }
}

fn line_of(upload: &Upload, hold: Option<Hold>) -> String {
    let sent = || words::sent(&text::size(upload.sent()), &text::size(upload.size));
    match &upload.phase {
        Phase::Interrupted { .. } if hold == Some(Hold::SignedOut) => words::paused_signed_out().to_owned(),
        Phase::Interrupted { .. } if hold == Some(Hold::Paused) => words::paused(&sent()),
        Phase::Interrupted { .. } if hold == Some(Hold::Offline) => words::paused_offline().to_owned(),
        Phase::Paused => words::paused(&sent()),
        Phase::Waiting => words::waiting().to_owned(),
        Phase::Interrupted { .. } | Phase::Sending { .. } => match upload.note {
            Some(Note::Damaged) => words::damaged(&upload.name),
            Some(Note::SmallerParts { size }) => words::smaller_parts(&text::size(size)),
            None if upload.sent() >= upload.size => words::finishing().to_owned(),
            None => sent(),
        },
        Phase::Failed(_) => words::state_of_failed(upload).unwrap_or_default(),
        Phase::Done(receipt) if receipt.name.as_str() != upload.name => words::uploaded_as(receipt.name.as_str()),
        Phase::Done(receipt) if receipt.proof == Proof::Checked => words::uploaded_and_checked().to_owned(),
        Phase::Done(_) => words::uploaded().to_owned(),
    }
}

fn button<F: Fn() + 'static>(label: &str, name: &str, act: F) -> impl IntoView + use<F> {
    let (label, full) = (label.to_owned(), words::button_for(label, name));
    view! { <button type="button" class="button" aria-label=full on:click=move |_| act()>{label}</button> }
}

fn remedy_button(shell: Shell, upload: RwSignal<Upload>, remedy: Remedy) -> impl IntoView + use<> {
    let is_changed = upload.with_untracked(|upload| upload.phase == Phase::Failed(Failure::ChangedOnDevice));
    let label = match &remedy {
        Remedy::KeepBoth => words::keep_both().to_owned(),
        Remedy::Replace => words::replace().to_owned(),
        Remedy::ReplaceAnyway => words::replace_anyway().to_owned(),
        Remedy::Skip => words::skip().to_owned(),
        Remedy::UseName(name) => words::use_name(name),
        Remedy::Retry if is_changed => words::upload_again().to_owned(),
        Remedy::Retry => words::retry().to_owned(),
        Remedy::Dismiss => words::dismiss().to_owned(),
    };
    let (id, name) = upload.with_untracked(|upload| (upload.id, upload.name.clone()));
    button(&label, &name, move || shell.uploads.tell(|engine| engine.decide(id, remedy.clone())))
}

fn cancel(shell: Shell, upload: RwSignal<Upload>) {
    let (id, sent) = upload.with_untracked(|upload| (upload.id, upload.sent()));
    if sent > ASK_FROM {
        shell.layers.open(Dialog::StopUpload(id));
    } else {
        shell.uploads.tell(|engine| engine.cancel(id));
    }
}

fn show(shell: Shell, upload: RwSignal<Upload>) {
    let upload = upload.get_untracked();
    if untrack(|| shell.is_in_trash()) {
        shell.go(&upload.folder);
    }
    shell.uploads.reveal(&upload, |folder| shell.go(folder));
}
