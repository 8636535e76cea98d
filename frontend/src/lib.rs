//! Holdall's page: the file browser in the browser.
//!
//! Layers, arrows pointing down only: `pages` → `components` → `state`, and `upload::engine` with what is behind it → `api`
//! (the only code that speaks HTTP) and `browser` (the only code that touches JavaScript) → what is pure: [`text`],
//! [`upload::machine`], [`thumbnail`] and the models in [`state`]. The pure part builds and is tested on the host; the
//! rest exists for `wasm32` alone.

#[cfg(target_arch = "wasm32")]
mod api;
#[cfg(target_arch = "wasm32")]
mod app;
pub mod base64;
#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
mod components;
pub mod hashing;
pub mod markdown;
pub mod multipart;
pub mod number;
#[cfg(target_arch = "wasm32")]
mod pages;
pub mod state;
pub mod text;
pub mod thumbnail;
pub mod upload;

#[cfg(target_arch = "wasm32")]
pub use app::start;
#[cfg(target_arch = "wasm32")]
pub use browser::hashing_worker::start as start_hashing;
#[cfg(target_arch = "wasm32")]
pub use components::parts;
