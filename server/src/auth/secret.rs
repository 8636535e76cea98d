//! Secrets: how they are made, hashed and compared.
//!
//! All of them but the owner's own token are 256 bits of randomness, so one SHA-256 keeps them as well as a slow hash
//! would; the owner's must be at least 16 bytes long. They are compared in constant time.

use sha2::{Digest as _, Sha256};

use crate::{catalog::Hash, random};

/// A token for scripts: `hd1_<id>_<secret>`.
pub struct ApiToken {
    /// The public part.
    pub id: String,
    /// The whole token, as it is shown once.
    pub text: String,
}

impl ApiToken {
    /// Makes one.
    pub fn random() -> Result<Self, getrandom::Error> {
        let id = random::encode(&random::bytes::<5>()?);
        let text = format!("hd1_{id}_{}", random::encode(&random::bytes::<32>()?));
        Ok(Self { id, text })
    }

    /// The public part of a token's text, if it has the form of one.
    pub fn id_of(text: &str) -> Option<&str> {
        let (id, secret) = text.strip_prefix("hd1_")?.split_once('_')?;
        (!id.is_empty() && !secret.is_empty()).then_some(id)
    }
}

/// SHA-256.
pub fn hash(secret: &str) -> Hash {
    Sha256::digest(secret.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_an_id_and_256_bits() {
        let token = ApiToken::random().unwrap();
        assert_eq!(ApiToken::id_of(&token.text), Some(token.id.as_str()));
        assert_eq!(token.text.len(), "hd1_".len() + 8 + 1 + 52);
        assert_ne!(token.text, ApiToken::random().unwrap().text);
        for text in ["", "hd1_", "hd1__x", "hd1_x_", "hd2_x_y", "hd1_x"] {
            assert_eq!(ApiToken::id_of(text), None, "{text:?}");
        }
    }
}
