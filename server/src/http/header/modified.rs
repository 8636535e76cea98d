//! When a client says that a file was last changed: `?modified=` and `X-OC-Mtime`.
//!
//! The header is what ownCloud's and Nextcloud's clients and rclone send: seconds since the epoch, some with a fraction.

use holdall_shared::Timestamp;

/// The header's name.
pub(in crate::http) const X_OC_MTIME: &str = "x-oc-mtime";

/// Reads a number of seconds.
pub(in crate::http) fn parse_seconds(text: &str) -> Option<Timestamp> {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let seconds: i64 = whole.parse().ok()?;
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    let ms: i64 = digits.parse().ok()?;
    let signed = if whole.starts_with('-') { -ms } else { ms };
    Some(Timestamp::from_unix_ms(seconds.checked_mul(1000)?.checked_add(signed)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn seconds_are_read_with_and_without_a_fraction() {
        let ms = |text: &str| parse_seconds(text).map(Timestamp::unix_ms);
        for (text, expected) in [
            ("0", Some(0)),
            ("784111777", Some(784_111_777_000)),
            (" 1.5 ", Some(1500)),
            ("1.12345", Some(1123)),
            ("-1.5", Some(-1500)),
            ("1.", Some(1000)),
            ("", None),
            ("soon", None),
            ("1e9", None),
            ("1.x", None),
            ("9223372036854775807", None),
        ] {
            assert_eq!(ms(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".*") {
            let _ = parse_seconds(&text);
        }
    }
}
