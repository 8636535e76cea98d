//! Which rows are chosen, and which one the keyboard is on.
//!
//! Three things: the chosen names, the cursor (the one row that is a tab stop) and the anchor (where a range began).
//! Rows are told apart by a key (in a folder the name, in the trash the id), so a list that changes underneath keeps
//! what is chosen; [`Selection::keep_only`] lets go of what has vanished.

use std::collections::BTreeSet;

use holdall_shared::EntryName;

/// The chosen rows of one list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection<K = EntryName> {
    chosen: BTreeSet<K>,
    cursor: Option<K>,
    anchor: Option<K>,
}

impl<K> Default for Selection<K> {
    fn default() -> Self {
        Self { chosen: BTreeSet::new(), cursor: None, anchor: None }
    }
}

/// What moving to a row does to what is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// That row alone.
    Only,
    /// All from the anchor to that row (with Shift).
    Range,
    /// Nothing: only the cursor moves (with Ctrl).
    Cursor,
    /// That row besides, or no longer (Ctrl and click, Space, a checkbox).
    Toggle,
}

impl<K: Ord + Clone> Selection<K> {
    /// Whether a row is chosen.
    pub fn contains(&self, key: &K) -> bool {
        self.chosen.contains(key)
    }

    /// How many are chosen.
    pub fn len(&self) -> usize {
        self.chosen.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.chosen.is_empty()
    }

    /// The row the keyboard is on.
    pub fn cursor(&self) -> Option<&K> {
        self.cursor.as_ref()
    }

    /// Its place in the list; a cursor that has vanished is at the first row.
    pub fn cursor_place(&self, keys: &[K]) -> usize {
        self.cursor.as_ref().and_then(|cursor| place(keys, cursor)).unwrap_or(0)
    }

    /// Goes to the row `key`.
    pub fn go(&mut self, keys: &[K], key: &K, reach: Reach) {
        match reach {
            Reach::Only => {
                self.chosen = BTreeSet::from([key.clone()]);
                self.anchor = Some(key.clone());
            }
            Reach::Range => self.choose_range(keys, key),
            Reach::Cursor => {}
            Reach::Toggle => {
                if !self.chosen.remove(key) {
                    self.chosen.insert(key.clone());
                }
                self.anchor = Some(key.clone());
            }
        }
        self.cursor = Some(key.clone());
    }

    /// Puts the cursor on a row, or on none, and chooses nothing.
    pub fn reset(&mut self, cursor: Option<K>) {
        *self = Self { cursor, ..Self::default() };
    }

    /// Chooses every row.
    pub fn choose_all(&mut self, keys: &[K]) {
        self.chosen = keys.iter().cloned().collect();
    }

    /// Chooses no row; the cursor stays.
    pub fn clear(&mut self) {
        self.chosen.clear();
        self.anchor = None;
    }

    /// A row has another key now.
    pub fn renamed(&mut self, from: &K, to: &K) {
        if self.chosen.remove(from) {
            self.chosen.insert(to.clone());
        }
        for slot in [&mut self.cursor, &mut self.anchor] {
            if slot.as_ref() == Some(from) {
                *slot = Some(to.clone());
            }
        }
    }

    /// Lets go of rows that are no longer listed. The cursor goes to the row that took its place.
    pub fn keep_only(&mut self, before: &[K], now: &[K]) {
        let listed: BTreeSet<&K> = now.iter().collect();
        self.chosen.retain(|key| listed.contains(key));
        if self.anchor.as_ref().is_some_and(|anchor| !listed.contains(anchor)) {
            self.anchor = None;
        }
        if let Some(cursor) = &self.cursor
            && !listed.contains(cursor)
        {
            self.cursor = place(before, cursor).and_then(|lost| {
                let (above, below) = before.split_at_checked(lost)?;
                below.iter().chain(above.iter().rev()).find(|key| listed.contains(key)).cloned()
            });
        }
    }

    fn choose_range(&mut self, keys: &[K], to: &K) {
        let anchor = self.anchor.clone().or_else(|| self.cursor.clone()).unwrap_or_else(|| to.clone());
        let (Some(a), Some(b)) = (place(keys, &anchor), place(keys, to)) else { return };
        self.chosen = keys.iter().skip(a.min(b)).take(a.abs_diff(b) + 1).cloned().collect();
        self.anchor = Some(anchor);
    }
}

fn place<K: PartialEq>(keys: &[K], key: &K) -> Option<usize> {
    keys.iter().position(|other| other == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> EntryName {
        EntryName::new(text).unwrap()
    }

    fn names(texts: &[&str]) -> Vec<EntryName> {
        texts.iter().map(|text| name(text)).collect()
    }

    fn chosen(selection: &Selection) -> String {
        selection.chosen.iter().map(EntryName::as_str).collect()
    }

    #[test]
    fn a_range_grows_and_shrinks_around_its_anchor() {
        let list = names(&["a", "b", "c", "d", "e"]);
        let mut selection = Selection::default();
        selection.go(&list, &name("c"), Reach::Only);
        selection.go(&list, &name("e"), Reach::Range);
        assert_eq!(chosen(&selection), "cde");
        selection.go(&list, &name("b"), Reach::Range);
        assert_eq!(chosen(&selection), "bc");
    }

    #[test]
    fn single_rows_come_and_go() {
        let list = names(&["a", "b", "c"]);
        let mut selection = Selection::default();
        selection.go(&list, &name("a"), Reach::Toggle);
        selection.go(&list, &name("c"), Reach::Toggle);
        selection.go(&list, &name("b"), Reach::Cursor);
        assert_eq!((chosen(&selection).as_str(), selection.cursor_place(&list)), ("ac", 1));
        selection.go(&list, &name("a"), Reach::Toggle);
        assert_eq!(chosen(&selection), "c");
    }

    #[test]
    fn after_a_delete_the_cursor_is_on_the_next_row() {
        let before = names(&["a", "b", "c", "d"]);
        let mut selection = Selection::default();
        selection.go(&before, &name("b"), Reach::Only);
        selection.go(&before, &name("c"), Reach::Range);
        selection.keep_only(&before, &names(&["a", "d"]));
        assert_eq!((chosen(&selection).as_str(), selection.cursor()), ("", Some(&name("d"))));
        selection.keep_only(&names(&["a", "d"]), &names(&["a"]));
        assert_eq!(selection.cursor(), Some(&name("a")));
        selection.keep_only(&names(&["a"]), &[]);
        assert_eq!(selection.cursor(), None);
    }

    #[test]
    fn a_renamed_row_stays_chosen() {
        let list = names(&["a", "b"]);
        let mut selection = Selection::default();
        selection.go(&list, &name("a"), Reach::Only);
        selection.renamed(&name("a"), &name("z"));
        assert!(selection.contains(&name("z")) && selection.cursor() == Some(&name("z")));
    }
}
