//! What the server refuses while slices arrive.

use holdall_shared::ProblemKind;

use super::*;

fn sending() -> Queue {
    let (mut queue, _) = added(&["disk.img"], 100 * MIB);
    begun(&mut queue, 1);
    queue
}

#[test]
fn damaged_bytes_are_sent_again_and_told() {
    let mut queue = sending();
    refuse(&mut queue, 1, ProblemKind::ChecksumMismatch);
    assert_eq!(queue.get(UploadId(1)).unwrap().note, Some(Note::Damaged));
    assert_eq!(slice(&wait(&mut queue, 1000)), Some(Slice { from: 0, length: 8 * MIB }));
    for _ in 1..MAX_BREAKS {
        refuse(&mut queue, 1, ProblemKind::ChecksumMismatch);
        wait(&mut queue, 60_000);
    }
    assert_eq!(*phase(&queue, 1), Phase::Failed(Failure::Damaged));
}

#[test]
fn a_file_whose_whole_is_damaged_begins_again_once() {
    let mut queue = sending();
    let commands = refuse(&mut queue, 1, ProblemKind::DigestMismatch);
    assert!(matches!(asks(&commands).as_slice(), [Ask::Begin { .. }]));
    begun(&mut queue, 1);
    refuse(&mut queue, 1, ProblemKind::DigestMismatch);
    assert_eq!(*phase(&queue, 1), Phase::Failed(Failure::Gone));
}

#[test]
fn a_busy_upload_is_looked_for_after_a_second() {
    let mut queue = sending();
    assert_eq!(refuse(&mut queue, 1, ProblemKind::UploadBusy), []);
    assert_eq!(wait(&mut queue, 999), []);
    assert!(matches!(asks(&wait(&mut queue, 1)).as_slice(), [Ask::Locate { .. }]));
}

#[test]
fn a_wrong_offset_is_looked_for() {
    let mut queue = sending();
    refuse(&mut queue, 1, ProblemKind::OffsetMismatch);
    assert!(matches!(asks(&wait(&mut queue, 1000)).as_slice(), [Ask::Locate { .. }]));
}

#[test]
fn an_ended_session_in_the_middle_goes_on_from_what_is_there() {
    let mut queue = sending();
    appended(&mut queue, 1, 8 * MIB);
    assert_eq!(refuse(&mut queue, 1, ProblemKind::Unauthenticated), [Command::AskToSignIn]);
    assert!(matches!(asks(&step(&mut queue, Event::SignedIn)).as_slice(), [Ask::Locate { .. }]));
    let commands = answer(&mut queue, 1, Answer::Located { offset: 8 * MIB });
    assert_eq!(slice(&commands).map(|slice| slice.from), Some(8 * MIB));
}

#[test]
fn a_file_that_is_being_published_is_asked_about_again() {
    let (mut queue, _) = added(&["a"], 2 * MIB);
    begun(&mut queue, 1);
    appended(&mut queue, 1, 2 * MIB);
    assert_eq!(answer(&mut queue, 1, Answer::Located { offset: 2 * MIB }), []);
    assert!(matches!(asks(&wait(&mut queue, 1000)).as_slice(), [Ask::Receipt { .. }]));
}

#[test]
fn throttled_requests_wait_as_long_as_they_are_told() {
    let (mut queue, _) = added(&["a"], 100);
    let mut throttled = problem(ProblemKind::Throttled);
    throttled.extensions.retry_after_s = Some(7);
    answer(&mut queue, 1, Answer::Refused(throttled));
    assert_eq!(wait(&mut queue, 6999), []);
    assert_eq!(asks(&wait(&mut queue, 1)).len(), 1);
}
