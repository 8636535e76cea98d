//! A sound or a film, with the browser's own controls: it gets the parts it needs, and goes anywhere in them.

use holdall_shared::Entry;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast as _;
use web_sys::HtmlMediaElement;

use super::stage::unshown;
use crate::{
    browser::{player, task},
    components::icon::icon,
    state::{
        kind::Icon,
        preview::Kind,
        previewing::showing::{Showing, kind_of},
    },
    text::preview::{not_played, not_played_hint},
};

#[component]
pub(super) fn Player(showing: Showing, entry: Entry) -> impl IntoView {
    let is_broken = RwSignal::new(false);
    let about = StoredValue::new(entry);
    let broken = move |_| {
        task::run(async move {
            let Some(path) = about.try_with_value(|entry| entry.path.clone()) else { return };
            if showing.is_there(path).await {
                let _closed = is_broken.try_set(true);
            }
        });
    };
    let playing = StoredValue::new_local(None::<HtmlMediaElement>);
    on_cleanup(move || {
        if let Some(Some(element)) = playing.try_get_value() {
            player::release(&element);
        }
    });
    let (audio, video) = (NodeRef::<html::Audio>::new(), NodeRef::<html::Video>::new());
    audio.on_load(move |element| playing.set_value(element.dyn_into().ok()));
    video.on_load(move |element| playing.set_value(element.dyn_into().ok()));
    move || {
        let entry = about.get_value();
        let (src, name) = (entry.content_url(), entry.name.to_string());
        if is_broken.get() {
            unshown(&entry, not_played(), Some(not_played_hint())).into_any()
        } else if kind_of(&entry) == Kind::Audio {
            view! {
                <div class="preview-sound">
                    {icon(Icon::Audio)}
                    <audio node_ref=audio controls preload="metadata" src=src aria-label=name on:error=broken></audio>
                </div>
            }
            .into_any()
        } else {
            view! {
                <video
                    class="preview-film"
                    node_ref=video
                    controls
                    playsinline
                    preload="metadata"
                    src=src
                    aria-label=name
                    on:error=broken
                ></video>
            }
            .into_any()
        }
    }
}
