//! Words of moving and copying.

pub use super::catalogue::transfer::*;
use super::{items, named, problems};
use crate::state::transfer::{Unfit, Way};

/// What is carried by the mouse, beside it.
pub fn carried(names: &[&str], count: u64) -> String {
    match names {
        [name] if count == 1 => (*name).to_owned(),
        _ => items(count),
    }
}

/// The title of the dialog in which the folder is chosen.
pub fn title(way: Way, names: &[&str], count: u64, folder: &str) -> String {
    let what = named(names, count);
    match way {
        Way::Move => move_title(&what, folder),
        Way::Copy => copy_title(&what, folder),
    }
}

/// Its button.
pub fn go(way: Way) -> &'static str {
    match way {
        Way::Move => move_here(),
        Way::Copy => copy_here(),
    }
}

/// Why a folder can't be chosen.
pub fn unfit(way: Way, unfit: Unfit, count: u64) -> String {
    match (unfit, way) {
        (Unfit::IntoItself, Way::Move) => not_moved_into_itself().to_owned(),
        (Unfit::IntoItself, Way::Copy) => not_copied_into_itself().to_owned(),
        (Unfit::AlreadyThere, _) => already_there(count),
    }
}

/// Where what is dragged would go.
pub fn drop_here(way: Way, folder: &str) -> String {
    match way {
        Way::Move => drop_to_move(folder),
        Way::Copy => drop_to_copy(folder),
    }
}

/// The question about names that are taken; `first` is the only one.
pub fn taken(first: Option<&str>, taken: u64, of: u64, folder: &str) -> String {
    match first {
        Some(name) => one_taken(name, folder),
        None if taken == of => all_taken(taken, folder),
        None => some_taken(taken, of, folder),
    }
}

/// How far it is.
pub fn done_of(way: Way, done: u64, count: u64) -> String {
    match way {
        Way::Move => moved_of(done, count),
        Way::Copy => copied_of(done, count),
    }
}

/// It may take a while.
pub fn under_way(names: &[&str], count: u64, folder: &str) -> String {
    copying(&named(names, count), folder, count)
}

/// What was done.
pub fn done(way: Way, names: &[&str], count: u64, folder: &str) -> String {
    let what = named(names, count);
    match way {
        Way::Move => moved(&what, folder, count),
        Way::Copy => copied(&what, folder, count),
    }
}

/// What was not, and why.
pub fn not_done(way: Way, names: &[&str], count: u64, reason: &str) -> String {
    let what = named(names, count);
    let sentence = match way {
        Way::Move => not_moved(&what, count),
        Way::Copy => not_copied(&what, count),
    };
    format!("{sentence} {reason}")
}

/// There was no answer: whether it was done is not known.
pub fn perhaps_not_done(way: Way, names: &[&str], count: u64) -> String {
    let what = named(names, count);
    let sentence = match way {
        Way::Move => may_not_be_moved(&what, count),
        Way::Copy => may_not_be_copied(&what, count),
    };
    format!("{} {sentence}", problems::unreachable())
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
