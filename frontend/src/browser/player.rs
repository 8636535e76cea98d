//! Sounds and films: playing, pausing, and letting go of them.

use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlMediaElement};

use super::task;

/// Plays what pauses, and pauses what plays, within what the selector names; whether there is anything to play.
pub(crate) fn toggle(within: &str) -> bool {
    let element = document().query_selector(&format!("{within} :is(audio, video)")).ok().flatten();
    let Some(player) = element.and_then(|element| element.dyn_into::<HtmlMediaElement>().ok()) else { return false };
    if player.paused() {
        if let Ok(begun) = player.play() {
            task::run(async move {
                // Told by the element's own error, if it is one.
                let _refused = JsFuture::from(begun).await;
            });
        }
    } else {
        // Fails never (HTML §4.8.11.8).
        let _infallible = player.pause();
    }
    true
}

/// Ends it: an element that is only taken out of the document keeps its connection until it is collected (HTML
/// §4.8.11.16), and browsers have six.
pub(crate) fn release(player: &HtmlMediaElement) {
    let _infallible = player.pause();
    let _infallible = player.remove_attribute("src");
    player.load();
}

/// Whether the event comes from a player, which has keys of its own.
pub(crate) fn is_on_player(event: &web_sys::Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.has_type::<HtmlMediaElement>())
}
