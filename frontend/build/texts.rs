//! Makes the typed catalogue of the page's texts from `texts/LANGUAGE/AREA.toml`.
//!
//! 1. `source` reads the files, `message` the places in a text.
//! 2. English says which texts there are and which types they take (`reference`).
//! 3. Each other language is held against it (`translation`): no text is missing, unknown, or takes something else, and each
//!    plural has the categories of the language, which `language.toml` tells (Unicode CLDR: zero, one, two, few, many, other).
//! 4. `code` writes a function for each text, with the English in it; the other languages become tables beside it.
//!
//! The build fails with all that is wrong, not with the first of it. A language that nobody speaks, `qps`, is made from
//! English (`pseudo`): it shows what has no room, and what is not in the catalogue.

mod code;
mod message;
mod pseudo;
mod reference;
mod source;
mod translation;

use std::{collections::BTreeMap, fmt};

pub(crate) use source::File;

/// The language in which texts are written first.
const REFERENCE: &str = "en";

/// Something is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The file, and the line.
    pub(crate) place: String,
    /// What is wrong.
    pub(crate) what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// What the texts become.
#[derive(Debug, Clone)]
pub(crate) struct Catalogue {
    /// A module for each area, a function for each text; and the languages.
    pub(crate) code: String,
    /// The texts of each language but English: its tag, and a line for each text.
    pub(crate) tables: BTreeMap<String, String>,
}

/// A language, as `language.toml` tells it.
#[derive(Debug, Clone)]
pub(crate) struct Language {
    /// By BCP 47.
    pub(crate) tag: String,
    /// As `lang` has it in HTML.
    pub(crate) lang: String,
    /// In itself.
    pub(crate) name: String,
    /// As `dir` has it in HTML.
    pub(crate) direction: String,
    /// Its plural categories, the last of them `other`.
    pub(crate) plurals: Vec<String>,
}

/// Makes the catalogue.
///
/// # Errors
///
/// Everything that is wrong with the files.
pub(crate) fn compile(files: &[File]) -> Result<Catalogue, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut by_language: BTreeMap<&str, Vec<&File>> = BTreeMap::new();
    for file in files {
        by_language.entry(&file.language).or_default().push(file);
    }
    let english = by_language.remove(REFERENCE).unwrap_or_default();
    let Some(reference_language) = language(REFERENCE, &english, &mut faults) else { return Err(faults) };
    let texts = reference::read(&english, &reference_language, &mut faults);
    let mut languages = vec![reference_language.clone()];
    let mut tables = BTreeMap::new();
    for (tag, files) in by_language {
        let Some(language) = language(tag, &files, &mut faults) else { continue };
        let table = translation::read(&files, &language, &texts, &mut faults);
        tables.insert(tag.to_owned(), table);
        languages.push(language);
    }
    let pseudo = pseudo::language(&reference_language);
    tables.insert(pseudo.tag.clone(), pseudo::table(&texts));
    languages.push(pseudo);
    if faults.is_empty() { Ok(Catalogue { code: code::write(&languages, &texts), tables }) } else { Err(faults) }
}

/// Which language the files of a folder are in.
fn language(tag: &str, files: &[&File], faults: &mut Vec<Fault>) -> Option<Language> {
    let Some(file) = files.iter().find(|file| file.area == "language") else {
        faults.push(Fault { place: format!("texts/{tag}"), what: "there is no language.toml".to_owned() });
        return None;
    };
    let lines = file.lines(faults);
    let mut told = |key: &str| {
        let found = lines.iter().find(|line| line.key == key && line.variant.is_none());
        if found.is_none() {
            faults.push(file.fault(1, format!("“{key}” is missing")));
        }
        found.map(|line| (line.number, line.text.clone()))
    };
    let (name, direction, plurals) = (told("name"), told("direction"), told("plurals"));
    let ((_, name), (line, direction), (plurals_line, plurals)) = (name?, direction?, plurals?);
    if direction != "ltr" && direction != "rtl" {
        faults.push(file.fault(line, "a direction is “ltr” or “rtl”"));
    }
    let plurals: Vec<String> = plurals.split_ascii_whitespace().map(str::to_owned).collect();
    let is_category = |word: &String| ["zero", "one", "two", "few", "many", "other"].contains(&word.as_str());
    if !plurals.iter().all(is_category) || plurals.last().is_none_or(|last| last != "other") {
        faults.push(file.fault(plurals_line, "plurals are CLDR's categories, the last of them “other”"));
    }
    Some(Language { tag: tag.to_owned(), lang: tag.to_owned(), name, direction, plurals })
}
