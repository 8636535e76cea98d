//! What is chosen follows the list: rows that become known, have another name, have moved, or are gone.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use holdall_shared::EntryPath;

use super::{Choice, Chosen, FEW, Mark, count, mark, named};
use crate::state::listed::{Listed, Rows};

impl Choice {
    /// A row has another name now.
    pub fn renamed(&mut self, from: &EntryPath, to: &Arc<Listed>) {
        match &mut self.chosen {
            Chosen::Named(chosen) | Chosen::Span { with: chosen, .. } => {
                if chosen.remove(from).is_some() {
                    chosen.extend([named(to)]);
                }
            }
            Chosen::AllBut(_) => {}
        }
        if let Chosen::AllBut(but) | Chosen::Span { but, .. } = &mut self.chosen
            && but.remove(from)
        {
            but.insert(to.entry.path.clone());
        }
        for mark in self.marks() {
            if mark.path.as_ref() == Some(from) {
                mark.path = Some(to.entry.path.clone());
            }
        }
    }

    /// More rows are known.
    pub fn learn(&mut self, rows: &Rows) {
        self.total = rows.total();
        for known in self.marks() {
            if known.path.is_none() {
                known.path = mark(known.place, rows).path;
            }
        }
        if let Chosen::Span { first, last, but, with } = &self.chosen {
            let places = first.place..last.place.saturating_add(1);
            if last.place - first.place < FEW && rows.has_all(places.clone()) {
                let mut chosen: BTreeMap<_, _> = rows.range(places).map(|(_, row)| named(row)).collect();
                chosen.retain(|name, _| !but.contains(name));
                chosen.extend(with.clone());
                self.chosen = Chosen::Named(chosen);
            }
        }
    }

    /// The list was asked for again: `place` tells where a name is now and where a place is that has no name.
    /// What is no longer there is no longer chosen, as far as is known.
    pub fn follow(&mut self, rows: &Rows, place: impl Fn(&Mark) -> u64) {
        self.total = rows.total();
        let last = self.total.checked_sub(1);
        if last.is_none() {
            *self = Self::default();
            return;
        }
        for followed in self.marks() {
            let now = mark(place(followed).min(last.unwrap_or(0)), rows);
            // A name that is not known at its new place is still the name that was meant.
            let is_unknown = now.path.is_none() && rows.get(now.place).is_none();
            *followed = if is_unknown { Mark { place: now.place, path: followed.path.take() } } else { now };
        }
        let by_name: BTreeMap<&EntryPath, &Arc<Listed>> = rows.iter().map(|(_, row)| (Listed::key(row), row)).collect();
        let is_whole = rows.is_whole();
        match &mut self.chosen {
            Chosen::Named(chosen) | Chosen::Span { with: chosen, .. } => {
                chosen.retain(|name, _| !is_whole || by_name.contains_key(name));
                for (name, row) in chosen.iter_mut() {
                    if let Some(now) = by_name.get(name) {
                        *row = Arc::clone(now);
                    }
                }
            }
            Chosen::AllBut(but) => but.retain(|name| !is_whole || by_name.contains_key(name)),
        }
    }

    /// These were taken away.
    pub fn let_go(&mut self, gone: &BTreeSet<EntryPath>) {
        let amount = self.len();
        match &mut self.chosen {
            Chosen::Named(chosen) => chosen.retain(|name, _| !gone.contains(name)),
            Chosen::Span { .. } if count(gone.len()) >= amount => self.clear(),
            Chosen::Span { but, with, .. } => {
                but.retain(|path| !gone.contains(path));
                with.retain(|path, _| !gone.contains(path));
            }
            Chosen::AllBut(but) => but.retain(|name| !gone.contains(name)),
        }
    }
}
