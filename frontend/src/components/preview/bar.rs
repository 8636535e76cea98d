//! The bar of the preview: which file, which of how many, how large; and what can be done with it.

use leptos::prelude::*;

use super::hands;
use crate::{
    components::{
        icon::icon,
        icon_button::{States, icon_button},
        name::middle,
    },
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
    let details = move || {
        if let Some(entry) = untrack(|| showing.entry()) {
            shell.close_preview();
            shell.show_details(&entry, Part::Whole);
        }
    };
    let pressed = |is_on| States { pressed: Some(is_on), ..States::default() };
    // It keeps the focus where there is nothing more to go to: it is off, and not gone.
    let step = move |way: Way, label, shape| {
        let is_off = Signal::derive(move || !showing.has_beside(way));
        icon_button(label, shape, States { disabled: Some(is_off), ..States::default() }, move || showing.step(way))
    };
    view! {
        <header class="preview-bar">
            <div class="preview-about">
                <h2 class="preview-name" title=name aria-label=name>{move || middle(&name.get())}</h2>
                <p class="preview-meta">{meta}</p>
            </div>
            {move || match kind.get() {
                Kind::Image if is_drawn.get() => Some(icon_button(
                    preview::actual_size(),
                    Icon::Zoom,
                    pressed(Signal::derive(move || showing.zoom.get() == Zoom::Actual)),
                    move || hands::toggle_zoom(showing),
                )),
                Kind::Markdown => Some(icon_button(
                    preview::source(),
                    Icon::Code,
                    pressed(Signal::derive(move || showing.form.get() == Form::Source)),
                    move || {
                        showing.form.update(|form| *form = if *form == Form::Source { Form::Rendered } else { Form::Source });
                    },
                )),
                _ => None,
            }}
            <div class="preview-steps">
                {step(Way::Previous, preview::previous(), Icon::Previous)}
                {step(Way::Next, preview::next(), Icon::Next)}
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
            {icon_button(preview::details(), Icon::Details, States::default(), details)}
            {icon_button(preview::close(), Icon::Close, States::default(), move || shell.close_preview())}
        </header>
    }
}
