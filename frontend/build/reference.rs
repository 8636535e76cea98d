//! English: which texts there are, what they take, what they are for.

use super::{
    Fault, Language,
    message::{Kind, Message, Place},
    source::{File, Line},
};

/// A text of the page.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    /// Where it belongs.
    pub(crate) area: String,
    /// What it is called.
    pub(crate) key: String,
    /// What it is for.
    pub(crate) comment: String,
    /// What it takes, in this order.
    pub(crate) parameters: Vec<Place>,
    /// How it is chosen.
    pub(crate) form: Form,
}

/// How a text is chosen.
#[derive(Debug, Clone)]
pub(crate) enum Form {
    /// There is one.
    Plain(Message),
    /// By the plural category of one of its parameters.
    Plural {
        /// Which.
        by: Place,
        /// One for each category, in the language's order.
        variants: Vec<Message>,
    },
}

/// All texts, in their order.
pub(crate) fn read(files: &[&File], language: &Language, faults: &mut Vec<Fault>) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    for file in files.iter().filter(|file| file.area != "language") {
        let lines = file.lines(faults);
        for group in lines.chunk_by(|line, next| line.key == next.key) {
            let Some(first) = group.first() else { continue };
            if texts.iter().any(|text| text.area == file.area && text.key == first.key) {
                faults.push(file.fault(first.number, format!("“{}” is there twice", first.key)));
                continue;
            }
            if first.comment.is_empty() {
                faults
                    .push(file.fault(first.number, format!("“{}” has no comment that says what it is for", first.key)));
            }
            match form(group, language) {
                Ok(form) => texts.push(Text {
                    area: file.area.clone(),
                    key: first.key.clone(),
                    comment: first.comment.clone(),
                    parameters: parameters(&form),
                    form,
                }),
                Err(what) => faults.push(file.fault(first.number, what)),
            }
        }
    }
    texts
}

fn form(lines: &[Line], language: &Language) -> Result<Form, String> {
    if let [Line { variant: None, text, .. }] = lines {
        return Message::parse(text).map(Form::Plain);
    }
    let variants = variants(lines, language)?;
    let by = lines.iter().find(|line| line.variant.as_deref() == Some("by"));
    let last = variants.last().ok_or("no variants")?;
    let numbers: Vec<&Place> = last.places().filter(|place| place.kind == Kind::Number).collect();
    let by = match (by, numbers.as_slice()) {
        (Some(line), _) => Place { name: line.text.clone(), kind: Kind::Number },
        (None, [number]) => (*number).clone(),
        (None, _) => return Err("“.by” has to say which number chooses the plural".to_owned()),
    };
    Ok(Form::Plural { by, variants })
}

/// A plural's variants: one for each category of the language, in its order.
pub(crate) fn variants(lines: &[Line], language: &Language) -> Result<Vec<Message>, String> {
    let is_known = |line: &&Line| {
        line.variant
            .as_deref()
            .is_some_and(|variant| variant == "by" || language.plurals.iter().any(|one| one == variant))
    };
    if let Some(line) = lines.iter().find(|line| !is_known(line)) {
        let variant = line.variant.as_deref().map_or_else(String::new, |variant| format!(".{variant}"));
        return Err(format!("“{}{variant}” is no plural of this language", line.key));
    }
    let message = |category: &String| {
        let mut lines = lines.iter().filter(|line| line.variant.as_ref() == Some(category));
        match (lines.next(), lines.next()) {
            (Some(line), None) => Message::parse(&line.text),
            (None, _) => Err(format!("the plural “{category}” is missing")),
            (Some(_), Some(_)) => Err(format!("the plural “{category}” is there twice")),
        }
    };
    language.plurals.iter().map(message).collect()
}

/// In the order in which the text has them; a number that only chooses comes last.
fn parameters(form: &Form) -> Vec<Place> {
    let mut all: Vec<Place> = Vec::new();
    let mut add = |place: &Place| {
        if !all.contains(place) {
            all.push(place.clone());
        }
    };
    match form {
        Form::Plain(message) => message.places().for_each(add),
        Form::Plural { by, variants } => {
            variants.iter().rev().flat_map(Message::places).for_each(&mut add);
            add(by);
        }
    }
    all
}

/// What is wrong with the places of a text, in whatever language: each parameter has one, and nothing else has. Only the
/// number that chooses a plural may be left out: “1 file” needs none.
pub(crate) fn misplaced(text: &Text, message: &Message) -> Option<String> {
    let by = match &text.form {
        Form::Plain(_) => None,
        Form::Plural { by, .. } => Some(by),
    };
    if let Some(place) = message.places().find(|place| !text.parameters.contains(place)) {
        return Some(format!("“{}” takes no {}", text.key, place.written()));
    }
    let is_missing = |place: &&Place| Some(*place) != by && message.places().all(|other| other != *place);
    let missing = text.parameters.iter().find(is_missing)?;
    Some(format!("“{}” leaves out {}", text.key, missing.written()))
}
