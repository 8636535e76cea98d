//! What can be taken back, the last step first: one register for deletions and moves alike.
//!
//! A step has its place from the moment somebody takes it, not from the server's answer on: who takes it back meanwhile
//! means that very step, which is then taken back when the answer is there.

use holdall_shared::{EntryPath, TrashedEntry};

/// The steps, from the first to the last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    steps: Vec<Made>,
    last: u64,
}

/// A step at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Made {
    Answered(Step),
    UnderWay { ticket: Ticket, is_unwanted: bool },
}

/// Names a step whose answer is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticket(u64);

/// What is taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undo {
    /// This step, now.
    Now(Step),
    /// One whose answer is under way: [`History::settle`] tells when.
    Later,
    /// There is none.
    Nothing,
}

/// One step that can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Entries were moved to the trash together.
    Deleted(Vec<TrashedEntry>),
    /// Entries were moved to another folder together.
    Moved(Vec<Moved>),
}

/// An entry that was moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Where it was.
    pub was: EntryPath,
    /// Where it is.
    pub is: EntryPath,
}

impl Step {
    fn is_empty(&self) -> bool {
        match self {
            Self::Deleted(entries) => entries.is_empty(),
            Self::Moved(moves) => moves.is_empty(),
        }
    }
}

impl History {
    /// More than anybody goes back.
    const MOST: usize = 50;

    /// A step was made; one without anything is none.
    pub fn push(&mut self, step: Step) {
        if !step.is_empty() {
            self.add(Made::Answered(step));
        }
    }

    /// A step is being made.
    pub fn begin(&mut self) -> Ticket {
        self.last += 1;
        let ticket = Ticket(self.last);
        self.add(Made::UnderWay { ticket, is_unwanted: false });
        ticket
    }

    /// It was made, and this is what there is to take back, perhaps nothing. Answers with the step if it was taken back
    /// meanwhile; one that nobody knows any more is forgotten.
    pub fn settle(&mut self, ticket: Ticket, step: Step) -> Option<Step> {
        let is_it = |made: &Made| matches!(made, Made::UnderWay { ticket: other, .. } if *other == ticket);
        let place = self.steps.iter().position(is_it)?;
        let was = self.steps.remove(place);
        if step.is_empty() {
            return None;
        }
        if matches!(was, Made::UnderWay { is_unwanted: true, .. }) {
            return Some(step);
        }
        self.steps.insert(place, Made::Answered(step));
        None
    }

    /// Takes back the last step that is not being taken back.
    pub fn pop(&mut self) -> Undo {
        let is_left = |made: &Made| !matches!(made, Made::UnderWay { is_unwanted: true, .. });
        let Some(place) = self.steps.iter().rposition(is_left) else { return Undo::Nothing };
        if let Some(Made::UnderWay { is_unwanted, .. }) = self.steps.get_mut(place) {
            *is_unwanted = true;
            return Undo::Later;
        }
        match self.steps.remove(place) {
            Made::Answered(step) => Undo::Now(step),
            Made::UnderWay { .. } => Undo::Later,
        }
    }

    /// An entry is not in the trash any more: it was put back, or deleted for good.
    pub fn forget(&mut self, id: &str) {
        for made in &mut self.steps {
            if let Made::Answered(Step::Deleted(entries)) = made {
                entries.retain(|trashed| trashed.id != id);
            }
        }
        self.steps.retain(|made| !matches!(made, Made::Answered(step) if step.is_empty()));
    }

    /// The trash was emptied; moves can still be taken back.
    pub fn forget_deletions(&mut self) {
        self.steps.retain(|made| !matches!(made, Made::Answered(Step::Deleted(_))));
    }

    fn add(&mut self, made: Made) {
        if self.steps.len() == Self::MOST {
            self.steps.remove(0);
        }
        self.steps.push(made);
    }
}

#[cfg(test)]
mod tests {
    use holdall_shared::{EntryKind, Timestamp};

    use super::*;

    fn deleted(names: &[&str]) -> Step {
        let trashed = |name: &&str| {
            let path = EntryPath::new(*name).unwrap();
            TrashedEntry {
                id: format!("id-{path}"),
                name: path.name().unwrap(),
                path,
                kind: EntryKind::File,
                size: 1,
                deleted: Timestamp::from_unix_ms(0),
                expires: None,
            }
        };
        Step::Deleted(names.iter().map(trashed).collect())
    }

    fn moved(name: &str) -> Step {
        Step::Moved(vec![Moved {
            was: EntryPath::new(name).unwrap(),
            is: EntryPath::new(format!("to/{name}")).unwrap(),
        }])
    }

    #[test]
    fn steps_of_all_kinds_are_taken_back_from_the_last_one_on() {
        let mut history = History::default();
        history.push(deleted(&["a"]));
        history.push(moved("m"));
        history.push(deleted(&["b", "c"]));
        history.push(deleted(&[]));
        history.forget("id-b");
        assert_eq!(history.pop(), Undo::Now(deleted(&["c"])));
        history.forget("id-a");
        assert_eq!(history.pop(), Undo::Now(moved("m")));
        assert_eq!(history.pop(), Undo::Nothing);
    }

    #[test]
    fn an_emptied_trash_leaves_the_moves() {
        let mut history = History::default();
        for step in [moved("m"), deleted(&["a"]), moved("n")] {
            history.push(step);
        }
        history.forget_deletions();
        let popped = [history.pop(), history.pop(), history.pop()];
        assert_eq!(popped, [Undo::Now(moved("n")), Undo::Now(moved("m")), Undo::Nothing]);
    }

    #[test]
    fn what_is_taken_back_while_its_answer_is_under_way_is_that_very_step() {
        let mut history = History::default();
        history.push(moved("m"));
        let (first, second) = (history.begin(), history.begin());
        assert_eq!(history.pop(), Undo::Later);
        assert_eq!(history.settle(first, deleted(&["a"])), None);
        assert_eq!(history.settle(second, deleted(&["b"])), Some(deleted(&["b"])));
        assert_eq!(history.pop(), Undo::Now(deleted(&["a"])));
        assert_eq!(history.pop(), Undo::Now(moved("m")));
        assert_eq!(history.pop(), Undo::Nothing);
    }

    #[test]
    fn what_came_to_nothing_is_no_step() {
        let mut history = History::default();
        history.push(moved("m"));
        let ticket = history.begin();
        assert_eq!(history.pop(), Undo::Later);
        assert_eq!(history.settle(ticket, deleted(&[])), None);
        assert_eq!(history.settle(ticket, deleted(&["a"])), None);
        assert_eq!(history.pop(), Undo::Now(moved("m")));
    }

    #[test]
    fn no_more_steps_are_remembered_than_anybody_goes_back() {
        let mut history = History::default();
        for n in 0..=History::MOST {
            history.push(moved(&n.to_string()));
        }
        let mut undone = 0;
        while history.pop() != Undo::Nothing {
            undone += 1;
        }
        assert_eq!(undone, History::MOST);
    }
}
