//! Behaviour of the queue, then properties of all its histories, then servers that fail at random.

mod broken_lines;
mod bundles;
mod histories;
mod kept;
mod queue;
mod refusals;
mod resumable;
mod scale;
mod simulated_server;
mod simulation;

use holdall_shared::{Entry, EntryKind, EntryName, EntryPath, Problem, ProblemExtensions, ProblemKind, Timestamp};

use super::*;

const MIB: u64 = 1 << 20;

fn entry(name: &str, kind: EntryKind) -> Entry {
    Entry {
        name: EntryName::new(name).unwrap(),
        path: EntryPath::new(name).unwrap(),
        kind,
        url: String::new(),
        size: Some(1),
        modified: Timestamp::from_unix_ms(0),
        media_type: None,
        etag: Some("\"e1\"".to_owned()),
        digests: None,
        previous: None,
    }
}

fn receipt(name: &str) -> Receipt {
    Receipt::of(&entry(name, EntryKind::File), Proof::Checked)
}

fn problem(kind: ProblemKind) -> Problem {
    let existing =
        matches!(kind, ProblemKind::NameTaken | ProblemKind::NameTakenAtFinalise).then(|| entry("f", EntryKind::File));
    Problem {
        kind,
        title: kind.title().to_owned(),
        status: 400,
        detail: String::new(),
        instance: None,
        extensions: Box::new(ProblemExtensions { existing, ..ProblemExtensions::default() }),
    }
}

fn file(name: &str, size: u64) -> NewUpload {
    NewUpload {
        folder: EntryPath::ROOT,
        name: name.to_owned(),
        size,
        modified_ms: None,
        mode: Mode::Create,
        parents: Parents::MustExist,
        origin: None,
    }
}

/// A queue to which files of `size` bytes were added, as 1, 2, 3, ….
fn added(names: &[&str], size: u64) -> (Queue, Vec<Command>) {
    let mut queue = Queue::default();
    let uploads = (1..).map(UploadId).zip(names.iter().map(|name| file(name, size))).collect();
    let commands = step(&mut queue, Event::Added { uploads, at_ms: 0 });
    (queue, commands)
}

/// Answers the request that is under way for an upload.
fn answer(queue: &mut Queue, id: u64, answer: Answer) -> Vec<Command> {
    let id = UploadId(id);
    let ticket = queue.flights.get(&id).unwrap().ticket;
    let now = Now { ms: queue.now_ms, chance: 0 };
    step(queue, Event::Answered { id, ticket, answer, now })
}

fn refuse(queue: &mut Queue, id: u64, kind: ProblemKind) -> Vec<Command> {
    answer(queue, id, Answer::Refused(problem(kind)))
}

fn decide(queue: &mut Queue, id: u64, remedy: Remedy) -> Vec<Command> {
    step(queue, Event::Decided { id: UploadId(id), remedy })
}

/// Time goes on by so many milliseconds.
fn wait(queue: &mut Queue, ms: u64) -> Vec<Command> {
    let now = Now { ms: queue.now_ms + ms, chance: 0 };
    step(queue, Event::Ticked { now })
}

fn begun(queue: &mut Queue, id: u64) -> Vec<Command> {
    answer(queue, id, Answer::Begun { resource: Resource(format!("r{id}")) })
}

fn appended(queue: &mut Queue, id: u64, offset: u64) -> Vec<Command> {
    answer(queue, id, Answer::Appended { offset, proof: Proof::Checked })
}

/// What is asked, in order.
fn asks(commands: &[Command]) -> Vec<Ask> {
    let ask = |command: &Command| if let Command::Send { ask, .. } = command { Some(ask.clone()) } else { None };
    commands.iter().filter_map(ask).collect()
}

/// Under which terms something is asked to be stored.
fn modes(commands: &[Command]) -> Vec<Mode> {
    let mode = |ask: Ask| match ask {
        Ask::Whole { target, .. } | Ask::Begin { target, .. } | Ask::Finish { target, .. } => Some(target.mode),
        _ => None,
    };
    asks(commands).into_iter().filter_map(mode).collect()
}

/// The slice that is sent.
fn slice(commands: &[Command]) -> Option<Slice> {
    asks(commands).into_iter().find_map(|ask| if let Ask::Append { slice, .. } = ask { Some(slice) } else { None })
}

fn phase(queue: &Queue, id: u64) -> &Phase {
    &queue.get(UploadId(id)).unwrap().phase
}

fn is_done(queue: &Queue, id: u64) -> bool {
    matches!(phase(queue, id), Phase::Done(_))
}
