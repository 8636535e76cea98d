//! Changes of a folder, taken into its index: what came, went or became something else keeps every order in order.
//!
//! A change is a name and what it is now, so it does not matter how often or how late it is told. A few changes are moved
//! into place one by one; many are merged in one pass.

use std::io;

use holdall_shared::natural_order;

use super::{
    folder::{FolderIndex, Seen},
    names::{Id, Names, at, make_room},
    order::{Measures, Order},
};

/// More changes than this are merged.
const FEW: usize = 16;
/// Removed names whose text may be left behind, beside a quarter of those that are there.
const MOST_REMOVED: usize = 1024;

/// Whether an index is still worth keeping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Applied {
    /// It is.
    Current,
    /// Too much of it are names that are gone: it is better read anew.
    Worn,
}

impl FolderIndex {
    /// Takes changes in: `look` tells what a name is now.
    pub(super) fn apply<'a>(
        &mut self,
        changed: impl Iterator<Item = &'a str>,
        mut look: impl FnMut(&str) -> io::Result<Seen>,
    ) -> io::Result<Applied> {
        let (mut gone, mut come, mut moved) = (Vec::new(), Vec::new(), Vec::new());
        for name in changed {
            let now = match look(name) {
                Ok(seen) => Some(seen),
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => return Err(error),
            };
            match (self.find(name), now) {
                (None, None) => {}
                (Some(id), Some(seen)) if self.names.kind(id) == Some(seen.kind) => moved.push((id, seen)),
                (old, now) => {
                    gone.extend(old);
                    come.extend(now.map(|seen| (name.to_owned(), seen)));
                }
            }
        }
        self.take_out(&gone);
        let come = self.bring_in(&come);
        self.move_measured(&moved);
        if !gone.is_empty() || !come.is_empty() || !moved.is_empty() {
            self.filtered = None;
        }
        let removed = self.names.added() - self.names.live();
        Ok(if removed > MOST_REMOVED + self.names.live() / 4 { Applied::Worn } else { Applied::Current })
    }

    fn find(&self, name: &str) -> Option<Id> {
        let place = self.by_name.binary_search_by(|id| natural_order(self.names.name(*id), name)).ok()?;
        self.by_name.get(place).copied()
    }

    fn take_out(&mut self, gone: &[Id]) {
        if gone.is_empty() {
            return;
        }
        without(&mut self.by_name, gone);
        self.other.iter_mut().for_each(|(_, ids)| without(ids, gone));
        for id in gone {
            self.hidden -= u64::from(self.names.is_hidden(*id));
            self.names.remove(*id);
        }
    }

    /// Adds names to both orders; answers their ids.
    fn bring_in(&mut self, come: &[(String, Seen)]) -> Vec<Id> {
        let mut added = Vec::with_capacity(come.len());
        for (name, seen) in come {
            let Some(id) = self.names.push(name, seen.kind) else { continue };
            if let Some(measures) = &mut self.measures {
                make_room(&mut measures.values);
                measures.values.push(seen.measure(measures.sort));
            }
            self.hidden += u64::from(self.names.is_hidden(id));
            added.push(id);
        }
        if added.is_empty() {
            return added;
        }
        let (names, measures) = (&self.names, self.measures.as_ref());
        with(&mut self.by_name, &added, Order::BASE, names, measures);
        self.other.iter_mut().for_each(|(order, ids)| with(ids, &added, *order, names, measures));
        added
    }

    /// Gives entries whose size or time is another one their new place.
    fn move_measured(&mut self, moved: &[(Id, Seen)]) {
        let Some(measures) = &mut self.measures else { return };
        let sort = measures.sort;
        let mut others = Vec::new();
        for (id, seen) in moved {
            if let Some(value) = measures.values.get_mut(at(*id))
                && *value != seen.measure(sort)
            {
                *value = seen.measure(sort);
                others.push(*id);
            }
        }
        let (names, measures) = (&self.names, self.measures.as_ref());
        for (order, ids) in self.other.iter_mut().filter(|(order, _)| order.is_measured() && !others.is_empty()) {
            without(ids, &others);
            with(ids, &others, *order, names, measures);
        }
    }
}

/// Takes ids out of an order.
fn without(ids: &mut Vec<Id>, gone: &[Id]) {
    if gone.len() <= FEW {
        for id in gone {
            if let Some(place) = ids.iter().position(|other| other == id) {
                ids.remove(place);
            }
        }
        return;
    }
    let last = gone.iter().max().map_or(0, |id| at(*id));
    let mut marks = vec![false; last + 1];
    for id in gone {
        if let Some(mark) = marks.get_mut(at(*id)) {
            *mark = true;
        }
    }
    ids.retain(|id| !marks.get(at(*id)).copied().unwrap_or(false));
}

/// Puts ids into an order, where they belong.
fn with(ids: &mut Vec<Id>, added: &[Id], order: Order, names: &Names, measures: Option<&Measures>) {
    let compare = |a: Id, b: Id| order.compare(names, measures, a, b);
    let mut added: Vec<Id> = added.iter().copied().filter(|id| order.takes(names, *id)).collect();
    if added.len() <= FEW {
        for id in added {
            let place = ids.partition_point(|other| compare(*other, id).is_lt());
            make_room(ids);
            ids.insert(place, id);
        }
        return;
    }
    added.sort_unstable_by(|a, b| compare(*a, *b));
    let mut merged = Vec::with_capacity(ids.len() + added.len());
    let mut rest = ids.as_slice();
    for id in added {
        let place = rest.partition_point(|other| compare(*other, id).is_lt());
        let (before, behind) = rest.split_at(place);
        merged.extend_from_slice(before);
        merged.push(id);
        rest = behind;
    }
    merged.extend_from_slice(rest);
    *ids = merged;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use holdall_shared::{Direction, EntryKind, Grouping, SortKey};
    use proptest::prelude::*;

    use super::*;
    use crate::store::fs::index::order::{Hidden, by_name};

    type Entries = BTreeMap<String, Seen>;

    fn look(entries: &Entries) -> impl FnMut(&str) -> io::Result<Seen> {
        |name| entries.get(name).copied().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn index_of(entries: &Entries) -> FolderIndex {
        let mut index = FolderIndex::default();
        for (name, seen) in entries {
            index.names.push(name, seen.kind);
            index.hidden += u64::from(name.starts_with('.'));
        }
        index.by_name = by_name(&index.names);
        index
    }

    fn listed(index: &mut FolderIndex, order: Order, entries: &Entries) -> Vec<String> {
        index.arrange(order, look(entries)).unwrap();
        let ids = index.kept(order, crate::store::fs::index::folder::Of::All);
        ids.iter().copied().map(|id| index.names.name(id).to_owned()).collect()
    }

    fn seen() -> impl Strategy<Value = Seen> {
        (any::<bool>(), 0_i64..4, 0_i64..4).prop_map(|(is_folder, size, modified_ns)| Seen {
            kind: if is_folder { EntryKind::Folder } else { EntryKind::File },
            size,
            modified_ns,
        })
    }

    fn order() -> impl Strategy<Value = Order> {
        (0_usize..4, any::<[bool; 3]>()).prop_map(|(sort, [descends, mixed, hidden])| Order {
            sort: [SortKey::Name, SortKey::Size, SortKey::Modified, SortKey::Kind][sort],
            direction: if descends { Direction::Descending } else { Direction::Ascending },
            folders: if mixed { Grouping::Mixed } else { Grouping::First },
            hidden: if hidden { Hidden::Shown } else { Hidden::LeftOut },
        })
    }

    proptest! {
        /// After any changes, told in any way, every order is the one of an index that is made anew.
        #[test]
        fn a_changed_index_is_a_new_one(
            start in prop::collection::btree_map("[.abAB12]{1,3}", seen(), 0..30),
            rounds in prop::collection::vec(
                (prop::collection::btree_map("[.abAB12]{1,3}", prop::option::of(seen()), 0..30), order()), 1..6
            )
        ) {
            let mut entries = start;
            let mut index = index_of(&entries);
            for (changes, order) in rounds {
                listed(&mut index, order, &entries);
                for (name, seen) in &changes {
                    match seen {
                        Some(seen) => drop(entries.insert(name.clone(), *seen)),
                        None => drop(entries.remove(name)),
                    }
                }
                index.apply(changes.keys().map(String::as_str), look(&entries)).unwrap();
                let mut new = index_of(&entries);
                let kept: Vec<Order> = index.other.iter().map(|(order, _)| *order).chain([Order::BASE]).collect();
                for order in kept {
                    prop_assert_eq!(listed(&mut index, order, &entries), listed(&mut new, order, &entries), "{:?}", order);
                }
                prop_assert_eq!((index.hidden, index.names.live()), (new.hidden, new.names.live()));
                prop_assert_eq!(index.by_name.len(), index.names.live());
            }
        }
    }
}
