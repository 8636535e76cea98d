//! Turns, decisions, batches.

use holdall_shared::{EntryKind, EntryName, EntryPath, ProblemKind};

use super::*;

#[test]
fn at_most_four_are_sent_at_a_time_in_order() {
    let (mut queue, commands) = added(&["a", "b", "c", "d", "e", "f"], MIB);
    assert_eq!(asks(&commands).len(), MAX_PARALLEL);
    assert_eq!(*phase(&queue, 5), Phase::Waiting);
    answer(&mut queue, 2, Answer::Stored(receipt("b")));
    assert_eq!(*phase(&queue, 5), Phase::Sending { sent: 0 });
    assert_eq!(*phase(&queue, 6), Phase::Waiting);
}

#[test]
fn a_stored_file_is_shown_and_its_bytes_are_let_go() {
    let (mut queue, _) = added(&["a"], 100);
    let commands = answer(&mut queue, 1, Answer::Stored(receipt("a")));
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
    let uploads = [file("a\\b", 1), file("big", 101)];
    let uploads = (1..).map(UploadId).zip(uploads).collect();
    let commands = step(&mut queue, Event::Added { uploads, at_ms: 0 });
    assert!(asks(&commands).is_empty());
    assert_eq!(*phase(&queue, 2), Phase::Failed(Failure::TooLarge { limit: Some(100) }));
    assert_eq!(queue.get(UploadId(1)).unwrap().remedies(), [Remedy::Dismiss]);
}

#[test]
fn what_is_known_of_a_file_goes_with_it() {
    let new = NewUpload {
        folder: EntryPath::new("Photos/2024").unwrap(),
        modified_ms: Some(1500),
        mode: Mode::ReplaceAnyway,
        parents: Parents::Make,
        ..file("beach.jpg", 10)
    };
    let mut queue = Queue::default();
    let commands = step(&mut queue, Event::Added { uploads: vec![(UploadId(1), new)], at_ms: 0 });
    let target = Target {
        path: EntryPath::new("Photos/2024/beach.jpg").unwrap(),
        mode: Mode::ReplaceAnyway,
        parents: Parents::Make,
        modified_ms: Some(1500),
    };
    assert_eq!(asks(&commands), [Ask::Whole { target, size: 10 }]);
}

#[test]
fn a_refused_name_is_sent_again_under_the_suggested_one() {
    let (mut queue, _) = added(&["what?"], 100);
    let mut invalid = problem(ProblemKind::InvalidName);
    invalid.extensions.suggestion = Some("what_".to_owned());
    answer(&mut queue, 1, Answer::Refused(invalid));
    let remedies = queue.get(UploadId(1)).unwrap().remedies();
    assert_eq!(remedies, [Remedy::UseName("what_".to_owned()), Remedy::Dismiss]);
    let commands = decide(&mut queue, 1, Remedy::UseName("what_".to_owned()));
    let paths: Vec<_> = asks(&commands)
        .into_iter()
        .map(|ask| if let Ask::Whole { target, .. } = ask { target.path } else { EntryPath::ROOT })
        .collect();
    assert_eq!(paths, [EntryPath::new("what_").unwrap()]);
}

#[test]
fn a_taken_name_waits_for_a_decision() {
    for (remedy, mode) in
        [(Remedy::KeepBoth, Mode::KeepBoth), (Remedy::Replace, Mode::Replace { etag: "\"e1\"".to_owned() })]
    {
        let (mut queue, _) = added(&["f"], 100);
        refuse(&mut queue, 1, ProblemKind::NameTaken);
        assert_eq!(queue.summary().overall, Overall::Attention);
        assert_eq!(modes(&decide(&mut queue, 1, remedy)), [mode]);
    }
    let (mut queue, _) = added(&["f"], 100);
    refuse(&mut queue, 1, ProblemKind::NameTaken);
    decide(&mut queue, 1, Remedy::Skip);
    assert_eq!(queue.summary().overall, Overall::Empty);
}

#[test]
fn a_folder_is_never_replaced_by_a_file() {
    let (mut queue, _) = added(&["f"], 100);
    let mut taken = problem(ProblemKind::NameTaken);
    taken.extensions.existing = Some(entry("f", EntryKind::Folder));
    answer(&mut queue, 1, Answer::Refused(taken));
    assert_eq!(queue.get(UploadId(1)).unwrap().remedies(), [Remedy::KeepBoth, Remedy::Skip]);
    assert!(decide(&mut queue, 1, Remedy::Replace).is_empty());
}

#[test]
fn what_was_changed_meanwhile_is_asked_about_again() {
    let (mut queue, _) = added(&["f"], 100);
    refuse(&mut queue, 1, ProblemKind::NameTaken);
    decide(&mut queue, 1, Remedy::Replace);
    refuse(&mut queue, 1, ProblemKind::PreconditionFailed);
    assert_eq!(*phase(&queue, 1), Phase::Failed(Failure::ChangedMeanwhile));
    assert_eq!(modes(&decide(&mut queue, 1, Remedy::ReplaceAnyway)), [Mode::ReplaceAnyway]);
    assert_eq!(modes(&refuse(&mut queue, 1, ProblemKind::NotFound)), [Mode::Create]);
}

#[test]
fn an_ended_session_pauses_and_a_new_one_goes_on() {
    let (mut queue, _) = added(&["a", "b"], 100);
    assert_eq!(refuse(&mut queue, 1, ProblemKind::Unauthenticated), [Command::AskToSignIn]);
    assert_eq!(refuse(&mut queue, 2, ProblemKind::Unauthenticated), []);
    assert_eq!(queue.hold(), Some(Hold::SignedOut));
    assert_eq!(step(&mut queue, Event::Reconnected { outage: Outage::Real }), []);
    assert_eq!(asks(&step(&mut queue, Event::SignedIn)).len(), 2);
}

#[test]
fn a_cancelled_upload_is_aborted_and_its_late_answer_ignored() {
    let (mut queue, _) = added(&["a", "b"], 100);
    let ticket = queue.flights.get(&UploadId(1)).unwrap().ticket;
    let commands = step(&mut queue, Event::Cancelled { id: UploadId(1) });
    assert_eq!(commands.first(), Some(&Command::Abort { id: UploadId(1) }));
    let answer = Answer::Stored(receipt("a"));
    assert!(step(&mut queue, Event::Answered { id: UploadId(1), ticket, answer, now: Now::default() }).is_empty());
    assert_eq!(queue.summary().count, 1);
}

#[test]
fn a_new_batch_counts_from_one() {
    let (mut queue, _) = added(&["a"], 100);
    answer(&mut queue, 1, Answer::Stored(receipt("a")));
    step(&mut queue, Event::Added { uploads: vec![(UploadId(9), file("z", 100))], at_ms: 5000 });
    let summary = queue.summary();
    assert_eq!((summary.index(), summary.count), (1, 1));
    step(&mut queue, Event::Cleared);
    assert_eq!(queue.uploads().count(), 1);
}

#[test]
fn progress_is_spoken_every_half_minute() {
    let (mut queue, _) = added(&["a"], 100);
    assert_eq!(wait(&mut queue, 29_999), []);
    assert!(matches!(wait(&mut queue, 1).as_slice(), [Command::Announce(Notice::Progress(_))]));
    assert_eq!(wait(&mut queue, 250), []);
}

#[test]
fn one_is_paused_while_the_others_go_on() {
    let (mut queue, _) = added(&["a", "b"], 100);
    let commands = step(&mut queue, Event::Paused { id: UploadId(1) });
    assert_eq!(commands, [Command::Abort { id: UploadId(1) }]);
    answer(&mut queue, 2, Answer::Stored(receipt("b")));
    assert_eq!(*phase(&queue, 1), Phase::Paused);
    assert_eq!(queue.summary().overall, Overall::Held(Hold::Paused));
    let commands = step(&mut queue, Event::Resumed { id: UploadId(1) });
    assert_eq!(asks(&commands).len(), 1);
}

#[test]
fn all_are_paused_and_resumed() {
    let (mut queue, _) = added(&["a", "b", "c", "d", "e"], 100);
    let commands = step(&mut queue, Event::AllPaused);
    assert_eq!(commands.len(), MAX_PARALLEL, "{commands:?}");
    assert_eq!(queue.hold(), Some(Hold::Paused));
    assert_eq!(wait(&mut queue, 60_000), []);
    assert_eq!(asks(&step(&mut queue, Event::AllResumed)).len(), MAX_PARALLEL);
}

#[test]
fn a_pause_ends_with_what_was_paused() {
    let (mut queue, _) = added(&["a"], 100);
    step(&mut queue, Event::AllPaused);
    step(&mut queue, Event::Cancelled { id: UploadId(1) });
    step(&mut queue, Event::Added { uploads: vec![(UploadId(2), file("b", 1))], at_ms: 1 });
    assert_eq!(*phase(&queue, 2), Phase::Sending { sent: 0 });
}
