//! The header fields of tus 1.0.0 (<https://tus.io/protocols/resumable-upload>). Pure.

use data_encoding::BASE64;

use crate::uploads::{Checksum, ChecksumAlgorithm};

/// The version that is spoken.
pub(in crate::http) const VERSION: &str = "1.0.0";

/// A field that cannot be understood: the end of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(in crate::http) enum InvalidField {
    /// A number.
    #[error("it is a number of bytes, without a sign")]
    Number,
    /// `Upload-Metadata`.
    #[error("it is a list such as `path cGhvdG8uanBn,mtime MTc5NTQ0NDI2MA==`: keys, each once, with a value in Base64")]
    Metadata,
    /// `Upload-Checksum`.
    #[error("it is an algorithm and a digest in Base64, such as `sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=`")]
    Checksum,
    /// Its algorithm.
    #[error("the algorithms are blake3, sha256 and sha1")]
    Algorithm,
    /// `Upload-Concat`.
    #[error("it is `partial`, or `final;` and the addresses of the parts with spaces between them")]
    Concat,
}

/// What an upload is, of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::http) enum Concat<'a> {
    /// A part.
    Partial,
    /// Made of these, which are addresses.
    Final(Vec<&'a str>),
}

/// A number of bytes; it fits the catalog.
pub(in crate::http) fn parse_bytes(field: &str) -> Result<u64, InvalidField> {
    let is_number = !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_digit());
    match field.parse::<u64>() {
        Ok(bytes) if is_number && i64::try_from(bytes).is_ok() => Ok(bytes),
        _ => Err(InvalidField::Number),
    }
}

/// `Upload-Metadata`: keys and values, in their order.
pub(in crate::http) fn parse_metadata(field: &str) -> Result<Vec<(&str, Vec<u8>)>, InvalidField> {
    let mut pairs: Vec<(&str, Vec<u8>)> = Vec::new();
    if field.trim().is_empty() {
        return Ok(pairs);
    }
    for pair in field.split(',') {
        let (key, value) = pair.trim().split_once(' ').unwrap_or((pair.trim(), ""));
        let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_graphic());
        if !is_key || pairs.iter().any(|(other, _)| *other == key) {
            return Err(InvalidField::Metadata);
        }
        pairs.push((key, BASE64.decode(value.trim().as_bytes()).map_err(|_invalid| InvalidField::Metadata)?));
    }
    Ok(pairs)
}

/// `Upload-Checksum`.
pub(in crate::http) fn parse_checksum(field: &str) -> Result<Checksum, InvalidField> {
    let (name, value) = field.trim().split_once(' ').ok_or(InvalidField::Checksum)?;
    let algorithm = ChecksumAlgorithm::ALL.into_iter().find(|algorithm| algorithm.name().eq_ignore_ascii_case(name));
    let algorithm = algorithm.ok_or(InvalidField::Algorithm)?;
    let value = BASE64.decode(value.trim().as_bytes()).map_err(|_invalid| InvalidField::Checksum)?;
    let length = match algorithm {
        ChecksumAlgorithm::Sha1 => 20,
        ChecksumAlgorithm::Sha256 | ChecksumAlgorithm::Blake3 => 32,
    };
    if value.len() == length { Ok(Checksum { algorithm, value }) } else { Err(InvalidField::Checksum) }
}

/// `Upload-Concat`.
pub(in crate::http) fn parse_concat(field: &str) -> Result<Concat<'_>, InvalidField> {
    if field == "partial" {
        return Ok(Concat::Partial);
    }
    let parts = field.strip_prefix("final;").ok_or(InvalidField::Concat)?;
    let parts: Vec<&str> = parts.split_ascii_whitespace().collect();
    if parts.is_empty() { Err(InvalidField::Concat) } else { Ok(Concat::Final(parts)) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_have_no_sign_and_no_fraction() {
        for (field, expected) in [
            ("0", Ok(0)),
            ("007", Ok(7)),
            ("9223372036854775807", Ok(9_223_372_036_854_775_807)),
            ("9223372036854775808", Err(InvalidField::Number)),
            ("99999999999999999999", Err(InvalidField::Number)),
            ("-1", Err(InvalidField::Number)),
            ("+1", Err(InvalidField::Number)),
            ("1.0", Err(InvalidField::Number)),
            ("1 ", Err(InvalidField::Number)),
            ("0x10", Err(InvalidField::Number)),
            ("", Err(InvalidField::Number)),
        ] {
            assert_eq!(parse_bytes(field), expected, "{field:?}");
        }
    }

    #[test]
    fn metadata_is_a_list_of_keys_with_encoded_values() {
        let pairs = parse_metadata("filename d29ybGQ=, is_confidential,empty ").unwrap();
        let expected = vec![("filename", b"world".to_vec()), ("is_confidential", Vec::new()), ("empty", Vec::new())];
        assert_eq!(pairs, expected);
        assert_eq!(parse_metadata("").unwrap(), []);
        for junk in ["filename w", "a YQ==,a YQ==", ",", "a YQ==,", " ,a", "é YQ==", "a YQ== YQ==", "a\tYQ==", "a Y Q"]
        {
            assert_eq!(parse_metadata(junk), Err(InvalidField::Metadata), "{junk:?}");
        }
    }

    #[test]
    fn checksums_name_their_algorithm() {
        let sha1 = parse_checksum("sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=").unwrap();
        assert_eq!((sha1.algorithm, sha1.value.len()), (ChecksumAlgorithm::Sha1, 20));
        assert_eq!(parse_checksum("md5 XrY7u+Ae7tCTyyK7j1rNww=="), Err(InvalidField::Algorithm));
        for junk in ["", "sha1", "sha1 ", "sha1 AAAA", "sha256 Kq5sNclPz7QV2+lfQIuc6R7oRu0=", "sha1 ?"] {
            assert_eq!(parse_checksum(junk), Err(InvalidField::Checksum), "{junk:?}");
        }
    }

    #[test]
    fn parts_are_named_by_address() {
        assert_eq!(parse_concat("partial"), Ok(Concat::Partial));
        assert_eq!(parse_concat("final;/files/a /files/b"), Ok(Concat::Final(vec!["/files/a", "/files/b"])));
        for junk in ["", "Partial", "final", "final;", "final; ", "partial;/a"] {
            assert_eq!(parse_concat(junk), Err(InvalidField::Concat), "{junk:?}");
        }
    }

    proptest! {
        #[test]
        fn no_field_panics(field in ".*") {
            let _ = parse_bytes(&field);
            let _ = parse_metadata(&field);
            let _ = parse_checksum(&field);
            let _ = parse_concat(&field);
        }
    }
}
