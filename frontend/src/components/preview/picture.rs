//! A picture, as large as the window or pixel by pixel.

use holdall_shared::Entry;
use leptos::prelude::*;

use super::{
    hands,
    stage::{unshown, waiting},
};
use crate::{
    browser::task,
    state::previewing::showing::{Drawn, Showing},
    text::preview::{no_picture, no_picture_hint},
};

#[component]
pub(super) fn Picture(showing: Showing, entry: Entry) -> impl IntoView {
    let drawn = showing.picture;
    let is_broken = Memo::new(move |_| drawn.get() == Drawn::Never);
    let about = StoredValue::new(entry);
    let broken = move |_| {
        task::run(async move {
            let Some(path) = about.try_with_value(|entry| entry.path.clone()) else { return };
            if showing.is_there(path).await {
                let _closed = drawn.try_set(Drawn::Never);
            }
        });
    };
    let entry = about.get_value();
    view! {
        <Show
            when=move || !is_broken.get()
            fallback=move || unshown(&about.get_value(), no_picture(), Some(no_picture_hint()))
        >
            {move || (drawn.get() == Drawn::NotYet).then(waiting)}
            // The button in the bar does the same.
            <img
                class="preview-picture"
                src=entry.content_url()
                alt=entry.name.to_string()
                decoding="async"
                data-drawn=move || (drawn.get() == Drawn::Here).to_string()
                on:load=move |_| drawn.set(Drawn::Here)
                on:error=broken
                on:click=move |_| hands::toggle_zoom(showing)
            />
        </Show>
    }
}
