//! What is wrong with a name, in the language of the page: the server says it in English.

use holdall_shared::{EntryNameError, NameFault};

use super::catalogue::names;

/// The reason that the server gives for refusing a name, in our words; one that the page does not know stays as it is.
pub fn in_our_words(reason: &str) -> String {
    let forbidden = reason.split('“').nth(1).and_then(|rest| rest.chars().next()).map(NameFault::Character);
    let known = [
        NameFault::Empty,
        NameFault::TooLong,
        NameFault::Dots,
        NameFault::Reserved,
        NameFault::Control,
        NameFault::Invisible,
        NameFault::OuterSpace,
        NameFault::TrailingDot,
        NameFault::Device,
    ];
    let fault = known.into_iter().chain(forbidden).find(|fault| fault.to_string() == reason);
    fault.map_or_else(|| reason.to_owned(), told)
}

/// Why there can be no such name.
pub fn of_entry(error: EntryNameError) -> &'static str {
    match error {
        EntryNameError::Empty => names::empty(),
        EntryNameError::TooLong => names::too_long(),
        EntryNameError::Separator => names::separator(),
        EntryNameError::Dots => names::dots(),
        EntryNameError::Reserved => names::reserved(),
    }
}

fn told(fault: NameFault) -> String {
    let sentence = match fault {
        NameFault::Empty => names::empty(),
        NameFault::TooLong => names::too_long(),
        NameFault::Dots => names::dots(),
        NameFault::Reserved => names::reserved(),
        NameFault::Character(character) => return names::character(character.encode_utf8(&mut [0; 4])),
        NameFault::Control => names::control(),
        NameFault::Invisible => names::invisible(),
        NameFault::OuterSpace => names::outer_space(),
        NameFault::TrailingDot => names::trailing_dot(),
        NameFault::Device => names::device(),
    };
    sentence.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_reads_as_the_server_says_it() {
        for fault in
            [NameFault::Empty, NameFault::Dots, NameFault::Reserved, NameFault::Character('?'), NameFault::Device]
        {
            assert_eq!(told(fault), fault.to_string());
        }
    }

    #[test]
    fn reasons_of_the_server_are_told_in_the_language_of_the_page() {
        crate::text::spoken::tests::speak_german();
        assert_eq!(in_our_words("a name can't contain “?”"), "Ein Name darf kein „?“ enthalten");
        assert_eq!(in_our_words("a name can't end with a dot"), "Ein Name darf nicht mit einem Punkt enden");
        assert_eq!(in_our_words("another reason"), "another reason");
    }
}
