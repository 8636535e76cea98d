//! Uploads: [`machine`] decides, `runner` does.

pub mod machine;
pub mod plan;
#[cfg(target_arch = "wasm32")]
pub(crate) mod runner;
#[cfg(target_arch = "wasm32")]
pub(crate) mod tray;
