//! Holdall's server: a library with a thin `main`.

pub mod clock;
pub mod random;
pub mod store;
