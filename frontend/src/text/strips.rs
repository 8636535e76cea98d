//! Words of the strips below the path bar.

/// The session has ended.
pub const SIGNED_OUT: &str = "Please sign in again.";
/// The session has ended while uploading.
pub const SIGNED_OUT_UPLOADING: &str = "Please sign in again. Your uploads go on as soon as you have.";
/// The try is under way.
pub const TRYING: &str = "Can't reach Holdall. Trying again…";
/// The server answers again.
pub const BACK_ONLINE: &str = "Holdall can be reached again.";
/// Why a button is off.
pub const NEEDS_SERVER: &str = "Holdall can't be reached right now";

/// The server does not answer.
pub fn offline(seconds: u64) -> String {
    format!("Can't reach Holdall. Trying again in {seconds} s.")
}
