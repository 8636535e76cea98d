//! Whether the server can be reached, and asking again until it can.

use std::time::Duration;

use leptos::prelude::*;

use super::{backoff::Backoff, voice::Voice};
use crate::{
    api::{ApiError, session},
    browser::{page, task::Slot},
    text::strips,
    upload::machine::Outage,
};

/// The way to the server.
#[derive(Clone, Copy)]
pub(crate) struct Connection {
    status: RwSignal<Status>,
    backoff: StoredValue<Backoff>,
    probe: StoredValue<Slot, LocalStorage>,
    /// Tells countdowns apart: an older one stops by itself.
    countdown: StoredValue<u64>,
    on_return: StoredValue<Vec<Callback<Outage>>>,
    voice: Voice,
}

/// Whether the server answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// It does, as far as we know.
    Online,
    /// It did not; we ask again then.
    Offline {
        /// Seconds until then.
        in_s: u64,
    },
    /// It did not; we are asking.
    Trying,
}

impl Connection {
    pub(crate) fn new(voice: Voice) -> Self {
        let connection = Self {
            status: RwSignal::new(Status::Online),
            backoff: StoredValue::new(Backoff::default()),
            probe: StoredValue::new_local(Slot::default()),
            countdown: StoredValue::new(0),
            on_return: StoredValue::new(Vec::new()),
            voice,
        };
        // The handles of these listeners are not kept: they live as long as the page.
        let _whole_life = window_event_listener(leptos::ev::online, move |_| connection.try_now());
        let _whole_life = window_event_listener(leptos::ev::offline, move |_| connection.lost());
        connection
    }

    /// How it stands.
    pub(crate) fn status(self) -> Signal<Status> {
        self.status.into()
    }

    /// Whether the server answers, as far as we know.
    pub(crate) fn is_online(self) -> bool {
        self.status.get() == Status::Online
    }

    /// As [`Self::is_online`], outside of what is drawn.
    pub(crate) fn is_online_untracked(self) -> bool {
        self.status.get_untracked() == Status::Online
    }

    /// As [`Self::is_online`]; where it is not, that is told to who has pressed a key for what needs the server.
    pub(crate) fn is_online_or_told(self) -> bool {
        let is_online = self.is_online_untracked();
        if !is_online {
            self.voice.tell(strips::needs_server().to_owned());
        }
        is_online
    }

    /// Calls back whenever the server answers again.
    pub(crate) fn when_back(self, callback: Callback<Outage>) {
        self.on_return.update_value(|callbacks| callbacks.push(callback));
    }

    /// Hears how a request ended: no answer means that the server is out of reach.
    pub(crate) fn hear<T>(self, result: &Result<T, ApiError>) {
        if matches!(result, Err(ApiError::Unreachable)) {
            self.lost();
        }
    }

    /// The server is out of reach.
    pub(crate) fn lost(self) {
        if self.status.get_untracked() == Status::Online {
            self.wait();
        }
    }

    /// Asks at once.
    pub(crate) fn try_now(self) {
        if self.status.get_untracked() == Status::Online {
            return;
        }
        self.countdown.update_value(|countdown| *countdown += 1);
        self.status.set(Status::Trying);
        let Some(probe) = self.probe.try_get_value() else { return };
        probe.run(async move {
            match session::current().await {
                Err(ApiError::Unreachable) => self.wait(),
                _ => self.back(),
            }
        });
    }

    fn wait(self) {
        let mut backoff = self.backoff.get_value();
        let wait_s = backoff.next_wait_s();
        self.backoff.set_value(backoff);
        let countdown = self.countdown.get_value() + 1;
        self.countdown.set_value(countdown);
        self.count_down(countdown, wait_s);
        if !backoff.was_outage() {
            self.voice.say(strips::offline(wait_s));
        }
    }

    fn count_down(self, countdown: u64, in_s: u64) {
        if self.countdown.get_value() != countdown {
            return;
        }
        // Without any network there is nothing to ask: the browser says when there is.
        if in_s == 0 && !page::is_offline() {
            self.try_now();
            return;
        }
        self.status.set(Status::Offline { in_s: in_s.max(1) });
        set_timeout(move || self.count_down(countdown, in_s.saturating_sub(1)), Duration::from_secs(1));
    }

    fn back(self) {
        let outage = if self.backoff.get_value().was_outage() { Outage::Real } else { Outage::Momentary };
        self.backoff.set_value(Backoff::default());
        self.status.set(Status::Online);
        self.voice.say(strips::back_online());
        for callback in self.on_return.get_value() {
            callback.run(outage);
        }
    }
}
