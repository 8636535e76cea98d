//! The upload tray: the whole batch in two lines and a bar, then one row for each upload.

use leptos::prelude::*;

use super::{icon::icon, tray_row::TrayRowView};
use crate::{
    number,
    state::{kind::Icon, shell::use_shell},
    text::{self, upload},
    upload::{
        machine::{Hold, Overall, Remedy, Summary, Upload},
        tray::Fold,
    },
};

#[component]
pub(crate) fn UploadTray() -> impl IntoView {
    let tray = use_shell().uploads.tray;
    let is_shown = Memo::new(move |_| tray.summary.get().overall != Overall::Empty);
    view! { <Show when=move || is_shown.get()><OpenTray /></Show> }
}

#[component]
fn OpenTray() -> impl IntoView {
    let shell = use_shell();
    let tray = shell.uploads.tray;
    let is_open = Memo::new(move |_| tray.fold.get() == Fold::Open);
    let toggle = move |_| tray.fold.set(if is_open.get_untracked() { Fold::Folded } else { Fold::Open });
    let state = move || match tray.summary.get() {
        Summary { attention: 1.., .. } => "attention",
        Summary { overall: Overall::Done, .. } => "done",
        Summary { overall: Overall::Held(_), .. } => "held",
        _ => "running",
    };
    let picture = move || match state() {
        "attention" => icon(Icon::Warning),
        "done" => icon(Icon::Check),
        "held" => icon(Icon::Pause),
        _ => icon(Icon::Upload),
    };
    let is_running = move || tray.summary.get().is_unfinished();
    let is_done = move || tray.summary.get().overall == Overall::Done;
    let offline = move || tray.hold.get() == Some(Hold::Offline);
    view! {
        <section class="tray" aria-label=upload::UPLOADS data-state=state data-fold=move || if is_open.get() { "open" } else { "folded" }>
            <div class="tray-head">
                <span class="tray-icon">{picture}</span>
                <div class="tray-lines">
                    <span class="tray-title">{move || first_line(tray.summary.get())}</span>
                    <span class="tray-line">{move || second_line(tray.summary.get())}</span>
                </div>
                <Show when=offline>
                    <button type="button" class="button" on:click=move |_| shell.connection.try_now()>{text::TRY_NOW}</button>
                </Show>
                <button
                    type="button"
                    class="icon-button tray-fold"
                    aria-expanded=move || is_open.get().to_string()
                    aria-label=move || if is_open.get() { upload::FOLD } else { upload::UNFOLD }
                    title=move || if is_open.get() { upload::FOLD } else { upload::UNFOLD }
                    on:click=toggle
                >
                    {move || icon(if is_open.get() { Icon::SortDown } else { Icon::SortUp })}
                </button>
                <Show when=is_done>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=upload::CLOSE
                        title=upload::CLOSE
                        on:click=move |_| shell.uploads.clear()
                    >
                        {icon(Icon::Close)}
                    </button>
                </Show>
            </div>
            <Show when=is_running>
                <progress
                    class="bar"
                    max="100"
                    aria-label=upload::PROGRESS_OF_ALL
                    prop:value=move || number::to_float(tray.summary.get().percent())
                ></progress>
            </Show>
            <Show when=move || is_open.get()><TrayBody /></Show>
        </section>
    }
}

#[component]
fn TrayBody() -> impl IntoView {
    let tray = use_shell().uploads.tray;
    let more = |count: RwSignal<u64>, words: fn(u64) -> String| {
        move || (count.get() > 0).then(|| view! { <li class="tray-more">{words(count.get())}</li> })
    };
    view! {
        <DecideForAll />
        <ul class="tray-rows">
            <For each=move || tray.rows.get() key=|row| row.id let(row)>
                <TrayRowView row=row />
            </For>
            {more(tray.more_waiting, upload::more_waiting)}
            {more(tray.more_done, upload::more_done)}
        </ul>
    }
}

/// One decision for all names that are taken, once there are several.
#[component]
fn DecideForAll() -> impl IntoView {
    let shell = use_shell();
    let waits = |upload: &Upload| upload.remedies().first() == Some(&Remedy::KeepBoth);
    let several = Memo::new(move |_| {
        let rows = shell.uploads.tray.rows.get();
        rows.iter().filter(|row| row.upload.with(waits)).count() > 1
    });
    let button = move |label: &'static str, remedy: Remedy| {
        let decide = move |_| shell.uploads.decide_all(&remedy, waits);
        view! { <button type="button" class="button" on:click=decide>{label}</button> }
    };
    view! {
        <Show when=move || several.get()>
            <div class="tray-all">
                {button(upload::KEEP_ALL, Remedy::KeepBoth)}
                {button(upload::SKIP_ALL, Remedy::Skip)}
            </div>
        </Show>
    }
}

fn first_line(summary: Summary) -> String {
    match summary.overall {
        Overall::Empty => String::new(),
        Overall::Running => upload::running(summary.index(), summary.count),
        Overall::Held(_) => upload::PAUSED.to_owned(),
        Overall::Attention => upload::attention(summary.attention),
        Overall::Done => upload::done(summary.done),
    }
}

fn second_line(summary: Summary) -> String {
    match summary.overall {
        Overall::Running => {
            let speed = summary.speed.map(|speed| holdall_shared::ByteSize(speed).to_string());
            let left = summary.left_s.map(upload::time_left);
            upload::progress(summary.percent(), speed.as_deref(), left.as_deref())
        }
        Overall::Held(Hold::Offline) => upload::NO_CONNECTION.to_owned(),
        Overall::Held(Hold::SignedOut) => upload::SIGN_IN_AGAIN.to_owned(),
        Overall::Attention if summary.done > 0 => upload::done(summary.done),
        Overall::Empty | Overall::Attention | Overall::Done => String::new(),
    }
}
