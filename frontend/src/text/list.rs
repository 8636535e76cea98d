//! Words of the list, its bars and its states.

use holdall_shared::ByteSize;

use super::{items, number, quoted};

/// Jumps over the bars.
pub const SKIP: &str = "Skip to the list";
/// What others are sending to this folder: the name of that list.
pub const ARRIVALS: &str = "On their way here";
/// The grid's name.
pub const FILES_AND_FOLDERS: &str = "Files and folders";
/// The breadcrumbs' name.
pub const BREADCRUMBS: &str = "Path";
/// The folders in the middle of a long path.
pub const MORE_FOLDERS: &str = "More folders";
/// Goes to the folder above.
pub const BACK: &str = "Parent folder";
/// Column and sort key.
pub const NAME: &str = "Name";
/// Column and sort key.
pub const SIZE: &str = "Size";
/// Column and sort key.
pub const MODIFIED: &str = "Modified";
/// The column of buttons, for screen readers.
pub const ACTIONS: &str = "Actions";
/// The checkbox in the header.
pub const SELECT_ALL: &str = "Select all";
/// The list is on its way.
pub const LOADING: &str = "Loading";
/// How a folder's size is read out.
pub const NOT_COUNTED: &str = "not counted";
/// Stands for a size that nobody counted.
pub const NO_SIZE: &str = "–";
/// What a folder is called in a row's label.
pub const FOLDER: &str = "folder";
/// A symbolic link.
pub const LINK: &str = "Link, not followed";
/// A socket, a pipe, a device.
pub const OTHER: &str = "Not a file";
/// Before the time.
pub const TODAY: &str = "Today";
/// Before the time.
pub const YESTERDAY: &str = "Yesterday";
/// Opens the picker.
pub const UPLOAD: &str = "Upload";
/// The picker itself, for screen readers.
pub const CHOOSE_FILES: &str = "Choose files to upload";
/// The same of a folder.
pub const CHOOSE_FOLDER: &str = "Choose a folder to upload";
/// The menu beside the button.
pub const UPLOAD_MENU: &str = "More ways to upload";
/// Its items.
pub const UPLOAD_FILES: &str = "Upload files";
/// A whole folder.
pub const UPLOAD_FOLDER: &str = "Upload a folder";
/// Opens the dialog.
pub const NEW_FOLDER: &str = "New folder";
/// A folder without anything.
pub const EMPTY: &str = "Nothing here yet";
/// What to do about it.
pub const EMPTY_HINT: &str = "Drop files anywhere on this page, or choose them.";
/// For who may not add anything.
pub const EMPTY_READ_ONLY: &str = "This folder is empty.";
/// At the very first visit.
pub const PLAIN_FILES: &str = "They stay plain files on your server.";
/// A folder with hidden files alone.
pub const ONLY_HIDDEN: &str = "Only hidden files here";
/// Shows them.
pub const SHOW_HIDDEN: &str = "Show hidden files";
/// The list could not be had.
pub const LIST_FAILED: &str = "The list can't be shown";
/// The folder vanished.
pub const GONE: &str = "This folder is no longer here.";
/// The address is of a file.
pub const NOT_A_FOLDER: &str = "This is a file, not a folder.";
/// The address names nothing.
pub const BAD_ADDRESS: &str = "This address names no folder.";
/// What may be done here.
pub const VIEW_ONLY: &str = "View only";
/// Opens a folder or file.
pub const OPEN: &str = "Open";
/// Gets a file.
pub const DOWNLOAD: &str = "Download";
/// Gets folders and selections.
pub const DOWNLOAD_ZIP: &str = "Download as zip";
/// Puts the address on the clipboard.
pub const COPY_LINK: &str = "Copy link";
/// The clipboard has it.
pub const COPIED: &str = "Copied";
/// Changes the name.
pub const RENAME: &str = "Rename";
/// Moves to the trash.
pub const DELETE: &str = "Delete";
/// Ends the selection.
pub const CLEAR: &str = "Clear";
/// The selection bar's name.
pub const SELECTION: &str = "Selection";
/// The selection bar's menu.
pub const SELECTION_MENU: &str = "More for the selection";
/// The field in the row.
pub const NEW_NAME: &str = "New name";
/// The bar at the foot of a phone.
pub const ACTIONS_BAR: &str = "Actions";
/// The phone's other actions.
pub const MORE: &str = "More";
/// The choice of order, on a phone.
pub const SORT_BY: &str = "Sort by";

/// A row's checkbox.
pub fn select(name: &str) -> String {
    format!("Select {name}")
}

/// A row's download button.
pub fn download(name: &str) -> String {
    format!("Download {name}")
}

/// A row's menu button, and the menu.
pub fn actions_for(name: &str) -> String {
    format!("Actions for {name}")
}

/// Free space, in the status bar.
pub fn free(size: &str) -> String {
    format!("{size} free")
}

/// The status bar: it counts what is not shown too.
pub fn count(total: u64, hidden: u64, unlisted: u64) -> String {
    let part = |n: u64, words: &str| (n > 0).then(|| format!("{} {words}", number(n)));
    let parts = [Some(items(total)), part(hidden, "hidden"), part(unlisted, "with unreadable names")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The selection bar: how many, of how many if the list is not all there, and how much.
pub fn selected(chosen: u64, size: Option<&str>) -> String {
    let count = format!("{} selected", number(chosen));
    size.map_or_else(|| count.clone(), |size| format!("{count} · {size}"))
}

/// All that is loaded is selected, but there is more.
pub fn selected_of(chosen: u64, total: u64) -> String {
    format!("{} of {} selected", number(chosen), number(total))
}

/// What the search field is, and says as long as it is empty.
pub fn search_in(folder: &str) -> String {
    format!("Search in {folder}")
}

/// Opens the field, on a phone.
pub const SEARCH: &str = "Search";
/// Empties the field.
pub const END_SEARCH: &str = "Clear search";
/// Nothing has the words that are looked for.
pub const NO_MATCH: &str = "No match";
/// Ends the search.
pub const SHOW_ALL: &str = "Show all";

/// How many names have the words that are looked for.
pub fn matches(n: u64) -> String {
    match n {
        1 => "1 match".to_owned(),
        _ => format!("{} matches", number(n)),
    }
}

/// The same, of a search that is not through with all folders.
pub fn matches_so_far(n: u64) -> String {
    format!("{} so far", matches(n))
}

/// None has, anywhere.
pub fn no_match_anywhere(words: &str) -> String {
    format!("No names contain {} in any folder.", quoted(words))
}

/// None of those that have been read has.
pub fn no_match_yet(words: &str) -> String {
    format!("No names contain {} so far. Folders are still being read.", quoted(words))
}

/// The folder of what was found, in the label of its row.
pub fn found_in(folder: &str) -> String {
    format!("in {folder}")
}

/// Looks in all folders.
pub const SEARCH_ALL: &str = "Search all folders";
/// What the field is then.
pub const SEARCH_EVERYWHERE: &str = "Search in all folders";
/// The choice of where names are looked for.
pub const SEARCH_SCOPE: &str = "Search in";
/// One of the two.
pub const ALL_FOLDERS: &str = "All folders";
/// Not all folders have been read.
pub const STILL_LOOKING: &str = "Still looking…";
/// Goes to the folder of what was found.
pub const SHOW_IN_FOLDER: &str = "Show in folder";

/// None has.
pub fn no_match(words: &str) -> String {
    format!("No names contain {} here.", quoted(words))
}

/// A hidden-only folder's second line.
pub fn only_hidden(hidden: u64) -> String {
    match hidden {
        1 => "1 file or folder whose name begins with a dot.".to_owned(),
        _ => format!("{} files and folders whose names begin with a dot.", number(hidden)),
    }
}

/// The way out of a folder that is gone.
pub fn go_to(folder: &str) -> String {
    format!("Go to {folder}")
}

/// Where dropped files will go.
pub fn drop_here(folder: &str) -> String {
    format!("Drop to upload to {}", quoted(folder))
}

/// Nothing can be dropped here.
pub const NO_DROP: &str = "You can't add files here";

/// Said after sorting.
pub fn sorted(column: &str, order: &str) -> String {
    format!("Sorted by {}, {order}", column.to_ascii_lowercase())
}

/// Said after a folder has opened.
pub fn opened(folder: &str, count: &str) -> String {
    format!("{folder}, {count}")
}

/// How a column is sorted: name ascending, descending; size; modified.
pub const A_TO_Z: &str = "A to Z";
/// Descending names.
pub const Z_TO_A: &str = "Z to A";
/// Ascending sizes.
pub const SMALLEST_FIRST: &str = "smallest first";
/// Descending sizes.
pub const LARGEST_FIRST: &str = "largest first";
/// Ascending times.
pub const OLDEST_FIRST: &str = "oldest first";
/// Descending times.
pub const NEWEST_FIRST: &str = "newest first";

/// How far somebody else's upload is, in bytes.
pub fn arrived(offset: u64, length: Option<u64>) -> String {
    match length {
        Some(length) if length > 0 => {
            let percent = u128::from(offset.min(length)) * 100 / u128::from(length);
            format!("Being uploaded · {percent} %")
        }
        _ => format!("Being uploaded · {}", ByteSize(offset)),
    }
}

/// Uploads of others that are not shown one by one.
pub fn more_arrivals(more: usize) -> String {
    format!("and {more} more on their way here")
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
