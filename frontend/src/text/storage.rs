//! Words of the dialog that says what takes how much.

use super::{items, number};

/// The dialog and its item in menus.
pub const STORAGE: &str = "Storage";
/// What people have uploaded.
pub const FILES: &str = "Files";
/// What was deleted.
pub const TRASH: &str = "Trash";
/// What files were before.
pub const VERSIONS: &str = "Versions";
/// What is left.
pub const FREE: &str = "Free";
/// What all files together may take.
pub const QUOTA: &str = "Limit";
/// Nobody has counted yet.
pub const COUNTING: &str = "Counting…";
/// The bar, for screen readers.
pub const METER: &str = "Storage in use";

/// The files: how much, and how many.
pub fn files(size: &str, files: u64) -> String {
    match files {
        1 => format!("{size} in 1 file"),
        _ => format!("{size} in {} files", number(files)),
    }
}

/// The trash: how much, and how many.
pub fn trash(size: &str, entries: u64) -> String {
    if entries == 0 { "empty".to_owned() } else { format!("{size} in {}", items(entries)) }
}

/// What is left, of how much.
pub fn free(free: &str, total: &str) -> String {
    format!("{free} of {total}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_a_kind_is_told_as_one() {
        assert_eq!((files("7 B", 1), files("9 GB", 1204)), ("7 B in 1 file".into(), "9 GB in 1,204 files".into()));
        assert_eq!((trash("0 B", 0), trash("7 B", 1)), ("empty".into(), "7 B in 1 item".into()));
    }
}
