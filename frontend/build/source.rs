//! Reads a file of texts: a subset of TOML, one line a text, with the comments above it kept.
//!
//! ```toml
//! # A row's checkbox.
//! select = "Select {name}"
//!
//! # How many names have the words that are looked for.
//! matches.one = "1 match"
//! matches.other = "{#n} matches"
//! ```

use super::Fault;

/// A file of texts.
#[derive(Debug, Clone)]
pub(crate) struct File {
    /// The tag of its language: the folder it is in.
    pub(crate) language: String,
    /// The part of the page that it is for: its name.
    pub(crate) area: String,
    /// What it holds.
    pub(crate) content: String,
}

/// One line of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Counted from 1.
    pub(crate) number: usize,
    /// The comments above it.
    pub(crate) comment: String,
    /// What the text is called.
    pub(crate) key: String,
    /// What stands behind the dot of its name: a plural category, or `by`.
    pub(crate) variant: Option<String>,
    /// The text.
    pub(crate) text: String,
}

impl File {
    /// Something is wrong with a line of it.
    pub(crate) fn fault(&self, line: usize, what: impl Into<String>) -> Fault {
        Fault { place: format!("texts/{}/{}.toml:{line}", self.language, self.area), what: what.into() }
    }

    /// Its lines; what cannot be read goes into `faults`.
    pub(crate) fn lines(&self, faults: &mut Vec<Fault>) -> Vec<Line> {
        let (mut lines, mut comment) = (Vec::new(), Vec::new());
        for (number, line) in self.content.lines().enumerate().map(|(place, line)| (place + 1, line.trim())) {
            if let Some(words) = line.strip_prefix('#') {
                comment.push(words.trim().to_owned());
            } else if line.is_empty() {
                comment.clear();
            } else {
                match parse(line) {
                    Ok((key, variant, text)) => {
                        lines.push(Line { number, comment: comment.join("\n"), key, variant, text });
                    }
                    Err(what) => faults.push(self.fault(number, what)),
                }
                comment.clear();
            }
        }
        lines
    }
}

fn parse(line: &str) -> Result<(String, Option<String>, String), &'static str> {
    let (name, value) = line.split_once('=').ok_or("no “=”")?;
    let (key, variant) = match name.trim().split_once('.') {
        Some((key, variant)) => (key, Some(variant)),
        None => (name.trim(), None),
    };
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_lowercase())
            && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    if !is_word(key) || variant.is_some_and(|variant| !is_word(variant)) {
        return Err("a name has small letters, digits and underscores, and at most one dot");
    }
    Ok((key.to_owned(), variant.map(str::to_owned), unquoted(value.trim())?))
}

/// A TOML basic string on one line, with the escapes for what could not stand in it otherwise.
fn unquoted(value: &str) -> Result<String, &'static str> {
    let inner =
        value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).ok_or("the text is not in \"quotes\"")?;
    let (mut text, mut letters) = (String::new(), inner.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some(escaped @ ('"' | '\\')) => text.push(escaped),
                _ => return Err("only \\\" and \\\\ are escaped"),
            },
            '"' => return Err("a quote in a text is written \\\""),
            letter if letter.is_control() => return Err("a control character"),
            letter => text.push(letter),
        }
    }
    if text.is_empty() { Err("an empty text") } else { Ok(text) }
}
