//! What went wrong, in people's words: for lists, dialogs and rows alike.

use holdall_shared::{Problem, ProblemKind};

use super::quoted;

/// No answer at all.
pub const UNREACHABLE: &str = "Holdall can't be reached.";
/// The session has ended.
pub const SIGNED_OUT: &str = "Please sign in again.";

/// The sentence for a problem about `name`.
pub fn sentence(problem: &Problem, name: &str) -> String {
    let reason = problem.extensions.reason.as_deref();
    match problem.kind {
        ProblemKind::Unauthenticated => SIGNED_OUT.to_owned(),
        ProblemKind::Forbidden => "You can look at this folder but not change it.".to_owned(),
        ProblemKind::ReadOnly => "This server takes no changes.".to_owned(),
        ProblemKind::NotFound => {
            format!("{} is no longer here. It may have been moved or deleted.", quoted(name))
        }
        ProblemKind::NameTaken => format!("{} is already here.", quoted(name)),
        ProblemKind::NameCollides => format!("{} is already here in another spelling.", quoted(name)),
        ProblemKind::InvalidName => match reason {
            Some(reason) => format!("{} can't be used as a name: {reason}.", quoted(name)),
            None => format!("{} can't be used as a name.", quoted(name)),
        },
        ProblemKind::ParentMissing => "The folder is no longer here.".to_owned(),
        ProblemKind::IntoItself => "A folder can't be moved into itself.".to_owned(),
        ProblemKind::PreconditionFailed => format!("{} was changed by someone else while you worked.", quoted(name)),
        ProblemKind::NoSpace => "The server is full.".to_owned(),
        ProblemKind::Throttled => super::sign_in::throttled(problem.extensions.retry_after_s.unwrap_or(30)),
        ProblemKind::Internal => format!("{} The list shows what is really there.", internal(problem)),
        _ if problem.detail.is_empty() => format!("{}.", problem.title),
        _ => problem.detail.clone(),
    }
}

/// The sentence for a list that is not there.
pub fn list_sentence(problem: &Problem, name: &str) -> String {
    if problem.kind == ProblemKind::Internal { internal(problem) } else { sentence(problem, name) }
}

fn internal(problem: &Problem) -> String {
    match &problem.instance {
        Some(id) => format!("Something went wrong on the server (code {id})."),
        None => "Something went wrong on the server.".to_owned(),
    }
}

/// An answer that is no problem of Holdall's: something between it and the page.
pub fn foreign(status: u16) -> String {
    format!("Something between you and Holdall answered instead of it (status {status}).")
}

/// The lines behind *Details*.
pub fn details(problem: &Problem) -> Vec<String> {
    let id = problem.instance.as_ref().map(|id| format!("Request: {id}"));
    [Some(format!("Kind: {}", problem.kind.slug())), Some(problem.detail.clone()), id]
        .into_iter()
        .flatten()
        .filter(|line| !line.is_empty())
        .collect()
}
