//! What a person does with uploads that is more than an event: deciding, pausing.

use leptos::prelude::*;

use super::Runner;
use crate::{
    browser::task,
    upload::machine::{Event, Failure, Phase, Remedy, Upload, UploadId},
};

impl Runner {
    /// A person's decision about a failed upload.
    pub(in crate::upload) fn decide(self, id: UploadId, remedy: Remedy) {
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
    pub(in crate::upload) fn decide_all(self, remedy: &Remedy, wait: fn(&Upload) -> bool) {
        let offer = |upload: &&Upload| wait(upload) && upload.remedies().contains(remedy);
        let decided = |upload: &Upload| Event::Decided { id: upload.id, remedy: remedy.clone() };
        let events: Vec<Event> =
            self.inner.with_value(|inner| inner.queue.uploads().filter(offer).map(decided).collect());
        self.dispatch_all(events);
    }

    /// A person stops one for now, or lets it go on.
    pub(in crate::upload) fn pause_or_resume(self, id: UploadId) {
        let is_paused = self.get(id).is_some_and(|upload| upload.phase == Phase::Paused);
        self.dispatch(if is_paused { Event::Resumed { id } } else { Event::Paused { id } });
    }
}
