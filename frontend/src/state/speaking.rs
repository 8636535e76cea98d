//! Has the page speak the language that is wanted: gets its texts, tells the document.

use leptos::prelude::*;

use super::{language, route, shell::Shell};
use crate::{
    browser::{address, focus, intl, loading::Loading, page, storage, task},
    text::{Language, spoken},
};

/// Under which the choice is kept: the tag of the language.
const CHOSEN: &str = "holdall.language";

/// Gets the texts of a language.
pub type LoadTexts = fn() -> Loading<&'static str>;

/// The texts of the languages other than English, which is in the page itself: only who reads one gets it.
#[derive(Clone, Copy)]
pub struct Languages {
    /// German.
    pub de: LoadTexts,
    /// What nobody speaks.
    pub qps: LoadTexts,
}

impl Languages {
    pub(crate) fn table(self, language: Language) -> Option<LoadTexts> {
        match language {
            Language::En => None,
            Language::De => Some(self.de),
            Language::Qps => Some(self.qps),
        }
    }
}

/// What the page has to speak when it begins: what its address names (`?lang=de`), for this time only, else what was chosen
/// in this browser; nothing, where the browser's languages decide.
pub(crate) fn at_start() -> Option<Language> {
    route::language(&address::search()).or_else(chosen)
}

/// What was chosen in this browser; nothing, where the browser's languages decide.
pub(crate) fn chosen() -> Option<Language> {
    storage::get(CHOSEN).and_then(|tag| language::by_tag(&tag))
}

/// Speaks it from now on. Texts that cannot be got are English: the answer is what is spoken.
pub(crate) async fn speak(languages: Languages, chosen: Option<Language>) -> Language {
    let wanted = intl::wanted_languages();
    let language = chosen.unwrap_or_else(|| language::best(&wanted));
    let (language, table) = match languages.table(language) {
        None => (language, None),
        Some(load) => match load().await {
            Ok(table) => (language, Some(table)),
            Err(_) => (Language::En, None),
        },
    };
    let formats = intl::write_as(language, &language::locale(language, chosen, &wanted));
    spoken::speak(language, table, formats);
    page::set_language(language.lang(), language.direction());
    language
}

impl Shell {
    /// Remembers the choice, and speaks as it says: what is drawn is drawn anew, all else goes on.
    /// The focus goes to the element with that id: what had it is gone.
    pub(crate) fn choose_language(self, languages: Languages, chosen: Option<Language>, focus_then: &'static str) {
        self.chosen_language.set(chosen);
        match chosen {
            Some(language) => storage::set(CHOSEN, language.tag()),
            None => storage::remove(CHOSEN),
        }
        task::run(async move {
            self.language.set(speak(languages, chosen).await);
            focus::to_id_soon(focus_then.to_owned());
        });
    }
}
