//! Whole pages: what fills the window.

#![expect(unreachable_pub, reason = "the component macro marks its function pub inside a private module")]

pub(crate) mod browse;
pub(crate) mod starting;
