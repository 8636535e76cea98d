//! Words of the list, its bars and its states.

use holdall_shared::SortKey;

pub use super::catalogue::list::*;
use super::items;

/// Stands for a size that nobody counted.
pub const NO_SIZE: &str = "–";

/// The status bar: it counts what is not shown too.
pub fn count(total: u64, hidden: u64, unlisted: u64) -> String {
    let parts = [
        Some(items(total)),
        (hidden > 0).then(|| hidden_count(hidden)),
        (unlisted > 0).then(|| unreadable_count(unlisted)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The selection bar: how many, of how many if the list is not all there, and how much.
pub fn selected(chosen: u64, size: Option<&str>) -> String {
    let count = selected_count(chosen);
    size.map_or_else(|| count.clone(), |size| format!("{count} · {size}"))
}

/// Said after sorting.
pub fn sorted(key: SortKey, order: &str) -> String {
    match key {
        SortKey::Name | SortKey::Kind => sorted_by_name(order),
        SortKey::Size => sorted_by_size(order),
        SortKey::Modified => sorted_by_modified(order),
    }
}

/// Said after a folder has opened.
pub fn opened(folder: &str, count: &str) -> String {
    format!("{folder}, {count}")
}

/// How far somebody else's upload is, in bytes.
pub fn arrived(offset: u64, length: Option<u64>) -> String {
    match length {
        Some(length) if length > 0 => arrived_percent(crate::number::percent(offset, length)),
        _ => arrived_bytes(&super::size(offset)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_bar_never_lies() {
        assert_eq!(count(1204, 6, 0), "1,204 items, 6 hidden");
        assert_eq!(count(1, 0, 2), "1 item, 2 with unreadable names");
        assert_eq!([matches(0), matches(1), matches(1204)], ["0 matches", "1 match", "1,204 matches"]);
    }
}
