//! Small pictures of pictures: where they come from, and what is kept of them. Nothing is decoded on the server.
//!
//! 1. [`source`]: a photo's own preview, which cameras embed into the first bytes of the file ([`exif`]); else the file
//!    itself, if it is small; else nothing: the icon of its kind stands there.
//! 2. [`turns`]: at most [`AT_ONCE`] are asked for at once; who waits and is not looked at any more gives up its turn.
//! 3. [`kept`]: what was found, up to [`MOST_BYTES`], that which was not looked at for longest goes first. What is asked
//!    for is named by address and validator: a file that changes gets a new picture.
//!
//! Pure; `state::thumbnails` asks.

pub mod exif;
pub mod kept;
pub mod source;
pub mod turns;

/// Requests under way: browsers allow six connections to a server. They are asked for with low priority, so that a list
/// that is opened meanwhile does not wait for those that have not begun.
pub const AT_ONCE: usize = 4;

/// Bytes of pictures that are kept: some thousand previews of photos, or a few dozen small files.
pub const MOST_BYTES: usize = 32 << 20;
