//! Which of the document's rows shows which place of the list.
//!
//! A row of the document keeps its place as long as that is drawn; the others take what has come into view. One place
//! is pinned: where the keyboard is. Its row stays, even out of view, so that the focus is never lost.

use std::{collections::BTreeSet, ops::Range};

/// The rows of the document, and the place that each shows.
#[derive(Debug, Clone, Default)]
pub struct Pool {
    places: Vec<Option<u64>>,
}

impl Pool {
    /// Shows the places `drawn`, and `pinned`. There are as many rows as were ever needed at once.
    pub fn arrange(&mut self, drawn: Range<u64>, pinned: Option<u64>) {
        let is_wanted = |place: &u64| drawn.contains(place) || Some(*place) == pinned;
        let mut missing: BTreeSet<u64> = drawn.clone().chain(pinned).collect();
        for slot in &mut self.places {
            *slot = slot.filter(|place| is_wanted(place) && missing.remove(place));
        }
        let mut missing = missing.into_iter();
        for slot in self.places.iter_mut().filter(|slot| slot.is_none()) {
            *slot = missing.next();
        }
        self.places.extend(missing.map(Some));
    }

    /// The list has changed: each row of the document goes on showing what it showed, at the place where that is now.
    pub fn follow(&mut self, now: impl Fn(u64) -> Option<u64>) {
        for slot in &mut self.places {
            *slot = slot.and_then(&now);
        }
    }

    /// The place that each row shows.
    pub fn places(&self) -> &[Option<u64>] {
        &self.places
    }

    /// Which row shows a place.
    pub fn slot_of(&self, place: u64) -> Option<usize> {
        self.places.iter().position(|shown| *shown == Some(place))
    }

    /// The rows that show something, from the top of the list down.
    pub fn in_order(&self) -> Vec<usize> {
        let mut slots: Vec<(u64, usize)> =
            self.places.iter().enumerate().filter_map(|(slot, place)| Some(((*place)?, slot))).collect();
        slots.sort_unstable();
        slots.into_iter().map(|(_, slot)| slot).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rows_that_stay_in_view_are_not_touched() {
        let mut pool = Pool::default();
        pool.arrange(0..5, Some(0));
        assert_eq!(pool.places(), [0, 1, 2, 3, 4].map(Some));
        pool.arrange(2..7, Some(0));
        assert_eq!(pool.places(), [0, 5, 2, 3, 4, 6].map(Some), "0 has the focus");
        assert_eq!((pool.slot_of(6), pool.slot_of(1)), (Some(5), None));
        assert_eq!(pool.in_order(), [0, 2, 3, 4, 1, 5]);
    }

    #[test]
    fn a_row_goes_with_what_it_shows() {
        let mut pool = Pool::default();
        pool.arrange(0..3, None);
        pool.follow(|place| (place != 1).then_some(place + 2));
        pool.arrange(0..4, None);
        assert_eq!(pool.places(), [2, 0, 1, 3].map(Some), "4 is out of view, its row is used again");
    }

    proptest! {
        #[test]
        fn every_place_is_shown_once_and_the_pinned_row_stays(
            windows in prop::collection::vec((0_u64..1000, 1_u64..40), 1..30), pinned in prop::option::of(0_u64..1000)
        ) {
            let mut pool = Pool::default();
            let mut row_of_pinned = None;
            let most = windows.iter().map(|(_, count)| count).max().unwrap() + 1;
            for (start, count) in windows {
                pool.arrange(start..start + count, pinned);
                let mut shown: Vec<u64> = pool.places().iter().copied().flatten().collect();
                shown.sort_unstable();
                let expected: BTreeSet<u64> = (start..start + count).chain(pinned).collect();
                prop_assert_eq!(shown, expected.into_iter().collect::<Vec<_>>());
                prop_assert!(pool.places().len() <= usize::try_from(most).unwrap());
                if let Some(place) = pinned {
                    let row = pool.slot_of(place);
                    prop_assert!(row_of_pinned.is_none() || row_of_pinned == row);
                    row_of_pinned = row;
                }
            }
        }
    }
}
