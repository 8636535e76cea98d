//! The texts, one function each, as the build has made them from `texts/` (`build/texts.rs`).

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));
