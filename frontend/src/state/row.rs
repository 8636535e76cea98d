//! Rows of the list: kept by name when the list is asked for again, so that nothing flickers.

use std::collections::HashMap;

use holdall_shared::{Entry, EntryName};
use leptos::prelude::*;

/// One row. The DOM's row has the id `row-{id}`.
#[derive(Clone)]
pub(crate) struct Row {
    pub(crate) id: u64,
    pub(crate) name: EntryName,
    pub(crate) entry: ArcRwSignal<Entry>,
    pub(crate) arrival: Arrival,
}

/// How a row came to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// With the folder.
    Listed,
    /// While the folder was being looked at: it is lit for two seconds.
    New,
}

impl Row {
    /// The id of the DOM's row.
    pub(crate) fn dom_id(&self) -> String {
        dom_id(self.id)
    }
}

fn dom_id(id: u64) -> String {
    format!("row-{id}")
}

/// Gives rows their ids.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Rows {
    last_id: u64,
}

impl Rows {
    /// Rows for `entries`: those of `old` by the same name, told what has changed, and new ones.
    pub(crate) fn renewed(&mut self, old: &[Row], entries: Vec<Entry>, arrival: Arrival) -> Vec<Row> {
        let by_name: HashMap<&EntryName, &Row> = old.iter().map(|row| (&row.name, row)).collect();
        let row = |entry: Entry| {
            if let Some(row) = by_name.get(&entry.name) {
                if row.entry.with_untracked(|known| *known != entry) {
                    row.entry.set(entry);
                }
                return (*row).clone();
            }
            self.last_id += 1;
            Row { id: self.last_id, name: entry.name.clone(), entry: ArcRwSignal::new(entry), arrival }
        };
        entries.into_iter().map(row).collect()
    }
}
