//! Downloading folders and selections as one ZIP file: by a link, or by a form where an address would be too long.

use holdall_shared::{Entry, EntryKind, EntryPath, url};

/// Servers and what is between take addresses of 8 KiB; the host and other headers need some of it.
const LONGEST_HREF: usize = 6000;

/// How it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Zip {
    /// By an address.
    Link(String),
    /// By a form with these paths.
    Form(Vec<String>),
}

/// The way to an archive of what can be downloaded among `entries`; nothing if that is a single file, or nothing at all.
pub fn zip(entries: &[Entry]) -> Option<Zip> {
    let downloaded = entries.iter().filter(|entry| matches!(entry.kind, EntryKind::Folder | EntryKind::File));
    let paths: Vec<&EntryPath> = downloaded.map(|entry| &entry.path).collect();
    match entries {
        [] => return None,
        [one] if one.kind != EntryKind::Folder => return None,
        _ if paths.is_empty() => return None,
        _ => {}
    }
    let query: Vec<String> = paths.iter().map(|path| format!("path={}", url::query_value(path.as_str()))).collect();
    let href = format!("{}?{}", url::ARCHIVE, query.join("&"));
    if href.len() <= LONGEST_HREF {
        return Some(Zip::Link(href));
    }
    Some(Zip::Form(paths.into_iter().map(EntryPath::to_string).collect()))
}

#[cfg(test)]
mod tests {
    use holdall_shared::{EntryName, Timestamp};

    use super::*;

    fn entry(name: &str, kind: EntryKind) -> Entry {
        Entry {
            name: EntryName::new(name).unwrap(),
            path: EntryPath::new(format!("Café/{name}")).unwrap(),
            kind,
            url: String::new(),
            size: None,
            modified: Timestamp::from_unix_ms(0),
            media_type: None,
            etag: None,
            digests: None,
            previous: None,
        }
    }

    #[test]
    fn folders_and_selections_become_archives_and_a_file_does_not() {
        let (folder, file, link) =
            (entry("a b", EntryKind::Folder), entry("c&d", EntryKind::File), entry("e", EntryKind::Link));
        let link_to = |query: &str| Some(Zip::Link(format!("/api/archive?{query}")));
        assert_eq!(zip(&[folder.clone()]), link_to("path=Caf%C3%A9%2Fa%20b"));
        assert_eq!(
            zip(&[folder, file.clone(), link.clone()]),
            link_to("path=Caf%C3%A9%2Fa%20b&path=Caf%C3%A9%2Fc%26d")
        );
        for none in [&[][..], &[file], &[link.clone()], &[link.clone(), link]] {
            assert_eq!(zip(none), None);
        }
    }

    #[test]
    fn what_is_too_long_for_an_address_is_a_form() {
        let many: Vec<Entry> = (0..300).map(|n| entry(&format!("file number {n}"), EntryKind::File)).collect();
        let Some(Zip::Form(paths)) = zip(&many) else { panic!("not a form") };
        assert_eq!((paths.len(), paths[299].as_str()), (300, "Café/file number 299"));
        assert!(matches!(zip(&many[..50]), Some(Zip::Link(href)) if href.len() <= LONGEST_HREF));
    }
}
