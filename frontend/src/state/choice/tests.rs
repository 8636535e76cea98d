//! Choosing in lists that are loaded whole, in part, and not at all.

use holdall_shared::{EntryKind, EntryName, EntryPath, Timestamp};

use super::*;
use crate::state::window::{change::followed, loaded::PAGE};

fn row(name: &str) -> Arc<Listed> {
    let entry = Entry {
        name: EntryName::new(name).unwrap(),
        url: String::new(),
        path: EntryPath::new(name).unwrap(),
        kind: EntryKind::File,
        size: Some(1),
        modified: Timestamp::from_unix_ms(0),
        media_type: None,
        etag: None,
        digests: None,
        previous: None,
    };
    Arc::new(Listed { entry, spans: Vec::new() })
}

fn name(text: &str) -> EntryPath {
    EntryPath::new(text).unwrap()
}

fn whole(names: &str) -> Rows {
    let mut rows = Rows::of(count(names.len()));
    rows.put(0, names.chars().map(|name| row(&name.to_string())));
    rows
}

/// A list of numbers of which these pages are loaded.
fn large(total: u64, pages: &[u64]) -> Rows {
    let mut rows = Rows::of(total);
    for page in pages {
        rows.put(*page, (page * PAGE..(page + 1) * PAGE).map(|place| row(&place.to_string())));
    }
    rows
}

fn chosen(choice: &Choice, rows: &Rows) -> String {
    match choice.targets(rows) {
        Targets::Known(entries) => entries.iter().map(|entry| entry.name.as_str()).collect(),
        Targets::Span { .. } => panic!("not known by name"),
    }
}

fn follow(choice: &mut Choice, old: &Rows, new: &Rows) {
    choice.follow(new, |mark| followed(old, new, (mark.place, mark.path.as_ref()), Listed::key));
}

#[test]
fn a_range_grows_and_shrinks_around_its_anchor() {
    let rows = whole("abcde");
    let mut choice = Choice::default();
    choice.go(2, Reach::Only, &rows);
    choice.go(4, Reach::Range, &rows);
    assert_eq!(chosen(&choice, &rows), "cde");
    choice.go(1, Reach::Range, &rows);
    assert_eq!((chosen(&choice, &rows).as_str(), choice.len()), ("bc", 2));
}

#[test]
fn single_rows_come_and_go() {
    let rows = whole("abc");
    let mut choice = Choice::default();
    choice.go(0, Reach::Toggle, &rows);
    choice.go(2, Reach::Toggle, &rows);
    choice.go(1, Reach::Cursor, &rows);
    assert_eq!(chosen(&choice, &rows), "ac");
    assert_eq!(choice.cursor(), Some(&Mark { place: 1, path: Some(name("b")) }));
    choice.go(0, Reach::Toggle, &rows);
    assert_eq!(chosen(&choice, &rows), "c");
}

#[test]
fn all_of_a_million_are_chosen_without_being_loaded() {
    let rows = large(1_000_000, &[0, 7]);
    let mut choice = Choice::default();
    choice.choose_all(&rows);
    assert_eq!((choice.len(), choice.is_all(), choice.contains(500_000, None)), (1_000_000, true, true));
    choice.go(3, Reach::Toggle, &rows);
    assert_eq!((choice.len(), choice.is_all(), choice.contains(3, Some(&name("3")))), (999_999, false, false));
    choice.go(3, Reach::Toggle, &rows);
    assert!(choice.is_all());
    assert_eq!(
        choice.targets(&rows),
        Targets::Span {
            first: Mark { place: 0, path: None },
            last: Mark { place: 999_999, path: None },
            but: BTreeSet::new(),
            with: Vec::new()
        }
    );
    choice.clear();
    assert!(choice.is_empty());
}

#[test]
fn a_range_reaches_over_rows_that_are_not_loaded() {
    let rows = large(10_000, &[0, 49]);
    let mut choice = Choice::default();
    choice.go(5, Reach::Only, &rows);
    choice.go(9_999, Reach::Range, &rows);
    assert_eq!(
        (choice.len(), choice.contains(5_000, None), choice.contains(4, Some(&name("4")))),
        (9_995, true, false)
    );
    choice.go(9, Reach::Toggle, &rows);
    choice.go(1, Reach::Toggle, &rows);
    let contains = |place: u64| choice.contains(place, Some(&name(&place.to_string())));
    assert_eq!((choice.len(), contains(9), contains(1), contains(10)), (9_995, false, true, true));
}

#[test]
fn a_row_that_was_gone_to_before_it_was_loaded_is_known_by_name_when_it_comes() {
    let mut choice = Choice::default();
    choice.go(999, Reach::Only, &large(1000, &[0]));
    assert_eq!((choice.len(), choice.cursor()), (1, Some(&Mark { place: 999, path: None })));
    let rows = large(1000, &[0, 4]);
    choice.learn(&rows);
    assert_eq!((chosen(&choice, &rows).as_str(), choice.cursor().unwrap().path.clone()), ("999", Some(name("999"))));
}

#[test]
fn after_a_delete_the_cursor_is_on_the_next_row() {
    let before = whole("abcd");
    let mut choice = Choice::default();
    choice.go(1, Reach::Only, &before);
    choice.go(2, Reach::Range, &before);
    let now = whole("ad");
    follow(&mut choice, &before, &now);
    assert_eq!((chosen(&choice, &now).as_str(), choice.cursor().unwrap().path.clone()), ("", Some(name("d"))));
    let last = whole("a");
    follow(&mut choice, &now, &last);
    assert_eq!(choice.cursor().unwrap().path, Some(name("a")));
    follow(&mut choice, &last, &whole(""));
    assert_eq!(choice.cursor(), None);
}

#[test]
fn what_is_chosen_and_out_of_view_stays_chosen_when_the_list_changes() {
    let before = large(1000, &[0, 1]);
    let mut choice = Choice::default();
    choice.go(250, Reach::Only, &before);
    let now = large(1001, &[0]);
    follow(&mut choice, &before, &now);
    assert_eq!((choice.len(), chosen(&choice, &now).as_str()), (1, "250"));
    assert_eq!(choice.cursor().unwrap().path, Some(name("250")), "the cursor is still meant for it");
}

#[test]
fn a_renamed_row_stays_chosen() {
    let rows = whole("ab");
    let mut choice = Choice::default();
    choice.go(0, Reach::Only, &rows);
    choice.renamed(&name("a"), &row("z"));
    assert!(choice.contains(0, Some(&name("z"))) && choice.cursor().unwrap().path == Some(name("z")));
}

#[test]
fn a_range_over_rows_that_nobody_has_loaded_outlives_the_loss_of_one_of_them() {
    let rows = large(10_000, &[0, 10]);
    let mut choice = Choice::default();
    choice.go(1, Reach::Only, &rows);
    choice.go(2_001, Reach::Range, &rows);
    assert_eq!(choice.len(), 2_001);
    choice.let_go(&BTreeSet::from([name("5")]));
    let mut now = rows.clone();
    now.retain(|row| row.entry.name.as_str() != "5");
    follow(&mut choice, &rows, &now);
    assert_eq!((choice.len(), choice.contains(2_000, Some(&name("2001")))), (2_000, true));
    assert_eq!(choice.last().and_then(|last| last.path.clone()), Some(name("2001")));
    assert!(!choice.contains(2_001, Some(&name("2002"))), "what stood behind it is not chosen");

    let all: BTreeSet<EntryPath> = (1..2_002).map(|n| name(&n.to_string())).collect();
    choice.let_go(&all);
    assert!(choice.is_empty(), "all of them are gone");
}
