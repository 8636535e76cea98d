//! `/api/session`: who the page is to the server.

use serde::{Deserialize, Serialize};

/// `POST /api/session`: exchanges a token or a one-time code for a session cookie.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// A token, or the one-time code of a sign-in link (dashes and case do not matter).
    pub credential: String,
}

/// `GET /api/session`: what the caller may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// Whether the caller is signed in; otherwise it is a guest.
    pub signed_in: bool,
    /// What it may do here; empty for a guest of a server that is not publicly readable.
    pub rights: Vec<Action>,
}

impl Session {
    /// Whether the caller may do `action` anywhere.
    pub fn may(&self, action: Action) -> bool {
        self.rights.contains(&action)
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Action {
    /// See names, sizes and times.
    List,
    /// Get content.
    Read,
    /// Make files and folders that were not there.
    Create,
    /// Replace content.
    Update,
    /// Delete, and rename away.
    Delete,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::List, Self::Read, Self::Create, Self::Update, Self::Delete];
    /// Those that change nothing.
    pub const READING: [Self; 2] = [Self::List, Self::Read];
}
