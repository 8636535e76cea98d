//! Other spellings of many names at once: a folder's names are passed by one time, whatever the number of those.

use std::{collections::HashMap, io};

use holdall_shared::{EntryName, collision_key};

use super::root::{Folder, Listed};

/// Names that are looked for, and the other spellings (see [`collision_key`]) that were met.
#[derive(Debug)]
pub(super) struct Spellings<'a> {
    by_key: HashMap<String, Vec<&'a str>>,
    met: HashMap<&'a str, EntryName>,
    /// The key of an ASCII name, written here again and again.
    room: String,
}

impl<'a> Spellings<'a> {
    pub(super) fn new(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut by_key: HashMap<String, Vec<&str>> = HashMap::new();
        for name in names {
            by_key.entry(collision_key(name)).or_default().push(name);
        }
        Self { by_key, met: HashMap::new(), room: String::new() }
    }

    /// The names that are looked for.
    pub(super) fn names(&self) -> Vec<&'a str> {
        self.by_key.values().flatten().copied().collect()
    }

    /// How many are looked for.
    pub(super) fn count(&self) -> usize {
        self.by_key.values().map(Vec::len).sum()
    }

    /// Compares all with one name of the folder.
    pub(super) fn compare(&mut self, other: &str) {
        let names = if other.is_ascii() {
            self.room.clear();
            self.room.push_str(other);
            self.room.make_ascii_lowercase();
            self.by_key.get(self.room.as_str())
        } else {
            self.by_key.get(collision_key(other).as_str())
        };
        for name in names.into_iter().flatten().filter(|name| **name != other) {
            if let Ok(other) = EntryName::new(other) {
                self.met.insert(name, other);
            }
        }
    }

    /// Compares all with the names of an open folder. Reads it: 0.5 µs an entry.
    pub(super) fn compare_all(&mut self, folder: &Folder) -> io::Result<()> {
        for entry in folder.entries()? {
            if let Listed::Named(name, _) = entry? {
                self.compare(name.as_str());
            }
        }
        Ok(())
    }

    /// This is another spelling of `name`.
    pub(super) fn meet(&mut self, name: &'a str, other: EntryName) {
        self.met.insert(name, other);
    }

    /// Another spelling of `name`, if one was met.
    pub(super) fn of(&self, name: &str) -> Option<&EntryName> {
        self.met.get(name)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_met_is_another_spelling_and_none_is_missed(
            names in prop::collection::hash_set("[aAéßsſkK]{1,2}", 0..6),
            others in prop::collection::vec("[aAéÉßsSſkK\u{212a}]{1,2}|e\u{301}", 0..8),
        ) {
            let mut spellings = Spellings::new(names.iter().map(String::as_str));
            for other in &others {
                spellings.compare(other);
            }
            for name in &names {
                let is_other = |other: &&String| *other != name && collision_key(other) == collision_key(name);
                let met = spellings.of(name).map(|met| met.as_str().to_owned());
                prop_assert_eq!(met.is_some(), others.iter().any(|other| is_other(&other)), "{}", name);
                prop_assert!(met.is_none_or(|met| is_other(&&met)));
            }
        }
    }
}
