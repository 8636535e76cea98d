//! Words of the dialog that says what takes how much.

pub use super::catalogue::storage::*;

/// The trash: how much, and how many.
pub fn trash(size: &str, entries: u64) -> String {
    if entries == 0 { empty().to_owned() } else { trash_with(size, entries) }
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
