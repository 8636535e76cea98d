//! What the machine asks for is done: sending, aborting, and telling those whom it concerns.

use leptos::prelude::*;

use super::{Runner, now, preparing::is_readable};
use crate::{
    api::{self, ApiError},
    browser::{
        clock,
        hasher::Hashed,
        task::{self, Slot},
    },
    upload::machine::{Answer, Ask, Command, Event, Part, Resource, Together, UploadId},
};

impl Runner {
    pub(super) fn perform(self, command: Command) {
        match command {
            Command::Send { id, ticket, ask } => self.send((id, ticket), ask),
            Command::SendTogether { ticket, parts } => self.send_together(ticket, parts),
            Command::Abort { id } => self.inner.update_value(|inner| {
                if let Some(slot) = inner.requests.remove(&id) {
                    slot.run(async {});
                }
            }),
            Command::Keep { part } => self.inner.update_value(|inner| inner.keeping.change(part)),
            Command::Discard { resource } => self.discard(resource),
            Command::Forget { id } => self.inner.update_value(|inner| {
                inner.files.remove(&id);
                inner.requests.remove(&id);
                inner.hasher.forget(id.0);
            }),
            Command::Show { folder, .. } => {
                if self.folder.path().with_untracked(|shown| *shown == folder) {
                    self.inner.update_value(|inner| inner.has_news = true);
                }
            }
            Command::CheckConnection => self.connection.lost(),
            Command::AskToSignIn => self.visitor.ended(),
            Command::Announce(notice) => self.announce(notice),
        }
    }

    fn send(self, (id, ticket): (UploadId, u64), ask: Ask) {
        let slot = Slot::default();
        let (mut reading, mut file) = (None, None);
        self.inner.update_value(|inner| {
            reading = inner.read(id, &ask);
            file = inner.files.get(&id).cloned();
            inner.requests.insert(id, slot.clone());
        });
        let sends_bytes = matches!(ask, Ask::Whole { .. } | Ask::Append { .. });
        slot.run(async move {
            let prepared = match reading {
                Some(reading) => reading.finish().await,
                None => None,
            };
            let answer = match prepared {
                Some(prepared) => {
                    let on_progress =
                        move |left| self.hear(Event::Progressed { id, ticket, left, at_ms: clock::now_ms() });
                    api::uploads::send(ask, prepared, on_progress).await
                }
                None if sends_bytes => Answer::Unreadable,
                None => api::uploads::ask(ask).await,
            };
            // What the browser could not read while it sent looks like a broken line.
            let answer = match answer {
                Answer::Lost if sends_bytes && !is_readable(file).await => Answer::Unreadable,
                answer => answer,
            };
            self.hear(Event::Answered { id, ticket, answer, now: now() });
        });
    }

    fn send_together(self, ticket: u64, parts: Vec<Part>) {
        let slot = Slot::default();
        let mut writing = None;
        self.inner.update_value(|inner| {
            writing = inner.write_form(&parts);
            inner.requests.extend(parts.iter().map(|part| (part.id, slot.clone())));
        });
        slot.run(async move {
            let together = match writing {
                Some((boundary, form)) => match form.await {
                    Hashed::Form(body) => {
                        let on_progress = self.progress_of(ticket, &parts);
                        api::uploads::send_together(&parts, (body, &boundary), on_progress).await
                    }
                    Hashed::Read { .. } | Hashed::Unreadable | Hashed::Unhashed => Together::Failed(Answer::Unreadable),
                },
                None => Together::Failed(Answer::Unreadable),
            };
            self.hear(Event::AnsweredTogether { ticket, together, now: now() });
        });
    }

    /// What has left of a form belongs to its files in their order; what stands between them is not counted.
    fn progress_of(self, ticket: u64, parts: &[Part]) -> impl Fn(u64) + use<> {
        let sizes: Vec<(UploadId, u64)> = parts.iter().map(|part| (part.id, part.size)).collect();
        move |mut left| {
            let at_ms = clock::now_ms();
            for (id, size) in &sizes {
                self.hear(Event::Progressed { id: *id, ticket, left: left.min(*size), at_ms });
                left = left.saturating_sub(*size);
            }
        }
    }

    /// Tells the server, one after the other; what it does not hear of expires there.
    pub(super) fn discard(self, resource: Resource) {
        let mut is_idle = false;
        self.inner.update_value(|inner| {
            is_idle = inner.discarding.is_empty();
            inner.discarding.push(resource);
        });
        if is_idle {
            task::run(self.tell_discarded());
        }
    }

    async fn tell_discarded(self) {
        while let Some(resource) = self.inner.with_value(|inner| inner.discarding.first().cloned()) {
            let told: Result<(), ApiError> = api::uploads::discard(&resource).await;
            self.connection.hear(&told);
            self.inner.update_value(|inner| inner.discarding.retain(|other| *other != resource));
        }
    }
}
