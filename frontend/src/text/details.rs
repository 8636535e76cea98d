//! Words of the details panel.

use super::{items, number, quoted};
use crate::state::kind::Icon;

/// The panel, its button, its item in menus.
pub const DETAILS: &str = "Details";
/// Closes it.
pub const CLOSE: &str = "Close details";
/// An empty folder.
pub const NOTHING: &str = "Nothing is selected.";
/// Where it is.
pub const PATH: &str = "Path";
/// What it is.
pub const KIND: &str = "Kind";
/// How much.
pub const SIZE: &str = "Size";
/// When its content changed.
pub const MODIFIED: &str = "Modified";
/// As the server serves it.
pub const MEDIA_TYPE: &str = "Media type";
/// Its address.
pub const LINK: &str = "Link";
/// Puts a text on the clipboard.
pub const COPY: &str = "Copy";
/// The group of digests.
pub const CHECKSUMS: &str = "Checksums";
/// Lets the server read the file.
pub const COMPUTE: &str = "Compute";
/// It does.
pub const COMPUTING: &str = "Computing…";
/// What they are good for.
pub const CHECKSUMS_HINT: &str = "Fingerprints of the content, to compare with a copy elsewhere.";
/// A digest.
pub const BLAKE3: &str = "BLAKE3";
/// A digest.
pub const SHA256: &str = "SHA-256";
/// What a file was before.
pub const VERSIONS: &str = "Versions";
/// They are on their way.
pub const LOADING: &str = "Loading…";
/// The file was never replaced, or nothing is left of it.
pub const NO_VERSIONS: &str = "No earlier versions. When the file is replaced, what it was is kept here.";
/// Nothing is kept.
pub const VERSIONS_OFF: &str = "This server keeps no versions.";
/// Gets a version.
pub const DOWNLOAD: &str = "Download";
/// Makes it the content again.
pub const RESTORE: &str = "Restore";
/// Deletes it.
pub const DELETE: &str = "Delete for good";
/// The question before that.
pub const DELETE_QUESTION: &str = "Delete this version for good?";
/// After it.
pub const VERSION_DELETED: &str = "The version was deleted for good.";
/// Where the content of a folder is not counted.
pub const NOT_COUNTED: &str = "not counted";

/// Counts it.
pub const COUNT: &str = "Count";
/// It is being counted.
pub const COUNTING: &str = "Counting…";

/// What is in a folder.
pub fn counted(size: &str, files: u64) -> String {
    format!("{size} in {}", super::files(files))
}

/// Said when it opens.
pub fn opened(name: &str) -> String {
    format!("Details of {}", quoted(name))
}

/// What an entry is, told by its shape.
pub fn kind(icon: Icon) -> &'static str {
    match icon {
        Icon::Folder => "Folder",
        Icon::Image => "Image",
        Icon::Audio => "Audio",
        Icon::Video => "Video",
        Icon::Text => "Text",
        Icon::Code => "Code",
        Icon::Archive => "Archive",
        Icon::Document => "Document",
        Icon::Outside => "Link, not followed",
        _ => "File",
    }
}

/// The whole number of bytes, with the short form where that says less.
pub fn size(bytes: u64, short: &str) -> String {
    let exact = match bytes {
        1 => "1 byte".to_owned(),
        _ => format!("{} bytes", number(bytes)),
    };
    if bytes < 1000 { exact } else { format!("{exact} ({short})") }
}

/// Several are selected.
pub fn several(count: u64) -> String {
    format!("{} selected", items(count))
}

/// Their size: folders are not counted.
pub fn size_of_several(size: &str, folders: u64) -> String {
    match folders {
        0 => size.to_owned(),
        1 => format!("{size}, and 1 folder that is not counted"),
        _ => format!("{size}, and {} folders that are not counted", number(folders)),
    }
}

/// A button of a digest or of the link.
pub fn copy(what: &str) -> String {
    format!("{COPY} {what}")
}

/// When a version came to its end.
pub fn replaced(when: &str) -> String {
    format!("until {}", lower_day(when))
}

/// A button of a version.
pub fn of_version(button: &str, when: &str) -> String {
    format!("{button}: version of {when}")
}

/// After a version was made the content again.
pub fn restored(name: &str, when: &str) -> String {
    let when = match lower_day(when) {
        day if day == when => format!("on {when}"),
        day => day,
    };
    format!("{} is as it was {when}. What it was until now is a version.", quoted(name))
}

/// “today 14:31” within a sentence.
fn lower_day(when: &str) -> String {
    for day in [super::list::TODAY, super::list::YESTERDAY] {
        if let Some(rest) = when.strip_prefix(day) {
            return format!("{}{rest}", day.to_ascii_lowercase());
        }
    }
    when.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_exact() {
        assert_eq!(size(1, "1 B"), "1 byte");
        assert_eq!(size(999, "999 B"), "999 bytes");
        assert_eq!(size(1_204_220, "1.20 MB"), "1,204,220 bytes (1.20 MB)");
        assert_eq!(size_of_several("7 B", 2), "7 B, and 2 folders that are not counted");
    }

    #[test]
    fn a_restored_version_says_when_it_was() {
        assert_eq!(restored("a", "Today 14:31"), "“a” is as it was today 14:31. What it was until now is a version.");
        assert_eq!(
            restored("a", "12 Nov 14:32"),
            "“a” is as it was on 12 Nov 14:32. What it was until now is a version."
        );
        assert_eq!(replaced("Yesterday 20:05"), "until yesterday 20:05");
    }
}
