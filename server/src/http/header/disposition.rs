//! `Content-Disposition` (RFC 6266, RFC 8187): the name to save a download under.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but `attr-char` of RFC 8187 §3.2.1.
const NOT_ATTR_CHAR: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// How a file is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum Disposition {
    /// To be saved.
    Attachment,
    /// To be shown.
    Inline,
}

/// The header's value: an ASCII fallback that no client misreads, and the true name.
pub(in crate::http) fn content_disposition(disposition: Disposition, name: &str) -> String {
    let kind = match disposition {
        Disposition::Attachment => "attachment",
        Disposition::Inline => "inline",
    };
    let fallback: String = name.chars().map(|c| if is_safe(c) { c } else { '_' }).collect();
    format!("{kind}; filename=\"{fallback}\"; filename*=UTF-8''{}", utf8_percent_encode(name, NOT_ATTR_CHAR))
}

/// `%` would be decoded by some clients, quotes and backslashes end the string in others.
fn is_safe(c: char) -> bool {
    matches!(c, ' '..='~') && !matches!(c, '"' | '\\' | '%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nasty_names_stay_names() {
        for (name, fallback, encoded) in [
            ("report.pdf", "report.pdf", "report.pdf"),
            ("na\"me.txt", "na_me.txt", "na%22me.txt"),
            ("a%41.txt", "a_41.txt", "a%2541.txt"),
            ("€ rates", "_ rates", "%E2%82%AC%20rates"),
            ("..\\x", ".._x", "..%5Cx"),
            ("a\r\nb", "a__b", "a%0D%0Ab"),
            (";filename=evil.exe", ";filename=evil.exe", "%3Bfilename%3Devil.exe"),
            ("\u{202e}gpj.exe", "_gpj.exe", "%E2%80%AEgpj.exe"),
        ] {
            assert_eq!(
                content_disposition(Disposition::Attachment, name),
                format!("attachment; filename=\"{fallback}\"; filename*=UTF-8''{encoded}")
            );
        }
    }
}
