//! Words of the sign-in card.

pub use super::catalogue::sign_in::*;

/// The command that makes a link.
pub const HINT_COMMAND: &str = "holdall link";
/// The same in a container.
pub const CONTAINER_COMMAND: &str = "docker exec holdall holdall link";
