//! Moving and copying, as far as it needs no browser: which folder may take what, what is asked, and what came of it.
//!
//! 1. A folder that is chosen must fit ([`unfit`]); what is there already is left out ([`to_do`]).
//! 2. The server is asked which names are taken there ([`question`], [`taken`]): a person decides once for all of them.
//! 3. The operations follow the decision ([`operations`]), and [`Transferred`] reads their results.

use std::collections::BTreeSet;

use holdall_shared::{
    BatchResult, Entry, EntryKind, EntryPath, OnConflict, Operation, Plan, PlanRequest, PlannedFile, Problem,
    ProblemKind, Transfer, Verdict,
};

use super::history::Moved;
use crate::upload::plan::Rule;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Another place.
    Move,
    /// Another place besides.
    Copy,
}

/// Why a folder cannot be the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// It is one of the folders, or in one of them.
    IntoItself,
    /// All of them are in it already.
    AlreadyThere,
}

/// Why `folder` cannot take these entries; nothing if it can.
pub fn unfit(way: Way, entries: &[Entry], folder: &EntryPath) -> Option<Unfit> {
    if entries.iter().any(|entry| entry.kind == EntryKind::Folder && folder.is_within(&entry.path)) {
        return Some(Unfit::IntoItself);
    }
    (way == Way::Move && to_do(way, entries, folder).is_empty()).then_some(Unfit::AlreadyThere)
}

/// What there is to do: what is in the folder already need not be moved there.
pub fn to_do(way: Way, entries: &[Entry], folder: &EntryPath) -> Vec<Entry> {
    entries.iter().filter(|entry| way == Way::Copy || !is_in(entry, folder)).cloned().collect()
}

/// The decision where nobody needs to be asked: copies beside their originals get numbers.
pub fn rule_at_once(way: Way, entries: &[Entry], folder: &EntryPath) -> Option<Rule> {
    let is_beside = way == Way::Copy && entries.iter().all(|entry| is_in(entry, folder));
    is_beside.then_some(Rule::KeepBoth)
}

fn is_in(entry: &Entry, folder: &EntryPath) -> bool {
    entry.path.parent().as_ref() == Some(folder)
}

/// Asks what has these names in `folder`.
pub fn question(entries: &[Entry], folder: &EntryPath) -> PlanRequest {
    let file = |entry: &Entry| PlannedFile { path: folder.child(&entry.name).into(), size: 0, blake3: None };
    PlanRequest { files: entries.iter().map(file).collect() }
}

/// Those of `entries` whose names are taken, as the server has said.
pub fn taken(entries: &[Entry], plan: Plan) -> Vec<EntryPath> {
    let is_taken = |verdict: &Verdict| match verdict {
        Verdict::New => false,
        Verdict::Identical { .. } | Verdict::Taken { .. } => true,
        Verdict::Impossible { problem } => is_name(problem),
    };
    let verdicts = entries.iter().zip(plan.verdicts);
    verdicts.filter(|(_, verdict)| is_taken(verdict)).map(|(entry, _)| entry.path.clone()).collect()
}

/// A name is taken by what has it, whatever that is.
fn is_name(problem: &Problem) -> bool {
    matches!(
        problem.kind,
        ProblemKind::NameTaken | ProblemKind::NameCollides | ProblemKind::IsFolder | ProblemKind::NotFolder
    )
}

/// What is asked of the server, one operation for each entry.
pub fn operations(way: Way, entries: &[Entry], folder: &EntryPath, rule: Option<Rule>) -> Vec<Operation> {
    let on_conflict = match rule {
        None | Some(Rule::Skip) => OnConflict::Fail,
        Some(Rule::KeepBoth) => OnConflict::Rename,
        Some(Rule::Replace) => OnConflict::Replace,
    };
    let operation = |entry: &Entry| {
        let to = folder.child(&entry.name).into();
        let transfer = Transfer { from: entry.path.clone(), to, on_conflict, parents: false };
        match way {
            Way::Move => Operation::Move(transfer),
            Way::Copy => Operation::Copy(transfer),
        }
    };
    entries.iter().map(operation).collect()
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Transferred {
    /// What was moved or copied: where it was, and what it is now.
    pub done: Vec<(EntryPath, Entry)>,
    /// What stays because its name is taken, as was decided.
    pub skipped: Vec<EntryPath>,
    /// What was not there any more.
    pub absent: Vec<EntryPath>,
    /// What stays, and why.
    pub refused: Vec<(EntryPath, Problem)>,
    /// What the server has not answered about.
    pub unanswered: Vec<EntryPath>,
}

impl Transferred {
    /// Reads the answers about `asked`, in that order; there may be fewer.
    pub fn of(asked: &[Entry], results: Vec<BatchResult>, rule: Option<Rule>) -> Self {
        let mut all = Self::default();
        let mut results = results.into_iter();
        for path in asked.iter().map(|entry| entry.path.clone()) {
            match results.next() {
                None => all.unanswered.push(path),
                Some(BatchResult { entry: Some(entry), .. }) => all.done.push((path, entry)),
                Some(BatchResult { problem: Some(problem), .. }) => match problem.kind {
                    // The source: what is missing about the target is a problem of its parent.
                    ProblemKind::NotFound => all.absent.push(path),
                    _ if rule == Some(Rule::Skip) && is_name(&problem) => all.skipped.push(path),
                    _ => all.refused.push((path, problem)),
                },
                Some(BatchResult { .. }) => all.absent.push(path),
            }
        }
        all
    }

    /// What is where it was, as far as is known.
    pub fn remaining(&self) -> Vec<EntryPath> {
        let refused = self.refused.iter().map(|(path, _)| path);
        refused.chain(&self.skipped).chain(&self.unanswered).cloned().collect()
    }

    /// What is not where it was: of a move.
    pub fn gone(&self) -> Vec<EntryPath> {
        self.done.iter().map(|(path, _)| path).chain(&self.absent).cloned().collect()
    }

    /// What can be moved back; not what has taken the place of something else, about which somebody was asked.
    pub fn undoable(&self) -> Vec<Moved> {
        let free = self.done.iter().filter(|(_, entry)| entry.previous.is_none());
        free.map(|(was, entry)| Moved { was: was.clone(), is: entry.path.clone() }).collect()
    }
}

/// Entries without those: what is skipped need not be asked for.
pub fn without(entries: Vec<Entry>, skipped: &[EntryPath]) -> Vec<Entry> {
    let skipped: BTreeSet<&EntryPath> = skipped.iter().collect();
    entries.into_iter().filter(|entry| !skipped.contains(&entry.path)).collect()
}

#[cfg(test)]
mod tests;
