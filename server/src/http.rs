//! HTTP: the only code that knows actix.
//!
//! One table of routes ([`routes`]) registers the handlers, says what each needs, and is walked by a test. A handler
//! gets a [`call::Call`], reads what it needs from it, asks for permits, calls the domain and renders. What goes wrong
//! is a [`problem::Failure`]; only `problem.rs` turns one into a status. Header syntax and the decisions that hang on
//! it are pure, in `header/` and `representation/decide.rs`.

mod access_log;
mod app;
mod archive;
mod assets;
mod batch;
mod body;
mod call;
mod claims;
mod count;
mod download;
mod entries;
mod events;
mod file_list;
mod files;
mod folders;
mod head;
mod header;
mod health;
mod limits;
pub mod listen;
mod multipart;

mod page;
mod plan;
mod problem;
mod reference;
mod representation;
mod revalidated;
mod routes;
mod search;
mod session;
mod site;
mod static_files;
mod storage;
mod transfers;
mod trash;
mod uploads;
mod versions;

pub use app::State;
pub use page::Page;
pub use site::Site;
