//! What the page knows: pure models first, the reactive state that holds them beside them.

pub mod backoff;
pub mod kind;
pub mod preferences;
pub mod route;
pub mod selection;
pub mod type_ahead;

#[cfg(target_arch = "wasm32")]
pub(crate) mod changes;
#[cfg(target_arch = "wasm32")]
pub(crate) mod connection;
#[cfg(target_arch = "wasm32")]
pub(crate) mod folder;
#[cfg(target_arch = "wasm32")]
pub(crate) mod lasting;
#[cfg(target_arch = "wasm32")]
pub(crate) mod layer;
#[cfg(target_arch = "wasm32")]
pub(crate) mod row;
#[cfg(target_arch = "wasm32")]
pub(crate) mod session;
#[cfg(target_arch = "wasm32")]
pub(crate) mod shell;
#[cfg(target_arch = "wasm32")]
pub(crate) mod voice;
