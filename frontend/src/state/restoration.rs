//! Putting back from the trash: what came of it, and what Ctrl+Z would put back.

use holdall_shared::{BatchResult, Entry, EntryKind, Problem, ProblemKind, TrashedEntry};

use crate::text::name::{HasExtension, marked_restored};

/// What came of putting entries back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Restoration {
    /// What is back, and under which name.
    pub back: Vec<(TrashedEntry, Entry)>,
    /// What is still in the trash because its name is taken.
    pub blocked: Vec<TrashedEntry>,
    /// What is not in the trash any more.
    pub absent: Vec<TrashedEntry>,
    /// What is still in the trash for another reason.
    pub refused: Vec<(TrashedEntry, Problem)>,
}

impl Restoration {
    /// Reads the answers about `asked`, in that order; those that have none are left out.
    pub fn of(asked: Vec<TrashedEntry>, results: Vec<BatchResult>) -> Self {
        let mut restoration = Self::default();
        for (trashed, result) in asked.into_iter().zip(results) {
            match result {
                BatchResult { entry: Some(entry), .. } => restoration.back.push((trashed, entry)),
                BatchResult { problem: Some(problem), .. } => match problem.kind {
                    ProblemKind::NameTaken | ProblemKind::NameCollides => restoration.blocked.push(trashed),
                    ProblemKind::NotFound => restoration.absent.push(trashed),
                    _ => restoration.refused.push((trashed, problem)),
                },
                BatchResult { .. } => restoration.absent.push(trashed),
            }
        }
        restoration
    }
}

/// The path that an entry gets whose own name is taken: `Photos/beach (restored).jpg`.
pub fn other_path(trashed: &TrashedEntry) -> String {
    let name = other_name(trashed);
    match trashed.path.parent() {
        Some(parent) if !parent.is_root() => format!("{parent}/{name}"),
        _ => name,
    }
}

/// Its name.
pub fn other_name(trashed: &TrashedEntry) -> String {
    let has_extension = if trashed.kind == EntryKind::Folder { HasExtension::Never } else { HasExtension::Perhaps };
    marked_restored(trashed.name.as_str(), has_extension)
}

/// The deletions that can still be undone, the last one first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    deletions: Vec<Vec<TrashedEntry>>,
}

impl History {
    /// More than anybody goes back.
    const MOST: usize = 50;

    /// Entries were moved to the trash together.
    pub fn push(&mut self, deletion: Vec<TrashedEntry>) {
        if deletion.is_empty() {
            return;
        }
        if self.deletions.len() == Self::MOST {
            self.deletions.remove(0);
        }
        self.deletions.push(deletion);
    }

    /// The last deletion, which is undone now.
    pub fn pop(&mut self) -> Option<Vec<TrashedEntry>> {
        self.deletions.pop()
    }

    /// An entry is not in the trash any more: it was put back, or deleted for good.
    pub fn forget(&mut self, id: &str) {
        for deletion in &mut self.deletions {
            deletion.retain(|trashed| trashed.id != id);
        }
        self.deletions.retain(|deletion| !deletion.is_empty());
    }

    /// The trash was emptied.
    pub fn clear(&mut self) {
        self.deletions.clear();
    }
}

#[cfg(test)]
mod tests {
    use holdall_shared::{EntryName, EntryPath, ProblemExtensions, Timestamp};

    use super::*;

    fn trashed(path: &str, kind: EntryKind) -> TrashedEntry {
        let path = EntryPath::new(path).unwrap();
        TrashedEntry {
            id: format!("id-{path}"),
            name: path.name().unwrap_or_else(|| EntryName::new("none").unwrap()),
            path,
            kind,
            size: 1,
            deleted: Timestamp::from_unix_ms(0),
            expires: None,
        }
    }

    fn refusal(kind: ProblemKind) -> BatchResult {
        let problem = Problem {
            kind,
            title: String::new(),
            status: 409,
            detail: String::new(),
            instance: None,
            extensions: Box::new(ProblemExtensions::default()),
        };
        BatchResult { status: 409, problem: Some(problem), ..BatchResult::default() }
    }

    #[test]
    fn a_taken_name_blocks_and_offers_another() {
        let asked = vec![trashed("Photos/beach.jpg", EntryKind::File), trashed("b", EntryKind::File)];
        let restoration = Restoration::of(asked, vec![refusal(ProblemKind::NameTaken), refusal(ProblemKind::NotFound)]);
        assert_eq!((restoration.blocked.len(), restoration.absent.len()), (1, 1));
        assert_eq!(other_path(&restoration.blocked[0]), "Photos/beach (restored).jpg");
        assert_eq!(other_path(&trashed("v1.2", EntryKind::Folder)), "v1.2 (restored)");
    }

    #[test]
    fn deletions_are_undone_from_the_last_one_on() {
        let mut history = History::default();
        history.push(vec![trashed("a", EntryKind::File)]);
        history.push(vec![trashed("b", EntryKind::File), trashed("c", EntryKind::File)]);
        history.push(Vec::new());
        history.forget("id-b");
        let ids = |deletion: Option<Vec<TrashedEntry>>| {
            deletion.map(|deletion| deletion.into_iter().map(|trashed| trashed.id).collect::<Vec<_>>())
        };
        assert_eq!(ids(history.pop()), Some(vec!["id-c".to_owned()]));
        history.forget("id-a");
        assert_eq!(history.pop(), None);
    }

    #[test]
    fn no_more_deletions_are_remembered_than_anybody_goes_back() {
        let mut history = History::default();
        for n in 0..=History::MOST {
            history.push(vec![trashed(&n.to_string(), EntryKind::File)]);
        }
        let mut undone = 0;
        while history.pop().is_some() {
            undone += 1;
        }
        assert_eq!(undone, History::MOST);
    }
}
