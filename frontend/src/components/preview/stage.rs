//! Where the file is shown, or why it is not; and what has become of it since.

use holdall_shared::{Entry, EntryKind, ProblemKind};
use leptos::prelude::*;

use super::{STAGE, picture::Picture, player::Player, text::TextView};
use crate::{
    api::ApiError,
    browser::focus,
    components::icon::icon,
    state::{
        kind::Icon,
        layer::Dialog,
        preview::Kind,
        previewing::{
            news::{News, news_of},
            showing::{File, Showing, Zoom, kind_of},
        },
    },
    text::{self, preview, sign_in},
};

#[component]
pub(super) fn Stage(showing: Showing) -> impl IntoView {
    let news = move || {
        let news = showing.news.get();
        news_of(news, &showing.name()).map(|words| {
            let again = (news == News::Changed).then(|| {
                view! {
                    <button type="button" class="button" on:click=move |_| again(showing)>
                        {icon(Icon::Retry)} {preview::show_anew()}
                    </button>
                }
            });
            view! { <div class="preview-news">{icon(Icon::Warning)}<p>{words}</p>{again}</div> }
        })
    };
    view! {
        {news}
        <div
            class="preview-stage"
            id=STAGE
            tabindex="0"
            autofocus
            role="group"
            aria-label=move || showing.name()
            data-zoom=move || (showing.zoom.get() == Zoom::Actual).then_some("actual")
        >
            {move || match showing.file.get() {
                File::Asking => waiting().into_any(),
                File::Failed(error) => failed(showing, &error).into_any(),
                File::Known(entry) => known(showing, entry),
            }}
        </div>
    }
}

/// The button that asked for it goes.
fn again(showing: Showing) {
    showing.show_anew();
    focus::to_id_soon(STAGE.to_owned());
}

fn known(showing: Showing, entry: Entry) -> AnyView {
    match kind_of(&entry) {
        Kind::Image => view! { <Picture showing=showing entry=entry /> }.into_any(),
        Kind::Audio | Kind::Video => view! { <Player showing=showing entry=entry /> }.into_any(),
        Kind::Markdown | Kind::Text | Kind::PerhapsText => {
            view! { <TextView showing=showing entry=entry /> }.into_any()
        }
        Kind::None if entry.kind == EntryKind::File => unshown(&entry, preview::none(), None).into_any(),
        Kind::None => unshown(&entry, preview::not_a_file(), None).into_any(),
    }
}

/// It is on its way: said only where that takes a while.
pub(super) fn waiting() -> impl IntoView {
    view! { <p class="preview-waiting">{preview::loading()}</p> }
}

/// A file that is there and cannot be shown: what it is, and how to get it.
pub(super) fn unshown(entry: &Entry, title: &'static str, hint: Option<&'static str>) -> impl IntoView + use<> {
    let download = (entry.kind == EntryKind::File).then(|| {
        view! {
            <div class="state-actions">
                <a class="button" href=entry.url.clone() download=entry.name.to_string()>
                    {icon(Icon::Download)} {preview::download()}
                </a>
            </div>
        }
    });
    view! {
        <section class="state">
            {icon(Icon::of(entry))}
            <h3>{title}</h3>
            {hint.map(|hint| view! { <p>{hint}</p> })}
            {download}
        </section>
    }
}

fn failed(showing: Showing, error: &ApiError) -> impl IntoView + use<> {
    let sentence = error.sentence(&untrack(|| showing.name()));
    let is_signed_out = error.problem().is_some_and(|problem| problem.kind == ProblemKind::Unauthenticated);
    let remedy = if is_signed_out {
        view! {
            <button type="button" class="button" on:click=move |_| showing.shell.layers.open(Dialog::SignIn)>
                {sign_in::sign_in()}
            </button>
        }
        .into_any()
    } else {
        view! {
            <button type="button" class="button" on:click=move |_| again(showing)>
                {icon(Icon::Retry)} {text::try_again()}
            </button>
        }
        .into_any()
    };
    view! {
        <section class="state" role="alert" data-state="failed">
            {icon(Icon::Warning)}
            <h3>{preview::failed()}</h3>
            <p>{sentence}</p>
            <div class="state-actions">{remedy}</div>
        </section>
    }
}
