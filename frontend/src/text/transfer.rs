//! Words of moving and copying.

use super::{items, number, quoted};
use crate::state::transfer::{Unfit, Way};

/// In menus and bars.
pub const MOVE: &str = "Move…";
/// In menus.
pub const COPY: &str = "Copy…";
/// The tree's name.
pub const FOLDERS: &str = "Folders";
/// Beside the folder that is being looked at.
pub const HERE: &str = "You are here";
/// Asks for the next folders.
pub const MORE_FOLDERS: &str = "Show more folders";
/// They are on their way.
pub const LOADING_FOLDERS: &str = "Loading folders…";
/// They could not be had.
pub const FOLDERS_FAILED: &str = "These folders can't be shown. Try again";
/// The field for a new folder.
pub const NEW_FOLDER_NAME: &str = "Name of the new folder";
/// Ends what has begun.
pub const STOP: &str = "Stop";
/// Goes to what was copied.
pub const SHOW: &str = "Show";
/// Nobody can tell which of so many are copies already.
pub const MANY_BESIDE: &str = "So many can't be copied into the folder they are in. Choose another folder.";
/// Nobody can tell where the rest is after some have moved.
pub const MANY_FOUND: &str = "So many search results can't be moved or copied at once. Select fewer.";

/// What is carried by the mouse, beside it.
pub fn carried(names: &[&str], count: u64) -> String {
    match names {
        [name] if count == 1 => (*name).to_owned(),
        _ => items(count),
    }
}

/// The title of the dialog in which the folder is chosen.
pub fn title(way: Way, names: &[&str], count: u64, folder: &str) -> String {
    let verb = match way {
        Way::Move => "Move",
        Way::Copy => "Copy",
    };
    format!("{verb} {} to {}", named(names, count), quoted(folder))
}

/// Its button.
pub fn go(way: Way) -> &'static str {
    match way {
        Way::Move => "Move here",
        Way::Copy => "Copy here",
    }
}

/// Why a folder can't be chosen.
pub fn unfit(way: Way, unfit: Unfit, count: u64) -> &'static str {
    match (unfit, way) {
        (Unfit::IntoItself, Way::Move) => "A folder can't be moved into itself.",
        (Unfit::IntoItself, Way::Copy) => "A folder can't be copied into itself.",
        (Unfit::AlreadyThere, _) if count == 1 => "It is in this folder already.",
        (Unfit::AlreadyThere, _) => "They are in this folder already.",
    }
}

/// Where what is dragged would go.
pub fn drop_here(way: Way, folder: &str) -> String {
    let verb = match way {
        Way::Move => "Move",
        Way::Copy => "Copy",
    };
    format!("{verb} to {}", quoted(folder))
}

/// The question about names that are taken; `first` is the only one.
pub fn taken(first: Option<&str>, taken: u64, of: u64, folder: &str) -> String {
    match first {
        Some(name) => format!("{} is already in {}", quoted(name), quoted(folder)),
        None if taken == of => format!("{} have names that are already taken in {}", items(taken), quoted(folder)),
        None if taken == 1 => format!("1 of {} has a name that is already taken in {}", items(of), quoted(folder)),
        None => format!("{} of {} have names that are already taken in {}", number(taken), items(of), quoted(folder)),
    }
}

/// How far it is.
pub fn done_of(way: Way, done: u64, count: u64) -> String {
    format!("{} of {} {}", number(done), number(count), participle(way))
}

/// It may take a while.
pub fn copying(names: &[&str], count: u64, folder: &str) -> String {
    format!("Copying {} to {}…", named(names, count), quoted(folder))
}

/// What was done.
pub fn done(way: Way, names: &[&str], count: u64, folder: &str) -> String {
    let was = if count == 1 { "was" } else { "were" };
    format!("{} {was} {} to {}.", named(names, count), participle(way), quoted(folder))
}

/// What was not, and why.
pub fn not_done(way: Way, names: &[&str], count: u64, reason: &str) -> String {
    let was = if count == 1 { "was" } else { "were" };
    format!("{} {was} not {}. {reason}", named(names, count), participle(way))
}

/// There was no answer: whether it was done is not known.
pub fn perhaps_not_done(way: Way, names: &[&str], count: u64) -> String {
    format!("{} {} may not have been {}.", super::problems::UNREACHABLE, named(names, count), participle(way))
}

/// It was not there any more.
pub fn gone(name: &str) -> String {
    format!("{} is no longer here. It may have been moved or deleted.", quoted(name))
}

/// What was left alone, as was decided.
pub fn skipped(count: u64) -> String {
    let where_it_is = if count == 1 { "is where it was" } else { "are where they were" };
    format!("{} {where_it_is}: skipped.", items(count))
}

/// One is named, several are counted.
fn named(names: &[&str], count: u64) -> String {
    match names {
        [name] if count == 1 => quoted(name),
        _ => items(count),
    }
}

fn participle(way: Way) -> &'static str {
    match way {
        Way::Move => "moved",
        Way::Copy => "copied",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_named_and_several_are_counted() {
        assert_eq!(title(Way::Move, &["a.txt"], 1, "Photos"), "Move “a.txt” to “Photos”");
        assert_eq!(title(Way::Copy, &["a", "b"], 2, "Files"), "Copy 2 items to “Files”");
        assert_eq!(done(Way::Move, &["a"], 1, "Photos"), "“a” was moved to “Photos”.");
        assert_eq!(done(Way::Copy, &[], 1_204, "Photos"), "1,204 items were copied to “Photos”.");
        assert_eq!(not_done(Way::Move, &["a"], 1, "Why."), "“a” was not moved. Why.");
        assert_eq!(perhaps_not_done(Way::Move, &["a"], 1), "Holdall can't be reached. “a” may not have been moved.");
    }

    #[test]
    fn the_question_says_what_is_taken_where() {
        for (first, count, of, text) in [
            (Some("a"), 1, 1, "“a” is already in “P”"),
            (None, 3, 3, "3 items have names that are already taken in “P”"),
            (None, 1, 3, "1 of 3 items has a name that is already taken in “P”"),
            (None, 2, 3, "2 of 3 items have names that are already taken in “P”"),
        ] {
            assert_eq!(taken(first, count, of, "P"), text);
        }
        assert_eq!(skipped(1), "1 item is where it was: skipped.");
        assert_eq!(skipped(2), "2 items are where they were: skipped.");
    }
}
