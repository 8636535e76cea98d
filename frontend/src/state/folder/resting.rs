//! What waits until the list rests: the order of its rows in the document, and which tiles stand side by side.
//!
//! Both are for who hears the list. Moving elements costs browsers more than all else that scrolling does (laying out and
//! styling anew): it waits until nothing was drawn for a moment, or the focus goes somewhere in the list.

use std::time::Duration;

use leptos::prelude::*;

use super::Folder;
use crate::{browser::scroller, state::window::pool::Pool};

/// Something rests when it has not happened for so long.
const REST: Duration = Duration::from_millis(150);

/// What happens again and again, and then rests.
#[derive(Clone, Copy)]
pub(super) struct Rests(StoredValue<u64>);

impl Rests {
    pub(super) fn new() -> Self {
        Self(StoredValue::new(0))
    }

    /// How often it has happened.
    fn count(self) -> u64 {
        self.0.get_value()
    }

    /// It happens: `act` is done when it rests, unless it has happened again by then.
    pub(super) fn at_next(self, act: impl FnOnce() + 'static) {
        let this = self.count() + 1;
        self.0.set_value(this);
        let rest = move || {
            if self.count() == this {
                act();
            }
        };
        set_timeout(rest, REST);
    }
}

impl Folder {
    /// Changes when the rows are put in order: until then who hears the list hears what was there before.
    pub(crate) fn ordered(self) -> Signal<u64> {
        self.drawing.ordered.into()
    }

    /// Puts the document's rows in the order in which they are seen.
    pub(super) fn put_in_order(self) {
        let drawn = self.drawing.drawn.count();
        if self.drawing.ordered.get_untracked() == drawn {
            return;
        }
        let slots = self.drawing.pool.with_value(Pool::in_order);
        scroller::put_in_order(slots.iter().filter_map(|slot| self.drawing.slots.get(*slot)).map(|slot| slot.dom_id()));
        self.drawing.ordered.set(drawn);
    }
}
