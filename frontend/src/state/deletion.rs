//! What deleting will do, and what it did: whether there is a question to ask, what can be undone, what is told.
//!
//! Where deleted entries go to the trash nothing is asked, and undo is offered; where they would be gone, a dialog asks.
//! A folder's size is not known beforehand: only the answer tells that it was too large for the trash.

use holdall_shared::{BatchResult, Entry, EntryPath, Fate, Limits, Problem, ProblemKind, TrashedEntry};

/// How a deletion goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// Into the trash at once.
    ToTrash,
    /// Somebody has to say yes.
    Ask(Loss),
}

/// Why a deleted entry is not in the trash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// There is none.
    NoTrash,
    /// It is larger than trash and versions may be together.
    TooLarge,
}

/// How `entries` are deleted on a server with these limits.
pub fn plan(limits: &Limits, entries: &[Entry]) -> Plan {
    if limits.trash_days == 0 {
        return Plan::Ask(Loss::NoTrash);
    }
    if entries.iter().any(|entry| is_too_large(limits, entry)) {
        return Plan::Ask(Loss::TooLarge);
    }
    Plan::ToTrash
}

/// Whether the trash is known not to take an entry.
pub fn is_too_large(limits: &Limits, entry: &Entry) -> bool {
    entry.size.is_some_and(|size| size > limits.kept_size)
}

/// What came of a deletion.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Deletion {
    /// What is in the trash now.
    pub kept: Vec<TrashedEntry>,
    /// What is gone for good.
    pub gone: Vec<EntryPath>,
    /// What was not there any more: nobody needs to be told.
    pub absent: Vec<EntryPath>,
    /// What is still there, and why.
    pub refused: Vec<(EntryPath, Problem)>,
    /// What the server has not answered about.
    pub unanswered: Vec<EntryPath>,
}

impl Deletion {
    /// Reads the answers about `asked`, in that order; there may be fewer.
    pub fn of(asked: &[EntryPath], results: Vec<BatchResult>) -> Self {
        let mut deletion = Self::default();
        let mut results = results.into_iter();
        for path in asked {
            match results.next() {
                None => deletion.unanswered.push(path.clone()),
                Some(BatchResult { problem: Some(problem), .. }) if problem.kind == ProblemKind::NotFound => {
                    deletion.absent.push(path.clone());
                }
                Some(BatchResult { problem: Some(problem), .. }) => deletion.refused.push((path.clone(), problem)),
                Some(BatchResult { deleted: Some(deleted), .. }) if deleted.fate == Fate::Trash => {
                    deletion.kept.extend(deleted.trashed);
                }
                Some(_) => deletion.gone.push(path.clone()),
            }
        }
        deletion
    }

    /// What is still there, as far as is known.
    pub fn remaining(&self) -> Vec<EntryPath> {
        self.refused.iter().map(|(path, _)| path).chain(&self.unanswered).cloned().collect()
    }
}

/// The name of an entry in a sentence.
pub fn name_of(path: &EntryPath) -> String {
    path.name().map(String::from).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use holdall_shared::{Deleted, EntryKind, EntryName, ProblemExtensions, Timestamp};

    use super::*;

    fn limits(trash_days: u32) -> Limits {
        Limits {
            version: String::new(),
            max_file_size: None,
            free_space: 0,
            max_name_bytes: 255,
            max_page: 1000,
            quota: None,
            upload_days: 7,
            trash_days,
            versions: 5,
            kept_size: 1000,
        }
    }

    fn entry(size: Option<u64>) -> Entry {
        let path = EntryPath::new("a").unwrap();
        Entry {
            name: EntryName::new("a").unwrap(),
            url: String::new(),
            path,
            kind: if size.is_some() { EntryKind::File } else { EntryKind::Folder },
            size,
            modified: Timestamp::from_unix_ms(0),
            media_type: None,
            etag: None,
            digests: None,
            previous: None,
        }
    }

    fn path(text: &str) -> EntryPath {
        EntryPath::new(text).unwrap()
    }

    fn result(name: &str, fate: Fate) -> BatchResult {
        let trashed = (fate == Fate::Trash).then(|| TrashedEntry {
            id: format!("id-{name}"),
            name: EntryName::new(name).unwrap(),
            path: path(name),
            kind: EntryKind::File,
            size: 1,
            deleted: Timestamp::from_unix_ms(0),
            expires: None,
        });
        let deleted = Some(Deleted { path: path(name), fate, trashed });
        BatchResult { status: 200, deleted, ..BatchResult::default() }
    }

    fn refusal(kind: ProblemKind) -> BatchResult {
        let problem = Problem {
            kind,
            title: kind.title().to_owned(),
            status: 400,
            detail: String::new(),
            instance: None,
            extensions: Box::new(ProblemExtensions::default()),
        };
        BatchResult { status: 400, problem: Some(problem), ..BatchResult::default() }
    }

    #[test]
    fn what_the_trash_takes_is_not_asked_about() {
        for (trash_days, size, expected) in [
            (30, Some(1000), Plan::ToTrash),
            (30, Some(1001), Plan::Ask(Loss::TooLarge)),
            (30, None, Plan::ToTrash),
            (0, Some(1), Plan::Ask(Loss::NoTrash)),
        ] {
            assert_eq!(plan(&limits(trash_days), &[entry(Some(1)), entry(size)]), expected, "{trash_days} {size:?}");
        }
    }

    #[test]
    fn each_entry_is_told_apart_by_its_answer() {
        let asked: Vec<EntryPath> = ["kept", "lost", "absent", "refused", "unanswered"].into_iter().map(path).collect();
        let results = vec![
            result("kept", Fate::Trash),
            result("lost", Fate::Gone),
            refusal(ProblemKind::NotFound),
            refusal(ProblemKind::Forbidden),
        ];
        let deletion = Deletion::of(&asked, results);
        assert_eq!(deletion.kept.iter().map(|kept| kept.id.as_str()).collect::<Vec<_>>(), ["id-kept"]);
        assert_eq!((deletion.gone.as_slice(), deletion.absent.as_slice()), (&asked[1..2], &asked[2..3]));
        assert_eq!(deletion.remaining(), asked[3..]);
    }
}
