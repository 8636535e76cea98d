//! The build's own tests: which files of texts become a catalogue, and which are refused, with every reason.

#[path = "../build/texts.rs"]
mod texts;

use texts::{Catalogue, File, compile};

const LANGUAGE: &str = "name = \"Any\"\ndirection = \"ltr\"\nplurals = \"one other\"";

fn file(language: &str, area: &str, content: &str) -> File {
    File { language: language.to_owned(), area: area.to_owned(), content: content.to_owned() }
}

/// English and German of one area.
fn catalogue(english: &str, german: &str) -> Result<Catalogue, Vec<String>> {
    let files = [
        file("en", "language", LANGUAGE),
        file("en", "list", english),
        file("de", "language", LANGUAGE),
        file("de", "list", german),
    ];
    compile(&files).map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

#[track_caller]
fn refused(english: &str, german: &str, faults: &[&str]) {
    assert_eq!(catalogue(english, german).expect_err("is refused"), faults);
}

const ENGLISH: &str = "
# Goes to the folder above.
back = \"Back\"
# A row's checkbox.
select = \"Select {name} in {folder}\"
# How many.
items.one = \"One item\"
items.other = \"{#n} items\"
# What was done.
moved.by = \"count\"
moved.one = \"{what} was moved\"
moved.other = \"{what} were moved\"
";

const GERMAN: &str = "
moved.other = \"{what} wurden verschoben\"
moved.one = \"{what} wurde verschoben\"
items.one = \"{#n} Element\"
items.other = \"{#n} Elemente\"
select = \"In {folder} {name} wählen\"
back = \"Zurück\"
";

#[test]
fn each_text_becomes_a_function_with_its_types() {
    let Catalogue { code, tables } = catalogue(ENGLISH, GERMAN).unwrap();
    for line in [
        "    /// Goes to the folder above.\n    pub fn back() -> &'static str {",
        "    pub fn select(name: &str, folder: &str) -> String {",
        "    pub fn items(n: u64) -> String {",
        "        spoken::filled(2, \"One item\\u{1f}{0} items\", Some(n), &[spoken::Value::Number(n)])",
        "    pub fn moved(what: &str, count: u64) -> String {",
    ] {
        assert!(code.contains(line), "{line}\n{code}");
    }
    let german: Vec<&str> = tables["de"].split('\n').collect();
    let moved = "{0} wurde verschoben\u{1f}{0} wurden verschoben";
    assert_eq!(german, ["Zurück", "In {1} {0} wählen", "{0} Element\u{1f}{0} Elemente", moved]);
}

#[test]
fn the_order_of_a_translation_does_not_matter_but_what_is_in_it_does() {
    refused(ENGLISH, &GERMAN.replace("back = \"Zurück\"", ""), &["texts/de/list.toml:1: “back” is missing"]);
    refused(ENGLISH, &format!("{GERMAN}more = \"Mehr\""), &["texts/de/list.toml:8: “more” is not in English"]);
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let german = "select = \"{name}\"\nitems.other = \"Elemente\"\nmoved = \"{what}\"\nback";
    refused(
        ENGLISH,
        german,
        &[
            "texts/de/list.toml:4: no “=”",
            "texts/de/list.toml:1: “back” is missing",
            "texts/de/list.toml:1: “select” leaves out {folder}",
            "texts/de/list.toml:2: “items”: the plural “one” is missing",
            "texts/de/list.toml:3: “moved”: “moved” is no plural of this language",
        ],
    );
}

#[test]
fn a_translation_takes_what_english_takes() {
    let other = |from: &str, to: &str| GERMAN.replace(from, to);
    refused(ENGLISH, &other("{name} wählen", "{nane} wählen"), &["texts/de/list.toml:6: “select” takes no {nane}"]);
    refused(ENGLISH, &other("{name} wählen", "{#name} wählen"), &["texts/de/list.toml:6: “select” takes no {#name}"]);
    refused(ENGLISH, &other("{name} wählen", "{name wählen"), &["texts/de/list.toml:6: a “{” without its “}”"]);
    refused(ENGLISH, &other("Zurück", "Zurück {name}"), &["texts/de/list.toml:7: “back” takes no {name}"]);
}

#[test]
fn a_plural_has_the_categories_of_its_language() {
    let polish = |plurals: &str, list: &str| {
        let language = format!("name = \"Polski\"\ndirection = \"ltr\"\nplurals = \"{plurals}\"");
        let files = [
            file("en", "language", LANGUAGE),
            file("en", "list", "# How many.\nitems.one = \"One item\"\nitems.other = \"{#n} items\""),
            file("pl", "language", &language),
            file("pl", "list", list),
        ];
        compile(&files).map(|made| made.tables["pl"].clone()).map_err(|faults| faults[0].to_string())
    };
    let (one, few) = ("items.one = \"{#n} element\"\n", "items.few = \"{#n} elementy\"\n");
    let (many, other) = ("items.many = \"{#n} elementów\"\n", "items.other = \"{#n} elementu\"\n");
    let all = format!("{one}{few}{many}{other}");
    let in_order = "{0} element\u{1f}{0} elementy\u{1f}{0} elementów\u{1f}{0} elementu";
    assert_eq!(polish("one few many other", &all).as_deref(), Ok(in_order));
    assert_eq!(
        polish("one few many other", &format!("{one}{few}{other}")).unwrap_err(),
        "texts/pl/list.toml:1: “items”: the plural “many” is missing"
    );
    assert_eq!(
        polish("one other", &all).unwrap_err(),
        "texts/pl/list.toml:1: “items”: “items.few” is no plural of this language"
    );
    assert_eq!(
        polish("one several", &all).unwrap_err(),
        "texts/pl/language.toml:3: plurals are CLDR's categories, the last of them “other”"
    );
}

#[test]
fn english_says_what_a_text_is_for_and_what_chooses_its_plural() {
    refused(
        "back = \"Back\"",
        "back = \"Zurück\"",
        &["texts/en/list.toml:1: “back” has no comment that says what it is for"],
    );
    let two = "# Two.\nof.one = \"{#done} of one\"\nof.other = \"{#done} of {#all}\"";
    refused(two, "", &["texts/en/list.toml:2: “.by” has to say which number chooses the plural"]);
    let twice = "# A.\nback = \"Back\"\n# B.\nnext = \"Next\"\n# A.\nback = \"Back\"";
    refused(twice, "back = \"Zurück\"\nnext = \"Weiter\"", &["texts/en/list.toml:6: “back” is there twice"]);
}

#[test]
fn a_language_tells_about_itself() {
    let files = [file("en", "list", "# A.\nback = \"Back\"")];
    assert_eq!(compile(&files).unwrap_err()[0].to_string(), "texts/en: there is no language.toml");
    let files = [file("en", "language", "name = \"English\"\ndirection = \"up\"\nplurals = \"other\"")];
    assert_eq!(compile(&files).unwrap_err()[0].to_string(), "texts/en/language.toml:2: a direction is “ltr” or “rtl”");
}

#[test]
fn the_language_that_nobody_speaks_is_marked_and_longer() {
    let Catalogue { tables, code } = catalogue(ENGLISH, GERMAN).unwrap();
    let lines: Vec<&str> = tables["qps"].split('\n').collect();
    for (pseudo, english) in lines.iter().zip(["Back", "Select {0} in {1}"]) {
        let inner = pseudo.strip_prefix('⟦').and_then(|rest| rest.strip_suffix('⟧')).expect("is marked");
        assert!(inner.chars().count() * 10 >= english.chars().count() * 14, "{pseudo}");
        assert!(!inner.contains(|c: char| c.is_ascii_alphabetic()), "{pseudo}");
    }
    assert!(lines[1].contains("{0}") && lines[1].contains("{1}"));
    assert_eq!(
        lines[2].split('\u{1f}').filter(|variant| variant.starts_with('⟦') && variant.ends_with('⟧')).count(),
        2
    );
    assert!(code.contains("Self::Qps => \"rtl\"") && code.contains("Self::De => \"ltr\""));
}
