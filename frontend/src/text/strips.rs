//! Words of the strips below the path bar.

pub use super::catalogue::strips::*;
