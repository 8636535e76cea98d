//! A name in a row: shortened in the middle, isolated from the direction of the text around it, what is looked for in it
//! marked.

use holdall_shared::Span;
use leptos::prelude::*;

use crate::{
    state::listed::{Mark, marked},
    text::name::{self, Piece, Room},
};

/// Draws it.
pub(crate) fn middle(text: &str) -> impl IntoView + use<> {
    marked_middle(text, &[], Room::Row)
}

/// The same, with marks; the first of them is seen wherever it stands.
pub(crate) fn marked_middle(text: &str, spans: &[Span], room: Room) -> impl IntoView + use<> {
    let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
    let found = spans.first().map(|span| (place(span.start), place(span.end)));
    let mut done = 0;
    let pieces: Vec<AnyView> = name::pieces(text, found, room)
        .into_iter()
        .map(|piece| {
            let (class, text) = match piece {
                Piece::Shrinks(text) => ("middle-start", text),
                Piece::Stays(text) => ("middle-end", text),
            };
            let (from, to) = (done, done + u32::try_from(text.len()).unwrap_or(u32::MAX));
            done = to;
            let within = |at: u32| at.clamp(from, to) - from;
            let spans: Vec<Span> =
                spans.iter().map(|span| Span { start: within(span.start), end: within(span.end) }).collect();
            view! { <span class=class>{parts(text, &spans)}</span> }.into_any()
        })
        .collect();
    view! { <bdi class="middle">{pieces}</bdi> }
}

fn parts(text: &str, spans: &[Span]) -> Vec<AnyView> {
    marked(text, spans)
        .into_iter()
        .map(|(text, mark)| match mark {
            Mark::Plain => text.to_owned().into_any(),
            Mark::Found => view! { <mark>{text.to_owned()}</mark> }.into_any(),
        })
        .collect()
}
