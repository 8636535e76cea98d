//! What can be taken back, the last step first: one register for deletions and moves alike.

use holdall_shared::{EntryPath, TrashedEntry};

/// The steps, from the first to the last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    steps: Vec<Step>,
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
        if step.is_empty() {
            return;
        }
        if self.steps.len() == Self::MOST {
            self.steps.remove(0);
        }
        self.steps.push(step);
    }

    /// The last step, which is taken back now.
    pub fn pop(&mut self) -> Option<Step> {
        self.steps.pop()
    }

    /// An entry is not in the trash any more: it was put back, or deleted for good.
    pub fn forget(&mut self, id: &str) {
        for step in &mut self.steps {
            if let Step::Deleted(entries) = step {
                entries.retain(|trashed| trashed.id != id);
            }
        }
        self.steps.retain(|step| !step.is_empty());
    }

    /// The trash was emptied; moves can still be taken back.
    pub fn forget_deletions(&mut self) {
        self.steps.retain(|step| matches!(step, Step::Moved(_)));
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
        assert_eq!(history.pop(), Some(deleted(&["c"])));
        history.forget("id-a");
        assert_eq!(history.pop(), Some(moved("m")));
        assert_eq!(history.pop(), None);
    }

    #[test]
    fn an_emptied_trash_leaves_the_moves() {
        let mut history = History::default();
        for step in [moved("m"), deleted(&["a"]), moved("n")] {
            history.push(step);
        }
        history.forget_deletions();
        assert_eq!([history.pop(), history.pop(), history.pop()], [Some(moved("n")), Some(moved("m")), None]);
    }

    #[test]
    fn no_more_steps_are_remembered_than_anybody_goes_back() {
        let mut history = History::default();
        for n in 0..=History::MOST {
            history.push(moved(&n.to_string()));
        }
        let mut undone = 0;
        while history.pop().is_some() {
            undone += 1;
        }
        assert_eq!(undone, History::MOST);
    }
}
