//! What may be found under each name after a crash, from what the clients were told.

use std::collections::BTreeMap;

use crate::dice::Dice;

/// One content of one file: a seed and a length say all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Version {
    seed: u64,
    length: usize,
}

impl Version {
    /// Mostly small, sometimes empty, at most `longest` bytes.
    pub(crate) fn roll(dice: &mut Dice, longest: u64) -> Self {
        let end = match dice.below(10) {
            0 => 1,
            1..=5 => 5_000,
            6..=8 => 200_000,
            _ => longest,
        };
        let length = usize::try_from(dice.below(end.min(longest))).unwrap();
        Self { seed: dice.next(), length }
    }

    pub(crate) fn bytes(self) -> Vec<u8> {
        let mut dice = Dice::new(self.seed);
        let mut bytes = Vec::with_capacity(self.length + 8);
        while bytes.len() < self.length {
            bytes.extend_from_slice(&dice.next().to_le_bytes());
        }
        bytes.truncate(self.length);
        bytes
    }
}

/// A state of a name: a content, or nothing there.
pub(crate) type State = Option<Version>;

/// For each name the states it may be in; one, when the last answer settled it.
#[derive(Debug, Default)]
pub(crate) struct Oracle {
    expected: BTreeMap<String, Vec<State>>,
}

impl Oracle {
    /// A request for `state` is sent: from now on it may be found.
    pub(crate) fn attempt(&mut self, name: &str, state: State) {
        self.expected.entry(name.to_owned()).or_insert_with(|| vec![None]).push(state);
    }

    /// The server has acknowledged `state`: nothing else may be found.
    pub(crate) fn acknowledge(&mut self, name: &str, state: State) {
        self.expected.insert(name.to_owned(), vec![state]);
    }

    /// A name of `prefix` whose content is known, the `n`th of them.
    pub(crate) fn settled(&self, prefix: &str, n: u64) -> Option<String> {
        let names: Vec<_> = self
            .expected
            .iter()
            .filter(|(name, states)| name.starts_with(prefix) && matches!(states.as_slice(), [Some(_)]))
            .map(|(name, _)| name)
            .collect();
        let n = usize::try_from(n % u64::try_from(names.len()).unwrap().max(1)).unwrap();
        names.get(n).map(|name| (*name).clone())
    }

    /// Compares with what is there, and says what is wrong.
    pub(crate) fn violations(&self, found: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
        let mut violations = Vec::new();
        for (name, states) in &self.expected {
            let found = found.get(name);
            if !states.iter().any(|state| state.map(Version::bytes).as_ref() == found) {
                let found = found.map_or("nothing".to_owned(), |bytes| format!("{} other bytes", bytes.len()));
                violations.push(format!("{name}: expected one of {states:?}, found {found}"));
            }
        }
        let unknown = found.keys().filter(|name| !self.expected.contains_key(*name));
        violations.extend(unknown.map(|name| format!("{name}: nobody made this")));
        violations
    }

    /// Takes what was found, without violations, as the state from now on.
    pub(crate) fn settle(&mut self, found: &BTreeMap<String, Vec<u8>>) {
        self.expected.retain(|name, states| {
            let bytes = found.get(name);
            states.retain(|state| state.map(Version::bytes).as_ref() == bytes);
            states.truncate(1);
            bytes.is_some()
        });
    }

    /// Names beyond the first `keep`, which the caller removes by hand.
    pub(crate) fn forget_beyond(&mut self, keep: usize) -> Vec<String> {
        let names: Vec<_> = self.expected.keys().skip(keep).cloned().collect();
        self.expected.retain(|name, _| !names.contains(name));
        names
    }

    pub(crate) fn len(&self) -> usize {
        self.expected.len()
    }
}

#[test]
fn the_oracle_sees_loss_damage_and_strangers() {
    let mut dice = Dice::new(1);
    let [old, new] = [Version { seed: dice.next(), length: 10 }, Version { seed: dice.next(), length: 10 }];
    let mut oracle = Oracle::default();
    let found = |version: Version| BTreeMap::from([("a".to_owned(), version.bytes())]);
    oracle.attempt("a", Some(old));
    assert!(oracle.violations(&BTreeMap::new()).is_empty() && oracle.violations(&found(old)).is_empty());
    oracle.acknowledge("a", Some(old));
    assert_eq!(oracle.violations(&BTreeMap::new()).len(), 1);
    assert_eq!(oracle.violations(&found(new)).len(), 1);
    oracle.attempt("a", Some(new));
    assert!(oracle.violations(&found(old)).is_empty() && oracle.violations(&found(new)).is_empty());
    assert_eq!(oracle.violations(&BTreeMap::from([("a".to_owned(), old.bytes()[..9].to_vec())])).len(), 1);
    oracle.acknowledge("a", None);
    assert_eq!(oracle.violations(&found(new)).len(), 1);
    assert_eq!(Oracle::default().violations(&found(new)).len(), 1);
}
