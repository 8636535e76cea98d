//! The bar of the preview: which file, which of how many, how large; and what can be done with it.

use leptos::prelude::*;

use super::hands;
use crate::{
    components::{icon::icon, name::middle},
    state::{
        details_panel::Part,
        kind::Icon,
        preview::{Kind, beside::Way},
        previewing::showing::{Drawn, Form, Showing, Zoom},
    },
    text::{self, preview},
};

#[component]
pub(super) fn Bar(showing: Showing) -> impl IntoView {
    let shell = showing.shell;
    let name = Memo::new(move |_| showing.name());
    let meta = move || {
        let size = showing.entry().and_then(|entry| entry.size).map(text::size);
        [showing.position().map(preview::position), size].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let kind = Memo::new(move |_| showing.kind());
    let is_drawn = Memo::new(move |_| showing.picture.get() == Drawn::Here);
    let details = move |()| {
        if let Some(entry) = untrack(|| showing.entry()) {
            shell.close_preview();
            shell.show_details(&entry, Part::Whole);
        }
    };
    view! {
        <header class="preview-bar">
            <div class="preview-about">
                <h2 class="preview-name" title=name aria-label=name>{move || middle(&name.get())}</h2>
                <p class="preview-meta">{meta}</p>
            </div>
            {move || match kind.get() {
                Kind::Image if is_drawn.get() => Some(toggle(
                    preview::actual_size(),
                    Icon::Zoom,
                    Signal::derive(move || showing.zoom.get() == Zoom::Actual),
                    Callback::new(move |()| hands::toggle_zoom(showing)),
                )),
                Kind::Markdown => Some(toggle(
                    preview::source(),
                    Icon::Code,
                    Signal::derive(move || showing.form.get() == Form::Source),
                    Callback::new(move |()| {
                        showing.form.update(|form| *form = if *form == Form::Source { Form::Rendered } else { Form::Source });
                    }),
                )),
                _ => None,
            }}
            <div class="preview-steps">
                {step(showing, Way::Previous, preview::previous(), Icon::Previous)}
                {step(showing, Way::Next, preview::next(), Icon::Next)}
            </div>
            {move || showing.entry().map(|entry| view! {
                <a
                    class="icon-button"
                    href=entry.url
                    download=entry.name.to_string()
                    aria-label=preview::download()
                    title=preview::download()
                >
                    {icon(Icon::Download)}
                </a>
            })}
            {button(preview::details(), Icon::Details, Callback::new(details))}
            {button(preview::close(), Icon::Close, Callback::new(move |()| shell.close_preview()))}
        </header>
    }
}

fn button(label: &'static str, shape: Icon, act: Callback<()>) -> AnyView {
    view! {
        <button type="button" class="icon-button" aria-label=label title=label on:click=move |_| act.run(())>
            {icon(shape)}
        </button>
    }
    .into_any()
}

fn toggle(label: &'static str, shape: Icon, is_on: Signal<bool>, act: Callback<()>) -> AnyView {
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=label
            title=label
            aria-pressed=move || is_on.get().to_string()
            on:click=move |_| act.run(())
        >
            {icon(shape)}
        </button>
    }
    .into_any()
}

/// It keeps the focus where there is nothing more to go to: it is off, and not gone.
fn step(showing: Showing, way: Way, label: &'static str, shape: Icon) -> AnyView {
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=label
            title=label
            aria-disabled=move || (!showing.has_beside(way)).to_string()
            on:click=move |_| showing.step(way)
        >
            {icon(shape)}
        </button>
    }
    .into_any()
}
