//! The clocks: one that never goes back, and the calendar's.

use leptos::prelude::window;

use crate::number;

/// Milliseconds since 1970, as the person's clock has it.
pub(crate) fn wall_ms() -> u64 {
    number::to_count(js_sys::Date::now())
}

/// A number drawn by lot.
pub(crate) fn chance() -> u16 {
    let drawn = js_sys::Math::random() * f64::from(u16::MAX);
    u16::try_from(number::to_count(drawn)).unwrap_or_default()
}

/// Milliseconds since the page was opened; never goes back.
pub(crate) fn now_ms() -> u64 {
    window().performance().map_or(0, |performance| number::to_count(performance.now()))
}
