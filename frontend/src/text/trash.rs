//! Words of the trash, of deleting and of putting back.

use holdall_shared::EntryPath;

use super::{ROOT, items, number, problems, quoted};
use crate::state::deletion::Loss;

/// The page, and the way to it.
pub const TRASH: &str = "Trash";
/// The grid's name.
pub const DELETED_FILES: &str = "Deleted files and folders";
/// The column with the folder that an entry was in.
pub const FROM: &str = "From";
/// The column with the time of deletion.
pub const DELETED: &str = "Deleted";
/// Puts back.
pub const RESTORE: &str = "Restore";
/// Deletes what is in the trash.
pub const FOR_GOOD: &str = "Delete for good";
/// The same for all of it.
pub const EMPTY: &str = "Empty trash";
/// The second half of the question before it.
pub const NO_WAY_BACK: &str = "This can't be undone.";
/// Nothing is in it.
pub const NOTHING: &str = "The trash is empty";
/// What would be.
pub const NOTHING_HINT: &str = "What you delete comes here first and can be put back.";
/// The trash is switched off.
pub const OFF: &str = "This server keeps no trash";
/// What that means.
pub const OFF_HINT: &str = "What is deleted here is gone at once.";
/// The list could not be had.
pub const FAILED: &str = "The trash can't be shown";
/// Takes the last deletion back.
pub const UNDO: &str = "Undo";
/// Goes to what was put back.
pub const SHOW: &str = "Show";
/// Closes a message.
pub const DISMISS: &str = "Close this message";
/// There is nothing that Ctrl+Z could put back.
pub const NOTHING_TO_UNDO: &str = "There is nothing to undo.";
/// The trash was emptied meanwhile, or the entry was put back already.
pub const NO_LONGER_THERE: &str = "It is no longer in the trash.";
/// Leads back to the files, on a phone.
pub const BACK: &str = "Back to the files";

/// In the status bar and in the phone's menu.
pub fn link(entries: Option<u64>) -> String {
    match entries {
        Some(entries @ 1..) => format!("{TRASH} ({})", number(entries)),
        _ => TRASH.to_owned(),
    }
}

/// The line above the list.
pub fn kept_for(days: u32) -> String {
    match days {
        1 => "Files here are deleted for good after 1 day.".to_owned(),
        _ => format!("Files here are deleted for good after {} days.", number(days.into())),
    }
}

/// The folder that an entry was in.
pub fn folder(path: &EntryPath) -> String {
    match path.parent() {
        Some(parent) if !parent.is_root() => parent.to_string(),
        _ => ROOT.to_owned(),
    }
}

/// The name of that folder alone, in sentences.
pub fn folder_name(path: &EntryPath) -> String {
    path.parent().and_then(|parent| parent.name()).map_or_else(|| ROOT.to_owned(), String::from)
}

/// The status bar.
pub fn count(entries: u64, size: &str) -> String {
    if entries == 0 { items(0) } else { format!("{} · {size}", items(entries)) }
}

/// A row, read out.
pub fn row(name: &str, from: &str, deleted: &str, size: &str) -> String {
    format!("{name}, from {from}, deleted {deleted}, {size}")
}

/// A row's button.
pub fn restore(name: &str) -> String {
    format!("Restore {name}")
}

/// The question before deleting for good.
pub fn for_good(names: &[&str]) -> String {
    match names {
        [name] => format!("Delete {} for good?", quoted(name)),
        _ => for_good_counted(count_of(names)),
    }
}

/// The same about so many.
pub fn for_good_counted(n: u64) -> String {
    format!("Delete {} for good?", items(n))
}

/// The question's second line where the trash does not take some of what is deleted.
pub fn too_large(large: &[&str], rest: usize) -> String {
    let what = named(large);
    let (is, goes) = if large.len() == 1 { ("is", "goes") } else { ("are", "go") };
    match rest {
        0 => format!("{what} {is} too large for the trash. {NO_WAY_BACK}"),
        _ => format!("{what} {is} too large for the trash and {goes} for good. The rest can be undone."),
    }
}

/// What deleting did: what is in the trash, and what is gone.
pub fn deleted(kept: &[&str], gone: &[&str], loss: Loss) -> String {
    let was = |names: &[&str]| if names.len() == 1 { "was" } else { "were" };
    let farewell = |names: &[&str]| match loss {
        Loss::NoTrash => format!("{} {} deleted for good.", named(names), was(names)),
        Loss::TooLarge if names.len() == 1 => {
            format!("{} was too large for the trash and is gone for good.", named(names))
        }
        Loss::TooLarge => format!("{} were too large for the trash and are gone for good.", named(names)),
    };
    match (kept, gone) {
        ([], gone) => farewell(gone),
        (kept, []) => format!("{} {} moved to the trash.", named(kept), was(kept)),
        (kept, gone) => format!("{} {} moved to the trash. {}", named(kept), was(kept), farewell(gone)),
    }
}

/// What could not be deleted, and why.
pub fn not_deleted(names: &[&str], reason: &str) -> String {
    format!("{} {} not deleted. {reason}", named(names), if names.len() == 1 { "was" } else { "were" })
}

/// There was no answer: whether it was deleted is not known.
pub fn perhaps_not_deleted(names: &[&str]) -> String {
    format!("{} {} may not have been deleted.", problems::UNREACHABLE, named(names))
}

/// There was no answer: whether it was put back is not known.
pub fn perhaps_not_restored(names: &[&str]) -> String {
    format!("{} {} may not have been restored.", problems::UNREACHABLE, named(names))
}

/// What could not be put back, and why.
pub fn not_restored(names: &[&str], reason: &str) -> String {
    format!("{} {} not restored. {reason}", named(names), if names.len() == 1 { "was" } else { "were" })
}

/// What is back, and where if that is one place.
pub fn restored(names: &[&str], folder: Option<&str>) -> String {
    let verb = if names.len() == 1 { "is" } else { "are" };
    match folder {
        Some(folder) => format!("{} {verb} back in {}.", named(names), quoted(folder)),
        None => format!("{} {verb} back where they were.", named(names)),
    }
}

/// Why entries could not be put back under their own names.
pub fn blocked(name: &str, folder: &str, others: u64) -> String {
    match others {
        0 => format!("{} exists again in {}.", quoted(name), quoted(folder)),
        1 => format!("{} exists again in {}, and so does 1 other.", quoted(name), quoted(folder)),
        _ => format!("{} exists again in {}, and so do {} others.", quoted(name), quoted(folder), number(others)),
    }
}

/// The way out of that.
pub fn restore_as(name: &str, others: u64) -> String {
    match others {
        0 => format!("Restore as {}", quoted(name)),
        _ => "Restore all with “(restored)” in their names".to_owned(),
    }
}

/// What is gone for good now.
pub fn purged(names: &[&str]) -> String {
    format!("{} {} deleted for good.", named(names), if names.len() == 1 { "was" } else { "were" })
}

/// After emptying.
pub fn emptied(entries: u64) -> String {
    match entries {
        1 => "1 item was deleted for good.".to_owned(),
        _ => format!("{} were deleted for good.", items(entries)),
    }
}

/// One is named, several are counted.
fn named(names: &[&str]) -> String {
    match names {
        [name] => quoted(name),
        _ => items(count_of(names)),
    }
}

fn count_of(names: &[&str]) -> u64 {
    u64::try_from(names.len()).unwrap_or(u64::MAX)
}

/// After so many were deleted at once.
pub fn deleted_many(count: u64) -> String {
    format!("{} deleted.", items(count))
}

/// So many of them are still there.
pub fn stayed_many(count: u64, reason: &str) -> String {
    if count == 0 { reason.to_owned() } else { format!("{} could not be deleted. {reason}", items(count)) }
}

/// An archive takes only so many.
pub fn too_many_for_zip(most: u64) -> String {
    format!("More than {} cannot be chosen for one zip. Choose fewer, or download the whole folder.", items(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_deleted_is_told_as_it_is() {
        for (kept, gone, loss, text) in [
            (&["a"][..], &[][..], Loss::TooLarge, "“a” was moved to the trash."),
            (&["a", "b", "c"], &[], Loss::TooLarge, "3 items were moved to the trash."),
            (&[], &["a"], Loss::NoTrash, "“a” was deleted for good."),
            (&[], &["a"], Loss::TooLarge, "“a” was too large for the trash and is gone for good."),
            (
                &["a"],
                &["b", "c"],
                Loss::TooLarge,
                "“a” was moved to the trash. 2 items were too large for the trash and are gone for good.",
            ),
        ] {
            assert_eq!(deleted(kept, gone, loss), text);
        }
    }

    #[test]
    fn without_an_answer_nothing_is_promised() {
        assert_eq!(perhaps_not_deleted(&["a"]), "Holdall can't be reached. “a” may not have been deleted.");
        assert_eq!(perhaps_not_restored(&["a", "b"]), "Holdall can't be reached. 2 items may not have been restored.");
    }

    #[test]
    fn a_question_names_what_is_lost() {
        assert_eq!(for_good(&["a"]), "Delete “a” for good?");
        assert_eq!(for_good(&["a", "b"]), "Delete 2 items for good?");
        assert_eq!(too_large(&["a"], 0), "“a” is too large for the trash. This can't be undone.");
        assert_eq!(too_large(&["a"], 2), "“a” is too large for the trash and goes for good. The rest can be undone.");
    }

    #[test]
    fn a_taken_name_is_told_with_its_folder() {
        assert_eq!(blocked("a", "Photos", 0), "“a” exists again in “Photos”.");
        assert_eq!(blocked("a", ROOT, 2), "“a” exists again in “Files”, and so do 2 others.");
        assert_eq!(folder(&EntryPath::new("a/b/c").unwrap()), "a/b");
        assert_eq!(folder(&EntryPath::new("c").unwrap()), ROOT);
        assert_eq!((link(Some(3)).as_str(), link(Some(0)).as_str()), ("Trash (3)", "Trash"));
    }
}
