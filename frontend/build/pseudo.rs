//! A language that nobody speaks, made from English: each text is marked, 40 % longer, and read from right to left.
//!
//! Where it has no room, German has none; what is not marked is not in the catalogue. Its tag is from the range that is kept
//! for private use (ISO 639-2: qaa to qtz).

use super::{
    Language,
    message::{Message, Piece},
    reference::{Form, Text},
    translation::joined,
};

/// By how much texts grow, in percent.
const LONGER: usize = 40;
/// What they grow by.
const FILLING: &str = "óñé ţŵö ţĥŕéé ƒöûŕ ƒîṽé šîẋ šéṽéñ";

pub(crate) fn language(english: &Language) -> Language {
    Language {
        tag: "qps".to_owned(),
        // Checkers of pages know languages that somebody speaks.
        lang: "en-x-qps".to_owned(),
        name: "Pseudo".to_owned(),
        direction: "rtl".to_owned(),
        plurals: english.plurals.clone(),
    }
}

pub(crate) fn table(texts: &[Text]) -> String {
    let line = |text: &Text| match &text.form {
        Form::Plain(message) => joined(text, &[disguised(message)]),
        Form::Plural { variants, .. } => joined(text, &variants.iter().map(disguised).collect::<Vec<_>>()),
    };
    texts.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// In ⟦brackets⟧, with accents, filled up.
fn disguised(message: &Message) -> Message {
    let length: usize =
        message.0.iter().map(|piece| if let Piece::Words(words) = piece { words.chars().count() } else { 0 }).sum();
    let filling: String = FILLING.chars().cycle().take((length * LONGER).div_ceil(100) + 1).collect();
    let disguise = |piece: &Piece| match piece {
        Piece::Words(words) => Piece::Words(words.chars().map(accented).collect()),
        Piece::Place(place) => Piece::Place(place.clone()),
    };
    let mut pieces = vec![Piece::Words("⟦".to_owned())];
    pieces.extend(message.0.iter().map(disguise));
    pieces.push(Piece::Words(if length == 0 { "⟧".to_owned() } else { format!(" {}⟧", filling.trim_end()) }));
    Message(pieces)
}

fn accented(letter: char) -> char {
    const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const ACCENTED: &str = "åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ";
    PLAIN
        .chars()
        .zip(ACCENTED.chars())
        .find_map(|(plain, accented)| (plain == letter).then_some(accented))
        .unwrap_or(letter)
}
