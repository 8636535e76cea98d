//! The policy for names that Holdall makes: they must work on Linux, macOS and Windows, and look like what they are.
//!
//! Refused: what Windows forbids (characters, device names, edges), control characters, characters that reorder or
//! hide text (the "Trojan Source" class), noncharacters, and tag characters outside flag emoji. Names are normalised
//! to NFC. A refused name comes with a repaired one that is accepted.
//! Sources: Microsoft "Naming Files, Paths, and Namespaces"; Unicode TR #36 and #51; CVE-2023-45284 (device names).

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

use super::{EntryName, MAX_NAME_BYTES, RESERVED_NAME};

/// A name that may be made: an [`EntryName`] in NFC that keeps the portable naming policy.
///
/// ```
/// use holdall_shared::FileName;
///
/// let refused = FileName::new("What is this?.mp4").unwrap_err();
/// assert_eq!(refused.to_string(), "“What is this?.mp4” can't be used as a name: a name can't contain “?”");
/// assert_eq!(refused.suggestion.as_str(), "What is this_.mp4");
/// assert_eq!(refused.suggestion.numbered(2).as_str(), "What is this_ (2).mp4");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileName(EntryName);

/// A name that may not be made: why, and what could be made instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{name}” can't be used as a name: {fault}")]
pub struct InvalidName {
    /// The name that was asked for, without its control and invisible characters.
    pub name: String,
    /// What is wrong with it.
    pub fault: NameFault,
    /// A name that is accepted.
    pub suggestion: FileName,
}

/// What is wrong with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    /// Nothing is left of it.
    #[error("a name can't be empty")]
    Empty,
    /// More than 255 bytes of UTF-8.
    #[error("it is longer than 255 bytes")]
    TooLong,
    /// `.` or `..`.
    #[error("“.” and “..” mean folders")]
    Dots,
    /// Holdall's own folder.
    #[error("“.holdall” belongs to Holdall")]
    Reserved,
    /// A character that some system forbids.
    #[error("a name can't contain “{0}”")]
    Character(char),
    /// U+0000–001F, U+007F–009F.
    #[error("a name can't contain control characters")]
    Control,
    /// Bidirectional controls, byte order marks, separators, noncharacters, stray tags.
    #[error("a name can't contain invisible characters")]
    Invisible,
    /// A space at its start or end.
    #[error("a name can't begin or end with a space")]
    OuterSpace,
    /// A dot at its end.
    #[error("a name can't end with a dot")]
    TrailingDot,
    /// CON, PRN, AUX, NUL, COM0–9, LPT0–9, with any extension.
    #[error("Windows keeps this name for a device")]
    Device,
}

impl FileName {
    /// Normalises to NFC and checks the policy.
    pub fn new(name: &str) -> Result<Self, InvalidName> {
        let name: String = name.nfc().collect();
        match (fault(&name), EntryName::new(name.as_str())) {
            (None, Ok(name)) => Ok(Self(name)),
            (fault, _) => Err(InvalidName {
                fault: fault.unwrap_or(NameFault::Empty),
                suggestion: repair(&name),
                name: name.chars().filter(|c| character_fault(*c).is_none_or(is_printable_fault)).collect(),
            }),
        }
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The name as one that exists.
    pub fn as_entry_name(&self) -> &EntryName {
        &self.0
    }

    /// The `n`th other name of this one: `report (2).pdf`. The stem is shortened where it would grow too long.
    pub fn numbered(&self, n: u64) -> Self {
        let (stem, extension) = split_extension(self.as_str());
        let suffix = format!(" ({n})");
        let stem = shortened(stem, MAX_NAME_BYTES.saturating_sub(suffix.len() + extension.len()));
        // A shortened stem can end with a space; only then is there something to repair.
        let name = format!("{}{suffix}{extension}", stem.trim_end());
        Self::new(&name).unwrap_or_else(|invalid| invalid.suggestion)
    }
}

impl TryFrom<String> for FileName {
    type Error = InvalidName;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        Self::new(&name)
    }
}

impl From<FileName> for String {
    fn from(name: FileName) -> Self {
        name.0.into()
    }
}

impl From<FileName> for EntryName {
    fn from(name: FileName) -> Self {
        name.0
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

fn fault(name: &str) -> Option<NameFault> {
    match name {
        "" => return Some(NameFault::Empty),
        "." | ".." => return Some(NameFault::Dots),
        RESERVED_NAME => return Some(NameFault::Reserved),
        _ => {}
    }
    if let Some(fault) = name.chars().find_map(character_fault) {
        return Some(fault);
    }
    if has_stray_tag(name) {
        return Some(NameFault::Invisible);
    }
    if name.starts_with(' ') || name.ends_with(' ') {
        return Some(NameFault::OuterSpace);
    }
    if name.ends_with('.') {
        return Some(NameFault::TrailingDot);
    }
    if is_device(name) {
        return Some(NameFault::Device);
    }
    (name.len() > MAX_NAME_BYTES).then_some(NameFault::TooLong)
}

fn character_fault(c: char) -> Option<NameFault> {
    match c {
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Some(NameFault::Control),
        '/' | '\\' | '<' | '>' | ':' | '"' | '|' | '?' | '*' => Some(NameFault::Character(c)),
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some(NameFault::Invisible)
        }
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fdd0}'..='\u{fdef}' => Some(NameFault::Invisible),
        _ if u32::from(c) & 0xfffe == 0xfffe => Some(NameFault::Invisible),
        _ => None,
    }
}

fn is_printable_fault(fault: NameFault) -> bool {
    matches!(fault, NameFault::Character(_))
}

/// Tag characters may only spell the region of a flag: U+1F3F4, tags, U+E007F (Unicode TR #51, §C.1).
fn has_stray_tag(name: &str) -> bool {
    let mut in_flag = false;
    for c in name.chars() {
        match c {
            '\u{1f3f4}' => in_flag = true,
            '\u{e007f}' if in_flag => in_flag = false,
            '\u{e0020}'..='\u{e007e}' if in_flag => {}
            '\u{e0000}'..='\u{e007f}' => return true,
            _ => in_flag = false,
        }
    }
    false
}

/// Windows reserves these whatever follows the first dot, and ignores spaces before it.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    if matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") {
        return true;
    }
    let number = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    number.is_some_and(|n| matches!(n.chars().collect::<Vec<_>>().as_slice(), ['0'..='9' | '¹' | '²' | '³']))
}

/// The nearest name that keeps the policy.
fn repair(name: &str) -> FileName {
    let mut repaired: String = name
        .chars()
        .filter(|c| !matches!(c, '\u{e0000}'..='\u{e007f}'))
        .filter_map(|c| match character_fault(c) {
            None => Some(c),
            Some(NameFault::Character(_)) => Some('_'),
            Some(_) => None,
        })
        .collect::<String>()
        .nfc()
        .collect();
    repaired.truncate(repaired.trim_end_matches(['.', ' ']).len());
    repaired.drain(..repaired.len() - repaired.trim_start_matches(' ').len());
    if repaired == RESERVED_NAME {
        repaired.remove(0);
    }
    if is_device(&repaired) {
        let device = repaired.split('.').next().unwrap_or_default().trim_end().len();
        repaired.insert(device, '_');
    }
    if repaired.len() > MAX_NAME_BYTES {
        let (stem, extension) = split_extension(&repaired);
        let stem = shortened(stem, MAX_NAME_BYTES.saturating_sub(extension.len())).trim_end_matches(['.', ' ']);
        repaired = format!("{stem}{extension}");
    }
    match (fault(&repaired), EntryName::new(repaired)) {
        (None, Ok(name)) => FileName(name),
        _ => FileName(EntryName("file".to_owned())),
    }
}

/// Stem and extension with its dot; a leading dot begins no extension, nor does one longer than 20 bytes.
fn split_extension(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(dot) if dot > 0 && name.len() - dot <= 20 => name.split_at_checked(dot).unwrap_or((name, "")),
        _ => (name, ""),
    }
}

/// At most `bytes` bytes of `text`, cut between characters.
fn shortened(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(name: &str, expected: NameFault, suggestion: &str) {
        let invalid = FileName::new(name).unwrap_err();
        assert_eq!((invalid.fault, invalid.suggestion.as_str()), (expected, suggestion), "{name:?}");
    }

    #[test]
    fn names_that_break_elsewhere_are_refused_with_a_repair() {
        check("", NameFault::Empty, "file");
        check("..", NameFault::Dots, "file");
        check(".holdall", NameFault::Reserved, "holdall");
        check("What is this?.mp4", NameFault::Character('?'), "What is this_.mp4");
        check("a\u{7}b", NameFault::Control, "ab");
        check("\u{202e}gpj.exe", NameFault::Invisible, "gpj.exe");
        check(" x", NameFault::OuterSpace, "x");
        check("x. .", NameFault::TrailingDot, "x");
        check("con", NameFault::Device, "con_");
        check("COM¹.txt", NameFault::Device, "COM¹_.txt");
        check("nul .txt", NameFault::Device, "nul_ .txt");
        check(&format!("{}.jpeg", "x".repeat(300)), NameFault::TooLong, &format!("{}.jpeg", "x".repeat(250)));
        check("x\u{e0041}", NameFault::Invisible, "x");
    }

    #[test]
    fn ordinary_names_of_all_languages_are_made() {
        for name in [
            ".env",
            "報告.pdf",
            "a b (1).txt",
            "👩‍👩‍👧.png",
            "CONTRACT.doc",
            "COM10",
            "🏴\u{e0067}\u{e0062}\u{e007f}",
            "1. a",
        ] {
            assert_eq!(FileName::new(name).unwrap().as_str(), name);
        }
        assert_eq!(FileName::new("cafe\u{301}").unwrap().as_str(), "café");
    }

    #[test]
    fn kept_both_gets_a_number_before_the_extension() {
        let numbered = |name: &str, n| FileName::new(name).unwrap().numbered(n).to_string();
        assert_eq!(numbered("report.pdf", 2), "report (2).pdf");
        assert_eq!(numbered(".env", 3), ".env (3)");
        assert_eq!(numbered("Makefile", 2), "Makefile (2)");
        assert_eq!(numbered(&"ü".repeat(127), 12).len(), 255);
    }

    proptest! {
        #[test]
        fn repairs_are_accepted_and_stay(name in any::<String>()) {
            if let Err(invalid) = FileName::new(&name) {
                let repaired = FileName::new(invalid.suggestion.as_str());
                prop_assert_eq!(repaired, Ok(invalid.suggestion));
            }
        }

        #[test]
        fn numbering_never_leaves_the_policy(name in any::<String>(), n in 2_u64..) {
            let name = FileName::new(&name).unwrap_or_else(|invalid| invalid.suggestion).numbered(n);
            prop_assert!(FileName::new(name.as_str()).is_ok());
        }
    }
}
