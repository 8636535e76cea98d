//! Finding names by what is in them: one pass of a substring search over all folded names in one piece.

use std::ops::Range;

use memchr::memmem::Finder;

use super::names::{Id, Names, at, make_room, make_room_for};
use crate::fold::{Needle, fold_into};

/// Every name, folded, a NUL behind each.
#[derive(Debug, Default)]
pub(in crate::store::fs) struct Folded {
    text: String,
    starts: Vec<u32>,
}

impl Folded {
    /// Folds the names that were added since the last time.
    pub(in crate::store::fs) fn catch_up(&mut self, names: &Names) {
        let is_new = self.starts.is_empty();
        for id in names.ids().skip(self.starts.len()) {
            make_room(&mut self.starts);
            self.starts.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
            make_room_for(&mut self.text, 2 * names.name(id).len());
            fold_into(names.name(id), &mut self.text);
            self.text.push('\0');
        }
        if is_new {
            self.text.shrink_to_fit();
            self.starts.shrink_to_fit();
        }
    }

    /// Which names have all that is looked for: a mark for each that was added.
    pub(super) fn find(&self, needle: &Needle) -> Vec<bool> {
        let mut marks = vec![false; self.starts.len()];
        self.each(needle, 0..self.added(), |id, _| {
            if let Some(mark) = marks.get_mut(at(id)) {
                *mark = true;
            }
        });
        marks
    }

    /// Tells each of some names that has all that is looked for, in their order, with its folded text.
    pub(in crate::store::fs) fn each(&self, needle: &Needle, ids: Range<Id>, mut met: impl FnMut(Id, &str)) {
        let Some(longest) = needle.longest() else { return };
        let (mut from, mut id) = (self.range(ids.start).0, ids.start);
        let Some(text) = self.text.get(..self.range(ids.end).0.min(self.text.len())) else { return };
        while let Some(found) = text.as_bytes().get(from..).and_then(|rest| longest.find(rest)) {
            id = self.id_at(from + found, id);
            let (start, end) = self.range(id);
            let folded = text.get(start..end.saturating_sub(1)).unwrap_or_default();
            if needle.matches_rest(folded.as_bytes()) {
                met(id, folded);
            }
            from = end;
        }
    }

    /// How many names were folded.
    pub(in crate::store::fs) fn added(&self) -> Id {
        Id::try_from(self.starts.len()).unwrap_or(Id::MAX)
    }

    /// The names that fold to the same text as `name`.
    pub(super) fn same_as(&self, name: &str) -> Vec<Id> {
        let mut whole = String::new();
        fold_into(name, &mut whole);
        whole.push('\0');
        let (text, finder) = (self.text.as_bytes(), Finder::new(whole.as_bytes()));
        let (mut from, mut id, mut found) = (0, 0, Vec::new());
        while let Some(place) = text.get(from..).and_then(|rest| finder.find(rest)) {
            id = self.id_at(from + place, id);
            let (start, end) = self.range(id);
            if start == from + place {
                found.push(id);
            }
            from = end;
        }
        found
    }

    pub(super) fn bytes(&self) -> usize {
        self.text.capacity() + 4 * self.starts.capacity()
    }

    /// The name that a place in the text belongs to; it is not before `from`, and mostly near.
    fn id_at(&self, place: usize, from: Id) -> Id {
        let rest = self.starts.get(at(from)..).unwrap_or_default();
        let mut step = 1;
        while rest.get(step).is_some_and(|start| at(*start) <= place) {
            step *= 2;
        }
        let behind = rest.get(..step.min(rest.len())).unwrap_or_default();
        let ahead = behind.partition_point(|start| at(*start) <= place).saturating_sub(1);
        from.saturating_add(Id::try_from(ahead).unwrap_or(Id::MAX))
    }

    /// Where a folded name stands, its NUL included.
    fn range(&self, id: Id) -> (usize, usize) {
        let start = self.starts.get(at(id)).map_or(usize::MAX, |start| at(*start));
        let end = self.starts.get(at(id).saturating_add(1)).map_or(self.text.len(), |end| at(*end));
        (start, end)
    }
}

#[cfg(test)]
mod tests {
    use holdall_shared::{EntryKind, collision_key};
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization as _;

    use super::*;

    fn found(list: &[String], text: &str) -> Vec<bool> {
        let (mut names, mut folded) = (Names::default(), Folded::default());
        for name in list {
            names.push(name, EntryKind::File);
            folded.catch_up(&names);
        }
        Needle::new(text).map_or_else(|| vec![false; list.len()], |needle| folded.find(&needle))
    }

    #[test]
    fn words_do_not_reach_over_the_end_of_a_name() {
        let names = ["ab", "cd", "abcd", ""].map(str::to_owned);
        assert_eq!(found(&names, "BC"), [false, false, true, false]);
        assert_eq!(found(&names, "d a"), [false, false, true, false]);
    }

    #[test]
    fn names_that_fold_alike_are_found_whole() {
        let (mut names, mut folded) = (Names::default(), Folded::default());
        for name in ["xCafé", "Café", "cafe\u{301}", "café.txt", "CAFE"] {
            names.push(name, EntryKind::File);
        }
        folded.catch_up(&names);
        assert_eq!(folded.same_as("CAFÉ"), [1, 2, 4]);
        assert_eq!(folded.same_as("caf"), [0; 0]);
    }

    proptest! {
        /// So that spellings which collide are among those that fold alike.
        #[test]
        fn names_with_one_collision_key_fold_alike(name in "[a-cÀ-ſΑ-ώﬀ-ﬆﾊ゙℡ͅ\u{300}-\u{304}]{1,6}") {
            let fold = |text: &str| { let mut folded = String::new(); fold_into(text, &mut folded); folded };
            for other in [name.to_uppercase(), name.to_lowercase(), name.nfd().collect(), name.nfc().collect()] {
                if collision_key(&other) == collision_key(&name) {
                    prop_assert_eq!(fold(&other), fold(&name));
                }
            }
        }

        #[test]
        fn one_pass_finds_what_a_look_at_each_name_finds(
            names in prop::collection::vec("[abAé]{0,4}", 0..40), text in "[abé]{1,2}( [ab])?"
        ) {
            let needle = Needle::new(&text).unwrap();
            let expected: Vec<bool> = names.iter().map(|name| needle.spans(name).is_some()).collect();
            prop_assert_eq!(found(&names, &text), expected);
        }
    }
}
