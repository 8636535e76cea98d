//! Entity tags (RFC 9110 §8.8.3): written from a version, read from headers, compared.

use std::{fmt, str::FromStr};

use crate::store::{Strength, Version};

/// `"opaque"` or `W/"opaque"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityTag {
    strength: Strength,
    opaque: String,
}

/// Not an entity tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an entity tag")]
pub struct InvalidEntityTag;

impl EntityTag {
    /// The tag of a version.
    pub fn of(version: &Version) -> Self {
        Self { strength: version.strength(), opaque: version.opaque() }
    }

    /// A strong tag of something that is no file; `opaque` has no quotes.
    pub fn strong(opaque: impl Into<String>) -> Self {
        Self::new(Strength::Strong, opaque)
    }

    /// A tag of something that is no file; `opaque` has no quotes.
    pub fn new(strength: Strength, opaque: impl Into<String>) -> Self {
        Self { strength, opaque: opaque.into() }
    }

    /// Strong comparison, RFC 9110 §8.8.3.2: byte-equal content is promised by both.
    pub fn strong_eq(&self, other: &Self) -> bool {
        self.strength == Strength::Strong && other.strength == Strength::Strong && self.opaque == other.opaque
    }

    /// Weak comparison, RFC 9110 §8.8.3.2.
    pub fn weak_eq(&self, other: &Self) -> bool {
        self.opaque == other.opaque
    }
}

impl fmt::Display for EntityTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = if self.strength == Strength::Weak { "W/" } else { "" };
        write!(f, "{prefix}\"{}\"", self.opaque)
    }
}

impl FromStr for EntityTag {
    type Err = InvalidEntityTag;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (strength, quoted) = match text.strip_prefix("W/") {
            Some(quoted) => (Strength::Weak, quoted),
            None => (Strength::Strong, text),
        };
        let opaque = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).ok_or(InvalidEntityTag)?;
        // etagc: no quote, no space, no control; quoted is at least two characters long.
        let is_tag = quoted.len() >= 2 && opaque.chars().all(|c| c == '!' || ('#'..='~').contains(&c) || c >= '\u{80}');
        if is_tag { Ok(Self { strength, opaque: opaque.to_owned() }) } else { Err(InvalidEntityTag) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_come_back() {
        for text in ["\"\"", "\"e1\"", "W/\"e1\""] {
            assert_eq!(text.parse::<EntityTag>().unwrap().to_string(), text);
        }
        for text in ["", "e1", "\"", "w/\"e1\"", "\"a\"b\"", "\"a b\"", "W/"] {
            assert_eq!(text.parse::<EntityTag>(), Err(InvalidEntityTag), "{text:?}");
        }
    }

    #[test]
    fn weak_tags_never_match_strongly() {
        let tag = |text: &str| text.parse::<EntityTag>().unwrap();
        assert!(tag("\"a\"").strong_eq(&tag("\"a\"")));
        assert!(!tag("W/\"a\"").strong_eq(&tag("W/\"a\"")));
        assert!(tag("W/\"a\"").weak_eq(&tag("\"a\"")));
        assert!(!tag("\"a\"").weak_eq(&tag("\"b\"")));
    }
}
