//! The clocks: one that never goes back, and the calendar's.

use leptos::prelude::window;

use crate::number;

/// Milliseconds since the page was opened; never goes back.
pub(crate) fn now_ms() -> u64 {
    window().performance().map_or(0, |performance| number::to_count(performance.now()))
}
