//! Packs the page's wasm: what is done to it after `wasm-opt`, for less to load.
//!
//! - [`order`]: its functions, so that they compress well.

pub mod order;
