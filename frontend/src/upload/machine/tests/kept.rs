//! What survives the page.

use super::*;

const FIRST: UploadId = UploadId(1);

fn of(resource: Option<&str>, new: &NewUpload, offset: u64) -> Kept {
    Kept { resource: resource.map(str::to_owned), offset, ..Kept::of(new).unwrap() }
}

fn is_kept(commands: &[Command]) -> bool {
    commands.contains(&Command::Keep { part: 0 })
}

/// What a page has left behind that was closed after 8 of 20 MiB.
fn left_behind() -> Kept {
    let (mut queue, _) = added(&["disk.img"], 20 * MIB);
    assert!(is_kept(&begun(&mut queue, 1)));
    assert!(is_kept(&appended(&mut queue, 1, 8 * MIB)));
    let kept = queue.kept(0);
    assert_eq!(kept, [of(Some("r1"), &file("disk.img", 20 * MIB), 8 * MIB)]);
    kept.into_iter().next().unwrap()
}

fn add_again(holder: Holder, new: NewUpload) -> (Queue, Vec<Command>) {
    let mut queue = Queue::default();
    step(&mut queue, Event::Recalled { kept: vec![(left_behind(), holder)] });
    let commands = step(&mut queue, Event::Added { uploads: vec![(UploadId(7), new)], at_ms: 0 });
    (queue, commands)
}

fn go_on(kept: Kept, seen: Seen) -> (Queue, Vec<Command>) {
    let mut queue = Queue::default();
    let commands = step(&mut queue, Event::Continued { uploads: vec![(FIRST, kept, seen)], at_ms: 0 });
    (queue, commands)
}

#[test]
fn what_waits_is_kept_too_and_what_is_done_is_not() {
    let names: Vec<String> = (0..600).map(|n| format!("{n}.jpg")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (mut queue, commands) = added(&names, MIB);
    let parts: Vec<u64> =
        commands.iter().filter_map(|it| if let Command::Keep { part } = it { Some(*part) } else { None }).collect();
    assert_eq!(parts, [0, 1, 2], "a part, not an upload, is what is written");
    let kept: Vec<Kept> = parts.iter().flat_map(|part| queue.kept(*part)).collect();
    assert_eq!(kept.len(), 600);
    assert_eq!(kept[5], of(None, &file("5.jpg", MIB), 0));
    let commands = answer(&mut queue, 1, Answer::Stored(receipt("0.jpg")));
    assert!(is_kept(&commands));
    assert_eq!(queue.kept(0).len(), 254, "ids begin with 1");
    assert!(is_kept(&step(&mut queue, Event::Cancelled { id: UploadId(2) })));
    assert_eq!(queue.kept(0).len(), 253);
}

#[test]
fn progress_writes_nothing() {
    let (mut queue, _) = added(&["disk.img"], 20 * MIB);
    begun(&mut queue, 1);
    let ticket = queue.flights.get(&FIRST).unwrap().ticket;
    assert_eq!(step(&mut queue, Event::Progressed { id: FIRST, ticket, left: MIB, at_ms: 5 }), []);
    assert_eq!(queue.kept(0)[0].offset, 0, "what has left is not what has arrived");
    assert!(!is_kept(&wait(&mut queue, 250)));
}

#[test]
fn what_only_a_person_can_go_on_with_is_kept_unless_nothing_could() {
    let (mut queue, _) = added(&["a", "b"], 10);
    assert!(is_kept(&refuse(&mut queue, 1, ProblemKind::NoSpace)));
    assert!(is_kept(&answer(&mut queue, 2, Answer::Unreadable)));
    assert_eq!(queue.kept(0), [of(None, &file("a", 10), 0)]);
}

#[test]
fn the_same_file_added_again_goes_on_from_what_is_there() {
    let (mut queue, commands) = add_again(Holder::Nobody, file("disk.img", 20 * MIB));
    assert_eq!(asks(&commands), [Ask::Locate { resource: Resource("r1".to_owned()) }]);
    assert_eq!(queue.kept(0), [left_behind()], "it is this page's now");
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
        assert!(!left_behind().is_met_by(&Kept::of(&other).unwrap()));
        let (_, commands) = add_again(Holder::Nobody, other);
        assert!(matches!(asks(&commands).as_slice(), [Ask::Begin { .. }]));
    }
}

#[test]
fn what_was_not_begun_gives_way_to_whatever_gets_its_path() {
    let kept = of(None, &file("a.txt", 10), 0);
    for (other, gives_way) in [(file("a.txt", 11), true), (file("a.txt", 10), true), (file("b.txt", 10), false)] {
        assert_eq!(kept.is_met_by(&Kept::of(&other).unwrap()), gives_way);
    }
}

#[test]
fn what_another_tab_sends_is_left_to_it() {
    let (mut queue, commands) = add_again(Holder::Another, file("disk.img", 20 * MIB));
    assert!(asks(&commands).is_empty());
    assert_eq!(*phase(&queue, 7), Phase::Failed(Failure::Underway));
    assert_eq!(queue.kept(0), [], "nor is it kept twice");
    assert!(asks(&decide(&mut queue, 7, Remedy::Retry)).is_empty(), "it still does");
    step(&mut queue, Event::Recalled { kept: vec![(left_behind(), Holder::Nobody)] });
    assert!(matches!(asks(&decide(&mut queue, 7, Remedy::Retry)).as_slice(), [Ask::Locate { .. }]));
}

#[test]
fn where_the_file_is_found_it_goes_on_as_it_was_left() {
    let origin = Some(Origin { root: "r.1".to_owned(), way: "2024/beach.jpg".to_owned() });
    let new = NewUpload {
        folder: EntryPath::new("Photos/2024").unwrap(),
        modified_ms: Some(1500),
        mode: Mode::Replace { etag: "\"e\"".to_owned() },
        parents: Parents::Make,
        origin,
        ..file("beach.jpg", 20 * MIB)
    };
    let seen = Seen { size: 20 * MIB, modified_ms: Some(1500) };
    let (queue, commands) = go_on(of(None, &new, 0), seen);
    assert!(is_kept(&commands));
    assert_eq!(queue.kept(0), [of(None, &new, 0)], "and can be left again");
    assert!(matches!(asks(&commands).as_slice(), [Ask::Begin { .. }]));
    assert_eq!(modes(&commands), [new.mode.clone()]);
    let (queue, commands) = go_on(of(Some("r1"), &new, 8 * MIB), seen);
    assert_eq!(asks(&commands), [Ask::Locate { resource: Resource("r1".to_owned()) }]);
    assert_eq!(queue.get(FIRST).unwrap().sent(), 8 * MIB);
}

#[test]
fn a_file_that_was_changed_meanwhile_waits_for_a_person_and_then_begins_anew() {
    for seen in [
        Seen { size: 20 * MIB, modified_ms: Some(1) },
        Seen { size: 19 * MIB, modified_ms: None },
        Seen { size: 10, modified_ms: Some(1) },
    ] {
        let (mut queue, commands) = go_on(left_behind(), seen);
        assert!(asks(&commands).is_empty());
        assert!(commands.contains(&Command::Discard { resource: Resource("r1".to_owned()) }));
        assert_eq!(*phase(&queue, 1), Phase::Failed(Failure::ChangedOnDevice));
        assert_eq!(queue.kept(0), [], "or it would go on silently the next time");
        let asked = asks(&decide(&mut queue, 1, Remedy::Retry));
        let size = seen.size;
        assert!(matches!(asked.as_slice(), [Ask::Begin { size: s, .. } | Ask::Whole { size: s, .. }] if *s == size));
    }
}

#[test]
fn of_two_rows_of_one_upload_the_begun_one_counts() {
    let fresh = of(None, &file("disk.img", 20 * MIB), 0);
    let other = of(None, &file("a", 1), 0);
    for kept in [[fresh.clone(), left_behind(), other.clone()], [left_behind(), other.clone(), fresh.clone()]] {
        assert_eq!(without_doubles(kept), [other.clone(), left_behind()]);
    }
}

#[test]
fn what_is_lost_on_the_server_is_kept_as_not_begun() {
    let (mut queue, _) = added(&["disk.img"], 8 * MIB);
    begun(&mut queue, 1);
    assert!(is_kept(&refuse(&mut queue, 1, ProblemKind::NotFound)));
    assert_eq!(queue.kept(0), [of(None, &file("disk.img", 8 * MIB), 0)]);
}

#[test]
fn who_signs_out_leaves_nothing() {
    let (mut queue, _) = added(&["a", "b", "c", "d", "e", "f"], MIB);
    let commands = step(&mut queue, Event::SignedOut);
    let aborted = commands.iter().filter(|command| matches!(command, Command::Abort { .. })).count();
    assert_eq!((aborted, queue.kept(0), queue.summary().overall), (MAX_PARALLEL, vec![], Overall::Empty));
    assert!(!commands.iter().any(|command| matches!(command, Command::Send { .. })));
}

#[test]
fn a_page_sends_as_much_at_once_as_it_is_allowed() {
    let mut queue = Queue::default();
    step(&mut queue, Event::Allowed { connections: 0 });
    let uploads = (1..=9).map(|id| (UploadId(id), file(&format!("{id}"), MIB))).collect();
    assert!(asks(&step(&mut queue, Event::Added { uploads, at_ms: 0 })).is_empty());
    assert_eq!(queue.connections(), (MAX_PARALLEL, 0), "it says what it could use");
    assert_eq!(asks(&step(&mut queue, Event::Allowed { connections: 3 })).len(), 3);
    assert!(asks(&step(&mut queue, Event::Allowed { connections: 1 })).is_empty(), "what is under way ends by itself");
    assert_eq!(queue.connections(), (MAX_PARALLEL, 3));
    for id in 1..=2 {
        assert!(asks(&answer(&mut queue, id, Answer::Stored(receipt("f")))).is_empty());
    }
    assert_eq!(asks(&answer(&mut queue, 3, Answer::Stored(receipt("f")))).len(), 1);
    step(&mut queue, Event::AllPaused);
    assert_eq!(queue.connections(), (0, 0));
    assert_eq!(asks(&step(&mut queue, Event::Allowed { connections: 9 })).len(), 0);
    assert_eq!(asks(&step(&mut queue, Event::AllResumed)).len(), MAX_PARALLEL);
}
