//! The page as an app: its service worker, and the browser's offer to install it. Both are only there on HTTPS and localhost.

use js_sys::{Function, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::Event;

use super::abilities::Ability;

/// What keeps the page for when there is no network, and takes what is shared.
const SERVICE_WORKER: &str = "/service-worker.js";

/// A browser's offer to install the page (`beforeinstallprompt`, Chromium).
#[derive(Clone)]
pub(crate) struct Offer(Event);

/// Starts the service worker, where the browser has any; the page works without.
pub(crate) async fn start_service_worker() {
    if Ability::Offline.is_there() {
        let _without = JsFuture::from(window().navigator().service_worker().register(SERVICE_WORKER)).await;
    }
}

/// Tells `offered` of the browser's offer, which then is no longer made by the browser itself; nothing, once it is taken.
pub(crate) fn on_offer(offered: impl Fn(Option<Offer>) + Clone + 'static) {
    let listen = |name: &str, hear: Closure<dyn Fn(Event)>| {
        // Fails only for what is no listener.
        let _listening = window().add_event_listener_with_callback(name, hear.as_ref().unchecked_ref());
        hear.forget();
    };
    let taken = offered.clone();
    listen(
        "beforeinstallprompt",
        Closure::new(move |event: Event| {
            event.prevent_default();
            offered(Some(Offer(event)));
        }),
    );
    listen("appinstalled", Closure::new(move |_| taken(None)));
}

impl Offer {
    /// Lets the browser ask; it can be used once.
    pub(crate) fn take(&self) {
        let prompt = Reflect::get(&self.0, &JsValue::from_str("prompt"));
        if let Some(prompt) = prompt.ok().and_then(|prompt| prompt.dyn_into::<Function>().ok()) {
            let _asked = prompt.call0(&self.0);
        }
    }
}
