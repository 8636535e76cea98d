//! The beginning of a text: as it is written, or, of Markdown, as it is meant.

use holdall_shared::Entry;
use leptos::prelude::*;

use super::{
    markdown::Source,
    stage::{unshown, waiting},
};
use crate::{
    api::beginning::{Beginning, beginning},
    components::{
        icon::icon,
        later::{Later, Shape},
        parts::use_parts,
    },
    number,
    state::{
        kind::Icon,
        preview::{
            Kind,
            content::{Content, Extent, Fidelity, MOST_BYTES, decode},
        },
        previewing::showing::{Form, Showing, kind_of},
    },
    text::preview,
};

#[component]
pub(super) fn TextView(showing: Showing, entry: Entry) -> impl IntoView {
    if entry.size == Some(0) {
        return unshown(&entry, preview::empty(), None).into_any();
    }
    let url = entry.url.clone();
    let got = LocalResource::new(move || {
        let url = url.clone();
        async move {
            match beginning(url, MOST_BYTES).await {
                Ok(beginning) => Some(beginning),
                Err(error) => {
                    showing.fail(error);
                    None
                }
            }
        }
    });
    let view = move || match got.get() {
        Some(Some(beginning)) => shown(showing, &entry, &beginning),
        _ => waiting().into_any(),
    };
    view.into_any()
}

fn shown(showing: Showing, entry: &Entry, Beginning { bytes, size }: &Beginning) -> AnyView {
    let kind = kind_of(entry);
    let extent = Extent::of(number::length(bytes.len()), *size);
    let (text, fidelity) = match decode(bytes, extent) {
        // What has no name of a text is one only if it is written as one.
        Content::Text { fidelity: Fidelity::Replaced, .. } if kind == Kind::PerhapsText => {
            return unshown(entry, preview::none(), None).into_any();
        }
        Content::Binary => return unshown(entry, preview::none(), None).into_any(),
        Content::Text { text, .. } if text.is_empty() => return unshown(entry, preview::empty(), None).into_any(),
        Content::Text { text, fidelity } => (text, fidelity),
    };
    let cut = (extent == Extent::Beginning).then(|| {
        view! {
            <div class="preview-note">
                <p>{preview::beginning(&crate::text::size(*size))}</p>
                <a class="button" href=entry.url.clone() download=entry.name.to_string()>
                    {icon(Icon::Download)} {preview::download()}
                </a>
            </div>
        }
    });
    let replaced = (fidelity == Fidelity::Replaced)
        .then(|| view! { <div class="preview-note"><p>{preview::replaced()}</p></div> });
    let source = { move |text: String| view! { <pre class="preview-text" dir="auto">{text}</pre> } };
    let body = if kind == Kind::Markdown {
        let part = use_parts().markdown;
        provide_context(Source { text: text.clone(), url: entry.url.clone() });
        view! {
            <Show when=move || showing.form.get() == Form::Rendered fallback=move || source(text.clone())>
                <Later part=part shape=Shape::Region />
            </Show>
        }
        .into_any()
    } else {
        source(text).into_any()
    };
    view! { <div class="preview-paper">{cut}{replaced}{body}</div> }.into_any()
}
