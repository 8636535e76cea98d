//! What became of the rows when the list was asked for again.

use std::collections::{BTreeMap, BTreeSet};

use super::loaded::Loaded;

/// The names of rows that came between rows that were there before: not those that only came into view.
pub fn arrivals<T, K: Ord + Clone>(old: &Loaded<T>, new: &Loaded<T>, name: impl Fn(&T) -> &K) -> BTreeSet<K> {
    let before: BTreeMap<&K, u64> = old.iter().map(|(place, row)| (name(row), place)).collect();
    let mut arrived = BTreeSet::new();
    let mut waiting: Vec<&K> = Vec::new();
    // Where, in the old list, the stretch of rows that is being walked could begin; nowhere if it is not known.
    let mut from = Some(0);
    let mut next = 0;
    for (place, row) in new.iter() {
        if place != next {
            waiting.clear();
            from = None;
        }
        next = place + 1;
        match before.get(name(row)) {
            Some(was) => {
                if from.is_some_and(|from| from <= *was && old.has_all(from..*was)) {
                    arrived.extend(waiting.iter().map(|name| (*name).clone()));
                }
                waiting.clear();
                from = Some(was + 1);
            }
            None => waiting.push(name(row)),
        }
    }
    if next == new.total() && from.is_some_and(|from| from <= old.total() && old.has_all(from..old.total())) {
        arrived.extend(waiting.into_iter().cloned());
    }
    arrived
}

/// Where the row is now that stands for one that has vanished from `place`: the next below it that is still there, or
/// the next above.
pub fn stand_in<T, K: Ord>(old: &Loaded<T>, new: &Loaded<T>, place: u64, name: impl Fn(&T) -> &K) -> Option<u64> {
    let now: BTreeMap<&K, u64> = new.iter().map(|(place, row)| (name(row), place)).collect();
    let place_now = |row: &T| now.get(name(row)).copied();
    let below = old.range(place..u64::MAX).find_map(|(_, row)| place_now(row));
    below.or_else(|| old.range(0..place).rev().find_map(|(_, row)| place_now(row)))
}

/// Where a row is now that was at a place: where its name is; where another stands in for it, if the rows around its
/// place are known and it is not among them; otherwise where it was.
pub fn followed<T, K: Ord>(
    old: &Loaded<T>,
    new: &Loaded<T>,
    (place, wanted): (u64, Option<&K>),
    name: impl Fn(&T) -> &K,
) -> u64 {
    let known = wanted.and_then(|wanted| place_of(new, wanted, &name));
    let is_around = || new.is_whole() || new.get(place).is_some();
    known.or_else(|| stand_in(old, new, place, &name).filter(|_| is_around())).unwrap_or(place)
}

/// The place of a row, if it is known.
pub fn place_of<T, K: Eq>(list: &Loaded<T>, wanted: &K, name: impl Fn(&T) -> &K) -> Option<u64> {
    list.iter().find(|(_, row)| name(row) == wanted).map(|(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(total: u64, pages: &[(u64, &str)]) -> Loaded<char> {
        let mut list = Loaded::of(total);
        for (page, rows) in pages {
            list.put(*page, rows.chars());
        }
        list
    }

    fn whole(rows: &str) -> Loaded<char> {
        list(u64::try_from(rows.chars().count()).unwrap(), &[(0, rows)])
    }

    fn arrived(old: &Loaded<char>, new: &Loaded<char>) -> String {
        arrivals(old, new, |c| c).into_iter().collect()
    }

    #[test]
    fn rows_between_known_ones_have_arrived() {
        for (old, new, expected) in [
            ("ace", "abcde", "bd"),
            ("bc", "abcd", "ad"),
            ("", "ab", "ab"),
            ("abc", "ac", ""),
            ("abc", "axc", "x"),
            ("abc", "cab", ""),
            ("abc", "xyz", "xyz"),
        ] {
            assert_eq!(arrived(&whole(old), &whole(new)), expected, "{old} -> {new}");
        }
    }

    #[test]
    fn rows_that_only_came_into_view_have_not() {
        let first: String = ('\u{4e00}'..).take(200).collect();
        let second: String = ('\u{5e00}'..).take(200).collect();
        let only_first = list(400, &[(0, &first)]);
        assert_eq!(arrived(&only_first, &list(400, &[(0, &first), (1, &second)])), "");
        assert_eq!(arrived(&only_first, &list(400, &[(1, &second)])), "");
    }

    #[test]
    fn the_next_row_stands_in_for_one_that_vanished() {
        let stand_in = |old: &str, new: &str, place| stand_in(&whole(old), &whole(new), place, |c| c);
        assert_eq!(stand_in("abcd", "ad", 1), Some(1));
        assert_eq!(stand_in("abcd", "ab", 3), Some(1));
        assert_eq!(stand_in("abcd", "xyz", 3), None);
        assert_eq!(place_of(&whole("abc"), &'b', |c| c), Some(1));
        assert_eq!(followed(&whole("abcd"), &whole("dxa"), (3, Some(&'d')), |c| c), 0);
        assert_eq!(followed(&whole("abcd"), &whole("adx"), (2, Some(&'c')), |c| c), 1);
        let elsewhere = list(1000, &[(1, "xyz")]);
        assert_eq!(followed(&whole("abcd"), &elsewhere, (2, Some(&'c')), |c| c), 2, "it may still be there");
    }
}
