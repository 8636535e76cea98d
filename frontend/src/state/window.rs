//! The window through which a list of any length is seen: a few rows are in the document, those in view and some around.
//!
//! 1. [`scale`]: where each row would be if the list were drawn whole, and how the browser's scroll position, which
//!    cannot count that far, stands for it.
//! 2. [`loaded`]: the rows that are known, by their places, and which pages are missing.
//! 3. [`pool`]: which of the few rows of the document shows which place.
//! 4. [`change`]: what became of the rows when the list was asked for again.
//!
//! Pure; the folder's state (`state::folder`) owns one of each.

pub mod change;
pub mod loaded;
pub mod pool;
pub mod scale;
