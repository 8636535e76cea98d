//! Words of what stands before the queue of uploads: reading folders, and the one decision for the batch.

pub use super::catalogue::adding::*;
use crate::{number::length, upload::plan::Tally};

/// What could not be read.
pub fn unreadable(names: &[&str]) -> String {
    match names {
        [name] => one_unreadable(name),
        _ => several_unreadable(length(names.len())),
    }
}

/// The title: what there is to decide; `one` is the only file whose name is taken, `misnamed` how many names cannot be.
pub fn title(tally: &Tally, one: Option<&str>, count_misnamed: usize) -> String {
    match (one, tally.taken, count_misnamed) {
        (Some(name), 1, _) => one_taken(name),
        (_, 0, 0) => not_enough_room().to_owned(),
        (_, 0, n) => misnamed(length(n)),
        (_, taken, _) => several_taken(taken, tally.all),
    }
}

/// What needs no decision.
pub fn others(tally: &Tally) -> Option<String> {
    let parts = [(tally.new > 0).then(|| new(tally.new)), (tally.identical > 0).then(|| identical(tally.identical))];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// What is wrong with a name, as a sentence.
pub fn wrong(reason: &str) -> String {
    let reason = super::names::in_our_words(reason);
    let mut letters = reason.chars();
    let first: String = letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// The button: what will be done.
pub fn go(tally: &Tally) -> String {
    match (tally.sent, tally.replacing) {
        (0, _) => skip().to_owned(),
        (sent, 0) => go_upload(sent),
        (sent, replacing) if sent == replacing => go_replace(replacing),
        (sent, replacing) => go_both(sent - replacing, replacing),
    }
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
        assert_eq!(title(&tally(320, 1), None, 2), "1 of 320 files has a name that is already taken");
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
