//! Large files: a resource, slices, a receipt.

use holdall_shared::ProblemKind;

use super::*;

const R1: &str = "r1";

fn resource() -> Resource {
    Resource(R1.to_owned())
}

#[test]
fn a_large_file_goes_slice_by_slice() {
    let (mut queue, commands) = added(&["disk.img"], 20 * MIB);
    assert!(matches!(asks(&commands).as_slice(), [Ask::Begin { size, .. }] if *size == 20 * MIB));
    let commands = begun(&mut queue, 1);
    let (first, second) = (Slice { from: 0, length: 8 * MIB }, Slice { from: 8 * MIB, length: 8 * MIB });
    let ask = Ask::Append { resource: resource(), slice: first, ahead: Some(second), size: 20 * MIB };
    assert_eq!(asks(&commands), [ask]);
    let commands = appended(&mut queue, 1, 8 * MIB);
    assert_eq!(slice(&commands), Some(Slice { from: 8 * MIB, length: 12 * MIB }), "it has grown");
    let commands = appended(&mut queue, 1, 20 * MIB);
    assert_eq!(asks(&commands), [Ask::Receipt { resource: resource() }]);
    answer(&mut queue, 1, Answer::Stored(receipt("disk.img")));
    assert!(is_done(&queue, 1));
}

#[test]
fn a_cut_slice_is_looked_for_and_goes_on_from_there() {
    let (mut queue, _) = added(&["disk.img"], 20 * MIB);
    begun(&mut queue, 1);
    assert_eq!(answer(&mut queue, 1, Answer::Lost), []);
    assert_eq!(asks(&wait(&mut queue, 1000)), [Ask::Locate { resource: resource() }]);
    let commands = answer(&mut queue, 1, Answer::Located { offset: 3 * MIB });
    assert_eq!(slice(&commands), Some(Slice { from: 3 * MIB, length: 8 * MIB }));
}

#[test]
fn a_paused_upload_goes_on_from_what_has_arrived() {
    let (mut queue, _) = added(&["disk.img"], 20 * MIB);
    begun(&mut queue, 1);
    appended(&mut queue, 1, 8 * MIB);
    let commands = step(&mut queue, Event::Paused { id: UploadId(1) });
    assert_eq!(commands, [Command::Abort { id: UploadId(1) }]);
    assert_eq!(queue.get(UploadId(1)).unwrap().sent(), 8 * MIB);
    let commands = step(&mut queue, Event::Resumed { id: UploadId(1) });
    assert_eq!(asks(&commands), [Ask::Locate { resource: resource() }]);
}

#[test]
fn a_cancelled_upload_is_thrown_away_on_the_server() {
    let (mut queue, _) = added(&["disk.img"], 20 * MIB);
    begun(&mut queue, 1);
    let commands = step(&mut queue, Event::Cancelled { id: UploadId(1) });
    let (id, resource) = (UploadId(1), resource());
    assert!(commands.contains(&Command::Abort { id }) && commands.contains(&Command::Forget { id }));
    assert!(commands.contains(&Command::Discard { resource }));
}

#[test]
fn what_the_server_has_lost_begins_again_once() {
    let (mut queue, _) = added(&["disk.img"], 20 * MIB);
    begun(&mut queue, 1);
    let commands = refuse(&mut queue, 1, ProblemKind::NotFound);
    assert!(matches!(asks(&commands).as_slice(), [Ask::Begin { .. }]));
    begun(&mut queue, 1);
    refuse(&mut queue, 1, ProblemKind::NotFound);
    assert_eq!(*phase(&queue, 1), Phase::Failed(Failure::Gone));
    assert!(matches!(asks(&decide(&mut queue, 1, Remedy::Retry)).as_slice(), [Ask::Begin { .. }]));
}

#[test]
fn how_an_upload_has_ended_is_asked_before_anything_is_sent_again() {
    let (mut queue, _) = added(&["disk.img"], 20 * MIB);
    begun(&mut queue, 1);
    answer(&mut queue, 1, Answer::Lost);
    wait(&mut queue, 1000);
    let commands = refuse(&mut queue, 1, ProblemKind::UploadGone);
    assert_eq!(asks(&commands), [Ask::Receipt { resource: resource() }]);
    refuse(&mut queue, 1, ProblemKind::NameTakenAtFinalise);
    assert!(matches!(asks(&decide(&mut queue, 1, Remedy::KeepBoth)).as_slice(), [Ask::Finish { .. }]));
    let commands = refuse(&mut queue, 1, ProblemKind::NotFound);
    assert!(matches!(asks(&commands).as_slice(), [Ask::Begin { .. }]), "its bytes are gone");
}

#[test]
fn a_name_that_was_taken_at_the_end_is_decided_without_sending_again() {
    for (remedy, mode) in [(Remedy::KeepBoth, Mode::KeepBoth), (Remedy::Replace, Mode::ReplaceAnyway)] {
        let (mut queue, _) = added(&["disk.img"], 8 * MIB);
        begun(&mut queue, 1);
        refuse(&mut queue, 1, ProblemKind::NameTakenAtFinalise);
        assert_eq!(queue.get(UploadId(1)).unwrap().remedies(), [Remedy::KeepBoth, Remedy::Replace, Remedy::Skip]);
        let commands = decide(&mut queue, 1, remedy);
        assert!(matches!(asks(&commands).as_slice(), [Ask::Finish { .. }]));
        assert_eq!(modes(&commands), [mode]);
        answer(&mut queue, 1, Answer::Stored(receipt("disk (2).img")));
        assert!(is_done(&queue, 1));
    }
}

#[test]
fn to_keep_both_a_small_file_gets_a_resource_too() {
    let (mut queue, _) = added(&["f"], 100);
    refuse(&mut queue, 1, ProblemKind::NameTaken);
    let commands = decide(&mut queue, 1, Remedy::KeepBoth);
    assert!(matches!(asks(&commands).as_slice(), [Ask::Begin { .. }]), "one request may be sent twice");
}

#[test]
fn a_full_server_keeps_what_has_arrived() {
    let (mut queue, _) = added(&["disk.img"], 20 * MIB);
    begun(&mut queue, 1);
    refuse(&mut queue, 1, ProblemKind::NoSpace);
    assert_eq!(*phase(&queue, 1), Phase::Failed(Failure::NoSpace));
    assert_eq!(asks(&decide(&mut queue, 1, Remedy::Retry)), [Ask::Locate { resource: resource() }]);
}

#[test]
fn what_went_without_a_checksum_is_not_called_checked() {
    let (mut queue, _) = added(&["disk.img"], 16 * MIB);
    begun(&mut queue, 1);
    answer(&mut queue, 1, Answer::Appended { offset: 8 * MIB, proof: Proof::Unchecked });
    appended(&mut queue, 1, 16 * MIB);
    answer(&mut queue, 1, Answer::Stored(receipt("disk.img")));
    assert!(matches!(phase(&queue, 1), Phase::Done(receipt) if receipt.proof == Proof::Unchecked));
}

#[test]
fn memory_is_divided_among_those_that_are_sent() {
    let (mut queue, _) = added(&["a", "b", "c", "d", "e"], 200 * MIB);
    for id in 1..=4 {
        begun(&mut queue, id);
    }
    for round in 1..=3 {
        for id in 1..=4 {
            let offset = queue.flights.get(&UploadId(id)).unwrap().ask.clone();
            let Ask::Append { slice, .. } = offset else { panic!("{round}: {offset:?}") };
            appended(&mut queue, id, slice.end());
        }
        let held: u64 = queue.flights.values().map(|flight| flight.ask.memory()).sum();
        assert!(held <= MAX_MEMORY, "{held}");
        assert_eq!(queue.flights.len(), MAX_PARALLEL);
    }
}

#[test]
fn a_single_large_file_reads_ahead() {
    let (mut queue, _) = added(&["a"], 200 * MIB);
    begun(&mut queue, 1);
    let commands = appended(&mut queue, 1, 8 * MIB);
    let [Ask::Append { slice, ahead: Some(ahead), .. }] = asks(&commands)[..] else { panic!("{commands:?}") };
    assert_eq!((slice.length, ahead.from, ahead.length), (16 * MIB, slice.end(), 16 * MIB));
}
