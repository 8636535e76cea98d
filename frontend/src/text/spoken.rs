//! The language that is spoken, and how its texts are put together.
//!
//! English is in the code: each text's function has it. Another language is a table of the same texts in the same order. How
//! numbers are written and plurals chosen is told from outside (`browser/intl.rs` asks the browser); until it is, as in
//! English.

use std::cell::Cell;

use holdall_shared::ByteSize;

use super::catalogue::Language;

/// What is put into a text.
#[derive(Debug, Clone, Copy)]
pub enum Value<'a> {
    /// A text, as it is.
    Text(&'a str),
    /// A number, as the language writes it.
    Number(u64),
}

/// How a language writes numbers and chooses plurals.
#[derive(Debug, Clone, Copy)]
pub struct Formats {
    /// A number with its thousands apart.
    pub number: fn(u64) -> String,
    /// The place of a number's plural category among the language's (`Language::plurals`).
    pub plural: fn(u64) -> usize,
    /// What stands before the decimals.
    pub decimal_mark: char,
}

#[derive(Clone, Copy)]
struct Spoken {
    language: Language,
    table: Option<&'static [&'static str]>,
    formats: Formats,
}

thread_local! {
    static SPOKEN: Cell<Spoken> = const { Cell::new(Spoken { language: Language::En, table: None, formats: ENGLISH }) };
}

const ENGLISH: Formats = Formats { number: |n| grouped(n, ','), plural: |n| usize::from(n != 1), decimal_mark: '.' };

/// Which language is spoken.
pub fn language() -> Language {
    SPOKEN.get().language
}

/// Speaks a language from now on; `table` has its texts, which English does not need.
pub fn speak(language: Language, table: Option<&'static str>, formats: Formats) {
    // Kept for as long as the page lives: a language is loaded once, or a few times.
    let table = table.map(|table| &*Vec::leak(table.split('\n').collect()));
    SPOKEN.set(Spoken { language, table, formats });
}

/// A number with its thousands apart: `1,204`.
pub fn number(n: u64) -> String {
    (SPOKEN.get().formats.number)(n)
}

/// A size in decimal units, with three figures: `1.84 GB`.
pub fn size(bytes: u64) -> String {
    let size = ByteSize(bytes).to_string();
    let Spoken { language, formats, .. } = SPOKEN.get();
    let size = match formats.decimal_mark {
        '.' => size,
        mark => size.replace('.', mark.encode_utf8(&mut [0; 4])),
    };
    // The unit would else stand before the number.
    if language.direction() == "rtl" { format!("\u{2066}{size}\u{2069}") } else { size }
}

/// A text without parts.
pub(super) fn plain(text: u16, english: &'static str) -> &'static str {
    SPOKEN.get().table.and_then(|table| table.get(usize::from(text))).copied().unwrap_or(english)
}

/// A text with its parts; `by` chooses the plural.
pub(super) fn filled(text: u16, english: &'static str, by: Option<u64>, values: &[Value<'_>]) -> String {
    let Spoken { language, formats, .. } = SPOKEN.get();
    let mut rest = plain(text, english);
    if let Some(n) = by {
        let mut variants = rest.split('\u{1f}');
        let last = variants.clone().next_back();
        rest = variants.nth((formats.plural)(n)).or(last).unwrap_or_default();
    }
    let isolates = language.direction() == "rtl";
    let mut filled = String::with_capacity(rest.len() + 32);
    while let Some((words, behind)) = rest.split_once('{') {
        filled.push_str(words);
        let (place, behind) = behind.split_once('}').unwrap_or_default();
        match place.parse().ok().and_then(|place: usize| values.get(place)) {
            Some(Value::Number(n)) => filled.push_str(&(formats.number)(*n)),
            // What is written from left to right would carry what is around it along (Unicode UAX #9, isolates).
            Some(Value::Text(text)) if isolates => filled.extend(["\u{2068}", text, "\u{2069}"]),
            Some(Value::Text(text)) => filled.push_str(text),
            None => {}
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

/// A number whose thousands stand apart.
fn grouped(n: u64, mark: char) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::text::{self, tables};

    /// German in this thread, with rules that stand in for the browser's.
    pub(crate) fn speak_german() {
        let formats = Formats { number: |n| grouped(n, '.'), plural: |n| usize::from(n != 1), decimal_mark: ',' };
        speak(Language::De, Some(tables::de()), formats);
    }

    fn speak_pseudo() {
        speak(Language::Qps, Some(tables::qps()), ENGLISH);
    }

    #[test]
    fn thousands_stand_apart() {
        for (n, text) in [(0, "0"), (999, "999"), (1204, "1,204"), (1_000_000, "1,000,000")] {
            assert_eq!(number(n), text);
        }
    }

    #[test]
    fn english_is_spoken_until_another_language_is_there() {
        assert_eq!((language(), text::cancel(), text::items(1204)), (Language::En, "Cancel", "1,204 items".into()));
        speak_german();
        assert_eq!(
            (language(), text::cancel(), text::items(1204)),
            (Language::De, "Abbrechen", "1.204 Elemente".into())
        );
        assert_eq!((text::items(1), size(1_840_000_000)), ("1 Element".into(), "1,84 GB".into()));
        speak(Language::En, None, ENGLISH);
        assert_eq!((text::cancel(), size(1_840_000_000)), ("Cancel", "1.84 GB".into()));
    }

    #[test]
    fn german_has_its_own_plurals_and_its_own_order_of_words() {
        use crate::{
            state::{deletion::Loss, transfer::Way},
            text::{moments::When, storage, transfer, trash, upload},
        };
        speak_german();
        for (told, german) in [
            (trash::kept_for(1), "Dateien im Papierkorb werden nach 1 Tag endgültig gelöscht."),
            (trash::kept_for(30), "Dateien im Papierkorb werden nach 30 Tagen endgültig gelöscht."),
            (trash::deleted(&["a"], &[], Loss::NoTrash), "„a“ wurde in den Papierkorb verschoben."),
            (trash::deleted(&["a", "b"], &[], Loss::NoTrash), "2 Elemente wurden in den Papierkorb verschoben."),
            (storage::trash("7 B", 1), "7 B in 1 Element"),
            (storage::trash("7 B", 1204), "7 B in 1.204 Elementen"),
            (transfer::title(Way::Move, &["a.txt"], 1, "Fotos"), "„a.txt“ nach „Fotos“ verschieben"),
            (transfer::title(Way::Copy, &["a", "b"], 2, "Fotos"), "2 Elemente nach „Fotos“ kopieren"),
            (
                upload::add_files_again(1, 0),
                "Eine Datei ist nicht fertig hochgeladen. Zum Fortsetzen bitte dieselbe Datei erneut hinzufügen.",
            ),
            (upload::button_for(upload::cancel(), "a.txt"), "Abbrechen: a.txt"),
            (text::details::replaced(&When::Today("14:31".into())), "bis heute 14:31"),
        ] {
            assert_eq!(told, german);
        }
    }

    #[test]
    fn a_table_that_is_too_short_is_helped_out_by_english() {
        speak(Language::De, Some(""), ENGLISH);
        assert_eq!(text::items(2), "2 items");
    }

    #[test]
    fn what_is_put_in_keeps_its_own_direction() {
        speak_pseudo();
        let told = text::quoted("{0} a.txt");
        assert!(told.starts_with('⟦') && told.ends_with('⟧') && told.contains("“\u{2068}{0} a.txt\u{2069}”"), "{told}");
    }

    #[test]
    fn a_plural_that_a_table_lacks_is_the_last_one() {
        let formats = Formats { plural: |_| 7, ..ENGLISH };
        speak(Language::En, None, formats);
        assert_eq!(text::items(1), "1 items");
    }
}
