//! What stands in the way of one file.

use holdall_shared::{Entry, Problem, ProblemKind, Verdict};

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outlook {
    /// Nobody has said.
    Unknown,
    /// Nothing does.
    New,
    /// The very content is there.
    Identical,
    /// This file has its name.
    Taken(Box<Entry>),
    /// Something has its name that cannot be replaced: a folder, another spelling.
    InTheWay,
    /// It, or a folder on its way, has a name that cannot be.
    Misnamed(Misnamed),
    /// Something that nobody can decide here: the queue says what.
    Refused,
    /// A person does not want it.
    LeftOut,
}

/// What has a name that cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misnamed {
    /// Its path, up to that name.
    pub path: String,
    /// The name.
    pub name: String,
    /// What is wrong with it, as the end of a sentence.
    pub reason: String,
    /// A name that would do.
    pub suggestion: String,
}

impl Outlook {
    /// As the server says it of a file that is to go to `path`.
    pub fn of(verdict: Verdict, path: &str) -> Self {
        match verdict {
            Verdict::New => Self::New,
            Verdict::Identical { .. } => Self::Identical,
            Verdict::Taken { existing } => Self::Taken(Box::new(existing)),
            Verdict::Impossible { problem } => match problem.kind {
                ProblemKind::InvalidName => Misnamed::of(&problem, path).map_or(Self::Refused, Self::Misnamed),
                ProblemKind::NameTaken
                | ProblemKind::NameCollides
                | ProblemKind::IsFolder
                | ProblemKind::NotRegular => Self::InTheWay,
                // The whole batch is weighed against the room that there is.
                ProblemKind::NoSpace => Self::New,
                _ => Self::Refused,
            },
        }
    }
}

impl Misnamed {
    /// The problem is about the first name that cannot be; its detail begins with it.
    fn of(problem: &Problem, path: &str) -> Option<Self> {
        let detail = problem.detail.strip_prefix('“')?;
        let mut end = 0;
        for name in path.split('/') {
            let begin = end;
            end = begin + name.len();
            if detail.strip_prefix(name).is_some_and(|rest| rest.starts_with('”')) {
                return Some(Self {
                    path: path.get(..end)?.to_owned(),
                    name: name.to_owned(),
                    reason: problem.extensions.reason.clone().unwrap_or_default(),
                    suggestion: problem.extensions.suggestion.clone().unwrap_or_default(),
                });
            }
            end += 1;
        }
        None
    }

    /// A path through it, with another name in the place of its own.
    pub fn renamed(&self, path: &str, name: &str) -> String {
        let above = self.path.strip_suffix(&self.name).unwrap_or_default();
        let below = path.strip_prefix(&self.path).unwrap_or_default();
        format!("{above}{name}{below}")
    }
}
