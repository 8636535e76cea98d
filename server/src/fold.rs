//! Text as it is searched: case, accents and compatibility forms do not count.
//!
//! Compatibility decomposition, full case folding, decomposition again (Unicode §3.13, D146), without combining marks.
//! Characters fold one by one, so what was found in folded text can be pointed out in the text itself.

use caseless::Caseless as _;
use holdall_shared::Span;
use memchr::memmem::Finder;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// Most words that are looked for at once.
const MOST_WORDS: usize = 8;

/// Appends `text`, folded; never a NUL.
pub fn fold_into(text: &str, folded: &mut String) {
    if text.is_ascii() {
        folded.extend(text.chars().filter(|c| *c != '\0').map(|c| c.to_ascii_lowercase()));
    } else {
        folded.extend(text.nfkd().default_case_fold().nfkd().filter(|c| !is_combining_mark(*c) && *c != '\0'));
    }
}

/// What is looked for: words that must all be there, in any order.
#[derive(Debug, Clone)]
pub struct Needle {
    /// The longest first: it rules out the most.
    words: Vec<Finder<'static>>,
}

impl Needle {
    /// The words of `text`; nothing, where it has none.
    pub fn new(text: &str) -> Option<Self> {
        let mut folded = String::new();
        fold_into(text, &mut folded);
        let mut words: Vec<&str> = folded.split_whitespace().take(MOST_WORDS).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let words: Vec<_> = words.into_iter().map(|word| Finder::new(word).into_owned()).collect();
        (!words.is_empty()).then_some(Self { words })
    }

    /// All words, folded.
    pub fn words(&self) -> impl Iterator<Item = &Finder<'static>> {
        self.words.iter()
    }

    /// The longest word.
    pub fn longest(&self) -> Option<&Finder<'static>> {
        self.words.first()
    }

    /// Whether a folded text has all words but the longest.
    pub fn matches_rest(&self, folded: &[u8]) -> bool {
        self.words.iter().skip(1).all(|word| word.find(folded).is_some())
    }

    /// Where the words stand in `text`, in order, what overlaps joined; nothing, if one is missing.
    pub fn spans(&self, text: &str) -> Option<Vec<Span>> {
        let (folded, places) = fold_with_places(text);
        let mut spans = Vec::new();
        for word in &self.words {
            let before = spans.len();
            for found in word.find_iter(folded.as_bytes()) {
                let end = found + word.needle().len();
                let start = places.get(found).map(|place| place.start);
                let last = places.get(end - 1).map(|place| place.end);
                if let (Some(start), Some(end)) = (start, last) {
                    spans.push(Span { start, end });
                }
            }
            if spans.len() == before {
                return None;
            }
        }
        spans.sort_unstable();
        Some(joined(spans))
    }
}

/// The folded text, and for each of its bytes the character that it comes from, with the marks behind it.
fn fold_with_places(text: &str) -> (String, Vec<Span>) {
    let (mut folded, mut places) = (String::new(), Vec::new());
    let mut one = String::new();
    for (start, c) in text.char_indices() {
        let end = u32::try_from(start + c.len_utf8()).unwrap_or(u32::MAX);
        one.clear();
        fold_into(c.encode_utf8(&mut [0; 4]), &mut one);
        if one.is_empty() {
            // A mark belongs to what it stands on.
            if let Some(last) = places.last().copied() {
                let last: Span = last;
                places.iter_mut().rev().take_while(|place| place.start == last.start).for_each(|place| place.end = end);
            }
        }
        folded.push_str(&one);
        places.extend(std::iter::repeat_n(Span { start: u32::try_from(start).unwrap_or(u32::MAX), end }, one.len()));
    }
    (folded, places)
}

fn joined(spans: Vec<Span>) -> Vec<Span> {
    spans.into_iter().fold(Vec::new(), |mut joined, span| {
        match joined.last_mut() {
            Some(Span { end, .. }) if *end >= span.start => *end = span.end.max(*end),
            _ => joined.push(span),
        }
        joined
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fold(text: &str) -> String {
        let mut folded = String::new();
        fold_into(text, &mut folded);
        folded
    }

    /// The marked parts in brackets.
    fn marked(needle: &str, text: &str) -> Option<String> {
        let spans = Needle::new(needle)?.spans(text)?;
        let mut marked = text.to_owned();
        for Span { start, end } in spans.into_iter().rev() {
            marked.insert(usize::try_from(end).unwrap(), ']');
            marked.insert(usize::try_from(start).unwrap(), '[');
        }
        Some(marked)
    }

    #[test]
    fn case_accents_and_forms_do_not_count() {
        for (text, folded) in [
            ("ABC", "abc"),
            ("Café", "cafe"),
            ("CAFE\u{301}", "cafe"),
            ("Straße", "strasse"),
            ("ﬁle", "file"),
            ("İstanbul", "istanbul"),
            ("日本", "日本"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn all_words_must_be_there_in_any_order() {
        assert_eq!(marked("photo oslo", "Oslo photo.jpg").as_deref(), Some("[Oslo] [photo].jpg"));
        assert_eq!(marked("photo rome", "Oslo photo.jpg"), None);
        assert_eq!(marked("  ", "Oslo"), None);
    }

    #[test]
    fn what_is_marked_are_whole_characters() {
        assert_eq!(marked("cafe", "mein CAFE\u{301}.txt").as_deref(), Some("mein [CAFE\u{301}].txt"));
        assert_eq!(marked("ss", "Straße").as_deref(), Some("Stra[ß]e"));
        assert_eq!(marked("s", "Straße").as_deref(), Some("[S]tra[ß]e"));
        assert_eq!(marked("aa", "aaa aaa").as_deref(), Some("[aa]a [aa]a"));
    }

    proptest! {
        #[test]
        fn characters_fold_one_by_one(text in any::<String>()) {
            prop_assert_eq!(fold_with_places(&text).0, fold(&text));
        }

        #[test]
        fn a_part_of_a_text_is_found_in_it(text in "[a-cA-CéÉß ]{1,12}", from in 0_usize..12, length in 1_usize..5) {
            let part: String = text.chars().skip(from).take(length).collect();
            if let Some(needle) = Needle::new(&part) {
                prop_assert!(needle.spans(&text).is_some());
            }
        }
    }
}
