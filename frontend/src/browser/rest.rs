//! The half of the page's code that the first list does not need, and that comes later (`frontend/later.js`).

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use super::task;

#[wasm_bindgen]
extern "C" {
    /// Kept once it is there; none where the page is not cut.
    #[wasm_bindgen(thread_local_v2, js_name = holdallLater)]
    static LATER: Option<Promise>;
}

/// Does something once it is there: what is done may be in it.
pub(crate) fn then(act: impl FnOnce() + 'static) {
    task::run(then_act(Box::new(act)));
}

async fn then_act(act: Box<dyn FnOnce()>) {
    is_there().await;
    act();
}

/// Waits until it is there. What needs it sooner has it too, but the whole page stands still until it is got.
pub(crate) async fn is_there() {
    if let Some(later) = LATER.with(Clone::clone) {
        // It is never refused: whoever fetches it goes on trying.
        let _there = JsFuture::from(later).await;
    }
}
