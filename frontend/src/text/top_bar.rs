//! Words of the menu in the top bar.

pub use super::catalogue::top_bar::*;
