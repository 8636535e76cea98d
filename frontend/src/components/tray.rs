//! The upload tray: the whole batch in two lines and a bar, then one row for each upload.

use leptos::{html, prelude::*};

use super::{
    icon::icon,
    later::{Later, Shape},
    parts::use_parts,
    tray_row::TrayRowView,
};
use crate::{
    browser::{page, scroller, wake_lock},
    number,
    state::{kind::Icon, shell::use_shell},
    text::{self, upload},
    upload::{
        machine::{Hold, Overall, Remedy, Summary, Upload},
        tray::{Fold, TrayRow},
    },
};

#[component]
pub(crate) fn UploadTray() -> impl IntoView {
    let (tray, parts) = (use_shell().uploads.tray, use_parts());
    let is_shown = Memo::new(move |_| tray.summary.get().overall != Overall::Empty);
    view! { <Show when=move || is_shown.get()><Later part=parts.tray shape=Shape::Region /></Show> }
}

/// The tray once there are uploads.
#[component]
pub(crate) fn OpenTray() -> impl IntoView {
    let shell = use_shell();
    let tray = shell.uploads.tray;
    tray.is_drawn.set(true);
    on_cleanup(move || tray.is_drawn.set(false));
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
    let is_paused = Memo::new(move |_| tray.summary.get().overall == Overall::Held(Hold::Paused));
    let pause = move |_| {
        let is_paused = is_paused.get_untracked();
        shell.uploads.tell(|engine| if is_paused { engine.resume_all() } else { engine.pause_all() });
    };
    let may_sleep = page::is_narrow() && !wake_lock::is_offered();
    let is_done = move || tray.summary.get().overall == Overall::Done;
    let offline = move || tray.hold.get() == Some(Hold::Offline);
    view! {
        <section class="tray" aria-label=upload::uploads() data-state=state data-fold=move || if is_open.get() { "open" } else { "folded" }>
            <div class="tray-head">
                <span class="tray-icon">{picture}</span>
                <div class="tray-lines">
                    <span class="tray-title">{move || first_line(tray.summary.get())}</span>
                    <span class="tray-line">{move || second_line(tray.summary.get())}</span>
                </div>
                <Show when=is_running>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=move || if is_paused.get() { upload::resume_all() } else { upload::pause_all() }
                        title=move || if is_paused.get() { upload::resume_all() } else { upload::pause_all() }
                        on:click=pause
                    >
                        {move || icon(if is_paused.get() { Icon::Play } else { Icon::Pause })}
                    </button>
                </Show>
                <Show when=offline>
                    <button type="button" class="button" on:click=move |_| shell.connection.try_now()>{text::try_now()}</button>
                </Show>
                <button
                    type="button"
                    class="icon-button tray-fold"
                    aria-expanded=move || is_open.get().to_string()
                    aria-label=move || if is_open.get() { upload::fold() } else { upload::unfold() }
                    title=move || if is_open.get() { upload::fold() } else { upload::unfold() }
                    on:click=toggle
                >
                    {move || icon(if is_open.get() { Icon::SortDown } else { Icon::SortUp })}
                </button>
                <Show when=is_done>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=upload::close()
                        title=upload::close()
                        on:click=move |_| shell.uploads.tell(|engine| engine.clear())
                    >
                        {icon(Icon::Close)}
                    </button>
                </Show>
            </div>
            <Show when=is_running>
                <progress
                    class="bar"
                    max="100"
                    aria-label=upload::progress_of_all()
                    prop:value=move || number::to_float(tray.summary.get().percent())
                ></progress>
            </Show>
            <Show when=move || is_running() && may_sleep>
                <p class="tray-hint">{upload::keep_open()}</p>
            </Show>
            <Show when=move || is_open.get()><TrayBody /></Show>
        </section>
    }
}

#[component]
fn TrayBody() -> impl IntoView {
    let uploads = use_shell().uploads;
    let tray = uploads.tray;
    let (list, space) = (NodeRef::<html::Ul>::new(), NodeRef::<html::Li>::new());
    let scrolled = move |_| {
        let (Some(list), Some(space)) = (list.get_untracked(), space.get_untracked()) else { return };
        let window = window_of(scroller::seen_below(&list, &space));
        if tray.window.get_untracked() != window {
            tray.window.set(window);
            uploads.tell(|engine| engine.publish());
        }
    };
    let counts = move || tray.counts.get();
    let waiting = move || usize::try_from(counts().waiting).unwrap_or(usize::MAX);
    let before = move || tray.window.get().0.min(waiting());
    let after = move || waiting().saturating_sub(before()).saturating_sub(tray.waiting.with(Vec::len));
    view! {
        <DecideForAll />
        <ul class="tray-rows" node_ref=list on:scroll=scrolled>
            {rows(tray.first)}
            {more(move || counts().more_attention, upload::more_attention)}
            <li class="tray-space" aria-hidden="true" node_ref=space style:height=move || px(before())></li>
            {rows(tray.waiting)}
            <li class="tray-space" aria-hidden="true" style:height=move || px(after())></li>
            {rows(tray.done)}
            {more(move || counts().more_done, upload::more_done)}
        </ul>
    }
}

fn rows(rows: RwSignal<Vec<TrayRow>>) -> impl IntoView {
    view! {
        <For each=move || rows.get() key=|row| row.id let(row)>
            <TrayRowView row=row />
        </For>
    }
}

fn more<F: Fn() -> u64 + Send + 'static>(count: F, words: fn(u64) -> String) -> impl IntoView + use<F> {
    move || {
        let count = count();
        (count > 0).then(|| view! { <li class="tray-more">{words(count)}</li> })
    }
}

/// Height of a row that waits, as the stylesheet has it.
const ROW_PX: usize = 56;
/// Rows that are drawn beyond the edges of what is seen.
const BEYOND: usize = 10;

fn px(rows: usize) -> String {
    format!("{}px", rows.saturating_mul(ROW_PX))
}

/// Which of the rows that wait are drawn, where so many pixels of them are above what is seen, which is so high.
fn window_of((above_px, seen_px): (usize, usize)) -> (usize, usize) {
    ((above_px / ROW_PX).saturating_sub(BEYOND), seen_px / ROW_PX + 2 * BEYOND)
}

/// One decision for all names that are taken, once there are several.
#[component]
fn DecideForAll() -> impl IntoView {
    let shell = use_shell();
    let waits = |upload: &Upload| upload.remedies().first() == Some(&Remedy::KeepBoth);
    let several = Memo::new(move |_| {
        let rows = shell.uploads.tray.first.get();
        rows.iter().filter(|row| row.upload.with(waits)).count() > 1
    });
    let button = move |label: &'static str, remedy: Remedy| {
        let decide = move |_| shell.uploads.tell(|engine| engine.decide_all(&remedy, waits));
        view! { <button type="button" class="button" on:click=decide>{label}</button> }
    };
    view! {
        <Show when=move || several.get()>
            <div class="tray-all">
                {button(upload::keep_all(), Remedy::KeepBoth)}
                {button(upload::replace_all(), Remedy::Replace)}
                {button(upload::skip_all(), Remedy::Skip)}
            </div>
        </Show>
    }
}

fn first_line(summary: Summary) -> String {
    match summary.overall {
        Overall::Empty => String::new(),
        Overall::Running => upload::running(summary.index(), summary.count),
        Overall::Held(_) => upload::paused_title().to_owned(),
        Overall::Attention => upload::attention(summary.attention),
        Overall::Done => upload::done(summary.done),
    }
}

fn second_line(summary: Summary) -> String {
    match summary.overall {
        Overall::Running => {
            let speed = summary.speed.map(text::size);
            let left = summary.left_s.map(upload::time_left);
            upload::progress(summary.percent(), speed.as_deref(), left.as_deref())
        }
        Overall::Held(Hold::Offline) => upload::no_connection().to_owned(),
        Overall::Held(Hold::SignedOut) => upload::sign_in_again().to_owned(),
        Overall::Held(Hold::Paused) => upload::progress(summary.percent(), None, None),
        Overall::Attention if summary.done > 0 => upload::done(summary.done),
        Overall::Empty | Overall::Attention | Overall::Done => String::new(),
    }
}
