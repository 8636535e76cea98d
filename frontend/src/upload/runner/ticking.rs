//! What is done again and again while something is on its way: numbers are shown, the screen stays on, the folder is asked.

use std::time::Duration;

use leptos::prelude::*;

use super::{Runner, now};
use crate::upload::machine::Event;

const TICK: Duration = Duration::from_millis(250);

impl Runner {
    /// Runs the clock while something is on its way, or kept: that this page lives has to be said again and again.
    pub(super) fn keep_clock(self) {
        let unfinished = self.is_unfinished();
        if self.inner.try_update_value(|inner| std::mem::replace(&mut inner.was_unfinished, unfinished))
            == Some(!unfinished)
        {
            self.keep_awake();
        }
        let wanted = unfinished || self.inner.with_value(|inner| inner.keeping.has_parts());
        let running = self.inner.with_value(|inner| inner.clock.is_some());
        if wanted && !running {
            // A browser without clocks would only lack the numbers.
            let clock = set_interval_with_handle(move || self.tick(), TICK).ok();
            self.inner.update_value(|inner| inner.clock = clock);
        } else if !wanted && running {
            self.inner.update_value(|inner| {
                if let Some(clock) = inner.clock.take() {
                    clock.clear();
                }
            });
        }
    }

    /// Keeps the screen on while something is on its way.
    pub(super) fn keep_awake(self) {
        let wanted = self.is_unfinished();
        self.screen.with_value(|screen| if wanted { screen.keep() } else { screen.release() });
    }

    fn tick(self) {
        self.take_step(Event::Ticked { now: now() });
        self.inner.update_value(|inner| inner.keeping.beat());
        self.miss_turns();
        self.write_when_due();
        self.keep_clock();
        self.show_news();
        self.publish();
    }

    /// New files in the folder that is looked at: asked for together.
    pub(super) fn show_news(self) {
        let mut has_news = false;
        self.inner.update_value(|inner| has_news = std::mem::take(&mut inner.has_news));
        if has_news {
            self.folder.refresh();
        }
    }
}
