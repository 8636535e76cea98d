//! Which language the page speaks, and how it writes: what the reader has chosen, else what the browser wants.

use crate::text::Language;

/// The language of the page for who wants these, the first most of all; English, where we speak none of them.
pub fn best(wanted: &[String]) -> Language {
    wanted.iter().find_map(|tag| by_tag(primary(tag)).filter(|language| *language != Language::Qps)).unwrap_or_default()
}

/// The language with that tag.
pub fn by_tag(tag: &str) -> Option<Language> {
    Language::ALL.iter().copied().find(|language| language.tag().eq_ignore_ascii_case(tag))
}

/// As which country numbers and moments are written: as one of those that the reader wants, if it is of the language; where
/// we speak no language of theirs, as their first, and where another was chosen, as that one does.
pub fn locale(language: Language, chosen: Option<Language>, wanted: &[String]) -> String {
    let spoken = if language == Language::Qps { Language::En } else { language };
    let own = wanted.iter().find(|tag| primary(tag).eq_ignore_ascii_case(spoken.tag()));
    let first = || wanted.first().filter(|_| chosen.is_none());
    own.or_else(first).cloned().unwrap_or_else(|| spoken.tag().to_owned())
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(tags: &[&str]) -> Vec<String> {
        tags.iter().map(|tag| (*tag).to_owned()).collect()
    }

    #[test]
    fn the_first_language_that_we_speak_is_the_best() {
        for (tags, language) in [
            (&["de-AT", "en"][..], Language::De),
            (&["en-GB", "de"], Language::En),
            (&["fr-FR", "DE"], Language::De),
            (&["fr"], Language::En),
            (&["qps"], Language::En),
            (&[], Language::En),
        ] {
            assert_eq!(best(&wanted(tags)), language, "{tags:?}");
        }
        assert_eq!((by_tag("qps"), by_tag("xx")), (Some(Language::Qps), None));
    }

    #[test]
    fn numbers_and_moments_are_written_as_in_the_country_of_the_reader() {
        for (language, chosen, tags, written) in [
            (Language::De, None, &["de-AT", "en"][..], "de-AT"),
            (Language::En, None, &["fr-FR", "en-GB"], "en-GB"),
            (Language::En, None, &["fr-FR"], "fr-FR"),
            (Language::De, Some(Language::De), &["en-US"], "de"),
            (Language::En, Some(Language::En), &["de-DE", "en-GB"], "en-GB"),
            (Language::Qps, Some(Language::Qps), &["en-US"], "en-US"),
            (Language::En, None, &[], "en"),
        ] {
            assert_eq!(locale(language, chosen, &wanted(tags)), written, "{language:?} {tags:?}");
        }
    }
}
