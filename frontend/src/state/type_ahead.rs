//! Letters typed in the list jump to the next name that begins so.

/// What has been typed in one go.
#[derive(Debug, Clone, Default)]
pub struct TypeAhead {
    typed: String,
    last_ms: u64,
}

impl TypeAhead {
    /// A pause longer than this begins a new word.
    const PAUSE_MS: u64 = 1000;

    /// Whether a word is being typed: then a space belongs to it.
    pub fn is_typing(&self, at_ms: u64) -> bool {
        !self.typed.is_empty() && at_ms.saturating_sub(self.last_ms) <= Self::PAUSE_MS
    }

    /// Takes a letter typed at `at_ms`; how many places below the one where one is to begin looking.
    pub fn add(&mut self, letter: &str, at_ms: u64) -> usize {
        if !self.is_typing(at_ms) {
            self.typed.clear();
        }
        self.last_ms = at_ms;
        let skip = usize::from(self.typed.is_empty());
        self.typed.extend(letter.chars().flat_map(char::to_lowercase));
        skip
    }

    /// What has been typed in one go.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Takes a letter typed at `at_ms`; the place in `names` to go to from `from`, if any begins so.
    ///
    /// A first letter goes on to the next such name, further letters may stay where they are; it wraps around.
    pub fn push(&mut self, letter: &str, at_ms: u64, names: &[&str], from: usize) -> Option<usize> {
        let skip = self.add(letter, at_ms);
        let count = names.len();
        (0..count)
            .map(|step| (from + skip + step) % count)
            .find(|place| names.get(*place).is_some_and(|name| name.to_lowercase().starts_with(&self.typed)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_gather_for_a_second_and_wrap_around() {
        let names = ["apple", "Banana", "blueberry", "cherry"];
        let mut typed = TypeAhead::default();
        assert_eq!(typed.push("b", 5000, &names, 0), Some(1));
        assert_eq!(typed.push("l", 5300, &names, 1), Some(2));
        assert_eq!(typed.push("A", 9000, &names, 2), Some(0));
        assert_eq!(typed.push("z", 9100, &names, 0), None);
        assert!(typed.is_typing(9500) && !typed.is_typing(10_200));
        assert_eq!(TypeAhead::default().push("a", 0, &[], 0), None);
    }
}
