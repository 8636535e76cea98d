//! What was dropped or chosen waits here until it is added, one after the other, by the engine of the uploads; and is given
//! back where that cannot be loaded: then nothing is queued, and a person may add it again.

use std::collections::VecDeque;

use holdall_shared::EntryPath;
use leptos::prelude::*;

use super::{notice::Remedy, shell::Shell};
use crate::{
    browser::{task, tree::Dropped},
    text::parts,
    upload::plan::Batch,
};

/// What is being added.
#[derive(Clone, Copy)]
pub(crate) struct Adding {
    /// What somebody has to decide about.
    pub(crate) batch: RwSignal<Batch>,
    pub(crate) step: RwSignal<Step>,
    waiting: StoredValue<VecDeque<(EntryPath, Dropped)>, LocalStorage>,
    /// Whether somebody has to decide: until something is sent, or nothing is.
    is_asked: StoredValue<bool>,
    /// What could not be added.
    refused: StoredValue<VecDeque<(EntryPath, Dropped)>, LocalStorage>,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Nothing is being added.
    Idle,
    /// What adds it is being loaded.
    Loading,
    /// Folders are being read: so many files were found.
    Reading(usize),
    /// The server is being asked.
    Asking,
    /// Files are compared with what has their names.
    Comparing {
        /// So many of them are.
        done: usize,
        /// Of so many.
        of: usize,
    },
    /// A person is.
    Deciding,
}

impl Adding {
    pub(crate) fn new() -> Self {
        Self {
            batch: RwSignal::default(),
            step: RwSignal::new(Step::Idle),
            waiting: StoredValue::new_local(VecDeque::new()),
            is_asked: StoredValue::new(false),
            refused: StoredValue::new_local(VecDeque::new()),
        }
    }

    /// Somebody has to decide.
    pub(crate) fn ask(self) {
        self.is_asked.set_value(true);
    }

    /// Nobody has to any more.
    pub(crate) fn end_question(self) {
        self.is_asked.set_value(false);
    }

    /// Whether something was dropped that no upload stands for yet.
    pub(crate) fn is_unfinished(self) -> bool {
        self.step.get_untracked() != Step::Idle || self.waiting.with_value(|waiting| !waiting.is_empty())
    }

    /// Nothing of it is wanted any more: somebody has signed out.
    pub(crate) fn forget(self) {
        self.waiting.update_value(VecDeque::clear);
        self.refused.update_value(VecDeque::clear);
        if self.step.get_untracked() == Step::Loading {
            self.step.set(Step::Idle);
        }
    }

    /// What was dropped next; without any, nothing is being added.
    pub(crate) fn take_next(self) -> Option<(EntryPath, Dropped)> {
        let next = self.waiting.try_update_value(VecDeque::pop_front).flatten();
        if next.is_none() {
            self.step.set(Step::Idle);
        }
        next
    }
}

impl Shell {
    /// Uploads what was dropped or chosen into a folder, as soon as nothing else is being added.
    pub(crate) fn add(self, folder: EntryPath, dropped: Dropped) {
        if !dropped.is_empty() {
            self.adding.waiting.update_value(|waiting| waiting.push_back((folder, dropped)));
            self.begin_adding();
        }
    }

    /// Adds what could not be added.
    pub(crate) fn add_again(self) {
        let refused = self.adding.refused.try_update_value(std::mem::take).unwrap_or_default();
        self.adding.waiting.update_value(|waiting| waiting.extend(refused));
        self.begin_adding();
    }

    /// Gives up what is being added.
    pub(crate) fn give_up_adding(self) {
        if self.adding.step.get_untracked() == Step::Loading {
            self.adding.waiting.update_value(VecDeque::clear);
            self.adding.step.set(Step::Idle);
        } else {
            self.uploads.tell(|engine| engine.give_up_adding());
        }
    }

    /// The question about a batch is not seen any more: where nobody has answered it, nothing is sent.
    pub(crate) fn give_up_unanswered(self) {
        if self.adding.is_asked.get_value() {
            self.give_up_adding();
        }
    }

    /// What was decided holds. What has got another name is asked about first, and may have to be decided again.
    pub(crate) fn add_as_decided(self) {
        self.uploads.tell(|engine| engine.add_as_decided());
    }

    fn begin_adding(self) {
        let step = self.adding.step;
        if step.get_untracked() != Step::Idle {
            return;
        }
        step.set(Step::Loading);
        task::run(async move {
            let engine = self.uploads.engine().await;
            // Meanwhile it may have been given up; or given up and begun anew, and then another has begun with it.
            if step.get_untracked() == Step::Loading {
                match engine {
                    Ok(engine) => engine.add_next(),
                    Err(_) => self.refuse(),
                }
            }
        });
    }

    /// What cannot be added is told, and kept until a person adds it again or puts the message away.
    fn refuse(self) {
        let waiting = self.adding.waiting.try_update_value(std::mem::take).unwrap_or_default();
        let is_told = self.notices.holds_files();
        self.adding.refused.update_value(|refused| {
            if !is_told {
                refused.clear();
            }
            refused.extend(waiting);
        });
        self.adding.step.set(Step::Idle);
        self.notices.show(parts::not_added(), Some(Remedy::AddAgain));
    }
}
