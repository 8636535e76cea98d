//! What entries are called inside an archive: names that every system can unpack, each once in its folder.

use std::collections::HashSet;

use holdall_shared::{FileName, collision_key};

/// The names given away in one folder.
#[derive(Default)]
pub(super) struct Names(HashSet<String>);

impl Names {
    /// A name that keeps the policy and that nothing else here has, in no spelling.
    pub(super) fn take(&mut self, name: &str) -> FileName {
        let wanted = FileName::new(name).unwrap_or_else(|invalid| invalid.suggestion);
        let mut taken = wanted.clone();
        let mut number = 1;
        while !self.0.insert(collision_key(taken.as_str())) {
            number += 1;
            taken = wanted.numbered(number);
        }
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_safe_and_distinct() {
        let mut names = Names::default();
        let taken: Vec<String> = ["a", "A", "a", "CON", "what?", "what_", "x.", "..\\..\\evil"]
            .iter()
            .map(|name| names.take(name).to_string())
            .collect();
        assert_eq!(taken[..3], ["a", "A (2)", "a (3)"]);
        assert_ne!(taken[3], "CON");
        assert_eq!((taken[4].as_str(), taken[5].as_str()), ("what_", "what_ (2)"));
        for name in &taken {
            assert!(FileName::new(name).is_ok() && !name.contains(['\\', '/']), "{name}");
        }
    }
}
