//! Words of parts of the page that could not be loaded.

pub use super::catalogue::parts::*;

/// What cannot be added, and what to do.
pub fn not_added() -> String {
    format!("{} {}", files_not_added(), not_loaded_hint())
}

/// What was not done, and what to do.
pub fn not_done() -> String {
    format!("{} {}", nothing_done(), not_loaded_hint())
}
