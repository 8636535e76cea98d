//! What a person does with uploads: deciding, pausing, cancelling, clearing away.

use leptos::prelude::*;

use super::Uploads;
use crate::{
    browser::task,
    upload::machine::{Event, Failure, Phase, Remedy, Upload, UploadId},
};

impl Uploads {
    /// A person's decision about a failed upload.
    pub(crate) fn decide(self, id: UploadId, remedy: Remedy) {
        task::run(async move {
            // What another tab had may have been left by now.
            let is_underway = |upload: &Upload| upload.phase == Phase::Failed(Failure::Underway);
            let wanted = self.get(id).filter(is_underway);
            let wanted = wanted.and_then(|_| self.inner.with_value(|inner| inner.queue.kept_of(id)));
            let Some(wanted) = wanted else { return self.dispatch(Event::Decided { id, remedy }) };
            let taken = self.take(|kept| kept.is_met_by(&wanted)).await;
            self.dispatch(Event::Recalled { kept: taken.rows });
            self.dispatch(Event::Decided { id, remedy });
            self.write(taken.aside);
        });
    }

    /// The same decision about all uploads that offer it, of those that `wait` for one.
    pub(crate) fn decide_all(self, remedy: &Remedy, wait: impl Fn(&Upload) -> bool) {
        let offer = |upload: &&Upload| wait(upload) && upload.remedies().contains(remedy);
        let decided = |upload: &Upload| Event::Decided { id: upload.id, remedy: remedy.clone() };
        let events: Vec<Event> =
            self.inner.with_value(|inner| inner.queue.uploads().filter(offer).map(decided).collect());
        self.dispatch_all(events);
    }

    /// A person does not want it any more.
    pub(crate) fn cancel(self, id: UploadId) {
        self.dispatch(Event::Cancelled { id });
    }

    /// A person stops one for now, or lets it go on.
    pub(crate) fn pause_or_resume(self, id: UploadId) {
        let is_paused = self.get(id).is_some_and(|upload| upload.phase == Phase::Paused);
        self.dispatch(if is_paused { Event::Resumed { id } } else { Event::Paused { id } });
    }

    /// A person stops all for now.
    pub(crate) fn pause_all(self) {
        self.dispatch(Event::AllPaused);
    }

    /// And lets them go on.
    pub(crate) fn resume_all(self) {
        self.dispatch(Event::AllResumed);
    }

    /// The tray was closed.
    pub(crate) fn clear(self) {
        self.dispatch(Event::Cleared);
    }
}
