//! What the page knows: pure models first, the reactive state that holds them beside them.

pub mod arrivals;
pub mod asking;
pub mod backoff;
pub mod choice;
pub mod deletion;
pub mod details;
pub mod folder_tree;
pub mod history;
pub mod kind;
pub mod language;
pub mod listed;
pub mod preferences;
pub mod preview;
pub mod restoration;
pub mod route;
pub mod selection;
pub mod transfer;
pub mod travel;
pub mod type_ahead;
pub mod window;
pub mod zip;

#[cfg(target_arch = "wasm32")]
pub(crate) mod adding;
#[cfg(target_arch = "wasm32")]
pub(crate) mod ahead;
#[cfg(target_arch = "wasm32")]
pub(crate) mod changes;
#[cfg(target_arch = "wasm32")]
pub(crate) mod connection;
#[cfg(target_arch = "wasm32")]
pub(crate) mod deeds;
#[cfg(target_arch = "wasm32")]
mod deleting;
#[cfg(target_arch = "wasm32")]
pub(crate) mod details_panel;
#[cfg(target_arch = "wasm32")]
pub(crate) mod doing;
#[cfg(target_arch = "wasm32")]
mod downloading;
#[cfg(target_arch = "wasm32")]
pub(crate) mod dragging;
#[cfg(target_arch = "wasm32")]
pub(crate) mod folder;
#[cfg(target_arch = "wasm32")]
mod installing;
#[cfg(target_arch = "wasm32")]
pub(crate) mod lasting;
#[cfg(target_arch = "wasm32")]
pub(crate) mod layer;
#[cfg(target_arch = "wasm32")]
mod live;
#[cfg(target_arch = "wasm32")]
pub(crate) mod load;
#[cfg(target_arch = "wasm32")]
pub(crate) mod notice;
#[cfg(target_arch = "wasm32")]
pub(crate) mod previewing;
#[cfg(target_arch = "wasm32")]
pub(crate) mod restoring;
#[cfg(target_arch = "wasm32")]
pub(crate) mod searching;
#[cfg(target_arch = "wasm32")]
mod selected;
#[cfg(target_arch = "wasm32")]
pub(crate) mod session;
#[cfg(target_arch = "wasm32")]
pub(crate) mod shell;
#[cfg(target_arch = "wasm32")]
pub(crate) mod slot;
#[cfg(target_arch = "wasm32")]
pub(crate) mod speaking;
#[cfg(target_arch = "wasm32")]
pub(crate) mod thumbnails;
#[cfg(target_arch = "wasm32")]
pub(crate) mod transferring;
#[cfg(target_arch = "wasm32")]
pub(crate) mod trash;
#[cfg(target_arch = "wasm32")]
pub(crate) mod voice;
