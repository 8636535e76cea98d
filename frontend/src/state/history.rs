//! What can be taken back, the last step first: one register for deletions and moves alike.
//!
//! A step that is seen at once has its place from then on, not from the server's answer on: who takes it back meanwhile
//! means that very step, which is taken back as soon as that can be.

use holdall_shared::{EntryPath, TrashedEntry};

/// The steps, from the first to the last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    steps: Vec<Made>,
    last: u64,
}

/// A step at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Made {
    ticket: Ticket,
    /// None: its answer is under way.
    step: Option<Step>,
    is_unwanted: bool,
}

/// Names a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticket(u64);

/// What became of a step that was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// It can be taken back.
    Made,
    /// Somebody has taken it back meanwhile: [`History::next_unwanted`] has it.
    Unwanted,
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
        let ticket = self.begin();
        self.settle(ticket, step);
    }

    /// A step is being made.
    pub fn begin(&mut self) -> Ticket {
        self.last += 1;
        if self.steps.len() == Self::MOST {
            self.steps.remove(0);
        }
        let ticket = Ticket(self.last);
        self.steps.push(Made { ticket, step: None, is_unwanted: false });
        ticket
    }

    /// It was made, and this is what there is to take back, perhaps nothing. One that nobody knows any more stays forgotten.
    pub fn settle(&mut self, ticket: Ticket, step: Step) -> Settled {
        let Some(made) = self.named(ticket) else { return Settled::Made };
        let is_unwanted = made.is_unwanted && !step.is_empty();
        made.step = Some(step);
        self.drop_empty();
        if is_unwanted { Settled::Unwanted } else { Settled::Made }
    }

    /// The last step is to be taken back; whether there is one.
    pub fn unwant_last(&mut self) -> bool {
        let last = self.steps.iter_mut().rfind(|made| !made.is_unwanted);
        last.map(|made| made.is_unwanted = true).is_some()
    }

    /// That step is to be taken back; whether it can be.
    pub fn unwant(&mut self, ticket: Ticket) -> bool {
        self.named(ticket).map(|made| made.is_unwanted = true).is_some()
    }

    /// What is taken back next, of what is unwanted and answered.
    pub fn next_unwanted(&mut self) -> Option<Step> {
        let place = self.steps.iter().rposition(|made| made.is_unwanted && made.step.is_some())?;
        self.steps.remove(place).step
    }

    /// An entry is not in the trash any more: it was put back, or deleted for good.
    pub fn forget(&mut self, id: &str) {
        for made in &mut self.steps {
            if let Some(Step::Deleted(entries)) = &mut made.step {
                entries.retain(|trashed| trashed.id != id);
            }
        }
        self.drop_empty();
    }

    /// The trash was emptied; moves can still be taken back.
    pub fn forget_deletions(&mut self) {
        self.steps.retain(|made| !matches!(made.step, Some(Step::Deleted(_))));
    }

    /// Somebody else is here now. What is under way is answered to nobody.
    pub fn forget_all(&mut self) {
        self.steps.clear();
    }

    fn named(&mut self, ticket: Ticket) -> Option<&mut Made> {
        self.steps.iter_mut().find(|made| made.ticket == ticket)
    }

    fn drop_empty(&mut self) {
        self.steps.retain(|made| !made.step.as_ref().is_some_and(Step::is_empty));
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

    fn pop(history: &mut History) -> Option<Step> {
        history.unwant_last();
        history.next_unwanted()
    }

    #[test]
    fn steps_of_all_kinds_are_taken_back_from_the_last_one_on() {
        let mut history = History::default();
        history.push(deleted(&["a"]));
        history.push(moved("m"));
        history.push(deleted(&["b", "c"]));
        history.push(deleted(&[]));
        history.forget("id-b");
        assert_eq!(pop(&mut history), Some(deleted(&["c"])));
        history.forget("id-a");
        assert_eq!(pop(&mut history), Some(moved("m")));
        assert_eq!(pop(&mut history), None);
    }

    #[test]
    fn an_emptied_trash_leaves_the_moves() {
        let mut history = History::default();
        for step in [moved("m"), deleted(&["a"]), moved("n")] {
            history.push(step);
        }
        history.forget_deletions();
        let popped = [pop(&mut history), pop(&mut history), pop(&mut history)];
        assert_eq!(popped, [Some(moved("n")), Some(moved("m")), None]);
    }

    #[test]
    fn what_is_taken_back_while_its_answer_is_under_way_is_that_very_step() {
        let mut history = History::default();
        history.push(moved("m"));
        let (first, second) = (history.begin(), history.begin());
        assert_eq!(pop(&mut history), None);
        assert_eq!(history.settle(first, deleted(&["a"])), Settled::Made);
        assert_eq!(history.settle(second, deleted(&["b"])), Settled::Unwanted);
        assert_eq!(history.next_unwanted(), Some(deleted(&["b"])));
        assert_eq!(pop(&mut history), Some(deleted(&["a"])));
        assert_eq!(pop(&mut history), Some(moved("m")));
        assert!(!history.unwant_last());
    }

    #[test]
    fn a_step_that_is_named_is_taken_back_whatever_came_after_it() {
        let mut history = History::default();
        let first = history.begin();
        history.settle(first, deleted(&["a"]));
        history.begin();
        assert!(history.unwant(first));
        assert_eq!(history.next_unwanted(), Some(deleted(&["a"])));
        assert!(!history.unwant(first));
    }

    #[test]
    fn what_is_unwanted_waits_until_it_can_be_taken_back() {
        let mut history = History::default();
        let (first, second) = (history.begin(), history.begin());
        assert!(history.unwant_last() && history.unwant_last());
        history.settle(first, deleted(&["a"]));
        history.settle(second, deleted(&["b"]));
        assert_eq!(history.next_unwanted(), Some(deleted(&["b"])));
        assert_eq!(history.next_unwanted(), Some(deleted(&["a"])));
        assert_eq!(history.next_unwanted(), None);
    }

    #[test]
    fn what_came_to_nothing_is_no_step_and_what_was_forgotten_stays_so() {
        let mut history = History::default();
        history.push(moved("m"));
        let ticket = history.begin();
        assert!(history.unwant_last());
        assert_eq!(history.settle(ticket, deleted(&[])), Settled::Made);
        assert_eq!(history.settle(ticket, deleted(&["a"])), Settled::Made);
        let of_another = history.begin();
        history.forget_all();
        assert_ne!(history.begin(), of_another);
        assert_eq!(history.settle(of_another, deleted(&["a"])), Settled::Made);
        assert_eq!(pop(&mut history), None);
    }

    #[test]
    fn no_more_steps_are_remembered_than_anybody_goes_back() {
        let mut history = History::default();
        for n in 0..=History::MOST {
            history.push(moved(&n.to_string()));
        }
        let mut undone = 0;
        while pop(&mut history).is_some() {
            undone += 1;
        }
        assert_eq!(undone, History::MOST);
    }
}
