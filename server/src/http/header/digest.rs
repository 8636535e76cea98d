//! Digest fields (RFC 9530): `Repr-Digest`, `Content-Digest`, `Want-Repr-Digest`, `Want-Content-Digest`.
//!
//! They are dictionaries of RFC 9651. Of the registry's algorithms SHA-256 and SHA-512 are known; the others are broken and
//! passed over, in both directions. Beyond the registry a client may send BLAKE3, the digest that is kept of every file.

use data_encoding::BASE64;
use sfv::{BareItem, Dictionary, ListEntry, Parser};

use crate::digest::{Algorithms, ContentDigests, Wanted};

/// Digests that a client sent with a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::http) struct SentDigests {
    pub(in crate::http) sha256: Option<[u8; 32]>,
    pub(in crate::http) sha512: Option<[u8; 64]>,
    pub(in crate::http) blake3: Option<[u8; 32]>,
}

/// A field that cannot be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a digest is written as `sha-256=:BASE64:`, with the 32 bytes of SHA-256 or BLAKE3 (`blake3=`), or the 64 of SHA-512"
)]
pub(in crate::http) struct InvalidDigest;

/// Reads `Repr-Digest` or `Content-Digest`.
pub(in crate::http) fn parse_sent(field: &str) -> Result<SentDigests, InvalidDigest> {
    let dictionary: Dictionary = Parser::new(field).parse().map_err(|_syntax| InvalidDigest)?;
    Ok(SentDigests {
        sha256: bytes(&dictionary, "sha-256")?,
        sha512: bytes(&dictionary, "sha-512")?,
        blake3: bytes(&dictionary, "blake3")?,
    })
}

fn bytes<const N: usize>(dictionary: &Dictionary, algorithm: &str) -> Result<Option<[u8; N]>, InvalidDigest> {
    match dictionary.get(algorithm) {
        None => Ok(None),
        Some(ListEntry::Item(item)) => match &item.bare_item {
            BareItem::ByteSequence(bytes) => Ok(Some(bytes.as_slice().try_into().map_err(|_length| InvalidDigest)?)),
            _ => Err(InvalidDigest),
        },
        Some(ListEntry::InnerList(_)) => Err(InvalidDigest),
    }
}

/// The one algorithm that is wanted most, of those we have. A field that cannot be understood wants nothing: it is a
/// preference.
pub(in crate::http) fn parse_wanted(field: &str) -> Algorithms {
    let Ok(dictionary) = Parser::new(field).parse::<Dictionary>() else { return Algorithms::default() };
    let preference = |algorithm: &str| match dictionary.get(algorithm) {
        Some(ListEntry::Item(item)) => match item.bare_item {
            BareItem::Integer(preference) => i64::from(preference).clamp(0, 10),
            _ => 0,
        },
        _ => 0,
    };
    match (preference("sha-256"), preference("sha-512")) {
        (0, 0) => Algorithms::default(),
        (sha256, sha512) if sha512 > sha256 => Algorithms { sha512: Wanted::Yes, ..Algorithms::default() },
        _ => Algorithms::SHA256,
    }
}

/// Writes the digest that is known of every file.
pub(in crate::http) fn format_blake3(digests: &ContentDigests) -> String {
    format!("blake3=:{}:", BASE64.encode(&digests.blake3))
}

/// Writes the digests that are wanted; nothing, if none is.
pub(in crate::http) fn format(digests: &ContentDigests, algorithms: Algorithms) -> Option<String> {
    let mut members = Vec::new();
    if let (Wanted::Yes, Some(sha256)) = (algorithms.sha256, digests.sha256) {
        members.push(format!("sha-256=:{}:", BASE64.encode(&sha256)));
    }
    if let (Wanted::Yes, Some(sha512)) = (algorithms.sha512, digests.sha512) {
        members.push(format!("sha-512=:{}:", BASE64.encode(&sha512)));
    }
    (!members.is_empty()).then(|| members.join(", "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::digest::Hasher;

    /// SHA-256 of the empty string.
    const EMPTY: &str = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";

    #[test]
    fn digests_are_read_as_structured_fields() {
        let sha256 = |field: &str| parse_sent(field).map(|sent| sent.sha256.is_some());
        for (field, expected) in [
            (EMPTY, Ok(true)),
            (&format!("md5=:AAAA:, {EMPTY};x=1"), Ok(true)),
            ("", Ok(false)),
            ("unixsum=:AAAA:", Ok(false)),
            ("sha-256=:AAAA:", Err(InvalidDigest)),
            ("sha-256=\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"", Err(InvalidDigest)),
            ("sha-256", Err(InvalidDigest)),
            ("sha-256=47DEQpj8HBSa", Err(InvalidDigest)),
            ("sha-256=(:AAAA:)", Err(InvalidDigest)),
            ("sha-256=:A", Err(InvalidDigest)),
            ("SHA-256=:AAAA:", Err(InvalidDigest)),
            (",", Err(InvalidDigest)),
            ("é", Err(InvalidDigest)),
        ] {
            assert_eq!(sha256(field), expected, "{field:?}");
        }
    }

    #[test]
    fn the_most_wanted_of_our_algorithms_is_given() {
        let sha512 = Algorithms { sha512: Wanted::Yes, ..Algorithms::default() };
        for (field, expected) in [
            ("sha-256=10", Algorithms::SHA256),
            ("sha-256=1, sha-512=3", sha512),
            ("sha-512=3, sha-256=3", Algorithms::SHA256),
            ("sha-256=0", Algorithms::default()),
            ("sha-256=0, sha-512=1", sha512),
            ("md5=10, sha=9, crc32c=8", Algorithms::default()),
            ("sha-256", Algorithms::default()),
            ("sha-256=-4", Algorithms::default()),
            ("sha-256=999999", Algorithms::SHA256),
            ("sha-256=1.5", Algorithms::default()),
            ("=", Algorithms::default()),
            ("", Algorithms::default()),
        ] {
            assert_eq!(parse_wanted(field), expected, "{field:?}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let both = Algorithms { sha512: Wanted::Yes, ..Algorithms::SHA256 };
        let digests = Hasher::new(both).digests();
        let field = format(&digests, both).unwrap();
        assert!(field.starts_with(EMPTY), "{field}");
        let sent = SentDigests { sha256: digests.sha256, sha512: digests.sha512, blake3: Some(digests.blake3) };
        assert_eq!(parse_sent(&format!("{field}, {}", format_blake3(&digests))), Ok(sent));
        assert_eq!(format(&digests, Algorithms::default()), None);
    }

    proptest! {
        #[test]
        fn no_field_panics(field in ".*") {
            let _ = parse_sent(&field);
            let _ = parse_wanted(&field);
        }
    }
}
