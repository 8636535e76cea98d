//! Names: [`EntryName`] for what exists on disk, [`FileName`] for what may be made.
//!
//! An `EntryName` is refused only for safety; a `FileName` also keeps the naming policy of [`policy`], so that a
//! file made here can be copied to any other computer.

mod policy;

use std::fmt;

use caseless::default_case_fold_str;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

pub use policy::{FileName, InvalidName, NameFault};

/// Longest name in bytes of UTF-8 (`NAME_MAX` of every common Linux file system).
pub const MAX_NAME_BYTES: usize = 255;

/// The folder inside the upload folder that is Holdall's own; no route shows or reaches it.
pub(crate) const RESERVED_NAME: &str = ".holdall";

/// The name of one entry that may exist on disk: one path segment, never a way out of its folder.
///
/// Invariants: not empty, at most 255 bytes, no `/`, no `\`, no NUL, not `.`, `..` or `.holdall`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "a.jpg"))]
pub struct EntryName(String);

/// Why a string names no entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntryNameError {
    /// The empty string.
    #[error("a name can't be empty, so there is a slash too many")]
    Empty,
    /// More than 255 bytes.
    #[error("a name can't be longer than 255 bytes")]
    TooLong,
    /// `/`, `\` or NUL.
    #[error("a name can't contain a slash, a backslash or a NUL")]
    Separator,
    /// `.` or `..`.
    #[error("“.” and “..” are not names")]
    Dots,
    /// `.holdall`.
    #[error("“.holdall” belongs to Holdall")]
    Reserved,
}

impl EntryName {
    /// Takes a decoded path segment.
    pub fn new(name: impl Into<String>) -> Result<Self, EntryNameError> {
        let name = name.into();
        check(&name)?;
        Ok(Self(name))
    }

    /// What the upload folder, which has no name of its own, is called in answers.
    pub fn of_root() -> Self {
        Self("files".to_owned())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether other programs hide it: it begins with a dot.
    pub fn is_hidden(&self) -> bool {
        self.0.starts_with('.')
    }
}

fn check(name: &str) -> Result<(), EntryNameError> {
    match name {
        "" => Err(EntryNameError::Empty),
        "." | ".." => Err(EntryNameError::Dots),
        RESERVED_NAME => Err(EntryNameError::Reserved),
        _ if name.contains(['/', '\\', '\0']) => Err(EntryNameError::Separator),
        _ if name.len() > MAX_NAME_BYTES => Err(EntryNameError::TooLong),
        _ => Ok(()),
    }
}

impl TryFrom<String> for EntryName {
    type Error = EntryNameError;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        Self::new(name)
    }
}

impl From<EntryName> for String {
    fn from(name: EntryName) -> Self {
        name.0
    }
}

impl fmt::Display for EntryName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Two names with one key are one name on some other system (macOS, Windows), so only one of them may be made.
///
/// NFC, full case folding, NFC again (Unicode 16, §3.13.3; the last step because folding may decompose).
pub fn collision_key(name: &str) -> String {
    default_case_fold_str(&name.nfc().collect::<String>()).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_leave_their_folder_are_refused() {
        for (name, error) in [
            ("", EntryNameError::Empty),
            (".", EntryNameError::Dots),
            ("..", EntryNameError::Dots),
            (".holdall", EntryNameError::Reserved),
            ("a/b", EntryNameError::Separator),
            ("a\\b", EntryNameError::Separator),
            ("a\0", EntryNameError::Separator),
            (&"x".repeat(256), EntryNameError::TooLong),
        ] {
            assert_eq!(EntryName::new(name), Err(error), "{name:?}");
        }
    }

    #[test]
    fn names_that_other_programs_made_are_taken_as_they_are() {
        for name in ["...", "a:b?", "CON", " x ", "x.", "e\u{301}", "\u{202e}gpj.exe", &"ü".repeat(127)] {
            assert_eq!(EntryName::new(name).unwrap().as_str(), name);
        }
    }

    #[test]
    fn spellings_of_one_name_share_a_key() {
        assert_eq!(collision_key("CAFÉ.txt"), collision_key("cafe\u{301}.TXT"));
        assert_eq!(collision_key("straße"), collision_key("STRASSE"));
        assert_ne!(collision_key("a"), collision_key("b"));
    }
}
