//! Orders of a folder's names.
//!
//! By name first: each name's key is written once, the part that all keys share is left off, and the next 16 bytes of
//! each are sorted as one number; only equal ones are compared as text. Every other order is made of that one by a
//! stable sort, so equal entries stay in the order of their names.

use std::{
    cmp::Ordering,
    collections::{BTreeSet, HashMap},
};

use holdall_shared::{Direction, Grouping, ListingQuery, SortKey, natural_key, natural_order};

use super::names::{Id, Names, at};

/// Which names, and how they follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Order {
    pub(super) sort: SortKey,
    pub(super) direction: Direction,
    pub(super) folders: Grouping,
    pub(super) hidden: Hidden,
}

/// Whether names that begin with a dot are in an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hidden {
    Shown,
    LeftOut,
}

/// Sizes or times, one for each name: what a look at each file tells.
#[derive(Debug)]
pub(super) struct Measures {
    pub(super) sort: SortKey,
    /// Bytes, or nanoseconds since 1970.
    pub(super) values: Vec<i64>,
}

impl Order {
    /// All names by name: the one that others are made of.
    pub(super) const BASE: Self =
        Self { sort: SortKey::Name, direction: Direction::Ascending, folders: Grouping::Mixed, hidden: Hidden::Shown };

    /// The one that is asked for. Where no name is hidden, leaving them out makes no difference.
    pub(super) fn of(query: &ListingQuery, hidden: u64) -> Self {
        Self {
            sort: query.sort,
            direction: query.order,
            folders: query.folders,
            hidden: if query.hidden || hidden == 0 { Hidden::Shown } else { Hidden::LeftOut },
        }
    }

    /// Whether it is [`Self::BASE`] for such names.
    pub(super) fn is_base(self, names: &Names) -> bool {
        let mixed = self.folders == Grouping::Mixed || names.folders() == 0;
        self.sort == SortKey::Name && self.direction == Direction::Ascending && mixed && self.hidden == Hidden::Shown
    }

    /// Whether a look at each file is needed.
    pub(super) fn is_measured(self) -> bool {
        matches!(self.sort, SortKey::Size | SortKey::Modified)
    }

    /// All of `by_name`, in this order.
    pub(super) fn arrange(self, names: &Names, measures: Option<&Measures>, by_name: &[Id]) -> Vec<Id> {
        let mut ids = Vec::with_capacity(by_name.len());
        ids.extend(by_name.iter().copied().filter(|id| self.takes(names, *id)));
        match self.sort {
            SortKey::Name => {}
            SortKey::Kind => {
                let classes = Classes::of(names, &ids);
                ids.sort_by_cached_key(|id| classes.of_name(names, *id));
            }
            SortKey::Size | SortKey::Modified => {
                let value = |id: &Id| measures.map_or(0, |measures| measures.of(*id));
                match self.direction {
                    Direction::Ascending => ids.sort_by_cached_key(value),
                    Direction::Descending => ids.sort_by_cached_key(|id| std::cmp::Reverse(value(id))),
                }
            }
        }
        if !self.is_measured() && self.direction == Direction::Descending {
            ids.reverse();
        }
        if self.folders == Grouping::First {
            let (mut folders, others): (Vec<Id>, Vec<Id>) = ids.iter().partition(|id| names.is_folder(**id));
            folders.extend(others);
            ids = folders;
        }
        ids.shrink_to_fit();
        ids
    }

    /// Whether a name belongs into this order.
    pub(super) fn takes(self, names: &Names, id: Id) -> bool {
        self.hidden == Hidden::Shown || !names.is_hidden(id)
    }

    /// How two names follow each other: what [`Self::arrange`] does, told for one pair.
    pub(super) fn compare(self, names: &Names, measures: Option<&Measures>, a: Id, b: Id) -> Ordering {
        let directed = |ordering: Ordering| match self.direction {
            Direction::Ascending => ordering,
            Direction::Descending => ordering.reverse(),
        };
        let grouped = match self.folders {
            Grouping::First => names.is_folder(b).cmp(&names.is_folder(a)),
            Grouping::Mixed => Ordering::Equal,
        };
        grouped.then_with(|| match self.sort {
            SortKey::Name => directed(by_text(names, a, b)),
            SortKey::Kind => directed(class(names, a).cmp(&class(names, b)).then_with(|| by_text(names, a, b))),
            SortKey::Size | SortKey::Modified => {
                let value = |id: Id| measures.map_or(0, |measures| measures.of(id));
                directed(value(a).cmp(&value(b))).then_with(|| by_text(names, a, b))
            }
        })
    }
}

impl Measures {
    pub(super) fn of(&self, id: Id) -> i64 {
        self.values.get(at(id)).copied().unwrap_or(0)
    }
}

/// All names that are there, in natural order.
pub(super) fn by_name(names: &Names) -> Vec<Id> {
    let shared = shared_prefix(names);
    let mut key = Vec::new();
    let mut keyed: Vec<(u128, Id)> = Vec::with_capacity(names.live());
    for id in names.ids().filter(|id| names.kind(*id).is_some()) {
        key.clear();
        natural_key(names.name(id), &mut key);
        keyed.push((leading(key.get(shared..).unwrap_or_default()), id));
    }
    keyed.sort_unstable_by(|(a_key, a), (b_key, b)| a_key.cmp(b_key).then_with(|| by_text(names, *a, *b)));
    keyed.into_iter().map(|(_, id)| id).collect()
}

fn by_text(names: &Names, a: Id, b: Id) -> Ordering {
    natural_order(names.name(a), names.name(b))
}

/// How many bytes the keys of all names have in common.
fn shared_prefix(names: &Names) -> usize {
    let (mut first, mut key) = (Vec::new(), Vec::new());
    let mut ids = names.ids().filter(|id| names.kind(*id).is_some());
    if let Some(id) = ids.next() {
        natural_key(names.name(id), &mut first);
    }
    let mut shared = first.len();
    for id in ids {
        if shared == 0 {
            break;
        }
        key.clear();
        natural_key(names.name(id), &mut key);
        shared = first.iter().zip(&key).take(shared).take_while(|(a, b)| a == b).count();
    }
    shared
}

/// The first 16 bytes as a number that compares as they do; what is shorter comes before what it begins.
fn leading(key: &[u8]) -> u128 {
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    u128::from_be_bytes(bytes)
}

/// What an entry is sorted by as its kind: its extension in lower case; folders have none.
fn class(names: &Names, id: Id) -> String {
    extension(names, id).to_lowercase()
}

fn extension(names: &Names, id: Id) -> &str {
    if names.is_folder(id) {
        return "";
    }
    names.name(id).rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Numbers in place of extensions: there are few of them, in few spellings.
struct Classes<'a>(HashMap<&'a str, usize>);

impl<'a> Classes<'a> {
    fn of(names: &'a Names, ids: &[Id]) -> Self {
        let mut spellings: HashMap<&str, usize> = ids.iter().map(|id| (extension(names, *id), 0)).collect();
        let classes: BTreeSet<String> = spellings.keys().map(|spelling| spelling.to_lowercase()).collect();
        let numbers: HashMap<String, usize> = classes.into_iter().zip(0..).collect();
        for (spelling, number) in &mut spellings {
            *number = numbers.get(&spelling.to_lowercase()).copied().unwrap_or(usize::MAX);
        }
        Self(spellings)
    }

    fn of_name(&self, names: &Names, id: Id) -> usize {
        self.0.get(extension(names, id)).copied().unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use holdall_shared::EntryKind;
    use proptest::prelude::*;

    use super::*;

    fn orders() -> impl Iterator<Item = Order> {
        let keys = [SortKey::Name, SortKey::Size, SortKey::Modified, SortKey::Kind];
        keys.into_iter().flat_map(|sort| {
            [Direction::Ascending, Direction::Descending].into_iter().flat_map(move |direction| {
                [Grouping::First, Grouping::Mixed].into_iter().flat_map(move |folders| {
                    [Hidden::Shown, Hidden::LeftOut].map(|hidden| Order { sort, direction, folders, hidden })
                })
            })
        })
    }

    proptest! {
        /// What sorts a million at once and what finds a place for one agree, for every order.
        #[test]
        fn arranging_and_comparing_are_one_order(
            entries in prop::collection::btree_map("[.aAbB0129é]{1,4}(\\.[aB])?", (any::<bool>(), 0_i64..3), 0..20)
        ) {
            let mut names = Names::default();
            let mut values = Vec::new();
            for (name, (is_folder, value)) in &entries {
                names.push(name, if *is_folder { EntryKind::Folder } else { EntryKind::File });
                values.push(*value);
            }
            let base = by_name(&names);
            for order in orders() {
                let measures = Measures { sort: order.sort, values: values.clone() };
                let arranged = order.arrange(&names, Some(&measures), &base);
                for pair in arranged.windows(2) {
                    let ordering = order.compare(&names, Some(&measures), pair[0], pair[1]);
                    prop_assert_eq!(ordering, Ordering::Less, "{:?} {:?}", order, arranged);
                }
                let taken = names.ids().filter(|id| order.takes(&names, *id)).count();
                prop_assert_eq!(arranged.len(), taken);
            }
        }
    }

    #[test]
    fn keys_that_begin_alike_are_told_apart_behind_that() {
        let mut names = Names::default();
        for n in [100, 20, 3] {
            names.push(&format!("a long beginning that all have {n}.txt"), EntryKind::File);
        }
        assert_eq!(by_name(&names), [2, 1, 0]);
        names.push("b", EntryKind::File);
        names.push("a long beginning that all have", EntryKind::File);
        assert_eq!(by_name(&names), [4, 2, 1, 0, 3]);
    }
}
