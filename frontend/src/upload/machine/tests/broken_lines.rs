//! Connections that break, proxies that refuse, networks that go and come back.

use super::*;

/// A large file whose first slice is on its way.
fn sending() -> Queue {
    let (mut queue, _) = added(&["disk.img"], 100 * MIB);
    begun(&mut queue, 1);
    queue
}

/// The slice under way breaks, and the server says that nothing of it arrived.
fn cut(queue: &mut Queue) -> Option<Slice> {
    let offset = queue.get(UploadId(1)).unwrap().course.offset;
    answer(queue, 1, Answer::Lost);
    wait(queue, 60_000);
    slice(&answer(queue, 1, Answer::Located { offset }))
}

#[test]
fn a_small_request_that_is_lost_holds_the_queue_until_the_server_is_back() {
    let mut queue = sending();
    answer(&mut queue, 1, Answer::Lost);
    wait(&mut queue, 1000);
    assert_eq!(answer(&mut queue, 1, Answer::Lost), [Command::CheckConnection]);
    assert_eq!(queue.summary().overall, Overall::Held(Hold::Offline));
    assert_eq!(wait(&mut queue, 60_000), []);
    let commands = step(&mut queue, Event::Reconnected { outage: Outage::Real });
    assert!(matches!(asks(&commands).as_slice(), [Ask::Locate { .. }]));
    assert_eq!(queue.hold(), None);
}

#[test]
fn several_lost_at_once_hold_the_queue() {
    let (mut queue, _) = added(&["a", "b", "c", "d", "e"], MIB);
    assert_eq!(answer(&mut queue, 1, Answer::Lost).len(), 1, "another takes the turn");
    answer(&mut queue, 2, Answer::Lost);
    let commands = answer(&mut queue, 3, Answer::Lost);
    assert!(commands.contains(&Command::CheckConnection), "{commands:?}");
    assert_eq!(queue.hold(), Some(Hold::Offline));
}

#[test]
fn a_slice_that_always_breaks_shrinks_and_then_fails() {
    let mut queue = sending();
    let mut lengths = Vec::new();
    for _ in 1..MAX_BREAKS {
        lengths.extend(cut(&mut queue).map(|slice| slice.length));
    }
    assert_eq!(lengths, [8 * MIB, 4 * MIB, 2 * MIB, MIB, MIB / 2, MIB / 4, MIB / 4]);
    answer(&mut queue, 1, Answer::Lost);
    assert_eq!(*phase(&queue, 1), Phase::Failed(Failure::Unsteady));
    let commands = decide(&mut queue, 1, Remedy::Retry);
    assert!(matches!(asks(&commands).as_slice(), [Ask::Locate { .. }]));
}

#[test]
fn bytes_that_arrive_are_progress() {
    let mut queue = sending();
    for round in 1..=3 * u64::from(MAX_BREAKS) {
        answer(&mut queue, 1, Answer::Lost);
        wait(&mut queue, 60_000);
        let commands = answer(&mut queue, 1, Answer::Located { offset: round });
        assert_eq!(slice(&commands).map(|slice| slice.from), Some(round));
    }
    assert_eq!(queue.slices.bytes(), SliceSize::FIRST, "it breaks now here, now there");
}

#[test]
fn outages_are_not_counted_against_a_file() {
    let mut queue = sending();
    for _ in 0..MAX_BREAKS * 2 {
        answer(&mut queue, 1, Answer::Lost);
        wait(&mut queue, 60_000);
        answer(&mut queue, 1, Answer::Lost);
        step(&mut queue, Event::Reconnected { outage: Outage::Real });
        answer(&mut queue, 1, Answer::Located { offset: 0 });
    }
    assert_eq!(*phase(&queue, 1), Phase::Sending { sent: 0 });
    assert_eq!(queue.slices.bytes(), SliceSize::FIRST);
}

#[test]
fn a_proxy_that_refuses_large_bodies_gets_smaller_ones() {
    let mut queue = sending();
    let commands = answer(&mut queue, 1, Answer::Foreign { status: 413 });
    assert_eq!(slice(&commands), Some(Slice { from: 0, length: 4 * MIB }));
    assert_eq!(queue.get(UploadId(1)).unwrap().note, Some(Note::SmallerParts { size: 4 * MIB }));
    appended(&mut queue, 1, 4 * MIB);
    assert_eq!(queue.get(UploadId(1)).unwrap().note, None);
    let mut lengths = vec![8 * MIB];
    while let Some(length) = slice(&answer(&mut queue, 1, Answer::Foreign { status: 413 })).map(|slice| slice.length) {
        assert!(length < lengths[lengths.len() - 1]);
        lengths.push(length);
    }
    assert_eq!(*phase(&queue, 1), Phase::Failed(Failure::Foreign { status: 413 }));
}

#[test]
fn a_small_file_that_a_proxy_refuses_goes_in_slices() {
    let (mut queue, _) = added(&["a"], MIB);
    let commands = answer(&mut queue, 1, Answer::Foreign { status: 413 });
    assert!(matches!(asks(&commands).as_slice(), [Ask::Begin { .. }]));
    assert_eq!(slice(&begun(&mut queue, 1)), Some(Slice { from: 0, length: MIB / 2 }));
}

#[test]
fn a_small_file_that_breaks_says_nothing_about_slices() {
    let (mut queue, _) = added(&["a"], MIB);
    for _ in 0..3 {
        answer(&mut queue, 1, Answer::Lost);
        queue.lost_in_row = 0;
        wait(&mut queue, 60_000);
    }
    assert_eq!(queue.slices, SliceSize::default());
    assert!(matches!(queue.flights.get(&UploadId(1)).unwrap().ask, Ask::Begin { .. }));
}

#[test]
fn a_request_in_which_nothing_moves_is_ended() {
    let mut queue = sending();
    let ticket = queue.flights.get(&UploadId(1)).unwrap().ticket;
    wait(&mut queue, 59_000);
    step(&mut queue, Event::Progressed { id: UploadId(1), ticket, left: 1, at_ms: 59_000 });
    assert_eq!(wait(&mut queue, 59_000).len(), 1, "progress is spoken");
    let commands = wait(&mut queue, 1000);
    assert_eq!(commands.first(), Some(&Command::Abort { id: UploadId(1) }));
    assert_eq!(queue.slices.bytes(), 4 * MIB);
    assert!(matches!(asks(&wait(&mut queue, 1000)).as_slice(), [Ask::Locate { .. }]));
}

#[test]
fn a_proxy_that_takes_all_at_once_has_time_to_pass_it_on() {
    let mut queue = sending();
    let ticket = queue.flights.get(&UploadId(1)).unwrap().ticket;
    step(&mut queue, Event::Progressed { id: UploadId(1), ticket, left: 8 * MIB, at_ms: 0 });
    wait(&mut queue, 180_000);
    assert_eq!(*phase(&queue, 1), Phase::Sending { sent: 8 * MIB });
    assert!(wait(&mut queue, 10_000).contains(&Command::Abort { id: UploadId(1) }));
}

#[test]
fn the_network_that_comes_back_ends_all_waits() {
    let mut queue = sending();
    for _ in 0..5 {
        cut(&mut queue);
    }
    answer(&mut queue, 1, Answer::Lost);
    assert_eq!(wait(&mut queue, 1000), []);
    assert_eq!(asks(&step(&mut queue, Event::Nudged)).len(), 1);
}

#[test]
fn a_small_file_whose_answers_were_lost_is_looked_for_before_anybody_is_asked() {
    let (mut queue, _) = added(&["a"], 100);
    answer(&mut queue, 1, Answer::Lost);
    wait(&mut queue, 10_000);
    for _ in 0..2 {
        refuse(&mut queue, 1, ProblemKind::IncompleteBody);
        wait(&mut queue, 10_000);
    }
    answer(&mut queue, 1, Answer::Lost);
    wait(&mut queue, 60_000);
    // In parts now: and then the name is taken.
    let asked = queue.flights.get(&UploadId(1)).unwrap().ask.clone();
    assert!(matches!(asked, Ask::Begin { .. }), "{asked:?}");
    let commands = refuse(&mut queue, 1, ProblemKind::NameTaken);
    assert!(matches!(asks(&commands).as_slice(), [Ask::Whole { .. }]), "{commands:?}");
    let mut theirs = queue.clone();
    answer(&mut queue, 1, Answer::Stored(receipt("a")));
    assert!(is_done(&queue, 1));
    refuse(&mut theirs, 1, ProblemKind::NameTaken);
    assert!(matches!(phase(&theirs, 1), Phase::Failed(Failure::Taken { .. })), "somebody else's");
}
