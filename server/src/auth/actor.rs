//! Actors and permits.

use holdall_shared::{Action, EntryPath};

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    id: String,
    means: Means,
    rights: &'static [Action],
}

/// How the actor showed who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// Not at all: a guest.
    None,
    /// A token in the `Authorization` header: scripts.
    Bearer,
    /// A session cookie: the page. A browser sends it unasked, so changes pass the cross-origin check.
    Cookie,
}

/// The right to do one thing to one entry. Only [`Actor::permit`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permit {
    action: Action,
    path: EntryPath,
}

/// Why there is no permit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignIn,
    /// The server takes no changes.
    #[error("the server is read-only")]
    ReadOnly,
    /// This actor has no such right.
    #[error("no such right")]
    Forbidden,
}

impl Actor {
    /// `id` tells actors apart.
    pub(super) fn new(id: String, means: Means, rights: &'static [Action]) -> Self {
        Self { id, means, rights }
    }

    /// Tells it from others: `token:ID`, `configured:HASH`, `session:HASH`; all guests are one.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// How it showed who it is.
    pub fn means(&self) -> Means {
        self.means
    }

    /// What it may do anywhere.
    pub fn rights(&self) -> &[Action] {
        self.rights
    }

    /// The right to do `action` to `path`, or why not.
    pub fn permit(&self, action: Action, path: &EntryPath) -> Result<Permit, Denied> {
        if self.rights.contains(&action) {
            return Ok(Permit { action, path: path.clone() });
        }
        match self.means {
            Means::None => Err(Denied::SignIn),
            Means::Bearer | Means::Cookie if Action::READING.contains(&action) => Err(Denied::Forbidden),
            Means::Bearer | Means::Cookie => Err(Denied::ReadOnly),
        }
    }
}

impl Permit {
    /// What it allows.
    pub fn action(&self) -> Action {
        self.action
    }

    /// To what.
    pub fn path(&self) -> &EntryPath {
        &self.path
    }
}
