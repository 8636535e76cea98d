//! Words of the grid, and of how rows are shown.

pub use super::catalogue::grid::*;
