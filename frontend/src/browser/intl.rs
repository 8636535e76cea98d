//! How the browser writes numbers, moments and plurals in the language of the page (ECMA-402, `Intl`).
//!
//! What writes is slow to make, so each is made when it is first needed, and kept for as long as the language is spoken.

use std::cell::RefCell;

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen::JsValue;

use crate::{
    number,
    text::{Language, spoken::Formats},
};

/// A way to write a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// `14:31`, `2:31 PM`.
    Time,
    /// `12 Nov`.
    DayAndMonth,
    /// `14 Mar 2024`.
    Day,
    /// All of it.
    Full,
}

impl Part {
    fn options(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Time => &[("timeStyle", "short")],
            Self::DayAndMonth => &[("day", "numeric"), ("month", "short")],
            Self::Day => &[("day", "numeric"), ("month", "short"), ("year", "numeric")],
            Self::Full => &[("dateStyle", "full"), ("timeStyle", "medium")],
        }
    }
}

struct Writer {
    /// Which country's way.
    locales: Array,
    number: Function,
    rules: Intl::PluralRules,
    categories: &'static [&'static str],
    moments: Vec<(Part, Function)>,
}

thread_local! {
    static WRITER: RefCell<Option<Writer>> = const { RefCell::new(None) };
}

/// Writes as `locale` says from now on, which need not be of the language: who reads English may live in France.
pub(crate) fn write_as(language: Language, locale: &str) -> Formats {
    let none = Object::new();
    let locales = Array::of1(&JsValue::from_str(locale));
    let number = Intl::NumberFormat::new(&locales, &none).format();
    // Plurals are the language's own. Nobody has rules for one that nobody speaks: English has made it.
    let spoken = if language == Language::Qps { Language::En } else { language };
    let rules = Intl::PluralRules::new(&Array::of1(&JsValue::from_str(spoken.tag())), &none);
    let half = written(&number, &JsValue::from_f64(0.5));
    let decimal_mark = half.chars().nth(1).unwrap_or('.');
    let writer = Writer { locales, number, rules, categories: language.plurals(), moments: Vec::new() };
    WRITER.with_borrow_mut(|place| *place = Some(writer));
    Formats { number: write_number, plural: choose_plural, decimal_mark }
}

/// A moment, or a part of it.
pub(crate) fn write_moment(date: &Date, part: Part) -> String {
    WRITER.with_borrow_mut(|writer| {
        let Some(writer) = writer else { return String::new() };
        let made = writer.moments.iter().find_map(|(of, format)| (*of == part).then(|| format.clone()));
        let format = made.unwrap_or_else(|| {
            let format = Intl::DateTimeFormat::new(&writer.locales, &object(part.options())).format();
            writer.moments.push((part, format.clone()));
            format
        });
        written(&format, date)
    })
}

/// The languages that the reader wants, the first most of all. What is no BCP 47 tag is left out: `Intl` would throw it back.
pub(crate) fn wanted_languages() -> Vec<String> {
    let is_tag = |tag: &String| !tag.is_empty() && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    window().navigator().languages().iter().filter_map(|tag| tag.as_string()).filter(is_tag).collect()
}

fn write_number(n: u64) -> String {
    WRITER.with_borrow(|writer| {
        writer
            .as_ref()
            .map_or_else(|| n.to_string(), |writer| written(&writer.number, &JsValue::from_f64(number::to_float(n))))
    })
}

/// The last category, `other`, where the browser knows one that our texts do not have.
fn choose_plural(n: u64) -> usize {
    WRITER.with_borrow(|writer| {
        let Some(writer) = writer else { return usize::MAX };
        let category = writer.rules.select(number::to_float(n));
        let found = writer.categories.iter().position(|known| category == **known);
        found.unwrap_or(usize::MAX)
    })
}

/// Calls what `Intl` has bound to itself; it throws at nothing that is a number or a moment of ours.
fn written(format: &Function, value: &JsValue) -> String {
    format.call1(&JsValue::UNDEFINED, value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn object(pairs: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (key, value) in pairs {
        // Setting a property of a fresh plain object cannot fail.
        let _set = Reflect::set(&object, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    object
}
