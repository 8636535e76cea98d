//! One-time codes: what a sign-in link carries, so that no log ever keeps a token.

use std::{fmt, time::Duration};

use super::hash;
use crate::{catalog::Hash, random};

/// Eight characters of 40 random bits, shown as `K7Q2-9XMT`. They live for 15 minutes, work once, and tries are
/// throttled.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// How long a code works.
    pub const LIFETIME: Duration = Duration::from_mins(15);

    /// Makes one.
    pub fn random() -> Result<Self, getrandom::Error> {
        Ok(Self(random::encode(&random::bytes::<5>()?)))
    }

    /// Reads one as people type it: case, dashes and spaces do not matter. Nothing else has the form of a code.
    pub fn parse(text: &str) -> Option<Self> {
        let code: String = text.chars().filter(|c| !matches!(c, '-' | ' ')).map(|c| c.to_ascii_uppercase()).collect();
        (code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(Self(code))
    }

    /// As it is kept.
    pub fn hash(&self) -> Hash {
        hash(&self.0)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = self.0.split_at_checked(4).unwrap_or((&self.0, ""));
        write!(f, "{first}-{second}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = Code::random().unwrap();
        let shown = code.to_string();
        assert_eq!(shown.len(), 9);
        for typed in
            [shown.clone(), shown.to_lowercase(), shown.replace('-', ""), format!(" {} ", shown.replace('-', " "))]
        {
            assert!(Code::parse(&typed) == Some(code.clone()), "{typed:?}");
        }
        for text in ["", "1234567", "123456789", "1234-567é", "0123456789abcdef"] {
            assert!(Code::parse(text).is_none(), "{text:?}");
        }
    }
}
