//! How well a name fits what is looked for.

use memchr::memmem::Finder;

use crate::fold::Needle;

/// See the module; the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// It begins with a word.
    Start,
    /// A word begins in it.
    Word,
    Inside,
}

impl Rank {
    /// Of a folded name that has all words in it.
    pub(super) fn of(folded: &str, needle: &Needle) -> Self {
        if needle.words().any(|word| folded.as_bytes().starts_with(word.needle())) {
            Self::Start
        } else if needle.words().any(|word| begins_within(folded, word)) {
            Self::Word
        } else {
            Self::Inside
        }
    }
}

/// Whether a word begins somewhere in it: behind what is neither letter nor digit.
fn begins_within(folded: &str, word: &Finder<'_>) -> bool {
    word.find_iter(folded.as_bytes()).any(|place| {
        let before = folded.get(..place).and_then(|before| before.chars().next_back());
        before.is_none_or(|c| !c.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ranks_by_its_best_word() {
        for (name, words, rank) in [
            ("oslo.txt", "oslo", Rank::Start),
            ("my oslo.txt", "oslo", Rank::Word),
            ("xoslo oslo", "oslo", Rank::Word),
            ("éoslo", "oslo", Rank::Inside),
            ("—oslo", "oslo", Rank::Word),
            ("ooslo", "oslo", Rank::Inside),
            ("xoslo my", "oslo my", Rank::Word),
            ("my xoslo", "oslo my", Rank::Start),
        ] {
            assert_eq!(Rank::of(name, &Needle::new(words).unwrap()), rank, "{name} {words}");
        }
    }
}
