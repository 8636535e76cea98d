//! The catalogue as Rust: the languages, and a function for each text.

use std::fmt::Write as _;

use super::{
    Language, REFERENCE,
    message::Kind,
    reference::{Form, Text},
    translation::joined,
};

pub(crate) fn write(languages: &[Language], texts: &[Text]) -> String {
    let mut code = String::new();
    // Writing to a string cannot fail.
    let _written = write_languages(&mut code, languages);
    for group in texts.chunk_by(|text, next| text.area == next.area) {
        let _written = write_area(&mut code, group, texts);
    }
    code
}

fn write_languages(code: &mut String, languages: &[Language]) -> std::fmt::Result {
    writeln!(code, "/// A language of the page.")?;
    writeln!(code, "#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]")?;
    writeln!(code, "pub enum Language {{")?;
    for language in languages {
        writeln!(code, "    /// {}.", language.name)?;
        if language.tag == REFERENCE {
            writeln!(code, "    #[default]")?;
        }
        writeln!(code, "    {},", variant(language))?;
    }
    writeln!(code, "}}\n\nimpl Language {{")?;
    let all: Vec<String> = languages.iter().map(|language| format!("Self::{}", variant(language))).collect();
    writeln!(code, "    /// All of them, English first, and last the one that nobody speaks.")?;
    writeln!(code, "    pub const ALL: &[Self] = &[{}];", all.join(", "))?;
    let mut table = |doc: &str, signature: &str, value: &dyn Fn(&Language) -> String| -> std::fmt::Result {
        writeln!(code, "\n    /// {doc}\n    pub const fn {signature} {{\n        match self {{")?;
        for language in languages {
            writeln!(code, "            Self::{} => {},", variant(language), value(language))?;
        }
        writeln!(code, "        }}\n    }}")
    };
    table("Its tag, by BCP 47.", "tag(self) -> &'static str", &|language| format!("{:?}", language.tag))?;
    table("As `lang` has it in HTML.", "lang(self) -> &'static str", &|language| format!("{:?}", language.lang))?;
    table("What it calls itself.", "name(self) -> &'static str", &|language| format!("{:?}", language.name))?;
    table("As `dir` has it in HTML.", "direction(self) -> &'static str", &|language| {
        format!("{:?}", language.direction)
    })?;
    table(
        "Its plural categories (CLDR), in the order of its texts.",
        "plurals(self) -> &'static [&'static str]",
        &|language| format!("&{:?}", language.plurals),
    )?;
    writeln!(code, "}}")
}

fn variant(language: &Language) -> String {
    let mut letters = language.tag.chars().filter(char::is_ascii_alphanumeric);
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters.flat_map(char::to_lowercase)).collect()
}

fn write_area(code: &mut String, group: &[Text], all: &[Text]) -> std::fmt::Result {
    let Some(first) = group.first() else { return Ok(()) };
    writeln!(code, "\n/// `texts/*/{}.toml`.\npub mod {} {{", first.area, first.area)?;
    writeln!(code, "    use super::super::spoken;")?;
    for text in group {
        let number = all.iter().position(|other| std::ptr::eq(other, text)).unwrap_or_default();
        write_text(code, text, number)?;
    }
    writeln!(code, "}}")
}

fn write_text(code: &mut String, text: &Text, number: usize) -> std::fmt::Result {
    writeln!(code)?;
    for line in text.comment.lines() {
        writeln!(code, "    /// {line}")?;
    }
    let (english, by) = match &text.form {
        Form::Plain(message) => (joined(text, std::slice::from_ref(message)), None),
        Form::Plural { by, variants } => (joined(text, variants), Some(by)),
    };
    let key = &text.key;
    if text.parameters.is_empty() {
        writeln!(code, "    pub fn {key}() -> &'static str {{\n        spoken::plain({number}, {english:?})\n    }}")?;
        return Ok(());
    }
    let parameter = |kind| if kind == Kind::Text { "&str" } else { "u64" };
    let value = |kind| if kind == Kind::Text { "Text" } else { "Number" };
    let parameters: Vec<String> =
        text.parameters.iter().map(|place| format!("{}: {}", place.name, parameter(place.kind))).collect();
    let values: Vec<String> =
        text.parameters.iter().map(|place| format!("spoken::Value::{}({})", value(place.kind), place.name)).collect();
    let by = by.map_or_else(|| "None".to_owned(), |by| format!("Some({})", by.name));
    writeln!(
        code,
        "    pub fn {key}({}) -> String {{\n        spoken::filled({number}, {english:?}, {by}, &[{}])\n    }}",
        parameters.join(", "),
        values.join(", ")
    )
}
