//! What the tests share: a running server, real requests to it, and a look at its folder.

mod answer;
mod folder;
mod raw;
mod server;
mod setup;
pub(crate) mod tus;
mod wait;

pub(crate) use answer::{Answer, Fetch};
pub(crate) use folder::{Node, files_below, sample, snapshot};
pub(crate) use raw::{Connection, escaped, raw};
pub(crate) use server::Server;
pub(crate) use setup::{Setup, TOKEN, free_port, holdall, run};
pub(crate) use wait::eventually;
