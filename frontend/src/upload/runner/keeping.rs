//! What this browser remembers of uploads that the server has in part: one item each in its storage, so that tabs do not
//! overwrite each other's.
//!
//! A tab that sends an upload says so every two seconds; another one leaves it alone for as long as it does. What this
//! very tab said before it was loaded again counts as nobody's at once, so that a reload and a crash wait for nothing.

use std::time::Duration;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::Uploads;
use crate::{
    browser::{clock, storage},
    number,
    upload::{
        machine::{Event, Holder, Kept, Resource},
        tray::Unfinished,
    },
};

const PREFIX: &str = "holdall.upload.";
const TAB: &str = "holdall.tab";
/// Timers of hidden tabs come once a second.
const BEAT_MS: u64 = 2000;
/// Some beats may be late.
const SILENT_MS: u64 = 10_000;
/// The server keeps no upload longer.
const WORTHLESS_MS: u64 = 7 * 24 * 60 * 60 * 1000;

/// What is kept of one.
#[derive(Serialize, Deserialize)]
struct Item {
    kept: Kept,
    tab: String,
    alive_ms: u64,
}

/// This tab, and what it sends.
pub(super) struct Keeping {
    tab: String,
    since_ms: u64,
    beat_ms: u64,
    own: Vec<Kept>,
    /// Looks again, once others may have fallen silent.
    looks_again: bool,
}

impl Default for Keeping {
    fn default() -> Self {
        let since_ms = clock::wall_ms();
        let tab = storage::of_tab(TAB, format!("{since_ms}.{}", clock::chance()));
        Self { tab, since_ms, beat_ms: 0, own: Vec::new(), looks_again: false }
    }
}

impl Keeping {
    pub(super) fn keep(&mut self, kept: Kept) {
        self.own.retain(|own| own.resource != kept.resource);
        self.write(&kept, clock::wall_ms());
        self.own.push(kept);
    }

    pub(super) fn drop(&mut self, resource: &Resource) {
        self.own.retain(|own| own.resource != resource.0);
        storage::remove(&format!("{PREFIX}{}", resource.0));
    }

    /// Says that this tab still sends what it sends.
    pub(super) fn beat(&mut self) {
        let now_ms = clock::wall_ms();
        if !self.own.is_empty() && now_ms.abs_diff(self.beat_ms) >= BEAT_MS {
            self.beat_ms = now_ms;
            self.own.iter().for_each(|kept| self.write(kept, now_ms));
        }
    }

    /// All that is remembered, with who is sending it.
    fn recall(&self) -> Vec<(Kept, Holder)> {
        let now_ms = clock::wall_ms();
        let mut recalled = Vec::new();
        for (key, text) in storage::all(PREFIX) {
            let Some(item) = serde_json::from_str::<Item>(&text).ok().filter(|item| !is_worthless(item, now_ms)) else {
                storage::remove(&key);
                continue;
            };
            let is_own = self.own.iter().any(|own| own.resource == item.kept.resource);
            let was_mine = item.tab == self.tab && item.alive_ms <= self.since_ms;
            let is_silent = now_ms.abs_diff(item.alive_ms) > SILENT_MS;
            let is_free = !is_own && (was_mine || is_silent);
            recalled.push((item.kept, if is_free { Holder::Nobody } else { Holder::Another }));
        }
        recalled
    }

    fn write(&self, kept: &Kept, alive_ms: u64) {
        let item = Item { kept: kept.clone(), tab: self.tab.clone(), alive_ms };
        if let Ok(text) = serde_json::to_string(&item) {
            storage::set(&format!("{PREFIX}{}", kept.resource), &text);
        }
    }
}

fn is_worthless(item: &Item, now_ms: u64) -> bool {
    now_ms.saturating_sub(item.alive_ms) > WORTHLESS_MS
}

impl Uploads {
    /// Reads what is remembered, and shows what waits for its file.
    pub(crate) fn recall(self) {
        let kept = self.inner.with_value(|inner| inner.keeping.recall());
        let waiting: Vec<&Kept> =
            kept.iter().filter(|(_, holder)| *holder == Holder::Nobody).map(|(kept, _)| kept).collect();
        let bytes = |of: fn(&Kept) -> u64| waiting.iter().map(|kept| of(kept)).fold(0, u64::saturating_add);
        let unfinished = Unfinished {
            count: number::length(waiting.len()),
            percent: number::percent(bytes(|kept| kept.offset), bytes(|kept| kept.size)),
            folder: waiting.first().and_then(|kept| kept.path.rsplit_once('/')).map(|(folder, _)| folder.to_owned()),
        };
        self.tray.unfinished.set(unfinished);
        if kept.iter().any(|(_, holder)| *holder == Holder::Another) {
            self.look_again();
        }
        self.inner.update_value(|inner| {
            // It asks for nothing.
            let _no_commands = crate::upload::machine::step(&mut inner.queue, Event::Recalled { kept });
        });
    }

    /// A tab that sends may be closed or crash: then what it sent waits for its file.
    fn look_again(self) {
        let is_first = self.inner.try_update_value(|inner| !std::mem::replace(&mut inner.keeping.looks_again, true));
        if is_first == Some(true) {
            set_timeout(
                move || {
                    self.inner.update_value(|inner| inner.keeping.looks_again = false);
                    self.recall();
                },
                Duration::from_millis(SILENT_MS),
            );
        }
    }

    /// A person does not want to go on with what waits for its file.
    pub(crate) fn discard_unfinished(self) {
        let kept = self.inner.with_value(|inner| inner.keeping.recall());
        for (kept, _) in kept.into_iter().filter(|(_, holder)| *holder == Holder::Nobody) {
            let resource = Resource(kept.resource);
            self.inner.update_value(|inner| inner.keeping.drop(&resource));
            self.discard(resource);
        }
        self.recall();
    }
}
