//! Another language, held against English.

use super::{
    Fault, Language,
    message::Message,
    reference::{self, Form, Text},
    source::{File, Line},
};

/// Parts the plurals of a text in a table; texts are parted by line breaks.
pub(crate) const BETWEEN_PLURALS: &str = "\u{1f}";

/// A line for each text, in the order of `texts`.
pub(crate) fn read(files: &[&File], language: &Language, texts: &[Text], faults: &mut Vec<Fault>) -> String {
    let mut table = Vec::new();
    let files: Vec<(&File, Vec<Line>)> =
        files.iter().filter(|file| file.area != "language").map(|file| (*file, file.lines(faults))).collect();
    for (file, lines) in &files {
        for line in lines {
            if !texts.iter().any(|text| text.area == file.area && text.key == line.key) {
                faults.push(file.fault(line.number, format!("“{}” is not in English", line.key)));
            }
        }
    }
    for text in texts {
        let Some((file, lines)) = files.iter().find(|(file, _)| file.area == text.area) else {
            let place = format!("texts/{}/{}.toml", language.tag, text.area);
            faults.push(Fault { place, what: format!("“{}” is missing", text.key) });
            continue;
        };
        let lines: Vec<Line> = lines.iter().filter(|line| line.key == text.key).cloned().collect();
        let number = lines.first().map_or(1, |line| line.number);
        match messages(text, &lines, language) {
            Ok(messages) => table.push(joined(text, &messages)),
            Err(what) => faults.push(file.fault(number, what)),
        }
    }
    table.join("\n")
}

fn messages(text: &Text, lines: &[Line], language: &Language) -> Result<Vec<Message>, String> {
    let messages = match (&text.form, lines) {
        (_, []) => return Err(format!("“{}” is missing", text.key)),
        (Form::Plain(_), [Line { variant: None, text, .. }]) => vec![Message::parse(text)?],
        (Form::Plain(_), _) => return Err(format!("“{}” has no plural in English", text.key)),
        (Form::Plural { .. }, lines) if lines.iter().any(|line| line.variant.as_deref() == Some("by")) => {
            return Err(format!("what chooses the plural of “{}” is said in English alone", text.key));
        }
        (Form::Plural { .. }, lines) => {
            reference::variants(lines, language).map_err(|what| format!("“{}”: {what}", text.key))?
        }
    };
    match messages.iter().find_map(|message| reference::misplaced(text, message)) {
        Some(what) => Err(what),
        None => Ok(messages),
    }
}

/// As it stands in a table, and in the code.
pub(crate) fn joined(text: &Text, messages: &[Message]) -> String {
    let messages: Vec<String> = messages.iter().map(|message| message.numbered(&text.parameters)).collect();
    messages.join(BETWEEN_PLURALS)
}
