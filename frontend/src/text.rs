//! Every sentence of the page, in one typed catalogue of several languages.
//!
//! The texts themselves are data, `texts/LANGUAGE/AREA.toml`, of which the build makes a function each ([`catalogue`]). What
//! stands here beside them chooses between texts and puts them together; which language is spoken says [`spoken`]. Sentence
//! case, no exclamation marks, names in quotes, people's words: the rules are in the design's chapter on words.

pub mod adding;
pub mod catalogue;
pub mod details;
pub mod dialogs;
pub mod grid;
pub mod list;
pub mod moments;
pub mod name;
pub mod names;
pub mod parts;
pub mod preview;
pub mod problems;
pub mod shortcuts;
pub mod sign_in;
pub mod spoken;
pub mod storage;
pub mod strips;
pub mod tables;
pub mod top_bar;
pub mod transfer;
pub mod trash;
pub mod upload;

use holdall_shared::EntryPath;

pub use catalogue::{Language, page::*};
pub use spoken::{number, size};

/// The product.
pub const HOLDALL: &str = "Holdall";

/// The tab's title for a folder.
pub fn title(folder: &str) -> String {
    format!("{folder} – {HOLDALL}")
}

/// The tab's title while uploading.
pub fn title_uploading(done: u64) -> String {
    title(&percent(done))
}

/// What a folder is called.
pub fn folder_name(folder: &EntryPath) -> String {
    folder.name().map_or_else(|| root().to_owned(), String::from)
}

/// One is named, several are counted.
fn named(names: &[&str], count: u64) -> String {
    match names {
        [name] if count == 1 => quoted(name),
        _ => items(count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_many() {
        assert_eq!((items(1), items(2), files(1)), ("1 item".into(), "2 items".into(), "1 file".into()));
        assert_eq!(items(1_204), "1,204 items");
    }

    #[test]
    fn titles_end_with_the_product() {
        assert_eq!((title("Photos"), title_uploading(42)), ("Photos – Holdall".into(), "42 % – Holdall".into()));
    }
}
