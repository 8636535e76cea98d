//! Which place an address names, and the address of a place.
//!
//! The path of the address is read raw and decoded once, by `holdall_shared::url`, so that a folder named `100%25`
//! is what the server means too. (`leptos_router` 0.8 decodes the path of a clicked link before it goes there, so such
//! a folder could not be opened: it is not used.)

use holdall_shared::{Direction, EntryPath, SortKey, url};

use super::preferences::Sorting;

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

/// The order that the query of an address asks for: `?sort=size&order=desc`.
pub fn sorting(search: &str) -> Option<Sorting> {
    let parameter = |name: &str| {
        let pairs = search.strip_prefix('?').unwrap_or(search).split('&');
        pairs.filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
    };
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

    proptest! {
        #[test]
        fn every_folder_comes_back(names in prop::collection::vec("[^/\\\\\0]{1,8}", 0..4)) {
            if let Ok(path) = EntryPath::new(names.join("/")) {
                prop_assert_eq!(Route::parse(&folder_href(&path)), Route::Folder(path));
            }
        }
    }
}
