//! Every sentence of the page, in one typed catalogue: English now, other languages later.
//!
//! Texts without parts are constants, texts with parts are functions of them. Sentence case, no exclamation marks,
//! names in “ ”, people's words: the rules are in the design's chapter on words.

pub mod adding;
pub mod details;
pub mod dialogs;
pub mod list;
pub mod name;
pub mod parts;
pub mod preview;
pub mod problems;
pub mod sign_in;
pub mod storage;
pub mod strips;
pub mod top_bar;
pub mod transfer;
pub mod trash;
pub mod upload;

use holdall_shared::EntryPath;

/// The product.
pub const HOLDALL: &str = "Holdall";
/// The upload folder itself, as the first of the breadcrumbs.
pub const ROOT: &str = "Files";
/// Closes without doing.
pub const CANCEL: &str = "Cancel";
/// Closes what only informs.
pub const CLOSE: &str = "Close";
/// Asks the server once more.
pub const TRY_AGAIN: &str = "Try again";
/// Does not wait for the next try.
pub const TRY_NOW: &str = "Try now";
/// Opens what is behind an error.
pub const DETAILS: &str = "Details";

/// The tab's title for a folder.
pub fn title(folder: &str) -> String {
    format!("{folder} – {HOLDALL}")
}

/// The tab's title while uploading.
pub fn title_uploading(percent: u64) -> String {
    format!("{percent} % – {HOLDALL}")
}

/// What a folder is called.
pub fn folder_name(folder: &EntryPath) -> String {
    folder.name().map_or_else(|| ROOT.to_owned(), String::from)
}

/// A name in a sentence.
pub fn quoted(name: &str) -> String {
    format!("“{name}”")
}

/// A number with its thousands apart: `1,204`.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 item`, `1,204 items`.
pub fn items(n: u64) -> String {
    counted(n, "item", "items")
}

/// `1 file`, `12 files`.
pub fn files(n: u64) -> String {
    counted(n, "file", "files")
}

fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        for (n, text) in [(0, "0"), (999, "999"), (1204, "1,204"), (1_000_000, "1,000,000")] {
            assert_eq!(number(n), text);
        }
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!((items(1), items(2), files(1)), ("1 item".into(), "2 items".into(), "1 file".into()));
    }
}
