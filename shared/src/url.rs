//! How a path is written into a URL and read back.
//!
//! Writing percent-encodes everything outside RFC 3986 `unreserved`. Reading decodes each segment exactly once and
//! refuses whatever could be understood in two ways: a broken escape, an encoded slash or NUL, bytes that are not
//! UTF-8. The server routes on the raw path and the page builds every link here, so both always mean the same entry.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::{EntryName, EntryNameError, EntryPath};

const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Content: `/files/{path}`.
pub const FILES: &str = "/files";
/// The page's view of a folder: `/browse/{path}`.
pub const BROWSE: &str = "/browse";
/// File information: `/api/entries/{path}`.
pub const ENTRIES: &str = "/api/entries";
/// Listings: `/api/folders/{path}`.
pub const FOLDERS: &str = "/api/folders";
/// Renaming and moving: `/api/move`.
pub const MOVE: &str = "/api/move";
/// Copying: `/api/copy`.
pub const COPY: &str = "/api/copy";
/// Many changes at once: `/api/batch`.
pub const BATCH: &str = "/api/batch";
/// Resumable uploads: `/api/uploads`, one of them: `/api/uploads/{id}`.
pub const UPLOADS: &str = "/api/uploads";
/// What would become of files: `/api/plan`.
pub const PLAN: &str = "/api/plan";
/// The trash: `/api/trash`, one entry of it: `/api/trash/{id}`.
pub const TRASH: &str = "/api/trash";
/// Putting back from the trash: `/api/restore`.
pub const RESTORE: &str = "/api/restore";
/// Earlier contents of a file: `/api/versions/{path}`.
pub const VERSIONS: &str = "/api/versions";
/// Folders and selections as one ZIP file: `/api/archive?path=…`.
pub const ARCHIVE: &str = "/api/archive";
/// Names anywhere below a folder: `/api/search?q=…`.
pub const SEARCH: &str = "/api/search";
/// What changes, as it changes: `/api/events?folder=…`.
pub const EVENTS: &str = "/api/events";
/// The page's view of the trash.
pub const TRASH_PAGE: &str = "/trash";
/// The description of the API: OpenAPI 3.1.
pub const OPENAPI: &str = "/api/openapi.json";
/// The same for people.
pub const DOCS: &str = "/api/docs";
/// Signing in and out: `/api/session`.
pub const SESSION: &str = "/api/session";
/// How much is in a folder: `/api/count/{path}`.
pub const COUNT: &str = "/api/count";
/// What takes how much: `/api/storage`.
pub const STORAGE: &str = "/api/storage";
/// What the server takes: `/api/limits`.
pub const LIMITS: &str = "/api/limits";
/// Where the kinds of problems are explained: `/problems/{kind}`.
pub const PROBLEMS: &str = "/problems";

/// Why a raw URL path names no entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UrlPathError {
    /// `%` without two hexadecimal digits.
    #[error("a “%” in the address must be followed by two hexadecimal digits")]
    BrokenEscape,
    /// The decoded bytes are no UTF-8.
    #[error("the address is not UTF-8")]
    NotUtf8,
    /// A segment is no name.
    #[error(transparent)]
    Name(#[from] EntryNameError),
}

/// The URL of an entry below one of the prefixes of this module, such as `/files/Caf%C3%A9.txt`.
pub fn entry_url(prefix: &str, path: &EntryPath) -> String {
    path.segments().fold(prefix.to_owned(), |mut url, segment| {
        url.push('/');
        url.extend(utf8_percent_encode(segment, SEGMENT));
        url
    })
}

/// The URL of a folder below a prefix: as [`entry_url`], with a slash at its end.
pub fn folder_url(prefix: &str, path: &EntryPath) -> String {
    entry_url(prefix, path) + "/"
}

/// `text` as the value of a query parameter.
pub fn query_value(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

/// Reads the rest of a raw URL path behind its prefix: `/Caf%C3%A9.txt`, `Photos/`, the empty string for the root.
///
/// ```
/// use holdall_shared::url::{FILES, entry_url, parse_entry_path};
///
/// let path = parse_entry_path("/Caf%C3%A9/100%25.txt")?;
/// assert_eq!(path.as_str(), "Café/100%.txt");
/// assert_eq!(entry_url(FILES, &path), "/files/Caf%C3%A9/100%25.txt");
/// assert!(parse_entry_path("/a%2F..%2Fb").is_err());
/// # Ok::<(), holdall_shared::url::UrlPathError>(())
/// ```
///
/// One slash at each end is allowed; use [`names_folder`] to tell what the one at the end says.
pub fn parse_entry_path(raw: &str) -> Result<EntryPath, UrlPathError> {
    let raw = raw.strip_prefix('/').unwrap_or(raw);
    if raw.is_empty() {
        return Ok(EntryPath::ROOT);
    }
    let raw = raw.strip_suffix('/').unwrap_or(raw);
    let segments = raw.split('/').map(decode_segment).collect::<Result<Vec<_>, _>>()?;
    Ok(EntryPath::new(segments.join("/"))?)
}

/// Whether a raw URL path names a folder: it is empty or ends with a slash.
pub fn names_folder(raw: &str) -> bool {
    raw.is_empty() || raw.ends_with('/')
}

fn decode_segment(raw: &str) -> Result<String, UrlPathError> {
    let mut escapes = raw.split('%').skip(1);
    if !escapes.all(|rest| rest.as_bytes().get(..2).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit))) {
        return Err(UrlPathError::BrokenEscape);
    }
    let Ok(segment) = percent_decode_str(raw).decode_utf8() else { return Err(UrlPathError::NotUtf8) };
    // Checked before the segments are joined: an encoded slash must not become a separator.
    Ok(EntryName::new(segment)?.into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_written_is_readable_by_people() {
        let path = EntryPath::new("Café & co/100%.txt").unwrap();
        assert_eq!(entry_url(FILES, &path), "/files/Caf%C3%A9%20%26%20co/100%25.txt");
        assert_eq!(folder_url(FILES, &EntryPath::ROOT), "/files/");
    }

    #[test]
    fn ways_out_of_the_root_are_refused() {
        for raw in [
            "/..",
            "/../etc/passwd",
            "/%2e%2e/x",
            "/%2E%2E",
            "/a/%2e%2e/b",
            "/..%2f..%2fetc",
            "/a%2Fb",
            "/a%5Cb",
            "/a\\b",
            "//a",
            "/a//b",
            "//",
            "/a%00",
            "/%c0%ae%c0%ae/",
            "/%ff",
            "/%",
            "/%2",
            "/%zz",
            "/%+1",
            "/.holdall/x",
            "/%2eholdall",
        ] {
            assert!(parse_entry_path(raw).is_err(), "{raw:?}");
        }
    }

    #[test]
    fn escapes_are_decoded_exactly_once() {
        assert_eq!(parse_entry_path("/%252e%252e%252f").unwrap().as_str(), "%2e%2e%2f");
        assert_eq!(parse_entry_path("/a+b").unwrap().as_str(), "a+b");
    }

    #[test]
    fn a_slash_at_the_end_names_a_folder() {
        assert!(names_folder("") && names_folder("/") && names_folder("/a/"));
        assert!(!names_folder("/a"));
        assert_eq!(parse_entry_path("/a/").unwrap(), parse_entry_path("/a").unwrap());
    }

    proptest! {
        #[test]
        fn every_path_comes_back(names in prop::collection::vec(any::<String>(), 0..5)) {
            let path = names.into_iter().filter_map(|name| EntryName::new(name).ok()).fold(EntryPath::ROOT, |path, name| path.child(&name));
            prop_assert_eq!(parse_entry_path(entry_url(FILES, &path).strip_prefix(FILES).unwrap()), Ok(path));
        }

        #[test]
        fn no_input_escapes_or_panics(raw in "[/.%0-9a-fA-F\\\\]{0,24}") {
            if let Ok(path) = parse_entry_path(&raw) {
                prop_assert!(path.segments().all(|s| s != ".." && s != "." && s != ".holdall" && !s.contains(['/', '\\', '\0'])));
            }
        }
    }
}
