use holdall_shared::{EntryName, Previous, ProblemExtensions, Timestamp};

use super::*;

fn path(text: &str) -> EntryPath {
    EntryPath::new(text).unwrap()
}

fn entry(text: &str, kind: EntryKind) -> Entry {
    Entry {
        name: EntryName::new(text.rsplit('/').next().unwrap()).unwrap(),
        path: path(text),
        kind,
        url: String::new(),
        size: None,
        modified: Timestamp::from_unix_ms(0),
        media_type: None,
        etag: None,
        digests: None,
        previous: None,
    }
}

fn problem(kind: ProblemKind) -> Problem {
    Problem {
        kind,
        title: String::new(),
        status: 409,
        detail: String::new(),
        instance: None,
        extensions: Box::new(ProblemExtensions::default()),
    }
}

#[test]
fn a_folder_takes_neither_itself_nor_what_it_has() {
    let (file, folder) = (entry("a/x.txt", EntryKind::File), entry("a/b", EntryKind::Folder));
    for (way, entries, to, expected) in [
        (Way::Move, vec![folder.clone()], "a/b", Some(Unfit::IntoItself)),
        (Way::Move, vec![file.clone(), folder.clone()], "a/b/c", Some(Unfit::IntoItself)),
        (Way::Copy, vec![folder.clone()], "a/b/c", Some(Unfit::IntoItself)),
        (Way::Move, vec![folder.clone()], "a/bc", None),
        (Way::Move, vec![file.clone(), folder.clone()], "a", Some(Unfit::AlreadyThere)),
        (Way::Copy, vec![file.clone(), folder.clone()], "a", None),
        (Way::Move, vec![file.clone()], "", None),
        // A file whose name a folder elsewhere has is no folder.
        (Way::Move, vec![entry("a/b", EntryKind::File)], "a/b", None),
    ] {
        assert_eq!(unfit(way, &entries, &path(to)), expected, "{way:?} to {to}");
    }
}

#[test]
fn what_is_there_already_is_left_out_of_a_move() {
    let entries = [entry("a/x", EntryKind::File), entry("b/y", EntryKind::File)];
    let names = |way| to_do(way, &entries, &path("a")).iter().map(|entry| entry.name.to_string()).collect::<String>();
    assert_eq!((names(Way::Move), names(Way::Copy)), ("y".to_owned(), "xy".to_owned()));
}

#[test]
fn copies_beside_their_originals_get_numbers_without_a_question() {
    let entries = [entry("a/x", EntryKind::File)];
    assert_eq!(rule_at_once(Way::Copy, &entries, &path("a")), Some(Rule::KeepBoth));
    assert_eq!(rule_at_once(Way::Copy, &entries, &path("b")), None);
    assert_eq!(rule_at_once(Way::Move, &entries, &path("a")), None);
}

#[test]
fn names_are_taken_by_whatever_has_them() {
    let entries: Vec<Entry> = ["a", "b", "c", "d"].iter().map(|name| entry(name, EntryKind::File)).collect();
    let existing = entry("to/b", EntryKind::File);
    let verdicts = vec![
        Verdict::New,
        Verdict::Taken { existing },
        Verdict::Impossible { problem: problem(ProblemKind::IsFolder) },
        Verdict::Impossible { problem: problem(ProblemKind::NoSpace) },
    ];
    assert_eq!(taken(&entries, Plan { verdicts, bytes: 0, free_space: 0 }), [path("b"), path("c")]);
    assert_eq!(question(&entries, &path("to")).files[1].path, "to/b");
}

#[test]
fn the_decision_is_what_the_server_is_asked() {
    let entries = [entry("a/x", EntryKind::File)];
    for (rule, expected) in [
        (None, OnConflict::Fail),
        (Some(Rule::Skip), OnConflict::Fail),
        (Some(Rule::KeepBoth), OnConflict::Rename),
        (Some(Rule::Replace), OnConflict::Replace),
    ] {
        let to = "b/x".to_owned();
        let transfer = Transfer { from: path("a/x"), to, on_conflict: expected, parents: false };
        assert_eq!(operations(Way::Move, &entries, &path("b"), rule), [Operation::Move(transfer.clone())]);
        assert_eq!(operations(Way::Copy, &entries, &path("b"), rule), [Operation::Copy(transfer)]);
    }
}

#[test]
fn results_tell_what_stays_and_what_can_be_undone() {
    let asked: Vec<Entry> = ["a", "b", "c", "d", "e"].iter().map(|name| entry(name, EntryKind::File)).collect();
    let refused = |kind| BatchResult { status: 409, problem: Some(problem(kind)), ..BatchResult::default() };
    let moved = |entry| BatchResult { status: 200, entry: Some(entry), ..BatchResult::default() };
    let over = Entry { previous: Some(Previous::Version), ..entry("to/b", EntryKind::File) };
    let results = vec![
        moved(entry("to/a (2)", EntryKind::File)),
        moved(over),
        refused(ProblemKind::NotFound),
        refused(ProblemKind::NameTaken),
    ];
    let all = Transferred::of(&asked, results.clone(), None);
    assert_eq!(all.remaining(), [path("d"), path("e")]);
    assert_eq!(all.gone(), [path("a"), path("b"), path("c")]);
    assert_eq!(all.undoable(), [Moved { was: path("a"), is: path("to/a (2)") }]);
    assert_eq!((all.refused.len(), all.skipped.len()), (1, 0));
    let all = Transferred::of(&asked, results, Some(Rule::Skip));
    assert_eq!((all.refused.len(), all.skipped.as_slice()), (0, &[path("d")][..]));
}

#[test]
fn what_is_skipped_is_not_asked_for() {
    let entries = vec![entry("a", EntryKind::File), entry("b", EntryKind::File)];
    assert_eq!(without(entries, &[path("a")]), [entry("b", EntryKind::File)]);
}
