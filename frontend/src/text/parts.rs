//! Words of parts of the page that could not be loaded.

/// The title.
pub const NOT_LOADED: &str = "This part of the page could not be loaded";
/// What to do.
pub const NOT_LOADED_HINT: &str = "Holdall can't be reached, or it was updated. Try again, or load the page anew.";
