//! Key presses as what they are meant for.

use leptos::prelude::window;
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{KeyboardEvent, MouseEvent, PointerEvent};

/// Whether Ctrl, or on a Mac Cmd, is held.
pub(crate) fn has_command(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key()
}

/// Whether a click is a plain one: not one that opens a tab, a window or a menu.
pub(crate) fn is_plain_click(event: &MouseEvent) -> bool {
    event.button() == 0 && !event.ctrl_key() && !event.meta_key() && !event.shift_key() && !event.alt_key()
}

/// The one letter, digit or sign that was typed without Ctrl, Cmd or Alt.
pub(crate) fn typed_letter(event: &KeyboardEvent) -> Option<String> {
    let key = event.key();
    let single = key.chars().count() == 1 && key != " ";
    (single && !event.ctrl_key() && !event.meta_key() && !event.alt_key()).then_some(key)
}

/// Whether a click came from a finger.
pub(crate) fn is_touch(event: &MouseEvent) -> bool {
    event.dyn_ref::<PointerEvent>().is_some_and(|pointer| pointer.pointer_type() == "touch")
}

/// Hears of keys until it is dropped.
pub(crate) struct First(Closure<dyn Fn(KeyboardEvent)>);

/// Tells `take` of Escape before anybody else hears of it; nobody else does, where `take` says that it was taken.
pub(crate) fn first_escape(take: impl Fn() -> bool + 'static) -> First {
    let hear = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        if event.key() == "Escape" && take() {
            event.prevent_default();
            event.stop_propagation();
        }
    });
    // Fails only for what is no listener.
    let _listening = window().add_event_listener_with_callback_and_bool(KEY_DOWN, hear.as_ref().unchecked_ref(), true);
    First(hear)
}

impl Drop for First {
    fn drop(&mut self) {
        let _listened =
            window().remove_event_listener_with_callback_and_bool(KEY_DOWN, self.0.as_ref().unchecked_ref(), true);
    }
}

const KEY_DOWN: &str = "keydown";
