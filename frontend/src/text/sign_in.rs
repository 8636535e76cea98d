//! Words of the sign-in card.

/// Title and button.
pub const SIGN_IN: &str = "Sign in";
/// The field.
pub const CREDENTIAL: &str = "Token or code";
/// Where a link comes from, before the command.
pub const HINT_START: &str = "Holdall printed a sign-in link when it started. On the server, ";
/// The command.
pub const HINT_COMMAND: &str = "holdall link";
/// After the command.
pub const HINT_END: &str = " makes a new one.";
/// In a container, before the command.
pub const CONTAINER_START: &str = "In a container: ";
/// The command in a container.
pub const CONTAINER_COMMAND: &str = "docker exec holdall holdall link";
/// It was wrong, or used, or too old.
pub const WRONG: &str = "That token or code doesn't work. Codes work once, for 15 minutes.";
/// Said when it worked.
pub const SIGNED_IN: &str = "You are signed in.";

/// Too many tries.
pub fn throttled(seconds: u64) -> String {
    format!("Too many tries. Wait {seconds} s.")
}
