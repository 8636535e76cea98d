//! Pages that come, go stale and go; rows that come and go.

use proptest::prelude::*;

use super::*;

/// A list of `total` numbers, each at its place, of which these pages are known.
fn loaded(total: u64, pages: &[u64]) -> Loaded<u64> {
    let mut loaded = Loaded::of(total);
    for page in pages {
        loaded.put(*page, places_of(*page));
    }
    loaded
}

#[test]
fn pages_are_missing_until_they_come() {
    let mut list = loaded(1000, &[0, 2]);
    assert_eq!(list.missing(150..450), [1]);
    assert_eq!(list.missing(700..5000), [3, 4]);
    assert_eq!((list.get(199), list.get(200), list.get(400)), (Some(&199), None, Some(&400)));
    list.grow_stale();
    assert_eq!((list.missing(0..10), list.get(0)), (vec![0], Some(&0)), "what is stale is shown");
    list.put(0, places_of(0));
    assert_eq!(list.missing(0..10), [0; 0]);
    assert_eq!(list.missing(5..5), [0; 0]);
    list.give_up(4);
    assert_eq!((list.missing(900..1000), list.get(900)), (vec![], None));
}

#[test]
fn the_pages_that_nobody_looked_at_go_first() {
    let mut list = loaded(100_000, &(0..20).collect::<Vec<_>>());
    assert_eq!(list.missing(0..1), [0; 0]);
    list.put(30, places_of(30));
    assert_eq!((list.get(0), list.get(200), list.get(6000)), (Some(&0), None, Some(&6000)));
    assert_eq!(list.iter().count(), 20 * 200);
}

#[test]
fn rows_behind_those_that_go_move_up() {
    let mut list = loaded(1000, &[0, 1, 3]);
    list.retain(|row| *row != 5);
    assert_eq!((list.total(), list.get(5), list.get(398), list.get(399)), (999, Some(&6), Some(&399), None));
    assert_eq!(list.missing(0..1000), [1, 2, 3, 4], "what has a hole now");
    let mut small = loaded(3, &[0]);
    small.retain(|row| *row != 1);
    assert!(small.is_whole() && small.missing(0..3).is_empty());
    small.insert(1, 7);
    assert_eq!(small.iter().map(|(_, row)| *row).collect::<Vec<_>>(), [0, 7, 2]);
    assert!(small.is_whole() && small.missing(0..3).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn what_is_kept_is_bounded_and_at_its_place(pages in prop::collection::vec(0_u64..60, 0..80)) {
        let list = loaded(10_000, &pages);
        prop_assert!(list.iter().count() <= MOST_PAGES * 200);
        prop_assert!(list.iter().all(|(place, row)| place == *row));
    }
}
