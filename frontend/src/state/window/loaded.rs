//! The rows that are known of a list, by their places, and which pages are to be asked for.
//!
//! 1. A page is missing until it was answered; one that is stale is shown, and asked for again when it comes into view.
//! 2. Rows that are taken away or put in move those behind them at once; what then is not known whole is missing.
//! 3. Only the pages that were looked at last are kept ([`MOST_PAGES`]).

use std::{collections::BTreeMap, ops::Range};

/// Rows of a page.
pub const PAGE: u64 = 200;

/// Pages that are kept: some 2 MB.
pub const MOST_PAGES: usize = 20;

/// Rows of a list, as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded<T> {
    total: u64,
    rows: BTreeMap<u64, T>,
    pages: BTreeMap<u64, Page>,
    clock: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Page {
    used: u64,
    age: Age,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Age {
    Fresh,
    Stale,
}

impl<T> Default for Loaded<T> {
    fn default() -> Self {
        Self::of(0)
    }
}

impl<T> Loaded<T> {
    /// So many rows, none of them known.
    pub fn of(total: u64) -> Self {
        Self { total, rows: BTreeMap::new(), pages: BTreeMap::new(), clock: 0 }
    }

    /// Rows of the whole list.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The row at a place, if it is known.
    pub fn get(&self, place: u64) -> Option<&T> {
        self.rows.get(&place)
    }

    /// The known rows and their places, from the top down.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (u64, &T)> {
        self.rows.iter().map(|(place, row)| (*place, row))
    }

    /// The known rows of a part of the list.
    pub fn range(&self, places: Range<u64>) -> impl DoubleEndedIterator<Item = (u64, &T)> {
        self.rows.range(places).map(|(place, row)| (*place, row))
    }

    /// Whether every row is known.
    pub fn is_whole(&self) -> bool {
        u64::try_from(self.rows.len()).is_ok_and(|known| known == self.total)
    }

    /// Whether every row of a part is known.
    pub fn has_all(&self, places: Range<u64>) -> bool {
        let wanted = places.end.saturating_sub(places.start);
        u64::try_from(self.rows.range(places).count()).is_ok_and(|known| known == wanted)
    }

    /// Takes a page in: the rows from place `page * PAGE` on, however many have come.
    pub fn put(&mut self, page: u64, rows: impl IntoIterator<Item = T>) {
        let places = places_of(page);
        self.forget_rows(places.clone());
        let (start, total) = (places.start, self.total);
        self.rows.extend((start..places.end.min(total)).zip(rows));
        self.clock += 1;
        self.pages.insert(page, Page { used: self.clock, age: Age::Fresh });
        while self.pages.len() > MOST_PAGES {
            self.forget_least_used();
        }
    }

    /// The pages that a part of the list needs and that are missing or stale; those that are there are used now.
    pub fn missing(&mut self, places: Range<u64>) -> Vec<u64> {
        self.clock += 1;
        let places = places.start..places.end.min(self.total);
        if places.is_empty() {
            return Vec::new();
        }
        let mut missing = Vec::new();
        for page in places.start / PAGE..=(places.end - 1) / PAGE {
            match self.pages.get_mut(&page) {
                Some(known) => {
                    known.used = self.clock;
                    if known.age == Age::Stale {
                        missing.push(page);
                    }
                }
                None => missing.push(page),
            }
        }
        missing
    }

    /// A page is not asked for again by itself: there was no answer.
    pub fn give_up(&mut self, page: u64) {
        self.clock += 1;
        self.pages.insert(page, Page { used: self.clock, age: Age::Fresh });
    }

    /// Everything is shown, and asked for again when it comes into view.
    pub fn grow_stale(&mut self) {
        for page in self.pages.values_mut() {
            page.age = Age::Stale;
        }
    }

    /// Takes rows away; `total` is what is left.
    pub fn retain(&mut self, mut stays: impl FnMut(&T) -> bool) {
        let mut gone = 0;
        let rows = std::mem::take(&mut self.rows);
        for (place, row) in rows {
            if stays(&row) {
                self.rows.insert(place - gone, row);
            } else {
                gone += 1;
            }
        }
        self.total = self.total.saturating_sub(gone);
        self.check_pages();
    }

    /// Puts a row in at a place, or at the end.
    pub fn insert(&mut self, place: u64, row: T) {
        let place = place.min(self.total);
        let behind = self.rows.split_off(&place);
        self.rows.extend(behind.into_iter().map(|(place, row)| (place + 1, row)));
        self.rows.insert(place, row);
        self.total += 1;
        self.check_pages();
    }

    /// Another row at a place.
    pub fn replace(&mut self, place: u64, row: T) {
        if let Some(known) = self.rows.get_mut(&place) {
            *known = row;
        }
    }

    /// Only whole pages are known; a list that is whole stays so.
    fn check_pages(&mut self) {
        if self.is_whole() && self.total > 0 {
            self.clock += 1;
            let fresh = Page { used: self.clock, age: Age::Fresh };
            self.pages = (0..=(self.total - 1) / PAGE).map(|page| (page, fresh)).collect();
            return;
        }
        let whole: Vec<u64> = self.pages.keys().copied().filter(|page| self.is_page_whole(*page)).collect();
        self.pages.retain(|page, _| whole.contains(page));
    }

    fn is_page_whole(&self, page: u64) -> bool {
        let places = places_of(page);
        places.start < self.total && self.has_all(places.start..places.end.min(self.total))
    }

    fn forget_least_used(&mut self) {
        let least = self.pages.iter().min_by_key(|(_, page)| page.used).map(|(page, _)| *page);
        if let Some(page) = least {
            self.pages.remove(&page);
            self.forget_rows(places_of(page));
        }
    }

    fn forget_rows(&mut self, places: Range<u64>) {
        let mut behind = self.rows.split_off(&places.start);
        self.rows.append(&mut behind.split_off(&places.end));
    }
}

fn places_of(page: u64) -> Range<u64> {
    page.saturating_mul(PAGE)..page.saturating_add(1).saturating_mul(PAGE)
}

#[cfg(test)]
mod tests {
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
}
