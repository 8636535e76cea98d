//! Which rows are chosen, and which one the keyboard is on.
//!
//! Three things: the chosen names, the cursor (the one row that is a tab stop) and the anchor (where a range began).
//! Rows are told apart by name, so a list that changes underneath keeps what is chosen; [`Selection::keep_only`]
//! lets go of what has vanished.

use std::collections::BTreeSet;

use holdall_shared::EntryName;

/// The chosen rows of one folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    chosen: BTreeSet<EntryName>,
    cursor: Option<EntryName>,
    anchor: Option<EntryName>,
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

impl Selection {
    /// Whether a row is chosen.
    pub fn contains(&self, name: &EntryName) -> bool {
        self.chosen.contains(name)
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
    pub fn cursor(&self) -> Option<&EntryName> {
        self.cursor.as_ref()
    }

    /// Its place in the list; a cursor that has vanished is at the first row.
    pub fn cursor_place(&self, names: &[EntryName]) -> usize {
        self.cursor.as_ref().and_then(|cursor| place(names, cursor)).unwrap_or(0)
    }

    /// Goes to the row `name`.
    pub fn go(&mut self, names: &[EntryName], name: &EntryName, reach: Reach) {
        match reach {
            Reach::Only => {
                self.chosen = BTreeSet::from([name.clone()]);
                self.anchor = Some(name.clone());
            }
            Reach::Range => self.choose_range(names, name),
            Reach::Cursor => {}
            Reach::Toggle => {
                if !self.chosen.remove(name) {
                    self.chosen.insert(name.clone());
                }
                self.anchor = Some(name.clone());
            }
        }
        self.cursor = Some(name.clone());
    }

    /// Puts the cursor on a row, or on none, and chooses nothing.
    pub fn reset(&mut self, cursor: Option<EntryName>) {
        *self = Self { cursor, ..Self::default() };
    }

    /// Chooses every row.
    pub fn choose_all(&mut self, names: &[EntryName]) {
        self.chosen = names.iter().cloned().collect();
    }

    /// Chooses no row; the cursor stays.
    pub fn clear(&mut self) {
        self.chosen.clear();
        self.anchor = None;
    }

    /// A row has another name now.
    pub fn renamed(&mut self, from: &EntryName, to: &EntryName) {
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
    pub fn keep_only(&mut self, before: &[EntryName], now: &[EntryName]) {
        let listed: BTreeSet<&EntryName> = now.iter().collect();
        self.chosen.retain(|name| listed.contains(name));
        if self.anchor.as_ref().is_some_and(|anchor| !listed.contains(anchor)) {
            self.anchor = None;
        }
        if let Some(cursor) = &self.cursor
            && !listed.contains(cursor)
        {
            self.cursor = place(before, cursor).and_then(|lost| {
                let (above, below) = before.split_at_checked(lost)?;
                below.iter().chain(above.iter().rev()).find(|name| listed.contains(name)).cloned()
            });
        }
    }

    fn choose_range(&mut self, names: &[EntryName], to: &EntryName) {
        let anchor = self.anchor.clone().or_else(|| self.cursor.clone()).unwrap_or_else(|| to.clone());
        let (Some(a), Some(b)) = (place(names, &anchor), place(names, to)) else { return };
        self.chosen = names.iter().skip(a.min(b)).take(a.abs_diff(b) + 1).cloned().collect();
        self.anchor = Some(anchor);
    }
}

fn place(names: &[EntryName], name: &EntryName) -> Option<usize> {
    names.iter().position(|other| other == name)
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
