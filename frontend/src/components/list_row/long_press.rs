//! A finger that rests on a row: how long, and that the click which follows is part of it.

use std::time::Duration;

use leptos::{ev, prelude::*};

/// A finger that rests so long selects.
const LONG_PRESS: Duration = Duration::from_millis(500);

/// Pixels that a resting finger may stray.
const STRAY: i32 = 10;

/// The finger on one row, if there is one.
#[derive(Clone, Copy)]
pub(super) struct LongPress(StoredValue<Option<Press>, LocalStorage>);

#[derive(Clone)]
enum Press {
    /// It may become a long one.
    Resting { timer: TimeoutHandle, x: i32, y: i32 },
    /// It was long; the click that follows is part of it.
    Done,
}

impl LongPress {
    pub(super) fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    /// A pointer went down: if it is a finger and stays, `act` is done.
    pub(super) fn began(self, event: &ev::PointerEvent, act: impl Fn() + 'static) {
        self.ended();
        self.0.set_value(None);
        if event.pointer_type() != "touch" {
            return;
        }
        let done = move || {
            self.0.set_value(Some(Press::Done));
            act();
        };
        if let Ok(timer) = set_timeout_with_handle(done, LONG_PRESS) {
            self.0.set_value(Some(Press::Resting { timer, x: event.client_x(), y: event.client_y() }));
        }
    }

    /// A finger that scrolls does not press.
    pub(super) fn moved(self, event: &ev::PointerEvent) {
        if let Some(Press::Resting { x, y, .. }) = self.0.get_value()
            && (event.client_x() - x).abs().max((event.client_y() - y).abs()) > STRAY
        {
            self.ended();
        }
    }

    /// The finger is gone, or does something else.
    pub(super) fn ended(self) {
        if let Some(Press::Resting { timer, .. }) = self.0.get_value() {
            timer.clear();
            self.0.set_value(None);
        }
    }

    /// Whether it was a long one, and its click has not come yet.
    pub(super) fn is_done(self) -> bool {
        matches!(self.0.get_value(), Some(Press::Done))
    }

    /// Whether the click that comes now is part of a long press; only one is.
    pub(super) fn takes_click(self) -> bool {
        let is_done = self.is_done();
        if is_done {
            self.0.set_value(None);
        }
        is_done
    }
}
