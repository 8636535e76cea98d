//! Words of the trash, of deleting and of putting back.

use holdall_shared::EntryPath;

pub use super::catalogue::trash::*;
use super::{folder_name as name_of, problems, root};
use crate::{number::length, state::deletion::Loss};

/// In the status bar and in the phone's menu.
pub fn link(entries: Option<u64>) -> String {
    match entries {
        Some(entries @ 1..) => link_with(entries),
        _ => trash().to_owned(),
    }
}

/// The folder that an entry was in.
pub fn folder(path: &EntryPath) -> String {
    match path.parent() {
        Some(parent) if !parent.is_root() => parent.to_string(),
        _ => root().to_owned(),
    }
}

/// The name of that folder alone, in sentences.
pub fn folder_name(path: &EntryPath) -> String {
    path.parent().map_or_else(|| root().to_owned(), |parent| name_of(&parent))
}

/// The status bar.
pub fn count(entries: u64, size: &str) -> String {
    if entries == 0 { super::items(0) } else { format!("{} · {size}", super::items(entries)) }
}

/// The question before deleting for good.
pub fn for_good(names: &[&str]) -> String {
    match names {
        [name] => for_good_one(name),
        _ => for_good_counted(length(names.len())),
    }
}

/// The question's second line where the trash does not take some of what is deleted.
pub fn too_large(large: &[&str], rest: usize) -> String {
    let (what, count) = told(large);
    match rest {
        0 => format!("{} {}", all_too_large(&what, count), no_way_back()),
        _ => some_too_large(&what, count),
    }
}

/// What deleting did: what is in the trash, and what is gone.
pub fn deleted(kept: &[&str], gone: &[&str], loss: Loss) -> String {
    let ((what_kept, count_kept), (what_gone, count_gone)) = (told(kept), told(gone));
    let farewell = || match loss {
        Loss::NoTrash => deleted_for_good(&what_gone, count_gone),
        Loss::TooLarge => lost(&what_gone, count_gone),
    };
    match (kept, gone) {
        ([], _) => farewell(),
        (_, []) => moved(&what_kept, count_kept),
        _ => format!("{} {}", moved(&what_kept, count_kept), farewell()),
    }
}

/// What could not be deleted, and why.
pub fn not_deleted(names: &[&str], reason: &str) -> String {
    let (what, count) = told(names);
    format!("{} {reason}", was_not_deleted(&what, count))
}

/// There was no answer: whether it was deleted is not known.
pub fn perhaps_not_deleted(names: &[&str]) -> String {
    let (what, count) = told(names);
    format!("{} {}", problems::unreachable(), may_not_be_deleted(&what, count))
}

/// There was no answer: whether it was put back is not known.
pub fn perhaps_not_restored(names: &[&str]) -> String {
    let (what, count) = told(names);
    format!("{} {}", problems::unreachable(), may_not_be_restored(&what, count))
}

/// What could not be put back, and why.
pub fn not_restored(names: &[&str], reason: &str) -> String {
    let (what, count) = told(names);
    format!("{} {reason}", was_not_restored(&what, count))
}

/// What is back, and where if that is one place.
pub fn restored(names: &[&str], folder: Option<&str>) -> String {
    let (what, count) = told(names);
    match folder {
        Some(folder) => back_in(&what, folder, count),
        None => back_where_it_was(&what, count),
    }
}

/// Why entries could not be put back under their own names.
pub fn blocked(name: &str, folder: &str, others: u64) -> String {
    match others {
        0 => one_blocked(name, folder),
        _ => several_blocked(name, folder, others),
    }
}

/// The way out of that.
pub fn restore_as(name: &str, others: u64) -> String {
    match others {
        0 => restore_one_as(name),
        _ => restore_all().to_owned(),
    }
}

/// What is gone for good now.
pub fn purged(names: &[&str]) -> String {
    let (what, count) = told(names);
    deleted_for_good(&what, count)
}

/// So many of them are still there.
pub fn stayed_many(count: u64, reason: &str) -> String {
    if count == 0 { reason.to_owned() } else { format!("{} {reason}", could_not_be_deleted(count)) }
}

/// One is named, several are counted; and how many they are.
fn told(names: &[&str]) -> (String, u64) {
    let count = length(names.len());
    (super::named(names, count), count)
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
        assert_eq!(blocked("a", root(), 2), "“a” exists again in “Files”, and so do 2 others.");
        assert_eq!(folder(&EntryPath::new("a/b/c").unwrap()), "a/b");
        assert_eq!(folder(&EntryPath::new("c").unwrap()), root());
        assert_eq!((link(Some(3)).as_str(), link(Some(0)).as_str()), ("Trash (3)", "Trash"));
    }
}
