//! Unguessable identifiers and secrets from the system's random number generator.

use data_encoding::{Encoding, Specification};

/// Letters and digits without the ones people mix up (Crockford's base 32, in upper case: no I, L, O, U).
const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// 128 bits as 26 characters.
pub fn identifier() -> Result<String, getrandom::Error> {
    Ok(encode(&bytes::<16>()?))
}

/// Whether [`identifier`] could have made `text`.
pub fn is_identifier(text: &str) -> bool {
    text.len() == 26 && text.bytes().all(|byte| ALPHABET.as_bytes().contains(&byte))
}

/// `N` random bytes.
pub fn bytes<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// Bytes in the alphabet above.
pub fn encode(bytes: &[u8]) -> String {
    encoding().map(|encoding| encoding.encode(bytes)).unwrap_or_default()
}

fn encoding() -> Option<Encoding> {
    let mut specification = Specification::new();
    specification.symbols.push_str(ALPHABET);
    specification.encoding().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_long_distinct_and_safe_in_file_names() {
        let (a, b) = (identifier().unwrap(), identifier().unwrap());
        assert_ne!(a, b);
        assert_eq!(a.len(), 26);
        assert!(a.bytes().all(|byte| ALPHABET.as_bytes().contains(&byte)));
    }
}
