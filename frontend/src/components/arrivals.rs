//! What others send to this folder: muted rows above the list, without actions.

use holdall_shared::RunningUpload;
use leptos::prelude::*;

use super::icon::icon;
use crate::{
    number,
    state::{arrivals::Arrivals, kind::Icon, shell::use_shell},
    text::list,
};

#[component]
pub(crate) fn ArrivalRows() -> impl IntoView {
    let arrivals = use_shell().arrivals;
    let row = |upload: RunningUpload| {
        let progress = list::arrived(upload.offset, upload.length);
        view! {
            <li class="arrival">
                {icon(Icon::Upload)}
                <bdi class="arrival-name" title=upload.name.to_string()>{upload.name.to_string()}</bdi>
                <span class="arrival-progress">{progress}</span>
            </li>
        }
    };
    let rows = move || {
        let Arrivals { shown, more } = arrivals.get();
        let more = (more > 0).then(|| view! { <li class="arrival">{list::more_arrivals(number::length(more))}</li> });
        view! { {shown.into_iter().map(row).collect_view()} {more} }
    };
    view! {
        <Show when=move || arrivals.with(|arrivals| !arrivals.shown.is_empty())>
            <ul class="arrivals" aria-label=list::arrivals()>{rows}</ul>
        </Show>
    }
}
