//! Words of parts of the page that could not be loaded.

pub use super::catalogue::parts::*;
