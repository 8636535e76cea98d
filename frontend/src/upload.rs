//! Uploads: [`machine`] decides, `runner` does; `engine` is what the rest of the page knows of them.

#[cfg(target_arch = "wasm32")]
mod adding;
#[cfg(target_arch = "wasm32")]
pub(crate) mod engine;
pub mod machine;
pub mod plan;
#[cfg(target_arch = "wasm32")]
mod runner;
#[cfg(target_arch = "wasm32")]
pub(crate) mod running;
#[cfg(target_arch = "wasm32")]
pub(crate) mod tray;
