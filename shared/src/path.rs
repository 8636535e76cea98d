//! Paths below the upload folder: [`EntryPath`] for what exists, [`FilePath`] for what may be made.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{EntryName, EntryNameError, FileName, InvalidName};

/// The way from the upload folder to an entry; the upload folder itself is the root.
///
/// Invariants: every segment is an [`EntryName`]; written with single `/` between segments and none at either end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "Photos/2024/a.jpg"))]
pub struct EntryPath(String);

impl EntryPath {
    /// The upload folder.
    pub const ROOT: Self = Self(String::new());

    /// Takes a decoded path without slashes at its ends, such as `Photos/2024`; the empty string is the root.
    pub fn new(path: impl Into<String>) -> Result<Self, EntryNameError> {
        let path = path.into();
        if !path.is_empty() {
            for segment in path.split('/') {
                EntryName::new(segment)?;
            }
        }
        Ok(Self(path))
    }

    /// The path as text, without slashes at its ends.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the upload folder itself.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The names on the way, outermost first.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.0.split('/').filter(|segment| !segment.is_empty())
    }

    /// The last name; the root has none.
    pub fn name(&self) -> Option<EntryName> {
        self.segments().last().and_then(|name| EntryName::new(name).ok())
    }

    /// The folder it lies in; the root has none.
    pub fn parent(&self) -> Option<Self> {
        match self.0.rsplit_once('/') {
            Some((parent, _)) => Some(Self(parent.to_owned())),
            None if self.is_root() => None,
            None => Some(Self::ROOT),
        }
    }

    /// The entry `name` in this folder.
    pub fn child(&self, name: &EntryName) -> Self {
        if self.is_root() { Self(name.as_str().to_owned()) } else { Self(format!("{}/{name}", self.0)) }
    }

    /// Whether `self` is `folder` or lies somewhere below it.
    pub fn is_within(&self, folder: &Self) -> bool {
        let rest = self.0.strip_prefix(folder.as_str());
        folder.is_root() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl TryFrom<String> for EntryPath {
    type Error = EntryNameError;

    fn try_from(path: String) -> Result<Self, Self::Error> {
        Self::new(path)
    }
}

impl From<EntryPath> for String {
    fn from(path: EntryPath) -> Self {
        path.0
    }
}

impl fmt::Display for EntryPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A path that may be made: a name that keeps the policy, in a folder that exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePath {
    folder: EntryPath,
    name: FileName,
}

impl FilePath {
    /// The entry `name` in `folder`.
    pub fn new(folder: EntryPath, name: FileName) -> Self {
        Self { folder, name }
    }

    /// Checks the last name of `path`; the root has none, and so is refused as an empty name.
    pub fn from_entry_path(path: &EntryPath) -> Result<Self, InvalidName> {
        let name = path.segments().last().unwrap_or_default();
        Ok(Self::new(path.parent().unwrap_or_default(), FileName::new(name)?))
    }

    /// The folder in which it is to be made.
    pub fn folder(&self) -> &EntryPath {
        &self.folder
    }

    /// The name it is to have.
    pub fn name(&self) -> &FileName {
        &self.name
    }

    /// The same place under another name.
    #[must_use]
    pub fn with_name(&self, name: FileName) -> Self {
        Self::new(self.folder.clone(), name)
    }

    /// The path it has once it is made.
    pub fn to_entry_path(&self) -> EntryPath {
        self.folder.child(self.name.as_entry_name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> EntryPath {
        EntryPath::new(text).unwrap()
    }

    #[test]
    fn segments_that_leave_the_root_are_refused() {
        for text in ["..", "a/../b", "a//b", "/a", "a/", ".holdall/x", "a/.holdall", "a\\b", "a/./b"] {
            assert!(EntryPath::new(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_path_knows_its_name_its_parent_and_its_children() {
        let photo = path("Photos/2024/a.jpg");
        assert_eq!(photo.name().unwrap().as_str(), "a.jpg");
        assert_eq!(photo.parent(), Some(path("Photos/2024")));
        assert_eq!(path("Photos").parent(), Some(EntryPath::ROOT));
        assert_eq!(EntryPath::ROOT.parent(), None);
        assert_eq!(EntryPath::ROOT.child(&EntryName::new("a").unwrap()), path("a"));
        assert_eq!(path("a").child(&EntryName::new("b").unwrap()), path("a/b"));
    }

    #[test]
    fn within_means_below_by_whole_segments() {
        assert!(path("a/b").is_within(&path("a")));
        assert!(path("a").is_within(&path("a")));
        assert!(path("a").is_within(&EntryPath::ROOT));
        assert!(!path("ab").is_within(&path("a")));
        assert!(!path("a").is_within(&path("a/b")));
    }

    #[test]
    fn only_the_last_name_must_keep_the_policy() {
        assert!(FilePath::from_entry_path(&path("what?/new.txt")).is_ok());
        assert!(FilePath::from_entry_path(&path("folder/what?")).is_err());
        assert!(FilePath::from_entry_path(&EntryPath::ROOT).is_err());
    }
}
