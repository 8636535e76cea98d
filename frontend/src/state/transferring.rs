//! Moving and copying: rows that move go at once, a toast offers to undo; what is too much for that goes in rounds.

mod back;
mod rounds;

use holdall_shared::{Entry, EntryPath, PlanRequest};
use leptos::prelude::*;

use super::{
    changes::Refusal,
    deleting::paths_of,
    deletion::name_of,
    history::{History, Settled, Step, Ticket},
    layer::Dialog,
    load::Load,
    route::Route,
    selection::Reach,
    shell::Shell,
    transfer::{self, Transferred, Way},
};
use crate::{
    api::{self, ApiError, batch},
    browser::task,
    number,
    text::{self, problems, transfer as words, trash},
    upload::plan::Rule,
};

pub(crate) use self::rounds::{Pause, Rounds};

/// What is to be done with these entries, of which some names are taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Job {
    pub(crate) way: Way,
    pub(crate) to: EntryPath,
    pub(crate) entries: Vec<Entry>,
    pub(crate) taken: Vec<EntryPath>,
}

impl Shell {
    /// Opens the dialog in which the folder is chosen.
    pub(super) fn choose_target(self, way: Way, load: Load) {
        if !self.can_carry(&load) {
            return;
        }
        task::run(async move {
            match self.learn(load).await {
                Ok(load) => self.layers.open(Dialog::Target { way, load }),
                Err(refusal) => self.notices.show(refusal.sentence, None),
            }
        });
    }

    /// It was dropped on a folder.
    pub(super) fn transfer_dropped(self, way: Way, load: Load, to: EntryPath) {
        task::run(async move {
            if let Err(refusal) = self.transfer(way, load, to).await {
                self.notices.show(refusal.sentence, None);
            }
        });
    }

    /// Moves or copies into a folder; asks first about names that are taken there. Answers with the words of its failure.
    pub(crate) async fn transfer(self, way: Way, load: Load, to: EntryPath) -> Result<(), Refusal> {
        let entries = match self.learn(load).await? {
            Load::Known(entries) => transfer::to_do(way, &entries, &to),
            Load::Sweep(sweep) => {
                self.layers.open(Dialog::TransferMany(Box::new(Rounds::new(way, to, *sweep))));
                return Ok(());
            }
        };
        let rule = transfer::rule_at_once(way, &entries, &to);
        let taken = if rule.is_some() { Vec::new() } else { self.ask_taken(&entries, &to).await? };
        let job = Job { way, to, entries, taken };
        if job.taken.is_empty() {
            self.layers.close();
            self.carry_out_transfer(job, rule);
        } else {
            self.layers.open(Dialog::Taken(Box::new(job)));
        }
        Ok(())
    }

    /// Does what was decided.
    pub(crate) fn transfer_as_decided(self, job: Job, rule: Rule) {
        self.layers.close();
        let entries = if rule == Rule::Skip { transfer::without(job.entries, &job.taken) } else { job.entries };
        if !entries.is_empty() {
            self.carry_out_transfer(Job { entries, ..job }, Some(rule));
        }
    }

    /// Tells what is in a folder now; where that is another one, with a button that goes there.
    fn tell_or_show(self, text: String, folder: &EntryPath, first: &EntryPath) {
        if self.shows(folder) {
            self.folder.refresh_and_go(first.clone(), Reach::Cursor);
            self.voice.tell(text);
            return;
        }
        self.folder.refresh();
        let (folder, first) = (folder.clone(), first.clone());
        self.voice.offer(text, words::show(), move || {
            self.go(&folder);
            self.folder.go_when_listed(first.clone(), Reach::Only);
        });
    }

    fn shows(self, folder: &EntryPath) -> bool {
        let is_shown = self.route.with_untracked(|route| matches!(route, Route::Folder(shown) if shown == folder));
        is_shown && !self.folder.is_search_untracked()
    }

    /// Which names are taken there.
    pub(super) async fn ask_taken(self, entries: &[Entry], to: &EntryPath) -> Result<Vec<EntryPath>, Refusal> {
        let mut taken = Vec::new();
        for part in entries.chunks(PlanRequest::MAX) {
            let result = api::plan::plan(&transfer::question(part, to)).await;
            self.folder.hear(&result);
            let plan = result.map_err(|error| Refusal { sentence: error.sentence(""), suggestion: None })?;
            taken.extend(transfer::taken(part, plan));
        }
        Ok(taken)
    }

    fn carry_out_transfer(self, job: Job, rule: Option<Rule>) {
        let Job { way, to, entries, .. } = job;
        self.notices.clear();
        self.voice.end_toast();
        let paths = paths_of(&entries);
        let removed = (way == Way::Move && self.folder.lists(&paths)).then(|| self.folder.take_away(&paths));
        if way == Way::Copy {
            let name = Load::Known(entries.clone()).name();
            let names: Vec<&str> = name.as_deref().into_iter().collect();
            self.voice.tell(words::under_way(&names, number::length(entries.len()), &text::folder_name(&to)));
        }
        self.folder.focus_cursor();
        // A copy is not taken back.
        let ticket = if way == Way::Move { self.undoable.try_update_value(History::begin) } else { None };
        task::run(async move {
            let answered = batch::run(&transfer::operations(way, &entries, &to, rule)).await;
            self.folder.hear_batch(&answered);
            let result = Transferred::of(&entries, answered.results, rule);
            let remaining = result.remaining();
            if way == Way::Move {
                self.folder.welcome(result.done.iter().map(|(_, entry)| &entry.path));
                self.folder.settle(&result.gone(), &remaining);
            }
            if let Some(removed) = removed.filter(|_| !remaining.is_empty()) {
                self.folder.bring_back(removed, &remaining);
            }
            self.ask_limits();
            self.tell_transferred(way, &to, &result, ticket);
            if let Some(text) = not_transferred(way, &result, answered.error.as_ref()) {
                self.notices.show(text, None);
            }
        });
    }

    fn tell_transferred(self, way: Way, to: &EntryPath, result: &Transferred, ticket: Option<Ticket>) {
        let moves = if ticket.is_some() { result.undoable() } else { Vec::new() };
        let is_back = |path: &EntryPath| moves.iter().any(|moved| moved.is == *path);
        // What has replaced something stays.
        let left: Vec<&Entry> =
            result.done.iter().map(|(_, entry)| entry).filter(|entry| !is_back(&entry.path)).collect();
        let undoable = ticket.filter(|_| !moves.is_empty());
        if ticket.is_some_and(|ticket| self.settle(ticket, Step::Moved(moves)) == Settled::Unwanted) {
            if let Some(first) = left.first() {
                let text = words::done(way, &[first.name.as_str()], number::length(left.len()), &text::folder_name(to));
                self.tell_or_show(text, to, &first.path);
            }
            return;
        }
        let Some((_, first)) = result.done.first() else {
            self.voice.end_toast();
            return;
        };
        let count = number::length(result.done.len());
        let text = words::done(way, &[first.name.as_str()], count, &text::folder_name(to));
        let Some(ticket) = undoable else {
            self.tell_or_show(text, to, &first.path);
            return;
        };
        if self.shows(to) {
            self.folder.refresh_and_go(first.path.clone(), Reach::Cursor);
        }
        self.voice.offer(text, trash::undo(), move || self.undo_that(ticket));
    }
}

/// What stays, and why.
fn not_transferred(way: Way, result: &Transferred, error: Option<&ApiError>) -> Option<String> {
    let count = |paths: &[EntryPath]| number::length(paths.len());
    let name = |paths: &[EntryPath]| paths.first().map(name_of).unwrap_or_default();
    if let Some(error) = error {
        let paths = &result.unanswered;
        return Some(match error {
            ApiError::Unreachable => words::perhaps_not_done(way, &[&name(paths)], count(paths)),
            error => words::not_done(way, &[&name(paths)], count(paths), &error.sentence("")),
        });
    }
    if let Some((first, problem)) = result.refused.first() {
        let name = name_of(first);
        let reason = problems::sentence(problem, &name);
        return Some(words::not_done(way, &[&name], number::length(result.refused.len()), &reason));
    }
    if !result.absent.is_empty() && result.done.is_empty() {
        let name = name(&result.absent);
        let problem = text::transfer::gone(&name);
        return Some(words::not_done(way, &[&name], count(&result.absent), &problem));
    }
    (!result.skipped.is_empty()).then(|| words::skipped(count(&result.skipped)))
}
