//! What went wrong, in people's words: for lists, dialogs and rows alike.

use holdall_shared::{EntryNameError, Problem, ProblemKind};

pub use super::catalogue::problems::*;
use super::names;

/// The sentence for a problem about `name`.
pub fn sentence(problem: &Problem, name: &str) -> String {
    match problem.kind {
        ProblemKind::Unauthenticated => signed_out().to_owned(),
        ProblemKind::Forbidden => forbidden().to_owned(),
        ProblemKind::ReadOnly => read_only().to_owned(),
        ProblemKind::NotFound => not_found(name),
        ProblemKind::NameTaken => name_taken(name),
        ProblemKind::NameCollides => name_collides(name),
        ProblemKind::InvalidName => refused_name(name, problem.extensions.reason.as_deref()),
        ProblemKind::ParentMissing => parent_missing().to_owned(),
        ProblemKind::IntoItself => into_itself().to_owned(),
        ProblemKind::PreconditionFailed => changed_meanwhile(name),
        ProblemKind::NoSpace => no_space().to_owned(),
        ProblemKind::Throttled => super::sign_in::throttled(problem.extensions.retry_after_s.unwrap_or(30)),
        ProblemKind::Internal => format!("{} {}", failed(problem), list_is_true()),
        _ if problem.detail.is_empty() => format!("{}.", problem.title),
        _ => problem.detail.clone(),
    }
}

/// The policy refuses the name; `reason` is the server's.
pub fn refused_name(name: &str, reason: Option<&str>) -> String {
    match reason {
        Some(reason) => invalid_name_because(name, &names::in_our_words(reason)),
        None => invalid_name(name),
    }
}

/// The page itself refuses the name: nothing could be asked for by it.
pub fn refused_entry_name(name: &str, error: EntryNameError) -> String {
    invalid_name_because(name, names::of_entry(error))
}

/// The sentence for a list that is not there.
pub fn list_sentence(problem: &Problem, name: &str) -> String {
    if problem.kind == ProblemKind::Internal { failed(problem) } else { sentence(problem, name) }
}

fn failed(problem: &Problem) -> String {
    problem.instance.as_ref().map_or_else(|| internal().to_owned(), |id| internal_with_code(id))
}

/// An answer that is no problem of Holdall's: something between it and the page.
pub fn foreign(status: u16) -> String {
    foreign_answer(&status.to_string())
}

/// The lines behind *Details*.
pub fn details(problem: &Problem) -> Vec<String> {
    let id = problem.instance.as_ref().map(|id| request(id));
    [Some(kind(problem.kind.slug())), Some(problem.detail.clone()), id]
        .into_iter()
        .flatten()
        .filter(|line| !line.is_empty())
        .collect()
}
