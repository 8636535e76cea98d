//! Every name below the upload folder, packed, each with the folder that it lies in.
//!
//! What is removed is marked, not moved; what lies in a removed folder is gone with it, because a name is there only if
//! every folder above it is.

use std::{collections::HashMap, ops::Range, panic::resume_unwind, thread};

use holdall_shared::{EntryKind, EntryPath};

use super::{best::Best, rank::Rank};
use crate::{
    fold::Needle,
    store::fs::index::{Folded, Id, Names, at},
};

/// Which folder: its place among all that were met.
pub(super) type BranchId = u32;

/// Names that one thread looks through in a millisecond or two.
const MANY: usize = 100_000;

/// See the module.
#[derive(Debug)]
pub(super) struct Forest {
    names: Names,
    /// For each name, the folder that it lies in.
    parents: Vec<BranchId>,
    branches: Vec<Branch>,
    by_entry: HashMap<Id, BranchId>,
    folded: Folded,
}

/// A folder.
#[derive(Debug)]
struct Branch {
    /// The name that it has; the upload folder has none.
    entry: Option<Id>,
    inode: u64,
    state: BranchState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BranchState {
    New,
    Read,
}

/// What a name is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) kind: EntryKind,
    pub(super) inode: u64,
}

/// What is looked for among all names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub(super) needle: &'a Needle,
    /// Only below this folder.
    pub(super) below: BranchId,
    pub(super) hidden: Hidden,
    /// Most names that are kept.
    pub(super) most: usize,
}

impl Forest {
    /// The upload folder's own branch.
    pub(super) const ROOT: BranchId = 0;

    pub(super) fn new() -> Self {
        Self {
            names: Names::default(),
            parents: Vec::new(),
            branches: vec![Branch { entry: None, inode: 0, state: BranchState::New }],
            by_entry: HashMap::new(),
            folded: Folded::default(),
        }
    }

    /// Names that are there, or were.
    pub(super) fn len(&self) -> usize {
        self.names.added()
    }

    /// Whether most of it is gone, so that it is better read anew.
    pub(super) fn is_worn(&self) -> bool {
        self.names.added() - self.names.live() > 1024 + self.names.live()
    }

    /// Takes in all of a folder that was not read before; answers the folders in it.
    pub(super) fn fill(&mut self, branch: BranchId, entries: Vec<(String, Found)>) -> Vec<BranchId> {
        if let Some(branch) = self.branches.get_mut(at(branch)) {
            branch.state = BranchState::Read;
        }
        entries.into_iter().filter_map(|(name, found)| self.add(branch, &name, found)).collect()
    }

    /// Whether a folder was not read yet.
    pub(super) fn is_new(&self, branch: BranchId) -> bool {
        self.branches.get(at(branch)).is_some_and(|branch| branch.state == BranchState::New)
    }

    /// Takes in what became of some names of a folder; `all`: it has no others. Answers folders that are to be read.
    pub(super) fn update(
        &mut self,
        branch: BranchId,
        mut changed: HashMap<String, Option<Found>>,
        all: Completeness,
    ) -> Vec<BranchId> {
        let here = self.parents.iter().zip(0..).filter(|(parent, _)| **parent == branch).map(|(_, id)| id);
        let mut gone = Vec::new();
        for id in here.filter(|id| self.names.kind(*id).is_some()) {
            match changed.remove(self.names.name(id)) {
                Some(Some(found)) if self.is(id, found) => {}
                Some(Some(found)) => gone.push((id, Some(found))),
                Some(None) => gone.push((id, None)),
                None if all == Completeness::Whole => gone.push((id, None)),
                None => {}
            }
        }
        let mut new = Vec::new();
        for (id, now) in gone {
            let name = self.names.name(id).to_owned();
            self.names.remove(id);
            self.by_entry.remove(&id);
            new.extend(now.and_then(|found| self.add(branch, &name, found)));
        }
        for (name, found) in changed {
            new.extend(found.and_then(|found| self.add(branch, &name, found)));
        }
        new
    }

    /// A file may be another one by that name; a folder may not: what is in it would be.
    fn is(&self, id: Id, found: Found) -> bool {
        let same_folder = || {
            let branch = self.by_entry.get(&id).and_then(|branch| self.branches.get(at(*branch)));
            branch.is_some_and(|branch| branch.inode == found.inode)
        };
        self.names.kind(id) == Some(found.kind) && (found.kind != EntryKind::Folder || same_folder())
    }

    fn add(&mut self, parent: BranchId, name: &str, found: Found) -> Option<BranchId> {
        let id = self.names.push(name, found.kind)?;
        self.parents.push(parent);
        if found.kind != EntryKind::Folder {
            return None;
        }
        let branch = BranchId::try_from(self.branches.len()).ok()?;
        self.branches.push(Branch { entry: Some(id), inode: found.inode, state: BranchState::New });
        self.by_entry.insert(id, branch);
        Some(branch)
    }

    /// Where a folder is; nothing, if it is gone.
    pub(super) fn path(&self, branch: BranchId) -> Option<EntryPath> {
        match self.branches.get(at(branch))?.entry {
            None => Some(EntryPath::ROOT),
            Some(entry) => self.path_of(entry),
        }
    }

    /// Where an entry is; nothing, if it is gone.
    pub(super) fn path_of(&self, entry: Id) -> Option<EntryPath> {
        let names: Option<Vec<&str>> = self.way_up(entry).map(|step| step.map(|id| self.names.name(id))).collect();
        let mut names = names?;
        names.reverse();
        EntryPath::new(names.join("/")).ok()
    }

    /// An entry and the folders above it; it ends with nothing where one of them is gone.
    fn way_up(&self, entry: Id) -> impl Iterator<Item = Option<Id>> + '_ {
        let mut next = Some(entry);
        std::iter::from_fn(move || {
            let id = next.take()?;
            if self.names.kind(id).is_none() {
                return Some(None);
            }
            let parent = self.parents.get(at(id)).and_then(|parent| self.branches.get(at(*parent)));
            next = parent.and_then(|parent| parent.entry);
            Some(Some(id))
        })
    }

    /// The name of an entry.
    pub(super) fn name(&self, entry: Id) -> &str {
        self.names.name(entry)
    }

    /// What fits. Many names are looked through by two threads.
    pub(super) fn find(&mut self, wanted: Wanted<'_>) -> Best {
        self.folded.catch_up(&self.names);
        let parts = if self.names.added() > MANY { 2 } else { 1 };
        self.find_in(wanted, parts)
    }

    fn find_in(&self, wanted: Wanted<'_>, parts: Id) -> Best {
        let places = self.places(wanted.below, wanted.hidden);
        let all = self.folded.added();
        let part = |n: Id| all / parts * n..if n + 1 == parts { all } else { all / parts * (n + 1) };
        let look = |ids| self.find_among(ids, wanted, &places);
        thread::scope(|scope| {
            let others: Vec<_> = (1..parts).map(|n| scope.spawn(move || look(part(n)))).collect();
            let mut best = look(part(0));
            for other in others {
                best.append(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
            }
            best
        })
    }

    fn find_among(&self, ids: Range<Id>, wanted: Wanted<'_>, places: &[Place]) -> Best {
        let Wanted { needle, hidden, most, .. } = wanted;
        let mut best = Best::new(most);
        self.folded.each(needle, ids, |id, folded| {
            let place = self.parents.get(at(id)).and_then(|parent| places.get(at(*parent)));
            // What begins with a dot folds to what does.
            let is_shown = self.names.kind(id).is_some() && (!folded.starts_with('.') || self.is_shown(id, hidden));
            if place == Some(&Place::Within) && is_shown {
                best.add(id, || Rank::of(folded, needle));
            }
        });
        best
    }

    /// For each folder, whether what lies in it is looked for. A folder is met after the one that it lies in.
    fn places(&self, top: BranchId, hidden: Hidden) -> Vec<Place> {
        let mut places = Vec::with_capacity(self.branches.len());
        for (branch, number) in self.branches.iter().zip(0..) {
            let above =
                branch.entry.and_then(|entry| self.parents.get(at(entry))).and_then(|above| places.get(at(*above)));
            places.push(match (branch.entry, above) {
                _ if number == top => Place::Within,
                (Some(entry), Some(Place::Within)) if self.is_shown(entry, hidden) => Place::Within,
                _ => Place::Outside,
            });
        }
        places
    }

    /// Whether it is there, and not hidden.
    fn is_shown(&self, id: Id, hidden: Hidden) -> bool {
        self.names.kind(id).is_some() && (hidden == Hidden::Shown || !self.names.is_hidden(id))
    }

    /// The branch of a folder, if it was met.
    pub(super) fn branch(&self, path: &EntryPath) -> Option<BranchId> {
        let mut branch = Self::ROOT;
        for segment in path.segments() {
            let is_next = |(id, _): &(&Id, &BranchId)| {
                self.parents.get(at(**id)) == Some(&branch)
                    && self.names.kind(**id).is_some()
                    && self.names.name(**id) == segment
            };
            branch = self.by_entry.iter().find(is_next).map(|(_, branch)| *branch)?;
        }
        Some(branch)
    }
}

/// Where a folder stands to what is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// What lies in it is looked for.
    Within,
    /// It is not, or is gone.
    Outside,
}

/// Whether names that begin with a dot are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hidden {
    Shown,
    LeftOut,
}

/// Whether all names of a folder are told, or some.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Completeness {
    Whole,
    Part,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn file() -> Found {
        Found { kind: EntryKind::File, inode: 1 }
    }

    fn folder(inode: u64) -> Found {
        Found { kind: EntryKind::Folder, inode }
    }

    fn paths(forest: &mut Forest, text: &str, below: &str, hidden: Hidden) -> Vec<String> {
        let below = forest.branch(&EntryPath::new(below).unwrap()).unwrap();
        let found = forest.find(Wanted { needle: &Needle::new(text).unwrap(), below, hidden, most: 100 });
        assert!(found.total <= 100);
        found.into_ids().into_iter().map(|id| forest.path_of(id).unwrap().to_string()).collect()
    }

    fn forest() -> Forest {
        let mut forest = Forest::new();
        let entry = |name: &str, found: Found| (name.to_owned(), found);
        let top = forest.fill(Forest::ROOT, vec![entry("Oslo", folder(10)), entry("my oslo.txt", file())]);
        forest.fill(top[0], vec![entry("Oslofjord.jpg", file()), entry("xoslo", file()), entry(".oslo", folder(11))]);
        let hidden = forest.branch(&EntryPath::new("Oslo/.oslo").unwrap()).unwrap();
        forest.fill(hidden, vec![entry("oslo in hiding", file())]);
        forest
    }

    #[test]
    fn names_that_begin_with_it_come_first_then_words_then_the_rest() {
        let mut forest = forest();
        let all = ["Oslo", "Oslo/Oslofjord.jpg", "my oslo.txt", "Oslo/xoslo"];
        assert_eq!(paths(&mut forest, "OSLO", "", Hidden::LeftOut), all);
        assert_eq!(paths(&mut forest, "oslo jpg", "", Hidden::LeftOut), ["Oslo/Oslofjord.jpg"]);
    }

    #[test]
    fn what_is_hidden_is_left_out_unless_asked_for() {
        let mut forest = forest();
        assert_eq!(paths(&mut forest, "hiding", "", Hidden::LeftOut), [""; 0]);
        assert_eq!(paths(&mut forest, "hiding", "", Hidden::Shown), ["Oslo/.oslo/oslo in hiding"]);
        assert_eq!(paths(&mut forest, "hiding", "Oslo/.oslo", Hidden::LeftOut), ["Oslo/.oslo/oslo in hiding"]);
    }

    #[test]
    fn below_a_folder_neither_it_nor_its_neighbours_are_found() {
        let mut forest = forest();
        assert_eq!(paths(&mut forest, "oslo", "Oslo", Hidden::LeftOut), ["Oslo/Oslofjord.jpg", "Oslo/xoslo"]);
        assert_eq!(
            paths(&mut forest, "oslo", "Oslo", Hidden::Shown),
            ["Oslo/Oslofjord.jpg", "Oslo/.oslo/oslo in hiding", "Oslo/.oslo", "Oslo/xoslo"]
        );
    }

    #[test]
    fn what_lies_in_a_folder_goes_with_it_and_another_one_by_its_name_is_to_be_read() {
        let mut forest = forest();
        let same = HashMap::from([("Oslo".to_owned(), Some(folder(10)))]);
        assert_eq!(forest.update(Forest::ROOT, same, Completeness::Part), [0; 0]);
        assert_eq!(paths(&mut forest, "fjord", "", Hidden::LeftOut).len(), 1);
        let other = HashMap::from([("Oslo".to_owned(), Some(folder(99)))]);
        assert_eq!(forest.update(Forest::ROOT, other, Completeness::Part).len(), 1);
        assert_eq!(paths(&mut forest, "fjord", "", Hidden::LeftOut), [""; 0]);
        assert_eq!(paths(&mut forest, "oslo", "", Hidden::LeftOut), ["Oslo", "my oslo.txt"]);
        assert_eq!(forest.update(Forest::ROOT, HashMap::new(), Completeness::Whole), [0; 0]);
        assert_eq!(paths(&mut forest, "oslo", "", Hidden::Shown), [""; 0]);
    }

    proptest! {
        #[test]
        fn any_number_of_threads_finds_the_same(
            names in prop::collection::vec("[.ab c]{1,4}", 0..40), text in "[abc]{1,2}( [ab])?", most in 0_usize..50
        ) {
            let mut forest = Forest::new();
            let top = forest.fill(Forest::ROOT, vec![("a".to_owned(), folder(1)), (".a".to_owned(), folder(2))]);
            for (n, name) in names.into_iter().enumerate() {
                forest.fill(top[n % 2], vec![(name, file())]);
            }
            let needle = Needle::new(&text).unwrap();
            for hidden in [Hidden::Shown, Hidden::LeftOut] {
                let wanted = Wanted { needle: &needle, below: Forest::ROOT, hidden, most };
                let one = forest.find(wanted);
                let is_found = |id: &Id| needle.spans(forest.name(*id)).is_some();
                let places = forest.places(Forest::ROOT, hidden);
                let is_within = |id: &Id| places[at(forest.parents[at(*id)])] == Place::Within && forest.is_shown(*id, hidden);
                let plainly = (0..forest.folded.added()).filter(is_found).filter(is_within).count();
                prop_assert_eq!(one.total, plainly);
                for parts in 2..5 {
                    let several = forest.find_in(wanted, parts);
                    prop_assert_eq!((several.total, several.into_ids()), (one.total, one.clone().into_ids()));
                }
            }
        }
    }
}
