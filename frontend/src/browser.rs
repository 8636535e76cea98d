//! The only code that touches JavaScript: requests, storage, history, dates, clipboard, drags, focus, tasks.

pub(crate) mod address;
pub(crate) mod clipboard;
pub(crate) mod clock;
pub(crate) mod database;
pub(crate) mod dates;
pub(crate) mod drag;
pub(crate) mod events;
pub(crate) mod files;
pub(crate) mod focus;
pub(crate) mod form;
pub(crate) mod handles;
pub(crate) mod hasher;
pub(crate) mod hashing_worker;
pub(crate) mod keys;
pub(crate) mod markdown;
pub(crate) mod page;
pub(crate) mod player;
pub(crate) mod scroller;
pub(crate) mod storage;
pub(crate) mod task;
pub(crate) mod touch;
pub(crate) mod tree;
pub(crate) mod turns;
pub(crate) mod wake_lock;
pub(crate) mod xhr;
