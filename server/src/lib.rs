//! Holdall's server: a library with a thin `main`.

pub mod auth;
pub mod catalog;
pub mod clock;
pub mod files;
pub mod intake;
pub mod media;
pub mod random;
pub mod store;
pub mod trash;
pub mod validator;
