//! Behaviour of the queue, then properties of all its histories.

use holdall_shared::{Entry, EntryKind, EntryName, EntryPath, Problem, ProblemExtensions, ProblemKind, Timestamp};
use proptest::prelude::*;

use super::*;

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

fn problem(kind: ProblemKind) -> Problem {
    let existing = (kind == ProblemKind::NameTaken).then(|| entry("f", EntryKind::File));
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
    NewUpload { folder: EntryPath::ROOT, name: name.to_owned(), size, source: Source::File }
}

fn added(names: &[&str]) -> (Queue, Vec<Command>) {
    let mut queue = Queue::default();
    let uploads = (1..).map(UploadId).zip(names.iter().map(|name| file(name, 100))).collect();
    let commands = step(&mut queue, Event::Added { uploads, at_ms: 0 });
    (queue, commands)
}

fn answer(queue: &mut Queue, id: u64, answer: Answer) -> Vec<Command> {
    step(queue, Event::Answered { id: UploadId(id), answer, at_ms: 1000 })
}

fn refuse(queue: &mut Queue, id: u64, kind: ProblemKind) -> Vec<Command> {
    answer(queue, id, Answer::Refused(problem(kind)))
}

fn decide(queue: &mut Queue, id: u64, remedy: Remedy) -> Vec<Command> {
    step(queue, Event::Decided { id: UploadId(id), remedy })
}

fn sent_modes(commands: &[Command]) -> Vec<Mode> {
    let mode = |command: &Command| match command {
        Command::Send { target, .. } => Some(target.mode.clone()),
        _ => None,
    };
    commands.iter().filter_map(mode).collect()
}

fn phase(queue: &Queue, id: u64) -> &Phase {
    &queue.get(UploadId(id)).unwrap().phase
}

#[test]
fn at_most_three_are_sent_at_a_time_in_order() {
    let (mut queue, commands) = added(&["a", "b", "c", "d", "e"]);
    assert_eq!(sent_modes(&commands).len(), MAX_PARALLEL);
    assert_eq!(*phase(&queue, 4), Phase::Waiting);
    answer(&mut queue, 2, Answer::Stored(entry("b", EntryKind::File)));
    assert_eq!(*phase(&queue, 4), Phase::Sending { sent: 0 });
    assert_eq!(*phase(&queue, 5), Phase::Waiting);
}

#[test]
fn a_stored_file_is_shown_and_its_bytes_are_let_go() {
    let (mut queue, _) = added(&["a"]);
    let commands = answer(&mut queue, 1, Answer::Stored(entry("a", EntryKind::File)));
    assert!(commands.contains(&Command::Show { folder: EntryPath::ROOT, name: EntryName::new("a").unwrap() }));
    assert!(commands.contains(&Command::Forget { id: UploadId(1) }));
    let summary = queue.summary();
    assert_eq!((summary.overall, summary.done, summary.percent()), (Overall::Done, 1, 100));
    assert_eq!(commands.last(), Some(&Command::Announce(Notice::Ended(summary))));
}

#[test]
fn what_may_not_be_sent_never_starts() {
    let mut queue = Queue::default();
    step(&mut queue, Event::LimitsKnown { max_file_size: Some(100) });
    let folder = NewUpload { source: Source::Folder, ..file("folder", 0) };
    let uploads = [folder, file("a\\b", 1), file("big", 101)];
    let uploads = (1..).map(UploadId).zip(uploads).collect();
    let commands = step(&mut queue, Event::Added { uploads, at_ms: 0 });
    assert!(sent_modes(&commands).is_empty());
    assert_eq!(*phase(&queue, 1), Phase::Failed(Failure::Folder));
    assert_eq!(*phase(&queue, 3), Phase::Failed(Failure::TooLarge { limit: Some(100) }));
    assert_eq!(queue.get(UploadId(2)).unwrap().remedies(), [Remedy::Remove]);
}

#[test]
fn a_refused_name_is_sent_again_under_the_suggested_one() {
    let (mut queue, _) = added(&["what?"]);
    let mut invalid = problem(ProblemKind::InvalidName);
    invalid.extensions.suggestion = Some("what_".to_owned());
    answer(&mut queue, 1, Answer::Refused(invalid));
    let remedies = queue.get(UploadId(1)).unwrap().remedies();
    assert_eq!(remedies, [Remedy::UseName("what_".to_owned()), Remedy::Remove]);
    let commands = decide(&mut queue, 1, Remedy::UseName("what_".to_owned()));
    let target = Target { path: EntryPath::new("what_").unwrap(), mode: Mode::Create };
    assert_eq!(commands, [Command::Send { id: UploadId(1), target }]);
}

#[test]
fn a_taken_name_waits_for_a_decision() {
    for (remedy, mode) in
        [(Remedy::KeepBoth, Mode::KeepBoth), (Remedy::Replace, Mode::Replace { etag: "\"e1\"".to_owned() })]
    {
        let (mut queue, _) = added(&["f"]);
        refuse(&mut queue, 1, ProblemKind::NameTaken);
        assert_eq!(queue.summary().overall, Overall::Attention);
        assert_eq!(sent_modes(&decide(&mut queue, 1, remedy)), [mode]);
    }
    let (mut queue, _) = added(&["f"]);
    refuse(&mut queue, 1, ProblemKind::NameTaken);
    decide(&mut queue, 1, Remedy::Skip);
    assert_eq!(queue.summary().overall, Overall::Empty);
}

#[test]
fn a_folder_is_never_replaced_by_a_file() {
    let (mut queue, _) = added(&["f"]);
    let mut taken = problem(ProblemKind::NameTaken);
    taken.extensions.existing = Some(entry("f", EntryKind::Folder));
    answer(&mut queue, 1, Answer::Refused(taken));
    assert_eq!(queue.get(UploadId(1)).unwrap().remedies(), [Remedy::KeepBoth, Remedy::Skip]);
    assert!(decide(&mut queue, 1, Remedy::Replace).is_empty());
}

#[test]
fn what_was_changed_meanwhile_is_asked_about_again() {
    let (mut queue, _) = added(&["f"]);
    refuse(&mut queue, 1, ProblemKind::NameTaken);
    decide(&mut queue, 1, Remedy::Replace);
    refuse(&mut queue, 1, ProblemKind::PreconditionFailed);
    assert_eq!(*phase(&queue, 1), Phase::Failed(Failure::ChangedMeanwhile));
    assert_eq!(sent_modes(&decide(&mut queue, 1, Remedy::ReplaceAnyway)), [Mode::ReplaceAnyway]);
    assert_eq!(sent_modes(&refuse(&mut queue, 1, ProblemKind::NotFound)), [Mode::Create]);
}

#[test]
fn a_lost_connection_holds_the_queue_until_it_is_back() {
    let (mut queue, _) = added(&["a", "b", "c", "d"]);
    assert_eq!(answer(&mut queue, 1, Answer::Lost), [Command::CheckConnection]);
    assert_eq!(answer(&mut queue, 2, Answer::Lost), []);
    assert_eq!(*phase(&queue, 4), Phase::Waiting);
    assert_eq!(queue.summary().overall, Overall::Held(Hold::Offline));
    let commands = step(&mut queue, Event::Reconnected { outage: Outage::Real });
    assert_eq!(sent_modes(&commands).len(), 2);
    assert_eq!(queue.hold(), None);
}

#[test]
fn a_connection_that_always_breaks_ends_in_a_failure() {
    let (mut queue, _) = added(&["a"]);
    for _ in 1..MAX_BREAKS {
        answer(&mut queue, 1, Answer::Lost);
        step(&mut queue, Event::Reconnected { outage: Outage::Momentary });
    }
    answer(&mut queue, 1, Answer::Lost);
    assert_eq!(*phase(&queue, 1), Phase::Failed(Failure::Unsteady));
    assert_eq!(sent_modes(&decide(&mut queue, 1, Remedy::Retry)), [Mode::Create]);
}

#[test]
fn outages_are_not_counted_against_a_file() {
    let (mut queue, _) = added(&["a"]);
    for _ in 0..MAX_BREAKS * 2 {
        answer(&mut queue, 1, Answer::Lost);
        step(&mut queue, Event::Reconnected { outage: Outage::Real });
    }
    assert_eq!(*phase(&queue, 1), Phase::Sending { sent: 0 });
}

#[test]
fn an_ended_session_pauses_and_a_new_one_goes_on() {
    let (mut queue, _) = added(&["a", "b"]);
    assert_eq!(refuse(&mut queue, 1, ProblemKind::Unauthenticated), [Command::AskToSignIn]);
    assert_eq!(refuse(&mut queue, 2, ProblemKind::Unauthenticated), []);
    assert_eq!(step(&mut queue, Event::Reconnected { outage: Outage::Real }), []);
    assert_eq!(sent_modes(&step(&mut queue, Event::SignedIn)).len(), 2);
}

#[test]
fn a_cancelled_upload_is_aborted_and_its_late_answer_ignored() {
    let (mut queue, _) = added(&["a", "b"]);
    let commands = step(&mut queue, Event::Cancelled { id: UploadId(1) });
    assert_eq!(commands.first(), Some(&Command::Abort { id: UploadId(1) }));
    assert!(answer(&mut queue, 1, Answer::Stored(entry("a", EntryKind::File))).is_empty());
    assert_eq!(queue.summary().count, 1);
}

#[test]
fn a_new_batch_counts_from_one() {
    let (mut queue, _) = added(&["a"]);
    answer(&mut queue, 1, Answer::Stored(entry("a", EntryKind::File)));
    step(&mut queue, Event::Added { uploads: vec![(UploadId(9), file("z", 100))], at_ms: 5000 });
    let summary = queue.summary();
    assert_eq!((summary.index(), summary.count), (1, 1));
    step(&mut queue, Event::Cleared);
    assert_eq!(queue.uploads().count(), 1);
}

#[test]
fn progress_is_spoken_every_half_minute() {
    let (mut queue, _) = added(&["a"]);
    assert_eq!(step(&mut queue, Event::Ticked { at_ms: 29_999 }), []);
    assert!(matches!(
        step(&mut queue, Event::Ticked { at_ms: 30_000 }).as_slice(),
        [Command::Announce(Notice::Progress(_))]
    ));
    assert_eq!(step(&mut queue, Event::Ticked { at_ms: 30_250 }), []);
}

fn any_event() -> impl Strategy<Value = Event> {
    let id = (1_u64..6).prop_map(UploadId);
    let kind = prop::sample::select(ProblemKind::ALL);
    let answer = prop_oneof![
        Just(Answer::Stored(entry("f", EntryKind::File))),
        kind.prop_map(|kind| Answer::Refused(problem(kind))),
        Just(Answer::Lost),
        Just(Answer::Unreadable),
    ];
    let remedy = prop_oneof![
        Just(Remedy::KeepBoth),
        Just(Remedy::Replace),
        Just(Remedy::ReplaceAnyway),
        Just(Remedy::Skip),
        "[a?/]{0,3}".prop_map(Remedy::UseName),
        Just(Remedy::Retry),
        Just(Remedy::Remove),
    ];
    let outage = prop_oneof![Just(Outage::Real), Just(Outage::Momentary)];
    let at = 0_u64..100_000;
    prop_oneof![
        4 => (id.clone(), "[a?/]{0,3}", 0_u64..200).prop_map(|(id, name, size)| Event::Added {
            uploads: vec![(id, file(&name, size))],
            at_ms: 0
        }),
        4 => (id.clone(), any::<u64>(), at.clone()).prop_map(|(id, sent, at_ms)| Event::Progressed { id, sent, at_ms }),
        6 => (id.clone(), answer, at.clone()).prop_map(|(id, answer, at_ms)| Event::Answered { id, answer, at_ms }),
        4 => (id.clone(), remedy).prop_map(|(id, remedy)| Event::Decided { id, remedy }),
        1 => id.prop_map(|id| Event::Cancelled { id }),
        2 => outage.prop_map(|outage| Event::Reconnected { outage }),
        2 => Just(Event::SignedIn),
        2 => at.prop_map(|at_ms| Event::Ticked { at_ms }),
        1 => Just(Event::Cleared),
        1 => (0_u64..200).prop_map(|limit| Event::LimitsKnown { max_file_size: Some(limit) }),
    ]
}

proptest! {
    #[test]
    fn no_history_breaks_the_rules(events in prop::collection::vec(any_event(), 0..60)) {
        let mut queue = Queue::default();
        for event in events {
            let commands = step(&mut queue, event);
            let sending = queue.uploads().filter(|upload| matches!(upload.phase, Phase::Sending { .. })).count();
            prop_assert!(sending <= MAX_PARALLEL);
            prop_assert!(queue.uploads().all(|upload| upload.sent() <= upload.size));
            if queue.hold().is_none() && sending < MAX_PARALLEL {
                prop_assert!(!queue.uploads().any(|upload| matches!(upload.phase, Phase::Waiting | Phase::Interrupted)));
            } else if queue.hold().is_some() {
                prop_assert!(sent_modes(&commands).is_empty());
            }
            let summary = queue.summary();
            prop_assert!(summary.percent() <= 100 && summary.done <= summary.count);
        }
    }

    #[test]
    fn every_history_can_end(events in prop::collection::vec(any_event(), 0..60)) {
        let mut queue = Queue::default();
        for event in events {
            step(&mut queue, event);
        }
        step(&mut queue, Event::Reconnected { outage: Outage::Real });
        step(&mut queue, Event::SignedIn);
        for _ in 0..100 {
            let ids: Vec<UploadId> = queue.uploads().map(|upload| upload.id).collect();
            for id in ids {
                step(&mut queue, Event::Decided { id, remedy: Remedy::Skip });
                step(&mut queue, Event::Answered { id, answer: Answer::Stored(entry("f", EntryKind::File)), at_ms: 1 });
            }
        }
        prop_assert!(matches!(queue.summary().overall, Overall::Done | Overall::Empty));
    }
}
