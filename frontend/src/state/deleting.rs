//! Deleting: rows go at once, a toast offers to undo; what would be gone for good is asked about first.

use holdall_shared::{Entry, EntryPath, Operation};
use leptos::prelude::*;

use super::{
    changes::Refusal,
    deletion::{self, Deletion, Loss, Plan, name_of},
    folder::Sweep,
    history::{History, Settled, Step, Ticket},
    layer::Dialog,
    load::Load,
    shell::Shell,
};
use crate::{
    api::{ApiError, batch},
    browser::task,
    number,
    text::trash,
};

impl Shell {
    /// Deletes entries of the folder, or asks first where they would be gone, or where they are too many to be undone.
    pub(super) fn delete(self, load: Load) {
        if let Load::Known(entries) = load {
            self.delete_known(entries);
            return;
        }
        task::run(async move {
            match self.learn(load).await {
                Ok(Load::Known(entries)) => self.delete_known(entries),
                Ok(Load::Sweep(sweep)) => self.layers.open(Dialog::DeleteMany(sweep)),
                Err(refusal) => self.notices.show(refusal.sentence, None),
            }
        });
    }

    fn delete_known(self, entries: Vec<Entry>) {
        if entries.is_empty() {
            return;
        }
        let plan = self.limits.with_untracked(|limits| limits.as_ref().map(|limits| deletion::plan(limits, &entries)));
        match plan {
            Some(Plan::Ask(loss)) => self.layers.open(Dialog::Delete { entries, loss }),
            Some(Plan::ToTrash) => self.delete_at_once(&entries),
            // Whether there is a trash is the first thing to know.
            None => task::run(async move {
                let result = self.fetch_limits().await;
                match result {
                    Ok(()) => self.delete_known(entries),
                    Err(error) => self.tell_not_deleted(&paths_of(&entries), &error.sentence("")),
                }
            }),
        }
    }

    /// What somebody has said yes to. Answers with the words of its failure.
    pub(crate) async fn delete_after_asking(self, entries: Vec<Entry>, loss: Loss) -> Result<(), Refusal> {
        let paths = paths_of(&entries);
        let (deletion, error) = self.carry_out(&paths).await;
        let remaining = deletion.remaining();
        let gone: Vec<EntryPath> = paths.iter().filter(|path| !remaining.contains(path)).cloned().collect();
        let refusal = not_deleted(&deletion, error.as_ref());
        if refusal.is_none() {
            // Before the row goes: the browser gives the focus back to it, and the cursor goes where the focus is.
            self.layers.close();
        }
        self.folder.take_away(&gone);
        self.folder.settle(&gone, &[]);
        if let Some(sentence) = refusal {
            return Err(Refusal { sentence, suggestion: None });
        }
        self.folder.focus_cursor();
        if let Some(ticket) = self.undoable.try_update_value(History::begin) {
            self.tell_deleted(&deletion, loss, ticket);
        }
        Ok(())
    }

    /// Deletes all of a selection, a part at a time: `progress` hears how many are deleted, until it `is_stopped`.
    pub(crate) async fn delete_all(self, mut sweep: Sweep, progress: impl Fn(u64), is_stopped: impl Fn() -> bool) {
        self.notices.clear();
        self.folder.choose_none();
        let (mut deleted, mut stayed, mut refusal) = (0, 0, None);
        'rounds: while !is_stopped() {
            let entries = match self.folder.next_swept(&mut sweep).await {
                Ok(entries) if entries.is_empty() => break,
                Ok(entries) => entries,
                Err(error) => {
                    refusal = Some(error.sentence(""));
                    break;
                }
            };
            for part in entries.chunks(batch::AT_ONCE) {
                let paths = paths_of(part);
                let (deletion, error) = self.carry_out(&paths).await;
                let remaining = deletion.remaining().len();
                sweep.stayed(remaining);
                stayed += number::length(remaining);
                deleted += number::length(paths.len() - remaining);
                refusal = refusal.or_else(|| not_deleted(&deletion, None));
                progress(deleted);
                if let Some(error) = error {
                    refusal = Some(error.sentence(""));
                    break 'rounds;
                }
                if is_stopped() {
                    break 'rounds;
                }
            }
        }
        self.folder.refresh();
        self.ask_limits();
        self.trash_has_more();
        if !is_stopped() {
            self.layers.close();
            self.folder.focus_cursor();
        }
        self.voice.tell(trash::deleted_many(deleted));
        if let Some(reason) = refusal {
            self.notices.show(trash::stayed_many(stayed, &reason), None);
        }
    }

    fn delete_at_once(self, entries: &[Entry]) {
        // Somebody may have asked for it twice, or have gone elsewhere since.
        let paths: Vec<EntryPath> =
            paths_of(entries).into_iter().filter(|path| !self.folder.is_leaving(path)).collect();
        if paths.is_empty() {
            return;
        }
        self.notices.clear();
        let removed = self.folder.lists(&paths).then(|| self.folder.take_away(&paths));
        if removed.is_some() {
            self.folder.focus_cursor();
        }
        let Some(ticket) = self.undoable.try_update_value(History::begin) else { return };
        task::run(async move {
            let (deletion, error) = self.carry_out(&paths).await;
            let remaining = deletion.remaining();
            let gone: Vec<EntryPath> = paths.iter().filter(|path| !remaining.contains(path)).cloned().collect();
            self.folder.settle(&gone, &remaining);
            if let Some(removed) = removed.filter(|_| !remaining.is_empty()) {
                self.folder.bring_back(removed, &remaining);
            }
            self.tell_deleted(&deletion, Loss::TooLarge, ticket);
            if let Some(sentence) = not_deleted(&deletion, error.as_ref()) {
                self.notices.show(sentence, None);
            }
        });
    }

    async fn carry_out(self, paths: &[EntryPath]) -> (Deletion, Option<ApiError>) {
        let delete = |path: &EntryPath| Operation::Delete { path: path.clone(), permanent: false };
        let operations: Vec<Operation> = paths.iter().map(delete).collect();
        let answered = batch::run(&operations).await;
        self.folder.hear_batch(&answered);
        (Deletion::of(paths, answered.results), answered.error)
    }

    /// What was deleted is in the trash: whoever was quicker and looks at that sees it come.
    fn trash_has_more(self) {
        self.trash.ask_count();
        if self.is_in_trash_untracked() {
            self.trash.reopen();
        }
    }

    fn tell_deleted(self, deletion: &Deletion, loss: Loss, ticket: Ticket) {
        let is_back = self.settle(ticket, Step::Deleted(deletion.kept.clone())) == Settled::Unwanted;
        // What is being put back is told of by that.
        let kept = if is_back { &[][..] } else { &deletion.kept[..] };
        let kept: Vec<&str> = kept.iter().map(|kept| kept.name.as_str()).collect();
        let gone: Vec<String> = deletion.gone.iter().map(name_of).collect();
        let gone: Vec<&str> = gone.iter().map(String::as_str).collect();
        self.ask_limits();
        self.trash_has_more();
        if kept.is_empty() && gone.is_empty() {
            return;
        }
        let text = trash::deleted(&kept, &gone, loss);
        if kept.is_empty() {
            self.voice.tell(text);
            return;
        }
        self.voice.offer(text, trash::undo(), move || self.undo_that(ticket));
    }

    fn tell_not_deleted(self, paths: &[EntryPath], reason: &str) {
        self.notices.show(not_deleted_words(paths, reason), None);
    }
}

/// What is still there, and why; nothing if all is gone.
fn not_deleted(deletion: &Deletion, error: Option<&ApiError>) -> Option<String> {
    match error {
        Some(ApiError::Unreachable) => {
            return Some(with_names(&deletion.remaining(), trash::perhaps_not_deleted));
        }
        Some(error) => return Some(not_deleted_words(&deletion.remaining(), &error.sentence(""))),
        None => {}
    }
    let (first, problem) = deletion.refused.first()?;
    let reason = crate::text::problems::sentence(problem, &name_of(first));
    Some(not_deleted_words(&deletion.remaining(), &reason))
}

fn not_deleted_words(paths: &[EntryPath], reason: &str) -> String {
    with_names(paths, |names| trash::not_deleted(names, reason))
}

fn with_names(paths: &[EntryPath], words: impl Fn(&[&str]) -> String) -> String {
    let names: Vec<String> = paths.iter().map(name_of).collect();
    words(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

pub(super) fn paths_of(entries: &[Entry]) -> Vec<EntryPath> {
    entries.iter().map(|entry| entry.path.clone()).collect()
}
