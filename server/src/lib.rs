//! Holdall's server: a library with a thin `main`.
//!
//! Layers, each using only those below it: [`run`] (start and stop), [`http`] (the only code that knows actix),
//! [`files`], [`uploads`], [`keeper`] and [`auth`] (the domain), [`store`] (bytes) and [`catalog`] (all that is not a file).

#[cfg(not(target_os = "linux"))]
compile_error!("Holdall needs Linux 5.6 or later: openat2, O_TMPFILE and renameat2 are what its promises rest on.");

pub mod archive;
pub mod auth;
pub mod catalog;
pub mod clock;
pub mod config;
mod crash_point;
pub mod digest;
pub mod files;
pub mod fold;
pub mod http;
pub mod intake;
pub mod keeper;
pub mod log;
pub mod media;
pub mod random;
pub mod run;
pub mod store;
pub mod uploads;
pub mod validator;
