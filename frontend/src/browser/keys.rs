//! Key presses as what they are meant for.

use wasm_bindgen::JsCast as _;
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
