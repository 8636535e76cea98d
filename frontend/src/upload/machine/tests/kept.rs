//! What survives the page.

use super::*;

fn remembered(commands: &[Command]) -> Option<Kept> {
    commands.iter().rev().find_map(|command| if let Command::Keep(kept) = command { Some(kept.clone()) } else { None })
}

fn dropped(commands: &[Command]) -> bool {
    commands.iter().any(|command| matches!(command, Command::Drop { .. }))
}

/// What a page has left behind that was closed after 8 of 20 MiB.
fn left_behind() -> Kept {
    let (mut queue, _) = added(&["disk.img"], 20 * MIB);
    assert!(remembered(&begun(&mut queue, 1)).is_some_and(|kept| kept.offset == 0));
    remembered(&appended(&mut queue, 1, 8 * MIB)).unwrap()
}

fn add_again(holder: Holder, new: NewUpload) -> (Queue, Vec<Command>) {
    let mut queue = Queue::default();
    step(&mut queue, Event::Recalled { kept: vec![(left_behind(), holder)] });
    let commands = step(&mut queue, Event::Added { uploads: vec![(UploadId(7), new)], at_ms: 0 });
    (queue, commands)
}

#[test]
fn the_same_file_added_again_goes_on_from_what_is_there() {
    let (mut queue, commands) = add_again(Holder::Nobody, file("disk.img", 20 * MIB));
    assert_eq!(asks(&commands), [Ask::Locate { resource: Resource("r1".to_owned()) }]);
    assert_eq!(remembered(&commands), Some(left_behind()), "it is this page's now");
    assert_eq!(queue.get(UploadId(7)).unwrap().sent(), 8 * MIB);
    let commands = answer(&mut queue, 7, Answer::Located { offset: 8 * MIB });
    assert_eq!(slice(&commands).map(|slice| slice.from), Some(8 * MIB));
}

#[test]
fn another_file_of_that_name_begins_anew() {
    for other in [
        file("disk.img", 19 * MIB),
        file("disk2.img", 20 * MIB),
        NewUpload { modified_ms: Some(1), ..file("disk.img", 20 * MIB) },
        NewUpload { mode: Mode::ReplaceAnyway, ..file("disk.img", 20 * MIB) },
    ] {
        let (_, commands) = add_again(Holder::Nobody, other);
        assert!(matches!(asks(&commands).as_slice(), [Ask::Begin { .. }]));
    }
}

#[test]
fn what_another_tab_sends_is_left_to_it() {
    let (mut queue, commands) = add_again(Holder::Another, file("disk.img", 20 * MIB));
    assert!(asks(&commands).is_empty());
    assert_eq!(*phase(&queue, 7), Phase::Failed(Failure::Underway));
    assert!(asks(&decide(&mut queue, 7, Remedy::Retry)).is_empty(), "it still does");
    step(&mut queue, Event::Recalled { kept: vec![(left_behind(), Holder::Nobody)] });
    assert!(matches!(asks(&decide(&mut queue, 7, Remedy::Retry)).as_slice(), [Ask::Locate { .. }]));
}

#[test]
fn what_is_done_cancelled_or_lost_is_forgotten() {
    let sending = || {
        let (mut queue, _) = added(&["disk.img"], 8 * MIB);
        begun(&mut queue, 1);
        queue
    };
    let mut done = sending();
    appended(&mut done, 1, 8 * MIB);
    assert!(dropped(&answer(&mut done, 1, Answer::Stored(receipt("disk.img")))));
    assert!(dropped(&step(&mut sending(), Event::Cancelled { id: UploadId(1) })));
    assert!(dropped(&refuse(&mut sending(), 1, ProblemKind::NotFound)));
}
