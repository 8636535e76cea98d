//! Does what the machine asks for: [`Uploads`] takes what happens to the machine and performs its commands.
//!
//! The browser's `File`s and the requests under way are kept here, by upload id, and never in reactive state.
//! Progress is shown by a clock of four ticks a second that runs only while something is on its way.

mod announcing;
mod performing;

use std::{collections::HashMap, time::Duration};

use holdall_shared::EntryPath;
use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*};
use web_sys::File;

use super::{
    machine::{self, Event, NewUpload, Outage, Phase, Queue, Remedy, Source, Upload, UploadId},
    tray::{Fold, Tray},
};
use crate::{
    browser::{clock, files::Dropped, page, task::Slot},
    number,
    state::{
        connection::Connection, folder::Folder, lasting::Lasting, selection::Reach, session::Visitor, voice::Voice,
    },
};

const TICK: Duration = Duration::from_millis(250);

/// All uploads of this page.
pub(crate) type Uploads = Lasting<UploadsParts>;

/// The queue, and what its uploads concern.
pub(crate) struct UploadsParts {
    inner: StoredValue<Inner, LocalStorage>,
    pub(crate) tray: Tray,
    connection: Connection,
    visitor: Visitor,
    folder: Folder,
    voice: Voice,
}

#[derive(Default)]
struct Inner {
    queue: Queue,
    last_id: u64,
    files: HashMap<UploadId, File>,
    requests: HashMap<UploadId, Slot>,
    clock: Option<IntervalHandle>,
}

impl Uploads {
    pub(crate) fn begin(connection: Connection, visitor: Visitor, folder: Folder, voice: Voice) -> Self {
        let inner = StoredValue::new_local(Inner::default());
        Self::new(UploadsParts { inner, tray: Tray::new(), connection, visitor, folder, voice })
    }

    /// Begins to upload what was dropped or chosen.
    pub(crate) fn add(self, folder: &EntryPath, dropped: Vec<Dropped>) {
        if dropped.is_empty() {
            return;
        }
        let mut uploads = Vec::with_capacity(dropped.len());
        self.inner.update_value(|inner| {
            for item in dropped {
                inner.last_id += 1;
                let id = UploadId(inner.last_id);
                uploads.push((id, inner.take_in(id, folder, item)));
            }
        });
        // On a phone the list stays in view; what needs attention opens the tray.
        self.tray.fold.set(if page::is_narrow() { Fold::Folded } else { Fold::Open });
        self.dispatch(Event::Added { uploads, at_ms: clock::now_ms() });
    }

    /// A person's decision about a failed upload.
    pub(crate) fn decide(self, id: UploadId, remedy: Remedy) {
        self.dispatch(Event::Decided { id, remedy });
    }

    /// The same decision about all uploads that `wait` for it.
    pub(crate) fn decide_all(self, remedy: &Remedy, wait: impl Fn(&Upload) -> bool) {
        let ids: Vec<UploadId> = self
            .inner
            .with_value(|inner| inner.queue.uploads().filter(|upload| wait(upload)).map(|upload| upload.id).collect());
        for id in ids {
            self.decide(id, remedy.clone());
        }
    }

    /// A person does not want it any more.
    pub(crate) fn cancel(self, id: UploadId) {
        self.dispatch(Event::Cancelled { id });
    }

    /// The tray was closed.
    pub(crate) fn clear(self) {
        self.dispatch(Event::Cleared);
    }

    /// The server can be reached.
    pub(crate) fn reconnected(self, outage: Outage) {
        self.dispatch(Event::Reconnected { outage });
    }

    /// A new session has begun.
    pub(crate) fn signed_in(self) {
        self.dispatch(Event::SignedIn);
    }

    /// The server has said what it takes.
    pub(crate) fn limits_known(self, max_file_size: Option<u64>) {
        self.dispatch(Event::LimitsKnown { max_file_size });
    }

    /// Goes to the folder of an upload and lights its row.
    pub(crate) fn reveal(self, upload: &Upload, go: impl Fn(&EntryPath)) {
        let Phase::Done { entry } = &upload.phase else { return };
        let is_elsewhere = self.folder.path().with_untracked(|shown| *shown != upload.folder);
        if is_elsewhere || untrack(|| self.folder.is_narrowed()) {
            go(&upload.folder);
        }
        self.folder.refresh_and_go(entry.path.clone(), Reach::Only);
    }

    /// Whether leaving the page would lose something.
    pub(crate) fn is_unfinished(self) -> bool {
        self.tray.summary.with_untracked(|summary| summary.is_unfinished())
    }

    /// One upload as it is now.
    pub(crate) fn get(self, id: UploadId) -> Option<Upload> {
        self.inner.with_value(|inner| inner.queue.get(id).cloned())
    }

    fn dispatch(self, event: Event) {
        let is_progress = matches!(event, Event::Progressed { .. });
        let mut commands = Vec::new();
        self.inner.update_value(|inner| commands = machine::step(&mut inner.queue, event));
        // Progress is shown by the clock.
        if !is_progress {
            self.inner.with_value(|inner| self.tray.publish(&inner.queue));
            self.keep_clock();
        }
        for command in commands {
            self.perform(command);
        }
    }

    /// Runs the clock while something is on its way.
    fn keep_clock(self) {
        let wanted = self.is_unfinished();
        let running = self.inner.with_value(|inner| inner.clock.is_some());
        if wanted && !running {
            let tick = move || self.dispatch(Event::Ticked { at_ms: clock::now_ms() });
            // A browser without clocks would only lack the numbers.
            let clock = set_interval_with_handle(tick, TICK).ok();
            self.inner.update_value(|inner| inner.clock = clock);
        } else if !wanted && running {
            self.inner.update_value(|inner| {
                if let Some(clock) = inner.clock.take() {
                    clock.clear();
                }
            });
        }
    }
}

impl Inner {
    fn take_in(&mut self, id: UploadId, folder: &EntryPath, item: Dropped) -> NewUpload {
        let folder = folder.clone();
        match item {
            Dropped::Folder(name) => NewUpload { folder, name, size: 0, source: Source::Folder },
            Dropped::File(file) => {
                let (name, size) = (file.name(), number::to_count(file.size()));
                self.files.insert(id, file);
                NewUpload { folder, name, size, source: Source::File }
            }
        }
    }
}
