//! The texts, one function each, as the build has made them from `texts/` (`build/texts.rs`).

#![expect(clippy::match_same_arms, reason = "a table of what each language says")]

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));
