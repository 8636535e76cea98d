//! Why an upload cannot go on by itself, and what a person can do about it.

use holdall_shared::{Entry, EntryKind, Problem, ProblemKind};

/// Why an upload cannot go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The policy refuses the name.
    InvalidName {
        /// The end of the sentence.
        reason: String,
        /// A name that would be taken.
        suggestion: Option<String>,
    },
    /// The name is taken.
    Taken {
        /// By what.
        existing: Option<Box<Entry>>,
    },
    /// All bytes have arrived, but meanwhile something else got the name.
    TakenMeanwhile,
    /// The name is taken in another spelling.
    Collides,
    /// What was to be replaced was changed meanwhile.
    ChangedMeanwhile,
    /// More bytes than a file may have here.
    TooLarge {
        /// The most, in bytes, if the server has said.
        limit: Option<u64>,
    },
    /// No room.
    NoSpace,
    /// No right to write.
    Forbidden,
    /// The folder is gone.
    FolderMissing,
    /// The file on the person's own disk cannot be read.
    Unreadable,
    /// It is not the file any more of which a part has been sent, or was to be.
    ChangedOnDevice,
    /// The connection broke again and again.
    Unsteady,
    /// Bytes arrived damaged again and again.
    Damaged,
    /// The server has lost what had arrived, twice.
    Gone,
    /// This page or another tab of this browser is sending it already.
    Underway,
    /// Something between the page and the server has answered instead of it.
    Foreign {
        /// The HTTP status of that answer.
        status: u16,
    },
    /// Anything else.
    Other(Box<Problem>),
}

/// What a person can do about it: a button of the failed upload, and the decision of who presses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// The server numbers the new one.
    KeepBoth,
    /// The new content takes the place of the old.
    Replace,
    /// Though somebody else has changed it.
    ReplaceAnyway,
    /// Leaves what is here: does not upload this file.
    Skip,
    /// Takes the repaired name.
    UseName(String),
    /// Sends it again.
    Retry,
    /// Takes the row of what was not uploaded away.
    Dismiss,
}

impl Failure {
    pub(super) fn from_problem(problem: Problem) -> Self {
        let extensions = problem.extensions.as_ref();
        match problem.kind {
            ProblemKind::NameTakenAtFinalise => Self::TakenMeanwhile,
            ProblemKind::NameTaken | ProblemKind::IsFolder | ProblemKind::NotRegular => {
                Self::Taken { existing: extensions.existing.clone().map(Box::new) }
            }
            ProblemKind::NameCollides => Self::Collides,
            ProblemKind::InvalidName => Self::InvalidName {
                reason: extensions.reason.clone().unwrap_or_else(|| problem.title.to_ascii_lowercase()),
                suggestion: extensions.suggestion.clone(),
            },
            ProblemKind::PreconditionFailed => Self::ChangedMeanwhile,
            ProblemKind::TooLarge => Self::TooLarge { limit: extensions.limit },
            ProblemKind::NoSpace => Self::NoSpace,
            ProblemKind::Forbidden | ProblemKind::ReadOnly => Self::Forbidden,
            ProblemKind::ParentMissing | ProblemKind::NotFound | ProblemKind::NotFolder => Self::FolderMissing,
            _ => Self::Other(Box::new(problem)),
        }
    }

    /// What a person can do about it, the calmest first.
    pub fn remedies(&self) -> Vec<Remedy> {
        match self {
            Self::Taken { existing: Some(existing) } if existing.kind == EntryKind::File => {
                vec![Remedy::KeepBoth, Remedy::Replace, Remedy::Skip]
            }
            Self::TakenMeanwhile => vec![Remedy::KeepBoth, Remedy::Replace, Remedy::Skip],
            Self::Taken { .. } | Self::Collides => vec![Remedy::KeepBoth, Remedy::Skip],
            Self::ChangedMeanwhile => vec![Remedy::KeepBoth, Remedy::ReplaceAnyway, Remedy::Skip],
            Self::InvalidName { suggestion: Some(name), .. } => vec![Remedy::UseName(name.clone()), Remedy::Dismiss],
            Self::NoSpace
            | Self::Forbidden
            | Self::FolderMissing
            | Self::ChangedOnDevice
            | Self::Unsteady
            | Self::Damaged
            | Self::Gone
            | Self::Underway
            | Self::Foreign { .. }
            | Self::Other(_) => vec![Remedy::Retry, Remedy::Dismiss],
            Self::InvalidName { .. } | Self::TooLarge { .. } | Self::Unreadable => vec![Remedy::Dismiss],
        }
    }
}
