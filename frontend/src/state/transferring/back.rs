//! Undoing a move: everything goes back to where it was, and nothing is replaced by it.

use holdall_shared::{EntryPath, OnConflict, Operation, Transfer};
use leptos::prelude::*;

use crate::{
    api::{ApiError, batch},
    browser::task,
    number,
    state::{
        deletion::name_of,
        history::{Moved, Step},
        shell::Shell,
        transfer::Way,
    },
    text::{self, problems, transfer as words, trash},
};

impl Shell {
    /// Moves entries back to where they were.
    pub(in crate::state) fn move_back(self, moves: Vec<Moved>) {
        self.notices.clear();
        self.voice.end_toast();
        task::run(async move {
            let operation = |moved: &Moved| {
                let (from, to) = (moved.is.clone(), moved.was.clone().into());
                Operation::Move(Transfer { from, to, on_conflict: OnConflict::Fail, parents: true })
            };
            let operations: Vec<Operation> = moves.iter().map(operation).collect();
            let answered = batch::run(&operations).await;
            self.folder.hear_batch(&answered);
            // They may be tried again by the same key.
            let unanswered = moves.get(answered.results.len()..).unwrap_or_default().to_vec();
            let names: Vec<String> = unanswered.iter().map(|moved| name_of(&moved.is)).collect();
            self.undoable.update_value(|history| history.push(Step::Moved(unanswered)));
            let mut back: Vec<EntryPath> = Vec::new();
            let mut refused = Vec::new();
            for (moved, result) in moves.into_iter().zip(answered.results) {
                match (result.entry, result.problem) {
                    (Some(entry), _) => back.push(entry.path),
                    (None, Some(problem)) => refused.push((moved, problem)),
                    (None, None) => {}
                }
            }
            self.folder.welcome(back.iter());
            self.tell_back(&back);
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let reason = match (answered.error, refused.first()) {
                (Some(ApiError::Unreachable), _) => {
                    words::perhaps_not_done(Way::Move, &names, number::length(names.len()))
                }
                (Some(error), _) => {
                    words::not_done(Way::Move, &names, number::length(names.len()), &error.sentence(""))
                }
                (None, Some((first, problem))) => {
                    let name = name_of(&first.was);
                    let reason = problems::sentence(problem, &name);
                    words::not_done(Way::Move, &[&name], number::length(refused.len()), &reason)
                }
                (None, None) => return,
            };
            self.notices.show(reason, None);
        });
    }

    fn tell_back(self, back: &[EntryPath]) {
        let Some(first) = back.first() else { return };
        let folder = first.parent().unwrap_or_default();
        let is_one = back.iter().all(|path| path.parent().as_ref() == Some(&folder));
        let names: Vec<String> = back.iter().map(name_of).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let text = trash::restored(&names, is_one.then(|| text::folder_name(&folder)).as_deref());
        self.tell_or_show(text, &folder, first);
    }
}
