//! The details panel: whether it is open, and what it is about.
//!
//! It follows the selection, and the cursor where nothing is selected; it stays open until somebody closes it.

use holdall_shared::{Entry, EntryKind, EntryPath};

/// The panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Panel {
    /// It is not there.
    #[default]
    Closed,
    /// It is.
    Open,
}

impl Panel {
    /// The other one.
    pub fn toggled(self) -> Self {
        if self == Self::Open { Self::Closed } else { Self::Open }
    }
}

/// What the panel is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// An empty folder has no entry to tell about.
    Nothing,
    /// One entry.
    One(Entry),
    /// Several: how many, and the bytes of the files among them.
    Several {
        /// How many.
        count: u64,
        /// Bytes.
        size: u64,
        /// Folders among them, whose content is not counted.
        folders: u64,
    },
    /// More than are loaded: how many.
    Many(u64),
}

impl Subject {
    /// What is selected, else the entry that the keyboard is on.
    pub fn of(chosen: &[Entry], cursor: Option<Entry>) -> Self {
        match chosen {
            [] => cursor.map_or(Self::Nothing, Self::One),
            [one] => Self::One(one.clone()),
            several => Self::Several {
                count: length(several.len()),
                size: several.iter().filter_map(|entry| entry.size).fold(0, u64::saturating_add),
                folders: length(several.iter().filter(|entry| entry.kind == EntryKind::Folder).count()),
            },
        }
    }

    /// The one entry, if it is one.
    pub fn one(&self) -> Option<&Entry> {
        if let Self::One(entry) = self { Some(entry) } else { None }
    }

    /// The very content of the one file: another version of it is another content.
    pub fn content(&self) -> Option<Content> {
        let entry = self.one().filter(|entry| entry.kind == EntryKind::File)?;
        // Weak for the first two seconds after a change, then strong: it stands for the same content all the while.
        let etag = entry.etag.as_deref().unwrap_or_default();
        Some(Content { path: entry.path.clone(), etag: etag.strip_prefix("W/").unwrap_or(etag).to_owned() })
    }
}

/// Which content of which file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The file.
    pub path: EntryPath,
    /// Its validator, strong or weak.
    pub etag: String,
}

fn length(n: usize) -> u64 {
    crate::number::length(n)
}

#[cfg(test)]
mod tests {
    use holdall_shared::{EntryName, Timestamp};

    use super::*;

    fn entry(name: &str, size: Option<u64>, etag: &str) -> Entry {
        Entry {
            name: EntryName::new(name).unwrap(),
            path: EntryPath::new(name).unwrap(),
            kind: if size.is_some() { EntryKind::File } else { EntryKind::Folder },
            url: String::new(),
            size,
            modified: Timestamp::from_unix_ms(0),
            media_type: None,
            etag: size.map(|_| etag.to_owned()),
            digests: None,
            previous: None,
        }
    }

    #[test]
    fn it_is_about_what_is_selected_else_about_the_cursor() {
        let (a, b, folder) = (entry("a", Some(3), "1"), entry("b", Some(4), "1"), entry("c", None, ""));
        assert_eq!(Subject::of(&[], None), Subject::Nothing);
        assert_eq!(Subject::of(&[], Some(a.clone())), Subject::One(a.clone()));
        assert_eq!(Subject::of(&[b.clone()], Some(a.clone())), Subject::One(b.clone()));
        assert_eq!(Subject::of(&[a, b, folder], None), Subject::Several { count: 3, size: 7, folders: 1 });
    }

    #[test]
    fn a_validator_that_becomes_strong_is_the_same_content() {
        let content = |etag| Subject::One(entry("a", Some(3), etag)).content();
        assert_eq!(content("W/\"1\""), content("\"1\""));
    }

    #[test]
    fn a_new_version_is_another_content_and_a_folder_has_none() {
        let content = |entry| Subject::One(entry).content();
        assert_ne!(content(entry("a", Some(3), "1")), content(entry("a", Some(3), "2")));
        assert_eq!(content(entry("c", None, "")), None);
    }
}
