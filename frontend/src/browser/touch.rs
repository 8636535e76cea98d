//! Fingers on the screen.

use leptos::prelude::window;
use web_sys::{Touch, TouchEvent, TouchList};

/// Where the finger is, in pixels of the window, if it is the only one.
pub(crate) fn only_finger(event: &TouchEvent) -> Option<(i32, i32)> {
    only(&event.touches())
}

/// Where the only finger has left the screen, no other staying on it.
pub(crate) fn lifted(event: &TouchEvent) -> Option<(i32, i32)> {
    only(&event.changed_touches()).filter(|_| event.touches().length() == 0)
}

/// Whether somebody has enlarged the page with two fingers: one then moves what is seen of it.
pub(crate) fn is_enlarged() -> bool {
    window().visual_viewport().is_some_and(|viewport| viewport.scale() > 1.01)
}

fn only(fingers: &TouchList) -> Option<(i32, i32)> {
    let place = |finger: Touch| (finger.client_x(), finger.client_y());
    if fingers.length() == 1 { fingers.get(0).map(place) } else { None }
}
