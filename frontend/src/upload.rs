//! Uploads: [`machine`] decides, `runner` does.

pub mod machine;
#[cfg(target_arch = "wasm32")]
pub(crate) mod runner;
#[cfg(target_arch = "wasm32")]
pub(crate) mod tray;
