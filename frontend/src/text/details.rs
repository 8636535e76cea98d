//! Words of the details panel.

pub use super::catalogue::details::*;
use super::{items, moments::When};
use crate::state::kind::Icon;

/// A digest.
pub const BLAKE3: &str = "BLAKE3";
/// A digest.
pub const SHA256: &str = "SHA-256";

/// What an entry is, told by its shape.
pub fn kind(icon: Icon) -> &'static str {
    match icon {
        Icon::Folder => folder(),
        Icon::Image => image(),
        Icon::Audio => audio(),
        Icon::Video => video(),
        Icon::Text => text(),
        Icon::Code => code(),
        Icon::Archive => archive(),
        Icon::Document => document(),
        Icon::Outside => outside(),
        _ => file(),
    }
}

/// The whole number of bytes, with the short form where that says less.
pub fn size(n: u64) -> String {
    let exact = bytes(n);
    if n < 1000 { exact } else { format!("{exact} ({})", super::size(n)) }
}

/// Several are selected.
pub fn selected(count: u64) -> String {
    several(&items(count))
}

/// Their size: folders are not counted.
pub fn size_of_several(size: &str, folders: u64) -> String {
    if folders == 0 { size.to_owned() } else { size_without_folders(size, folders) }
}

/// When a version came to its end.
pub fn replaced(when: &When) -> String {
    match when {
        When::Today(time) => until_today(time),
        When::Yesterday(time) => until_yesterday(time),
        other => until(&other.told()),
    }
}

/// After a version was made the content again.
pub fn restored(name: &str, when: &When) -> String {
    let as_it_was = match when {
        When::Today(time) => as_it_was_today(time),
        When::Yesterday(time) => as_it_was_yesterday(time),
        other => as_it_was_on(&other.told()),
    };
    restored_as(name, &as_it_was)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_exact() {
        assert_eq!(size(1), "1 byte");
        assert_eq!(size(999), "999 bytes");
        assert_eq!(size(1_204_220), "1,204,220 bytes (1.20 MB)");
        assert_eq!(size_of_several("7 B", 1), "7 B, and 1 folder that is not counted");
        assert_eq!(size_of_several("7 B", 2), "7 B, and 2 folders that are not counted");
    }

    #[test]
    fn a_restored_version_says_when_it_was() {
        let today = When::Today("14:31".into());
        assert_eq!(restored("a", &today), "“a” is as it was today 14:31. What it was until now is a version.");
        assert_eq!(
            restored("a", &When::ThisYear("12 Nov".into(), "14:32".into())),
            "“a” is as it was on 12 Nov 14:32. What it was until now is a version."
        );
        assert_eq!(replaced(&When::Yesterday("20:05".into())), "until yesterday 20:05");
        assert_eq!(replaced(&When::Before("14 Mar 2024".into())), "until 14 Mar 2024");
    }
}
