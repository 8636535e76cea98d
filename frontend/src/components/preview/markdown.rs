//! A Markdown text as it is meant: its own part of the page, since it comes with a parser.

use leptos::{html, prelude::*};

use crate::{
    browser,
    markdown::{Base, steps},
};

/// What is shown.
#[derive(Clone)]
pub(super) struct Source {
    pub(super) text: String,
    /// Where it lies: what its links start from.
    pub(super) url: String,
}

#[component]
pub(crate) fn Rendered() -> impl IntoView {
    let place = NodeRef::<html::Article>::new();
    if let Some(Source { text, url }) = use_context::<Source>() {
        place.on_load(move |element| browser::markdown::build(&steps(&text, &Base::of(&url)), &element));
    }
    view! { <article class="preview-document" dir="auto" node_ref=place></article> }
}
