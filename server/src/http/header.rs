//! Header syntax: text in, values out. Pure: no I/O, no time, nothing of actix.

pub(super) mod accept_encoding;
pub(super) mod cookie;
pub(super) mod date;
pub(super) mod digest;
pub(super) mod disposition;
pub(super) mod modified;
pub(super) mod precondition;
pub(super) mod range;
pub(super) mod tus;
