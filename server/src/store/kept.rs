//! What is kept outside the tree: where, and under which name.

use std::{fmt, str::FromStr};

use super::Stat;
use crate::random::is_identifier;

/// Something outside the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Where it lies.
    pub place: Place,
    /// Its name there.
    pub id: KeptId,
}

/// What an entry is and how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weighed {
    /// What it is.
    pub stat: Stat,
    /// Bytes: a file's, or those of all files in a folder.
    pub bytes: u64,
}

/// What a copy has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// What the copy is.
    pub stat: Stat,
    /// Pipes, sockets and devices that were left out.
    pub skipped: u64,
}

/// What a swap has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swapped {
    /// What has the name now.
    pub now: Stat,
    /// What had it before and is kept now.
    pub was: Stat,
}

/// Where something kept lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// What was deleted.
    Trash,
    /// What was replaced.
    Versions,
    /// What is on its way into the tree; cleared at start.
    Passing,
    /// Bytes of uploads that outlive the process.
    Uploads,
}

impl Place {
    /// As it is written down.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Trash => "trash",
            Self::Versions => "versions",
            Self::Passing => "tmp",
            Self::Uploads => "uploads",
        }
    }
}

/// The name of something that is kept: 26 characters of Crockford's base 32, unguessable.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct KeptId(String);

/// A text that no kept thing can have as its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of something kept")]
pub struct InvalidKeptId;

impl Kept {
    /// A new name in a place.
    pub fn random(place: Place) -> Result<Self, getrandom::Error> {
        Ok(Self { place, id: KeptId::random()? })
    }
}

impl KeptId {
    /// A new one.
    pub fn random() -> Result<Self, getrandom::Error> {
        Ok(Self(crate::random::identifier()?))
    }

    /// As text: letters and digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for KeptId {
    type Err = InvalidKeptId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_identifier(text) { Ok(Self(text.to_owned())) } else { Err(InvalidKeptId) }
    }
}

impl fmt::Display for KeptId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_this_type_makes_is_read_back() {
        let id = KeptId::random().unwrap();
        assert_eq!(id.as_str().parse(), Ok(id.clone()));
        let lower = id.as_str().to_lowercase();
        for text in ["", ".", "..", "../../etc/passwd", "a/b", "IIIIIIIIIIIIIIIIIIIIIIIIII", &lower, &format!("{id}0")]
        {
            assert_eq!(text.parse::<KeptId>(), Err(InvalidKeptId), "{text}");
        }
    }
}
