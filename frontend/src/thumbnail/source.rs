//! Where the thumbnail of an entry comes from.

use holdall_shared::{Entry, EntryKind};

/// How much of a photo is read for its preview: that lies in one segment of at most 64 KiB near the beginning.
pub const HEAD_BYTES: u64 = 128 << 10;

/// A file of at least so many bytes is never got whole for its thumbnail.
pub const WHOLE_BELOW_BYTES: u64 = 1_000_000;

/// See the module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The preview in its first bytes; if there is none, the whole file.
    HeadThenWhole,
    /// The preview in its first bytes: the file is too large for the rest.
    Head,
    /// The file itself.
    Whole,
}

impl Source {
    /// Where to look for the thumbnail of an entry; nothing for what has none.
    pub fn of(entry: &Entry) -> Option<Self> {
        let size = entry.size.filter(|size| *size > 0 && entry.kind == EntryKind::File)?;
        let is_small = size < WHOLE_BELOW_BYTES;
        match entry.media_type.as_deref()? {
            "image/jpeg" if is_small => Some(Self::HeadThenWhole),
            "image/jpeg" => Some(Self::Head),
            "image/png" | "image/gif" | "image/webp" | "image/avif" | "image/bmp" | "image/svg+xml" if is_small => {
                Some(Self::Whole)
            }
            _ => None,
        }
    }
}

/// What tells the content of an entry from that of others, and from what it was before.
pub fn key(entry: &Entry) -> String {
    format!("{} {}", entry.url, entry.etag.as_deref().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use holdall_shared::{EntryPath, Timestamp};

    use super::*;

    fn file(media_type: &str, size: u64) -> Entry {
        let path = EntryPath::new("Photos/beach").unwrap();
        Entry {
            name: path.name().unwrap(),
            kind: EntryKind::File,
            url: EntryKind::File.url(&path),
            path,
            size: Some(size),
            modified: Timestamp::from_unix_ms(0),
            media_type: Some(media_type.to_owned()),
            etag: Some("\"1\"".to_owned()),
            digests: None,
            previous: None,
        }
    }

    #[test]
    fn large_files_are_never_got_whole() {
        for (media_type, size, source) in [
            ("image/jpeg", 999_999, Some(Source::HeadThenWhole)),
            ("image/jpeg", 1_000_000, Some(Source::Head)),
            ("image/png", 999_999, Some(Source::Whole)),
            ("image/png", 1_000_000, None),
            ("image/svg+xml", 900, Some(Source::Whole)),
            ("image/tiff", 900, None),
            ("text/html", 900, None),
            ("image/png", 0, None),
        ] {
            assert_eq!(Source::of(&file(media_type, size)), source, "{media_type}, {size} bytes");
        }
    }

    #[test]
    fn folders_and_links_have_none() {
        for kind in [EntryKind::Folder, EntryKind::Link, EntryKind::Other] {
            assert_eq!(Source::of(&Entry { kind, ..file("image/png", 1) }), None, "{kind:?}");
        }
        assert_eq!(Source::of(&Entry { media_type: None, ..file("image/png", 1) }), None);
    }

    #[test]
    fn changed_content_has_another_key() {
        let before = file("image/png", 1);
        let after = Entry { etag: Some("\"2\"".to_owned()), ..before.clone() };
        assert_ne!(key(&before), key(&after));
        assert_eq!(key(&before), key(&before.clone()));
    }
}
