//! What the machine asks for is done: sending, aborting, and telling those whom it concerns.

use leptos::prelude::*;

use super::Uploads;
use crate::{
    api,
    browser::{clock, task::Slot},
    upload::machine::{Answer, Command, Event, Target, UploadId},
};

impl Uploads {
    pub(super) fn perform(self, command: Command) {
        match command {
            Command::Send { id, target } => self.send(id, target),
            Command::Abort { id } => self.inner.update_value(|inner| {
                if let Some(slot) = inner.requests.remove(&id) {
                    slot.run(async {});
                }
            }),
            Command::Forget { id } => self.inner.update_value(|inner| {
                inner.files.remove(&id);
                inner.requests.remove(&id);
            }),
            Command::Show { folder, .. } => {
                if self.folder.path().with_untracked(|shown| *shown == folder) {
                    self.folder.refresh();
                }
            }
            Command::CheckConnection => self.connection.lost(),
            Command::AskToSignIn => self.visitor.ended(),
            Command::Announce(notice) => self.announce(notice),
        }
    }

    fn send(self, id: UploadId, target: Target) {
        let slot = Slot::default();
        let mut file = None;
        self.inner.update_value(|inner| {
            file = inner.files.get(&id).cloned();
            inner.requests.insert(id, slot.clone());
        });
        let at_ms = clock::now_ms;
        slot.run(async move {
            let answer = match file {
                Some(file) => {
                    let on_progress = move |sent| self.dispatch(Event::Progressed { id, sent, at_ms: at_ms() });
                    api::uploads::send(file, target, on_progress).await
                }
                None => Answer::Unreadable,
            };
            self.dispatch(Event::Answered { id, answer, at_ms: at_ms() });
        });
    }
}
