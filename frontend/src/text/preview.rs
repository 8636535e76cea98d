//! Words of the preview.

use super::{number, quoted};
use crate::state::preview::beside::{Position, Way};

/// Closes it.
pub const CLOSE: &str = "Close preview";
/// Goes to the file before.
pub const PREVIOUS: &str = "Previous file";
/// Goes to the file behind.
pub const NEXT: &str = "Next file";
/// Gets the file.
pub const DOWNLOAD: &str = "Download";
/// Opens the details panel.
pub const DETAILS: &str = "Details";
/// Shows a picture pixel by pixel.
pub const ACTUAL_SIZE: &str = "Actual size";
/// Shows a Markdown text as it is written.
pub const SOURCE: &str = "Source";
/// It is on its way.
pub const LOADING: &str = "Loading…";
/// A way to show it is missing.
pub const NONE: &str = "No preview for this kind of file";
/// The same of something that is no file.
pub const NOT_A_FILE: &str = "This is not a file";
/// A file without a byte.
pub const EMPTY: &str = "This file is empty";
/// The browser cannot draw it.
pub const NO_PICTURE: &str = "This picture can't be shown";
/// Why.
pub const NO_PICTURE_HINT: &str = "It may be damaged, or of a kind that this browser doesn't know.";
/// The browser cannot play it.
pub const NOT_PLAYED: &str = "This can't be played";
/// Why.
pub const NOT_PLAYED_HINT: &str = "It may be damaged, or of a kind that this browser can't play.";
/// The file, or what is known of it, could not be had.
pub const FAILED: &str = "The preview can't be shown";
/// Some bytes were no UTF-8.
pub const REPLACED: &str = "Some of it is no text in UTF-8 and is shown as \u{FFFD}.";
/// Shows what is there now.
pub const SHOW_ANEW: &str = "Show it anew";

/// Only the beginning of a text is shown.
pub fn beginning(whole: &str) -> String {
    format!("The first 256 KiB of {whole}")
}

/// Which one of how many.
pub fn position(position: Position) -> String {
    match position {
        Position::OfFiles { number: n, count } => format!("{} of {}", number(n), number(count)),
        Position::OfItems { number: n, count } => format!("{} of {} items", number(n), number(count)),
    }
}

/// Said when another file is shown.
pub fn shown(name: &str, at: Option<Position>) -> String {
    at.map_or_else(|| name.to_owned(), |at| format!("{name}, {}", position(at)))
}

/// Said where there is no other.
pub fn end(way: Way) -> &'static str {
    match way {
        Way::Previous => "This is the first file.",
        Way::Next => "This is the last file.",
    }
}

/// The file is not there any more.
pub fn gone(name: &str) -> String {
    format!("{} is no longer here. It may have been moved or deleted.", quoted(name))
}

/// The file has another content.
pub fn changed(name: &str) -> String {
    format!("{} has changed since it was opened.", quoted(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_counted_and_all_else_is_said_to_be() {
        let at = Position::OfFiles { number: 3, count: 1204 };
        assert_eq!(shown("a.jpg", Some(at)), "a.jpg, 3 of 1,204");
        assert_eq!(position(Position::OfItems { number: 3, count: 24 }), "3 of 24 items");
    }
}
