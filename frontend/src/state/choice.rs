//! Which rows of a folder are chosen, and which one the keyboard is on: of a list that is not all loaded.
//!
//! 1. What is chosen is kept in one of three ways: by name (few rows, all of them known), as a span from one row to
//!    another with exceptions (a range over rows that nobody has loaded), or as all rows but some.
//! 2. A span becomes names as soon as its rows are known and few ([`Choice::learn`]).
//! 3. Cursor (the one row that is a tab stop), anchor (where a range began) and the ends of a span are marks: a place,
//!    and a name once it is known. When the list was asked for again, marks follow their names ([`Choice::follow`]).

mod following;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use holdall_shared::{Entry, EntryPath};

use super::{
    listed::{Listed, Rows},
    selection::Reach,
};

/// Spans of at most so many rows are kept by name.
const FEW: u64 = 1000;

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    chosen: Chosen,
    cursor: Option<Mark>,
    anchor: Option<Mark>,
    total: u64,
}

/// A row: where it is, and what it is called as far as is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its place in the list.
    pub place: u64,
    /// Its path.
    pub path: Option<EntryPath>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Chosen {
    Named(BTreeMap<EntryPath, Arc<Listed>>),
    Span { first: Mark, last: Mark, but: BTreeSet<EntryPath>, with: BTreeMap<EntryPath, Arc<Listed>> },
    AllBut(BTreeSet<EntryPath>),
}

impl Default for Chosen {
    fn default() -> Self {
        Self::Named(BTreeMap::new())
    }
}

/// What is chosen, for who acts on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Targets {
    /// These.
    Known(Vec<Entry>),
    /// Rows that are not all loaded.
    Span {
        /// The first of them.
        first: Mark,
        /// The last of them.
        last: Mark,
        /// All but these.
        but: BTreeSet<EntryPath>,
        /// And these.
        with: Vec<Entry>,
    },
}

impl Choice {
    /// Whether the row at a place is chosen; its name, where it is known.
    pub fn contains(&self, place: u64, name: Option<&EntryPath>) -> bool {
        let is_excepted = |but: &BTreeSet<EntryPath>| name.is_some_and(|name| but.contains(name));
        match &self.chosen {
            Chosen::Named(named) => name.is_some_and(|name| named.contains_key(name)),
            Chosen::Span { first, last, but, with } => {
                let is_within = (first.place..=last.place).contains(&place) && !is_excepted(but);
                is_within || name.is_some_and(|name| with.contains_key(name))
            }
            Chosen::AllBut(but) => !is_excepted(but),
        }
    }

    /// How many are chosen.
    pub fn len(&self) -> u64 {
        match &self.chosen {
            Chosen::Named(named) => count(named.len()),
            Chosen::Span { first, last, but, with } => {
                (last.place + 1 + count(with.len())).saturating_sub(first.place).saturating_sub(count(but.len()))
            }
            Chosen::AllBut(but) => self.total.saturating_sub(count(but.len())),
        }
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The only one that is chosen, if it is known.
    pub fn only(&self) -> Option<&EntryPath> {
        match &self.chosen {
            Chosen::Named(named) if named.len() == 1 => named.keys().next(),
            _ => None,
        }
    }

    /// Whether all are.
    pub fn is_all(&self) -> bool {
        !self.is_empty() && self.len() == self.total
    }

    /// The row the keyboard is on.
    pub fn cursor(&self) -> Option<&Mark> {
        self.cursor.as_ref()
    }

    /// What is chosen.
    pub fn targets(&self, rows: &Rows) -> Targets {
        match &self.chosen {
            Chosen::Named(named) => Targets::Known(in_order(named, rows)),
            Chosen::Span { first, last, but, with } => {
                Targets::Span { first: first.clone(), last: last.clone(), but: but.clone(), with: in_order(with, rows) }
            }
            Chosen::AllBut(but) => Targets::Span {
                first: Mark { place: 0, path: None },
                last: Mark { place: self.total.saturating_sub(1), path: None },
                but: but.clone(),
                with: Vec::new(),
            },
        }
    }

    /// Goes to the row at a place.
    pub fn go(&mut self, place: u64, reach: Reach, rows: &Rows) {
        let here = mark(place, rows);
        match reach {
            Reach::Only => {
                self.choose_span(here.clone(), here.clone(), rows);
                self.anchor = Some(here.clone());
            }
            Reach::Range => {
                let anchor = self.anchor.clone().or_else(|| self.cursor.clone()).unwrap_or_else(|| here.clone());
                let (first, last) =
                    if anchor.place <= place { (anchor.clone(), here.clone()) } else { (here.clone(), anchor.clone()) };
                self.choose_span(first, last, rows);
                self.anchor = Some(anchor);
            }
            Reach::Cursor => {}
            Reach::Toggle => {
                self.toggle(place, rows);
                self.anchor = Some(here.clone());
            }
        }
        self.cursor = Some(here);
    }

    /// Puts the cursor on a row, or on none, and chooses nothing.
    pub fn reset(&mut self, cursor: Option<u64>, rows: &Rows) {
        *self = Self { cursor: cursor.map(|place| mark(place, rows)), total: rows.total(), ..Self::default() };
    }

    /// Chooses every row.
    pub fn choose_all(&mut self, rows: &Rows) {
        self.total = rows.total();
        self.chosen = Chosen::AllBut(BTreeSet::new());
        if rows.is_whole() && rows.total() <= FEW {
            self.chosen = Chosen::Named(rows.iter().map(|(_, row)| named(row)).collect());
        }
    }

    /// Chooses no row; the cursor stays.
    pub fn clear(&mut self) {
        self.chosen = Chosen::default();
        self.anchor = None;
    }

    fn choose_span(&mut self, first: Mark, last: Mark, rows: &Rows) {
        self.chosen = Chosen::Span { first, last, but: BTreeSet::new(), with: BTreeMap::new() };
        self.learn(rows);
    }

    /// A row whose name is not known yet stays what it is.
    fn toggle(&mut self, place: u64, rows: &Rows) {
        let Some(row) = rows.get(place) else { return };
        let (name, is_chosen) = (&row.entry.path, self.contains(place, Some(&row.entry.path)));
        match &mut self.chosen {
            Chosen::Named(chosen) if is_chosen => drop(chosen.remove(name)),
            Chosen::Named(chosen) => chosen.extend([named(row)]),
            Chosen::AllBut(but) if is_chosen => drop(but.insert(name.clone())),
            Chosen::AllBut(but) => drop(but.remove(name)),
            Chosen::Span { first, last, but, with } => {
                let is_within = (first.place..=last.place).contains(&place);
                match (is_chosen, is_within) {
                    (true, true) => drop(but.insert(name.clone())),
                    (true, false) => drop(with.remove(name)),
                    (false, true) => drop(but.remove(name)),
                    (false, false) => with.extend([named(row)]),
                }
            }
        }
    }

    /// Every row that is kept in mind by its place.
    pub fn all_marks(&self) -> Vec<Mark> {
        let ends = match &self.chosen {
            Chosen::Span { first, last, .. } => [Some(first), Some(last)],
            Chosen::Named(_) | Chosen::AllBut(_) => [None, None],
        };
        [self.cursor.as_ref(), self.anchor.as_ref()].into_iter().chain(ends).flatten().cloned().collect()
    }

    /// The end of a span that nobody has loaded.
    pub fn last(&self) -> Option<&Mark> {
        if let Chosen::Span { last, .. } = &self.chosen { Some(last) } else { None }
    }

    fn marks(&mut self) -> impl Iterator<Item = &mut Mark> {
        let ends = match &mut self.chosen {
            Chosen::Span { first, last, .. } => [Some(first), Some(last)],
            Chosen::Named(_) | Chosen::AllBut(_) => [None, None],
        };
        self.cursor.iter_mut().chain(self.anchor.iter_mut()).chain(ends.into_iter().flatten())
    }
}

fn mark(place: u64, rows: &Rows) -> Mark {
    Mark { place, path: rows.get(place).map(|row| row.entry.path.clone()) }
}

fn named(row: &Arc<Listed>) -> (EntryPath, Arc<Listed>) {
    (row.entry.path.clone(), Arc::clone(row))
}

fn count(n: usize) -> u64 {
    crate::number::length(n)
}

/// As the list has them; those that it has not loaded, behind.
fn in_order(chosen: &BTreeMap<EntryPath, Arc<Listed>>, rows: &Rows) -> Vec<Entry> {
    let listed = rows.iter().map(|(_, row)| &row.entry.path).filter(|name| chosen.contains_key(*name));
    let listed: Vec<&EntryPath> = listed.collect();
    let shown: BTreeSet<&EntryPath> = listed.iter().copied().collect();
    let others = chosen.keys().filter(|name| !shown.contains(name));
    listed.iter().copied().chain(others).filter_map(|name| chosen.get(name)).map(|row| row.entry.clone()).collect()
}

#[cfg(test)]
mod tests;
