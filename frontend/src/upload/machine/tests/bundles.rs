//! Small files that go together.

use super::*;

const NAMES: [&str; 12] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];

/// What goes together: its ticket, and which uploads.
fn bundles(commands: &[Command]) -> Vec<(u64, Vec<u64>)> {
    let bundle = |command: &Command| match command {
        Command::SendTogether { ticket, parts } => Some((*ticket, parts.iter().map(|part| part.id.0).collect())),
        _ => None,
    };
    commands.iter().filter_map(bundle).collect()
}

fn together(queue: &mut Queue, ticket: u64, together: Together) -> Vec<Command> {
    let now = Now { ms: queue.now_ms, chance: 0 };
    step(queue, Event::AnsweredTogether { ticket, together, now })
}

/// Small files of one folder, and the bundles they go in.
fn sent_together() -> (Queue, Vec<(u64, Vec<u64>)>) {
    let (queue, commands) = added(&NAMES, 100);
    (queue, bundles(&commands))
}

#[test]
fn connections_share_what_waits() {
    let (_, bundles) = sent_together();
    let members: Vec<Vec<u64>> = bundles.into_iter().map(|(_, members)| members).collect();
    assert_eq!(members, [[1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12]]);
}

#[test]
fn each_of_a_bundle_has_its_receipt() {
    let (mut queue, bundles) = sent_together();
    for (ticket, members) in bundles {
        let receipts = members.iter().map(|id| receipt(&id.to_string())).collect();
        together(&mut queue, ticket, Together::Stored(receipts));
    }
    for id in 1..=12 {
        assert!(matches!(phase(&queue, id), Phase::Done(receipt) if receipt.name.as_str() == id.to_string()));
    }
    assert_eq!(queue.summary().overall, Overall::Done);
}

#[test]
fn those_of_a_bundle_that_failed_go_alone_and_hear_their_own_answer() {
    let (mut queue, bundles) = sent_together();
    let failed = Together::Failed(Answer::Refused(problem(ProblemKind::NameTaken)));
    let commands = together(&mut queue, bundles[0].0, failed);
    assert!(matches!(asks(&commands).as_slice(), [Ask::Whole { .. }]), "one connection is free: {commands:?}");
    answer(&mut queue, 1, Answer::Stored(receipt("a")));
    refuse(&mut queue, 2, ProblemKind::NameTaken);
    assert!(is_done(&queue, 1));
    assert!(matches!(phase(&queue, 2), Phase::Failed(Failure::Taken { .. })));
    assert!(matches!(phase(&queue, 3), Phase::Sending { .. }));
}

#[test]
fn too_few_receipts_prove_nothing() {
    let (mut queue, bundles) = sent_together();
    together(&mut queue, bundles[0].0, Together::Stored(vec![receipt("a")]));
    assert!((1..=3).all(|id| !is_done(&queue, id)));
}

#[test]
fn who_pauses_one_lets_the_others_of_its_bundle_go_on() {
    let (mut queue, _) = sent_together();
    let commands = step(&mut queue, Event::Paused { id: UploadId(2) });
    assert_eq!(commands[0], Command::Abort { id: UploadId(2) });
    assert_eq!(*phase(&queue, 2), Phase::Paused);
    assert!(matches!(asks(&commands).as_slice(), [Ask::Whole { .. }]), "{commands:?}");
    assert_eq!(*phase(&queue, 3), Phase::Interrupted { until_ms: None });
    step(&mut queue, Event::Cancelled { id: UploadId(4) });
    assert!(queue.get(UploadId(4)).is_none() && matches!(phase(&queue, 3), Phase::Sending { .. }));
}

#[test]
fn what_is_large_or_replaces_or_is_named_oddly_goes_alone() {
    let odd = [
        file("large", MIB),
        NewUpload { mode: Mode::ReplaceAnyway, ..file("replaces", 1) },
        file("100%", 1),
        NewUpload { folder: EntryPath::new("elsewhere").unwrap(), ..file("elsewhere", 1) },
    ];
    for odd in odd {
        let mut queue = Queue::default();
        let uploads = (1..).map(UploadId).zip([file("a", 1), odd, file("b", 1)]).collect();
        let commands = step(&mut queue, Event::Added { uploads, at_ms: 0 });
        assert_eq!(asks(&commands).len(), 3, "{commands:?}");
    }
}

#[test]
fn bundles_grow_while_all_arrive_and_come_back_after_they_failed() {
    let mut size = BundleSize::default();
    (0..10).for_each(|_| size.arrived(BundleSize::MOST));
    let largest = size;
    (0..10).for_each(|_| size.broke());
    size.arrived(1);
    assert_ne!(size, largest);
    (0..10).for_each(|_| size.arrived(BundleSize::MOST));
    assert_eq!(size, largest);
}
