//! Which place an address names, and the address of a place.
//!
//! The path of the address is read raw and decoded once, by `holdall_shared::url`, so that a folder named `100%25`
//! is what the server means too. (`leptos_router` 0.8 decodes the path of a clicked link before it goes there, so such
//! a folder could not be opened: it is not used.)

use holdall_shared::{Direction, EntryName, EntryPath, SortKey, url};

use super::{
    language,
    preferences::{Sorting, View},
};
use crate::text::Language;

/// The parameter that names the file whose preview is open.
const PREVIEW: &str = "preview";

/// A place of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// A folder.
    Folder(EntryPath),
    /// What was deleted.
    Trash,
    /// The address names nothing.
    Unknown,
}

impl Route {
    /// Reads the raw path of an address.
    pub fn parse(pathname: &str) -> Self {
        let rest = match pathname {
            "/" | "" | "/index.html" => return Self::Folder(EntryPath::ROOT),
            url::TRASH_PAGE => return Self::Trash,
            _ => pathname.strip_prefix(url::BROWSE),
        };
        match rest {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => {
                url::parse_entry_path(rest).map_or(Self::Unknown, Self::Folder)
            }
            _ => Self::Unknown,
        }
    }
}

/// The address of a folder's list.
pub fn folder_href(path: &EntryPath) -> String {
    if path.is_root() { "/".to_owned() } else { url::entry_url(url::BROWSE, path) }
}

/// What the query of an address looks for in the names: `?filter=summer%202024`.
pub fn filter(search: &str) -> String {
    parameter(search, "filter").map(decoded).unwrap_or_default()
}

/// What it looks for in all folders: `?search=summer%202024`.
pub fn everywhere(search: &str) -> String {
    parameter(search, "search").map(decoded).unwrap_or_default()
}

/// The entry that it selects: `?select=beach.jpg`.
pub fn selected(search: &str) -> Option<EntryName> {
    EntryName::new(parameter(search, "select").map(decoded)?).ok()
}

/// The language that it wants the page to speak: `?lang=de`.
pub fn language(search: &str) -> Option<Language> {
    language::by_tag(parameter(search, "lang")?)
}

/// The query of an address, with other words looked for by the parameter `name`: `filter` or `search`.
pub fn with_words(search: &str, name: &str, words: &str) -> String {
    with(search, &["filter", "search"], (!words.is_empty()).then(|| format!("{name}={}", url::query_value(words))))
}

/// The query of an address, with another entry selected, or none.
pub fn with_selected(search: &str, name: Option<&EntryName>) -> String {
    with(search, &["select"], name.map(|name| format!("select={}", url::query_value(name.as_str()))))
}

/// The file whose preview it opens: `?preview=beach.jpg` in the folder, `?preview=%2FPhotos%2Fbeach.jpg` wherever it is.
pub fn previewed(search: &str, folder: &EntryPath) -> Option<EntryPath> {
    let value = parameter(search, PREVIEW).map(decoded)?;
    match value.strip_prefix('/') {
        Some(path) => EntryPath::new(path).ok().filter(|path| !path.is_root()),
        None => EntryName::new(value).ok().map(|name| folder.child(&name)),
    }
}

/// The query of an address, with the preview of another file, or of none.
pub fn with_preview(search: &str, folder: &EntryPath, path: Option<&EntryPath>) -> String {
    let value = |path: &EntryPath| match path.name().filter(|_| path.parent().as_ref() == Some(folder)) {
        Some(name) => name.to_string(),
        None => format!("/{path}"),
    };
    with(search, &[PREVIEW], path.map(|path| format!("{PREVIEW}={}", url::query_value(&value(path)))))
}

/// The query of an address, with another order.
pub fn with_sorting(search: &str, Sorting { key, direction }: Sorting) -> String {
    with(search, &["sort", "order"], Some(format!("sort={}&order={}", key.as_str(), direction.as_str())))
}

/// The query of an address, in rows or in tiles.
pub fn with_view(search: &str, view: View) -> String {
    with(search, &["view"], Some(format!("view={}", view.as_str())))
}

/// The query of an address without some parameters, and with another pair instead of them.
fn with(search: &str, without: &[&str], pair: Option<String>) -> String {
    let pairs = search.strip_prefix('?').unwrap_or(search).split('&').filter(|pair| !pair.is_empty());
    let is_other = |pair: &&str| !without.contains(&pair.split('=').next().unwrap_or_default());
    let pairs: Vec<String> = pairs.filter(is_other).map(str::to_owned).chain(pair).collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

fn parameter<'a>(search: &'a str, name: &str) -> Option<&'a str> {
    let pairs = search.strip_prefix('?').unwrap_or(search).split('&');
    pairs.filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// A value of a query as it was meant. What is no percent code, or not UTF-8, is left or replaced: it is only looked for.
fn decoded(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = if *first == b'%' { behind.split_at_checked(2) } else { None };
        let byte = code.and_then(|(digits, _)| u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok());
        if let (Some(byte), Some((_, behind))) = (byte, code) {
            bytes.push(byte);
            rest = behind;
        } else {
            bytes.push(if *first == b'+' { b' ' } else { *first });
            rest = behind;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The order that the query of an address asks for: `?sort=size&order=desc`.
pub fn sorting(search: &str) -> Option<Sorting> {
    let parameter = |name| parameter(search, name);
    let key = match parameter("sort")? {
        "name" => SortKey::Name,
        "size" => SortKey::Size,
        "modified" => SortKey::Modified,
        "kind" => SortKey::Kind,
        _ => return None,
    };
    let direction = if parameter("order") == Some("desc") { Direction::Descending } else { Direction::Ascending };
    Some(Sorting { key, direction })
}

/// Whether the query of an address asks for rows or for tiles: `?view=grid`.
pub fn view(search: &str) -> Option<View> {
    let view = parameter(search, "view")?;
    [View::List, View::Grid].into_iter().find(|known| known.as_str() == view)
}

/// The one-time code of a sign-in link: `#code=K7Q2-9XMT`.
pub fn sign_in_code(hash: &str) -> Option<String> {
    let code = hash.strip_prefix("#code=")?;
    (!code.is_empty()).then(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folder(path: &str) -> Route {
        Route::Folder(EntryPath::new(path).unwrap())
    }

    #[test]
    fn addresses_name_folders() {
        for (pathname, route) in [
            ("/", folder("")),
            ("/browse", folder("")),
            ("/browse/", folder("")),
            ("/browse/Photos/2024", folder("Photos/2024")),
            ("/browse/Photos/", folder("Photos")),
            ("/browse/100%2525.txt", folder("100%25.txt")),
            ("/browse/%", Route::Unknown),
            ("/browse/../x", Route::Unknown),
            ("/browser", Route::Unknown),
            ("/trash", Route::Trash),
            ("/browse/trash", folder("trash")),
            ("/trash/x", Route::Unknown),
            ("/elsewhere", Route::Unknown),
        ] {
            assert_eq!(Route::parse(pathname), route, "{pathname}");
        }
    }

    #[test]
    fn the_query_may_ask_for_rows_or_tiles() {
        for (search, expected) in [
            ("?view=grid", Some(View::Grid)),
            ("?sort=size&view=list", Some(View::List)),
            ("?view=globe", None),
            ("?view", None),
            ("", None),
        ] {
            assert_eq!(view(search), expected, "{search}");
        }
        assert_eq!(with_view("?sort=size&view=list&order=asc", View::Grid), "?sort=size&order=asc&view=grid");
    }

    #[test]
    fn the_query_may_ask_for_an_order() {
        let by_size = Sorting { key: SortKey::Size, direction: Direction::Descending };
        assert_eq!(sorting("?sort=size&order=desc"), Some(by_size));
        assert_eq!(sorting("?order=desc"), None);
        assert_eq!(sorting("?sort=colour"), None);
    }

    #[test]
    fn a_sign_in_link_carries_a_code() {
        assert_eq!(sign_in_code("#code=K7Q2-9XMT").as_deref(), Some("K7Q2-9XMT"));
        assert_eq!(sign_in_code("#code="), None);
        assert_eq!(sign_in_code("#top"), None);
    }

    #[test]
    fn the_query_may_look_for_names() {
        assert_eq!(filter("?sort=size&filter=caf%C3%A9+x"), "café x");
        assert_eq!((filter("?filter=%zz%"), filter(""), filter("?filter=")), ("%zz%".into(), "".into(), "".into()));
        assert_eq!(everywhere("?search=a%20b"), "a b");
        for (search, name, words, query) in [
            ("?sort=size&filter=a&order=desc", "filter", "b c", "?sort=size&order=desc&filter=b%20c"),
            ("?filter=a", "search", "a", "?search=a"),
            ("?search=a", "search", "", ""),
            ("", "filter", "a", "?filter=a"),
        ] {
            assert_eq!(with_words(search, name, words), query);
        }
    }

    #[test]
    fn the_query_may_select_an_entry_and_keeps_the_rest() {
        let name = EntryName::new("a & b.jpg").unwrap();
        assert_eq!(
            with_selected("?sort=size&select=x&order=desc", Some(&name)),
            "?sort=size&order=desc&select=a%20%26%20b.jpg"
        );
        assert_eq!(selected("?sort=size&select=a%20%26%20b.jpg"), Some(name));
        assert_eq!(
            (with_selected("?select=x", None), selected("?select=a%2Fb"), selected("")),
            (String::new(), None, None)
        );
        let by_size = Sorting { key: SortKey::Size, direction: Direction::Descending };
        assert_eq!(with_sorting("?sort=name&filter=x&order=asc", by_size), "?filter=x&sort=size&order=desc");
        assert_eq!(sorting(&with_sorting("", by_size)), Some(by_size));
    }

    #[test]
    fn the_query_may_open_a_preview() {
        let path = |path: &str| EntryPath::new(path).unwrap();
        let folder = path("Photos");
        for (query, file) in [
            ("?sort=size&preview=a%20%26%20b.jpg", "Photos/a & b.jpg"),
            ("?sort=size&preview=%2FDocs%2Fx.md", "Docs/x.md"),
            ("?sort=size&preview=%2Fx.md", "x.md"),
        ] {
            assert_eq!(with_preview("?preview=y&sort=size", &folder, Some(&path(file))), query);
            assert_eq!(previewed(query, &folder), Some(path(file)));
        }
        assert_eq!(with_preview("?preview=y", &folder, None), "");
        assert_eq!(with_preview("", &EntryPath::ROOT, Some(&path("x"))), "?preview=x");
        for none in ["", "?preview=", "?preview=%2F", "?preview=a%2Fb", "?preview=..", "?preview=%2F..%2Fx"] {
            assert_eq!(previewed(none, &folder), None, "{none}");
        }
    }

    proptest! {
        #[test]
        fn every_filter_comes_back(words in "\\PC{0,12}") {
            prop_assert_eq!(filter(&with_words("?sort=size", "filter", &words)), words);
        }

        #[test]
        fn every_folder_comes_back(names in prop::collection::vec("[^/\\\\\0]{1,8}", 0..4)) {
            if let Ok(path) = EntryPath::new(names.join("/")) {
                prop_assert_eq!(Route::parse(&folder_href(&path)), Route::Folder(path));
            }
        }
    }
}
