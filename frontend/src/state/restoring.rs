//! Putting back from the trash, by Undo or from its page; deleting what is in it for good.

use holdall_shared::{EntryPath, OnConflict, Operation, Restore, TrashedEntry};
use leptos::prelude::*;

use super::{
    changes::Refusal,
    history::{History, Settled, Step, Ticket},
    notice::Remedy,
    restoration::{Restoration, other_name, other_path},
    route::Route,
    selection::Reach,
    shell::Shell,
};
use crate::{
    api::{self, ApiError, batch::Answered},
    browser::task,
    number,
    text::{self, trash},
};

/// Under which name an entry is put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum As {
    /// Its own, where it was.
    Itself,
    /// One that says that it was restored.
    Restored,
}

impl Shell {
    pub(super) fn undo_last(self) {
        self.undo_what(History::unwant_last);
    }

    /// Takes back what a toast tells of.
    pub(super) fn undo_that(self, ticket: Ticket) {
        self.undo_what(|history| history.unwant(ticket));
    }

    fn undo_what(self, unwant: impl FnOnce(&mut History) -> bool) {
        if self.undoable.try_update_value(unwant) == Some(true) {
            self.take_back();
        } else {
            self.voice.tell(trash::nothing_to_undo().to_owned());
        }
    }

    /// A step was answered: it can be taken back from now on, and is, if somebody wanted so meanwhile.
    pub(super) fn settle(self, ticket: Ticket, step: Step) -> Settled {
        let settled = self.undoable.try_update_value(|history| history.settle(ticket, step)).unwrap_or(Settled::Made);
        if settled == Settled::Unwanted {
            self.take_back();
        }
        settled
    }

    /// Takes back all that is unwanted: of the trash one thing after the other, the next when that is done.
    fn take_back(self) {
        while !self.trash.is_busy() {
            match self.undoable.try_update_value(History::next_unwanted).flatten() {
                Some(Step::Deleted(deletion)) => self.restore(deletion, As::Itself),
                Some(Step::Moved(moves)) => self.move_back(moves),
                None => return,
            }
        }
    }

    /// Puts entries of the trash back.
    pub(super) fn restore(self, entries: Vec<TrashedEntry>, name: As) {
        if entries.is_empty() || self.trash.is_busy() {
            return;
        }
        self.notices.clear();
        self.voice.end_toast();
        self.trash.begin_work();
        task::run(async move {
            let operations: Vec<Operation> = entries.iter().map(|entry| operation(entry, name)).collect();
            let answered = api::batch::run(&operations).await;
            self.folder.hear_batch(&answered);
            self.trash.end_work();
            let Answered { results, error } = answered;
            let unanswered = entries.get(results.len()..).unwrap_or_default().to_vec();
            // They may be tried again by the same key.
            self.undoable.update_value(|history| history.push(Step::Deleted(unanswered.clone())));
            let restoration = Restoration::of(entries, results);
            self.restored(&restoration);
            self.tell_failures(&restoration, &unanswered, error.as_ref());
            self.take_back();
        });
    }

    /// Deletes entries of the trash for good. Answers with the words of its failure.
    pub(crate) async fn purge(self, entries: Vec<TrashedEntry>) -> Result<(), Refusal> {
        let operations: Vec<Operation> =
            entries.iter().map(|entry| Operation::Purge { id: entry.id.clone() }).collect();
        let answered = api::batch::run(&operations).await;
        self.folder.hear_batch(&answered);
        // What is no longer there needs no deleting.
        let Restoration { absent: gone, refused, .. } = Restoration::of(entries.clone(), answered.results);
        let ids: Vec<String> = gone.iter().map(|entry| entry.id.clone()).collect();
        let reason = match (&answered.error, refused.first()) {
            (Some(error), _) => Some(error.sentence(trash::trash())),
            (None, Some((entry, problem))) => Some(text::problems::sentence(problem, entry.name.as_str())),
            (None, None) => None,
        };
        if reason.is_none() {
            // Before the rows go: the browser gives the focus back to one, and the cursor goes where the focus is.
            self.layers.close();
        }
        self.forget(&ids);
        self.ask_limits();
        if let Some(reason) = reason {
            let left: Vec<&str> =
                entries.iter().filter(|entry| !ids.contains(&entry.id)).map(|entry| entry.name.as_str()).collect();
            let sentence = match answered.error {
                Some(ApiError::Unreachable) => trash::perhaps_not_deleted(&left),
                _ => trash::not_deleted(&left, &reason),
            };
            return Err(Refusal { sentence, suggestion: None });
        }
        self.trash.focus_cursor();
        self.voice.tell(trash::purged(&names(&entries)));
        Ok(())
    }

    /// Deletes everything in the trash for good. Answers with the words of its failure.
    pub(crate) async fn empty_trash(self) -> Result<(), Refusal> {
        let result = api::trash::empty().await;
        self.folder.hear(&result);
        let emptied = result.map_err(|error| Refusal { sentence: error.sentence(trash::trash()), suggestion: None })?;
        self.undoable.update_value(History::forget_deletions);
        self.layers.close();
        self.trash.reopen();
        self.ask_limits();
        self.voice.tell(trash::emptied(emptied.entries));
        Ok(())
    }

    fn restored(self, restoration: &Restoration) {
        let absent = restoration.absent.iter().map(|entry| entry.id.clone());
        let ids: Vec<String> = restoration.back.iter().map(|(entry, _)| entry.id.clone()).chain(absent).collect();
        self.forget(&ids);
        self.ask_limits();
        let Some((_, first)) = restoration.back.first() else { return };
        let names: Vec<&str> = restoration.back.iter().map(|(_, entry)| entry.name.as_str()).collect();
        let parent = |path: &EntryPath| path.parent().unwrap_or_default();
        let folder = parent(&first.path);
        let is_one_folder = restoration.back.iter().all(|(_, entry)| parent(&entry.path) == folder);
        let text = trash::restored(&names, is_one_folder.then(|| trash::folder_name(&first.path)).as_deref());
        let is_shown = self.route.with_untracked(|route| *route == Route::Folder(folder.clone()));
        if is_shown {
            self.folder.welcome(restoration.back.iter().map(|(_, entry)| &entry.path));
            self.folder.refresh_and_go(first.path.clone(), Reach::Cursor);
            self.voice.tell(text);
            return;
        }
        if self.route.with_untracked(|route| *route == Route::Trash) {
            self.trash.focus_cursor();
        }
        let path = first.path.clone();
        self.voice.offer(text, trash::show(), move || {
            self.voice.end_toast();
            self.go(&folder);
            self.folder.go_when_listed(path.clone(), Reach::Only);
        });
    }

    fn tell_failures(self, restoration: &Restoration, unanswered: &[TrashedEntry], error: Option<&ApiError>) {
        if let Some(error) = error {
            let text = match error {
                ApiError::Unreachable => trash::perhaps_not_restored(&names(unanswered)),
                error => trash::not_restored(&names(unanswered), &error.sentence(trash::trash())),
            };
            self.notices.show(text, None);
        } else if let Some((entry, problem)) = restoration.refused.first() {
            let refused: Vec<&str> = restoration.refused.iter().map(|(entry, _)| entry.name.as_str()).collect();
            let reason = text::problems::sentence(problem, entry.name.as_str());
            self.notices.show(trash::not_restored(&refused, &reason), None);
        } else if let Some(first) = restoration.blocked.first() {
            let others = number::length(restoration.blocked.len() - 1);
            let text = trash::blocked(first.name.as_str(), &trash::folder_name(&first.path), others);
            self.notices.show(text, Some(Remedy::RestoreRenamed(restoration.blocked.clone())));
        } else if !restoration.absent.is_empty() && restoration.back.is_empty() {
            self.notices.show(trash::not_restored(&names(&restoration.absent), trash::no_longer_there()), None);
        }
    }

    /// These are not in the trash any more.
    fn forget(self, ids: &[String]) {
        self.trash.take_away(ids);
        self.undoable.update_value(|history| ids.iter().for_each(|id| history.forget(id)));
    }
}

/// What the button says that puts entries back under other names.
pub(crate) fn restore_label(entries: &[TrashedEntry]) -> String {
    let others = number::length(entries.len().saturating_sub(1));
    trash::restore_as(&entries.first().map(other_name).unwrap_or_default(), others)
}

/// Folders on the way may have been deleted too: they are made again.
fn operation(entry: &TrashedEntry, name: As) -> Operation {
    let (to, on_conflict) = match name {
        As::Itself => (None, OnConflict::Fail),
        As::Restored => (Some(other_path(entry)), OnConflict::Rename),
    };
    Operation::Restore(Restore { id: entry.id.clone(), to, on_conflict, parents: true })
}

fn names(entries: &[TrashedEntry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.name.as_str()).collect()
}
