//! This tab's part of the connections that all tabs share. Where nobody divides them, it takes all.

use leptos::prelude::*;

use super::Runner;
use crate::{
    browser::{clock, turns::Turns},
    number,
    upload::machine::{Event, MAX_PARALLEL},
};

/// Who divides the turns asks far more often.
const SILENT_MS: u64 = 15_000;

/// What is known of the turns.
#[derive(Default)]
pub(super) struct Sharing {
    turns: Option<Turns>,
    is_begun: bool,
    is_shared: bool,
    told: [u64; 3],
    /// How many turns there are for this tab, and how many of them it goes by.
    may: u64,
    goes_by: u64,
    heard_ms: u64,
}

impl Runner {
    /// Asks for turns from now on. There are none until there is an answer.
    pub(super) fn share_turns(self) {
        if self.inner.try_update_value(|inner| std::mem::replace(&mut inner.sharing.is_begun, true)) != Some(false) {
            return;
        }
        let turns = Turns::begin(move |may| self.hear_turns(may), move || self.take_all_turns());
        self.inner.update_value(|inner| {
            inner.sharing.is_shared = turns.is_some();
            inner.sharing.turns = turns;
        });
        if self.inner.with_value(|inner| inner.sharing.is_shared) {
            self.allow(Some(0));
        } else {
            self.take_all_turns();
        }
    }

    /// Tells how many turns could be used, if that has changed; no more than that are gone by.
    pub(super) fn tell_turns(self) {
        let mut goes_by = None;
        self.inner.update_value(|inner| {
            let (wanted, used) = inner.queue.connections();
            let sharing = &mut inner.sharing;
            let wanted = number::length(wanted);
            let new = [wanted, number::length(used), sharing.may.min(wanted)];
            let Some(turns) = sharing.turns.as_ref().filter(|_| sharing.is_shared && sharing.told != new) else {
                return;
            };
            if sharing.told == [0; 3] {
                sharing.heard_ms = clock::now_ms();
            }
            sharing.may = sharing.may.min(wanted);
            goes_by = (sharing.goes_by != sharing.may).then_some(sharing.may);
            sharing.goes_by = sharing.may;
            sharing.told = new;
            turns.tell(new);
        });
        self.allow(goes_by);
    }

    /// Nobody divides them.
    fn take_all_turns(self) {
        self.inner.update_value(|inner| inner.sharing.is_shared = false);
        self.allow(Some(number::length(MAX_PARALLEL)));
        self.publish();
    }

    /// Who divides the turns may have fallen silent.
    pub(super) fn miss_turns(self) {
        let is_silent = self.inner.with_value(|inner| {
            let Sharing { is_shared, told, heard_ms, .. } = inner.sharing;
            is_shared && told != [0; 3] && clock::now_ms().saturating_sub(heard_ms) > SILENT_MS
        });
        if is_silent {
            self.take_all_turns();
        }
    }

    /// The page is left: others may have its turns.
    pub(super) fn leave_turns(self) {
        self.inner.update_value(|inner| {
            let sharing = &mut inner.sharing;
            if let Some(turns) = &sharing.turns {
                (sharing.may, sharing.goes_by, sharing.told) = (0, 0, [0; 3]);
                turns.tell(sharing.told);
            }
        });
    }

    fn hear_turns(self, may: u64) {
        self.inner.update_value(|inner| {
            let sharing = &mut inner.sharing;
            sharing.heard_ms = clock::now_ms();
            sharing.is_shared = true;
            sharing.may = may;
            // It is answered, whatever it was.
            sharing.told = [u64::MAX; 3];
            sharing.goes_by = u64::MAX;
        });
        self.tell_turns();
    }

    fn allow(self, connections: Option<u64>) {
        if let Some(connections) = connections.and_then(|connections| usize::try_from(connections).ok()) {
            self.take_step(Event::Allowed { connections });
        }
    }
}
