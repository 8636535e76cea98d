//! Words of what stands before the queue of uploads: reading folders, and the one decision for the batch.

use super::{files, number, quoted};
use crate::upload::plan::Tally;

/// The server is being asked.
pub const ASKING: &str = "Looking at what is already here…";
/// All the names that are taken.
pub const RULE: &str = "Names that are taken";
/// A rule.
pub const KEEP_BOTH: &str = "Keep both";
/// A rule.
pub const REPLACE: &str = "Replace";
/// A rule.
pub const SKIP: &str = "Skip";
/// What replacing costs where versions are kept.
pub const REPLACE_KEEPS: &str = "The old ones stay in Versions";
/// And where they are not.
pub const REPLACE_LOSES: &str = "The old content is lost";
/// What skipping does.
pub const SKIP_HINT: &str = "Leave what is here";
/// Opens the table.
pub const ONE_BY_ONE: &str = "Decide one by one";
/// A column: the name.
pub const NAME: &str = "Name";
/// A column: what is on the server.
pub const HERE: &str = "Here";
/// A column: what is to be sent.
pub const YOURS: &str = "Yours";
/// A column: what to do.
pub const CHOICE: &str = "Choice";
/// In the column of what is here: it is no file.
pub const NO_FILE: &str = "not a file";

/// While folders are being read.
pub fn reading(files_found: usize) -> String {
    format!("Reading folders: {}…", files(number_of(files_found)))
}

/// While files are compared with those that have their names.
pub fn comparing(done: usize, of: usize) -> String {
    format!("Comparing with what is already here: {} of {}…", number(number_of(done)), number(number_of(of)))
}

/// What could not be read.
pub fn unreadable(names: &[&str]) -> String {
    match names {
        [name] => format!("{} could not be read and was left out.", quoted(name)),
        _ => format!("{} could not be read and were left out.", super::items(number_of(names.len()))),
    }
}

/// The title: what there is to decide; `one` is the only file whose name is taken, `misnamed` how many names cannot be.
pub fn title(tally: &Tally, one: Option<&str>, misnamed: usize) -> String {
    match (one, tally.taken, misnamed) {
        (Some(name), 1, _) => format!("{} is already here", quoted(name)),
        (_, 0, 0) => "There is not enough room".to_owned(),
        (_, 0, 1) => "One name can’t be used".to_owned(),
        (_, 0, n) => format!("{} names can’t be used", number(number_of(n))),
        (_, 1, _) => format!("1 of {} has a name that is already taken", files(tally.all)),
        (_, taken, _) => format!("{} of {} have a name that is already taken", number(taken), files(tally.all)),
    }
}

/// What needs no decision.
pub fn others(tally: &Tally) -> Option<String> {
    let new = match tally.new {
        0 => None,
        1 => Some("1 is new.".to_owned()),
        n => Some(format!("{} are new.", number(n))),
    };
    let identical = match tally.identical {
        0 => None,
        1 => Some("1 is already here, unchanged, and will not be sent again.".to_owned()),
        n => Some(format!("{} are already here, unchanged, and will not be sent again.", number(n))),
    };
    let parts: Vec<String> = [new, identical].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// What keeping both does, to that name.
pub fn keep_both_hint(numbered: &str) -> String {
    format!("New ones get a number: {}", quoted(numbered))
}

/// What was not sent, after the rest has begun.
pub fn already_here(identical: u64) -> String {
    let is = if identical == 1 { "is" } else { "are" };
    format!("{} {is} already here, unchanged.", files(identical))
}

/// Above the fields for other names.
pub fn need_names(count: usize) -> String {
    match count {
        1 => "One needs another name:".to_owned(),
        _ => format!("{} need another name:", number(number_of(count))),
    }
}

/// The field of one of them.
pub fn new_name(old: &str) -> String {
    format!("New name for {}", quoted(old))
}

/// What is wrong with it.
pub fn wrong(reason: &str) -> String {
    let mut letters = reason.chars();
    let first: String = letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// The choice for one file.
pub fn choice_for(name: &str) -> String {
    format!("What to do with {}", quoted(name))
}

/// More conflicts than the table shows.
pub fn and_more(count: usize) -> String {
    format!("{} more follow the choice above.", number(number_of(count)))
}

/// How much there is to send, and room for.
pub fn room(bytes: &str, free: &str) -> String {
    format!("{bytes} to upload, {free} free")
}

/// There is not enough of it.
pub fn no_room(bytes: &str, free: &str, missing: &str) -> String {
    format!("{bytes} to upload, {free} free. Remove {missing} of files to go on.")
}

/// The button: what will be done.
pub fn go(tally: &Tally) -> String {
    match (tally.sent, tally.replacing) {
        (0, _) => SKIP.to_owned(),
        (sent, 0) => format!("Upload {}", files(sent)),
        (sent, replacing) if sent == replacing => format!("Replace {}", files(replacing)),
        (sent, replacing) => format!("Upload {} and replace {}", number(sent - replacing), number(replacing)),
    }
}

fn number_of(n: usize) -> u64 {
    crate::number::length(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(all: u64, taken: u64) -> Tally {
        Tally { all, taken, ..Tally::default() }
    }

    #[test]
    fn the_title_says_what_there_is_to_decide() {
        assert_eq!(title(&tally(1, 1), Some("report.pdf"), 0), "“report.pdf” is already here");
        assert_eq!(title(&tally(320, 3), None, 2), "3 of 320 files have a name that is already taken");
        assert_eq!(title(&tally(5, 0), None, 1), "One name can’t be used");
        assert_eq!(title(&tally(5, 0), None, 0), "There is not enough room");
    }

    #[test]
    fn the_button_counts_what_will_be_sent() {
        let label = |sent, replacing| go(&Tally { sent, replacing, ..Tally::default() });
        assert_eq!(label(312, 0), "Upload 312 files");
        assert_eq!(label(1, 0), "Upload 1 file");
        assert_eq!(label(312, 3), "Upload 309 and replace 3");
        assert_eq!((label(3, 3), label(0, 0)), ("Replace 3 files".into(), "Skip".into()));
    }

    #[test]
    fn what_needs_no_decision_is_told_in_one_line() {
        let tally = Tally { new: 309, identical: 8, ..Tally::default() };
        assert_eq!(
            others(&tally).as_deref(),
            Some("309 are new. 8 are already here, unchanged, and will not be sent again.")
        );
        assert_eq!(others(&Tally::default()), None);
        assert_eq!(wrong("a name can't contain “?”"), "A name can't contain “?”.");
    }
}
