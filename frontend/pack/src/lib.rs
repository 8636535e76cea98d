//! Packs the page's wasm: what is done to it after `wasm-opt`, for less to load.
//!
//! - [`order`]: its functions, so that they compress well.
//! - [`names`]: short ones for what it imports from its script.
//! - [`cut`]: into what the page begins with, and what comes later.
//! - [`instrument`] and [`list`]: how it is found which functions may come later.

pub mod cut;
mod error;
pub mod instrument;
pub mod list;
mod module;
pub mod names;
pub mod order;

pub use error::PackError;
