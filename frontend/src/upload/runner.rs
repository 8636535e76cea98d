//! Does what the machine asks for: [`Runner`] takes what happens to the machine and performs its commands.
//!
//! The browser's `File`s and the requests under way are kept here, by upload id, and never in reactive state. What is
//! shown is written four times a second by a clock that runs only while something is on its way, and at once when a
//! person has done something.

mod announcing;
mod continuing;
mod deciding;
mod keeping;
mod performing;
mod preparing;
mod recalling;
mod sharing;
mod ticking;

use std::collections::HashMap;

use holdall_shared::EntryPath;
use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*};
use wasm_bindgen::JsValue;
use web_sys::File;

use self::{keeping::Keeping, preparing::Ahead, sharing::Sharing};
use super::{
    engine::Concerned,
    machine::{self, Event, NewUpload, Now, Queue, Upload, UploadId},
    tray::{Fold, Tray},
};
use crate::{
    browser::{
        clock,
        hasher::Hasher,
        page,
        task::{self, Slot},
        wake_lock::WakeLock,
    },
    state::{connection::Connection, folder::Folder, lasting::Lasting, session::Visitor, voice::Voice},
};

/// Runs all uploads of this page.
pub(super) type Runner = Lasting<RunnerParts>;

/// The queue, and what its uploads concern.
pub(super) struct RunnerParts {
    inner: StoredValue<Inner, LocalStorage>,
    tray: Tray,
    connection: Connection,
    visitor: Visitor,
    folder: Folder,
    voice: Voice,
    screen: StoredValue<WakeLock, LocalStorage>,
}

#[derive(Default)]
struct Inner {
    queue: Queue,
    last_id: u64,
    files: HashMap<UploadId, File>,
    requests: HashMap<UploadId, Slot>,
    ahead: HashMap<UploadId, Ahead>,
    hasher: Hasher,
    /// Tells the server, one after the other, what is not wanted any more.
    discarding: Vec<machine::Resource>,
    /// Whether the folder that is looked at has got new files since the last tick.
    has_news: bool,
    clock: Option<IntervalHandle>,
    /// When the clock was last looked after.
    was_unfinished: bool,
    keeping: Keeping,
    sharing: Sharing,
}

impl Runner {
    pub(super) fn begin(concerned: &Concerned) -> Self {
        let Concerned { tray, connection, visitor, folder, voice, .. } = *concerned;
        let inner = StoredValue::new_local(Inner::default());
        let screen = StoredValue::new_local(WakeLock::default());
        let runner = Self::new(RunnerParts { inner, tray, connection, visitor, folder, voice, screen });
        // The handles of these listeners are not kept: they live as long as the page.
        let _whole_life = window_event_listener(leptos::ev::online, move |_| runner.nudge());
        let _whole_life = page::on_seen_or_not(move |is_seen| {
            if is_seen {
                runner.nudge();
                runner.keep_awake();
            }
        });
        let _whole_life = window_event_listener(leptos::ev::pagehide, move |_| runner.leave());
        runner.hear_sign_out();
        runner.recall();
        runner
    }

    /// Begins to upload these files, each on its own terms.
    /// Their handles are kept under the names that the uploads tell.
    pub(super) fn enqueue(self, added: Vec<(NewUpload, Option<File>)>, roots: Vec<(String, JsValue)>) {
        if added.is_empty() {
            return;
        }
        self.open_tray();
        self.share_turns();
        task::run(async move {
            let taken = self.take_for(&added).await;
            let mut uploads = Vec::new();
            self.inner.update_value(|inner| {
                for (new, file) in added {
                    inner.last_id += 1;
                    let id = UploadId(inner.last_id);
                    inner.files.extend(file.map(|file| (id, file)));
                    uploads.push((id, new));
                }
            });
            self.keep_roots(roots);
            self.take_step(Event::Recalled { kept: taken.rows });
            self.dispatch(Event::Added { uploads, at_ms: clock::now_ms() });
            self.write(taken.aside);
            self.recall();
        });
    }

    /// On a phone the list stays in view; what needs attention opens the tray.
    fn open_tray(self) {
        self.tray.fold.set(if page::is_narrow() { Fold::Folded } else { Fold::Open });
    }

    /// The page is left, perhaps for ever.
    fn leave(self) {
        self.write(None);
        self.leave_turns();
    }

    /// Whether leaving the page would lose something.
    pub(super) fn is_unfinished(self) -> bool {
        self.inner.with_value(|inner| inner.queue.summary().is_unfinished())
    }

    /// Whether something is, or was, on its way to `path` from this page.
    pub(super) fn has(self, path: &EntryPath) -> bool {
        let is_it = |upload: &Upload| {
            path.name().is_some_and(|name| name.as_str() == upload.name)
                && path.parent().as_ref() == Some(&upload.folder)
        };
        self.inner.with_value(|inner| inner.queue.uploads().any(is_it))
    }

    /// One upload as it is now.
    pub(super) fn get(self, id: UploadId) -> Option<Upload> {
        self.inner.with_value(|inner| inner.queue.get(id).cloned())
    }

    /// Shows the queue as it is now.
    pub(super) fn publish(self) {
        self.inner.with_value(|inner| self.tray.publish(&inner.queue));
    }

    /// The network is back, or the page is looked at again.
    fn nudge(self) {
        if self.is_unfinished() {
            self.dispatch(Event::Nudged);
        }
    }

    /// What a person or the page's state has brought about: it is seen at once.
    pub(super) fn dispatch(self, event: Event) {
        self.dispatch_all(vec![event]);
    }

    fn dispatch_all(self, events: Vec<Event>) {
        for event in events {
            self.take_step(event);
        }
        self.keep_clock();
        self.publish();
        self.write_when_due();
    }

    /// What requests have brought about: it is seen at the next tick.
    fn hear(self, event: Event) {
        let was_unfinished = self.is_unfinished();
        self.take_step(event);
        self.inner.update_value(|inner| inner.keeping.beat());
        self.write_when_due();
        if was_unfinished && !self.is_unfinished() {
            self.write(None);
            self.show_news();
            self.keep_clock();
            self.publish();
        }
    }

    fn take_step(self, event: Event) {
        let mut commands = Vec::new();
        self.inner.update_value(|inner| commands = machine::step(&mut inner.queue, event));
        if !commands.is_empty() {
            for command in commands {
                self.perform(command);
            }
            self.inner.update_value(Inner::drop_what_is_not_next);
        }
        self.tell_turns();
    }
}

fn now() -> Now {
    Now { ms: clock::now_ms(), chance: clock::chance() }
}
