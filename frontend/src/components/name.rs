//! A name in a row: shortened in the middle, isolated from the direction of the text around it, what is looked for in it
//! marked.

use holdall_shared::Span;
use leptos::prelude::*;

use crate::{
    state::listed::{Mark, marked},
    text::name,
};

/// Draws it.
pub(crate) fn middle(text: &str) -> impl IntoView + use<> {
    marked_middle(text, &[])
}

/// The same, with marks.
pub(crate) fn marked_middle(text: &str, spans: &[Span]) -> impl IntoView + use<> {
    let (start, end) = name::in_two(text);
    let cut = u32::try_from(start.len()).unwrap_or(u32::MAX);
    let before = |span: &Span| Span { start: span.start.min(cut), end: span.end.min(cut) };
    let behind = |span: &Span| Span { start: span.start.saturating_sub(cut), end: span.end.saturating_sub(cut) };
    let part = |text: &str, spans: Vec<Span>| -> Vec<AnyView> {
        marked(text, &spans)
            .into_iter()
            .map(|(text, mark)| match mark {
                Mark::Plain => text.to_owned().into_any(),
                Mark::Found => view! { <mark>{text.to_owned()}</mark> }.into_any(),
            })
            .collect()
    };
    let (start, end) = (part(start, spans.iter().map(before).collect()), part(end, spans.iter().map(behind).collect()));
    view! {
        <bdi class="middle"><span class="middle-start">{start}</span><span class="middle-end">{end}</span></bdi>
    }
}
