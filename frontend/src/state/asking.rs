//! What is asked of the server to list a folder.

use holdall_shared::{EntryPath, ListingQuery};

use super::{
    preferences::{Hidden, Preferences, Sorting},
    route::{self, Route},
    window::loaded::PAGE,
};

/// The query for `limit` rows behind the first `offset`, of the names with all words of `filter` in them.
pub fn query(sorting: Sorting, hidden: Hidden, filter: String, offset: u64, limit: u64) -> ListingQuery {
    let Sorting { key, direction } = sorting;
    let limit = u32::try_from(limit).unwrap_or(ListingQuery::MAX_LIMIT);
    let hidden = hidden == Hidden::Shown;
    ListingQuery { sort: key, order: direction, offset, limit, hidden, filter, ..ListingQuery::default() }
}

/// The same listing, and where an entry stands in it.
pub fn with_place_of(query: &ListingQuery, entry: Option<&EntryPath>) -> ListingQuery {
    let at = entry.and_then(EntryPath::name).map(String::from).unwrap_or_default();
    ListingQuery { at, ..query.clone() }
}

/// What an address asks first, as `raw path` and `query`; nothing, where it names no folder or looks through all of them.
pub fn first(path: &str, search: &str, preferences: &Preferences) -> Option<(EntryPath, ListingQuery)> {
    let Route::Folder(folder) = Route::parse(path) else { return None };
    if !route::everywhere(search).is_empty() {
        return None;
    }
    let sorting = route::sorting(search).unwrap_or(preferences.sorting);
    let query = query(sorting, preferences.hidden, route::filter(search), 0, PAGE);
    let selected = route::selected(search).map(|name| folder.child(&name));
    let shown = selected.or_else(|| route::previewed(search, &folder));
    Some((folder, with_place_of(&query, shown.as_ref())))
}

#[cfg(test)]
mod tests {
    use holdall_shared::{Direction, SortKey};

    use super::*;

    fn asked(path: &str, search: &str) -> Option<(String, String)> {
        let preferences = Preferences { hidden: Hidden::Shown, ..Preferences::default() };
        first(path, search, &preferences).map(|(folder, query)| (String::from(folder), query.to_query()))
    }

    #[test]
    fn an_address_asks_for_the_beginning_of_its_folder_as_the_browser_remembers_it() {
        let (folder, query) = asked("/browse/Photos%20here", "").expect("a folder");
        assert_eq!(folder, "Photos here");
        assert_eq!(query, ListingQuery { hidden: true, limit: 200, ..ListingQuery::default() }.to_query());
    }

    #[test]
    fn its_order_its_words_and_its_selection_go_along() {
        let (_, query) = asked("/", "?sort=size&order=desc&filter=summer&select=a.jpg").expect("a folder");
        let wanted = ListingQuery {
            sort: SortKey::Size,
            order: Direction::Descending,
            limit: 200,
            hidden: true,
            filter: "summer".to_owned(),
            at: "a.jpg".to_owned(),
            ..ListingQuery::default()
        };
        assert_eq!(query, wanted.to_query());
    }

    #[test]
    fn so_does_the_file_that_is_shown() {
        for (search, at) in [
            ("?preview=b.jpg", "at=b.jpg"),
            ("?preview=%2FDocs%2Fc.jpg", "at=c.jpg"),
            ("?preview=b.jpg&select=a.jpg", "at=a.jpg"),
        ] {
            let (_, query) = asked("/", search).expect("a folder");
            assert!(query.ends_with(at), "{search}: {query}");
        }
    }

    #[test]
    fn the_trash_what_is_no_place_and_a_search_ask_for_no_folder() {
        for (path, search) in [("/trash", ""), ("/nowhere", ""), ("/", "?search=summer")] {
            assert_eq!(asked(path, search), None, "{path}{search}");
        }
    }
}
