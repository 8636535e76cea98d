//! Putting back from the trash: what came of it.

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
}
