//! What the store in memory holds, and what may become of it.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use holdall_shared::{EntryKind, EntryPath, FilePath, Timestamp, collision_key};

use crate::store::{
    Expect, Kept, Making, Naming, Parents, Place, Probed, Stat, StoreError, Strength, Version, Weighed,
};

#[derive(Default)]
pub(super) struct State {
    pub(super) entries: BTreeMap<EntryPath, Node>,
    pub(super) kept: HashMap<(Place, String), Tree>,
    pub(super) made: u64,
}

/// An entry with all that is in it, by the rest of their paths.
pub(super) type Tree = BTreeMap<String, Node>;

#[derive(Clone)]
pub(super) struct Node {
    pub(super) stat: Stat,
    pub(super) bytes: Arc<Vec<u8>>,
}

impl State {
    pub(super) fn node(&mut self, kind: EntryKind, bytes: Vec<u8>) -> Node {
        self.made += 1;
        let size = u64::try_from(bytes.len()).unwrap();
        let version = Version { inode: self.made, size, modified_ns: 0, changed_ns: 0, strength: Strength::Strong };
        Node { stat: Stat { kind, size, modified: Timestamp::from_unix_ms(0), version }, bytes: Arc::new(bytes) }
    }

    pub(super) fn get(&self, path: &EntryPath) -> Result<&Node, StoreError> {
        self.entries.get(path).ok_or(StoreError::NotFound)
    }

    pub(super) fn check_folder(&self, path: &EntryPath) -> Result<(), StoreError> {
        match (path.is_root(), self.entries.get(path)) {
            (true, _) => Ok(()),
            (false, None) => Err(StoreError::ParentMissing),
            (false, Some(node)) if node.stat.kind == EntryKind::Folder => Ok(()),
            (false, Some(_)) => Err(StoreError::NotFolder),
        }
    }

    pub(super) fn make_parents(&mut self, path: &EntryPath) {
        let mut at = EntryPath::ROOT;
        for segment in path.segments() {
            at = at.child(&segment.to_owned().try_into().unwrap());
            if !self.entries.contains_key(&at) {
                let node = self.node(EntryKind::Folder, Vec::new());
                self.entries.insert(at.clone(), node);
            }
        }
    }

    pub(super) fn check_vacant(&self, path: &EntryPath, except: Option<&EntryPath>) -> Result<(), StoreError> {
        if let Some(node) = self.entries.get(path) {
            return Err(StoreError::NameTaken(Some(node.stat)));
        }
        let key = collision_key(path.name().unwrap().as_str());
        let mut siblings =
            self.entries.keys().filter(|other| other.parent() == path.parent() && Some(*other) != except);
        match siblings.find(|other| collision_key(other.name().unwrap().as_str()) == key) {
            Some(other) => Err(StoreError::NameCollides(other.name().unwrap())),
            None => Ok(()),
        }
    }

    pub(super) fn check_expected(&self, path: &EntryPath, expect: Expect) -> Result<(), StoreError> {
        match (self.get(path)?.stat.version, expect) {
            (found, Expect::Match(version)) if found != version => Err(StoreError::Changed),
            _ => Ok(()),
        }
    }

    pub(super) fn take(&mut self, path: &EntryPath) -> Tree {
        let all: Vec<_> = self.entries.keys().filter(|other| other.is_within(path)).cloned().collect();
        let rest = |other: &EntryPath| other.as_str().strip_prefix(path.as_str()).unwrap().to_owned();
        all.iter().map(|other| (rest(other), self.entries.remove(other).unwrap())).collect()
    }

    pub(super) fn put(&mut self, path: &EntryPath, tree: Tree) {
        for (rest, node) in tree {
            self.entries.insert(EntryPath::new(format!("{path}{rest}")).unwrap(), node);
        }
    }

    /// A path that nothing has, in a folder that exists.
    pub(super) fn vacant(
        &mut self,
        to: &EntryPath,
        making: Making,
        except: Option<&EntryPath>,
    ) -> Result<EntryPath, StoreError> {
        let folder = to.parent().unwrap();
        if making.parents == Parents::Made {
            self.make_parents(&folder);
        }
        self.check_folder(&folder)?;
        let mut number = 1;
        let mut path = to.clone();
        while let Err(error) = self.check_vacant(&path, except) {
            if making.naming == Naming::Exact {
                return Err(error);
            }
            number += 1;
            let wanted = FilePath::from_entry_path(to).unwrap();
            path = wanted.with_name(wanted.name().numbered(number)).to_entry_path();
        }
        Ok(path)
    }

    pub(super) fn kept(&self, at: &Kept) -> Result<&Tree, StoreError> {
        self.kept.get(&key(at)).ok_or(StoreError::NotFound)
    }

    /// What a new file would meet.
    pub(super) fn probe(&self, file: &FilePath) -> Result<Probed, StoreError> {
        let mut at = EntryPath::ROOT;
        for segment in file.folder().segments() {
            let folder = at.child(&segment.to_owned().try_into().unwrap());
            match self.check_folder(&folder) {
                Err(StoreError::ParentMissing) => {
                    let missing = FilePath::from_entry_path(&folder)?.to_entry_path();
                    self.check_vacant(&missing, None)?;
                }
                checked => checked?,
            }
            at = folder;
        }
        let path = file.to_entry_path();
        match self.check_vacant(&path, None) {
            Err(StoreError::NameTaken(Some(stat))) if stat.kind == EntryKind::File => Ok(Probed::Taken(stat)),
            Err(StoreError::NameTaken(_)) => Err(StoreError::IsFolder),
            vacant => vacant.map(|()| Probed::Free),
        }
    }
}

pub(super) fn key(at: &Kept) -> (Place, String) {
    (at.place, at.id.as_str().to_owned())
}

pub(super) fn weigh(tree: &Tree) -> Weighed {
    Weighed { stat: tree[""].stat, bytes: tree.values().map(|node| node.stat.size).sum() }
}
