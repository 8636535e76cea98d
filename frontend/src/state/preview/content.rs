//! The beginning of a file as text: UTF-8, or nothing to be read by people.
//!
//! 1. What has a NUL in it is no text.
//! 2. A mark at its beginning that says "UTF-8" is not shown (RFC 3629 §6).
//! 3. A character that is cut in two where the part ends is left out; any other bytes that are no UTF-8 are replaced by
//!    U+FFFD, and it is told that they were.

/// How much of a text is asked for.
pub const MOST_BYTES: u64 = 256 * 1024;

/// What the bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A text.
    Text {
        /// Its characters.
        text: String,
        /// Whether they are what is in the file.
        fidelity: Fidelity,
    },
    /// No text.
    Binary,
}

/// Whether a text is what is in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fidelity {
    /// It is.
    Exact,
    /// Some bytes were no characters.
    Replaced,
}

/// How much of the file the bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All.
    Whole,
    /// Its beginning.
    Beginning,
}

impl Extent {
    /// Of so many bytes of a file of that size.
    pub fn of(bytes: u64, size: u64) -> Self {
        if bytes < size { Self::Beginning } else { Self::Whole }
    }
}

/// Reads them.
pub fn decode(bytes: &[u8], extent: Extent) -> Content {
    if bytes.contains(&0) {
        return Content::Binary;
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let (text, fidelity) = match str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), Fidelity::Exact),
        Err(error) if error.error_len().is_none() && extent == Extent::Beginning => {
            let whole = bytes.get(..error.valid_up_to()).unwrap_or_default();
            (String::from_utf8_lossy(whole).into_owned(), Fidelity::Exact)
        }
        Err(_) => (String::from_utf8_lossy(bytes).into_owned(), Fidelity::Replaced),
    };
    Content::Text { text, fidelity }
}

/// How many bytes a whole file has, as the answer to a request for a part of it tells: `bytes 0-262143/3200000`.
pub fn whole_size(content_range: &str) -> Option<u64> {
    content_range.strip_prefix("bytes ")?.rsplit_once('/')?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(text: &str, fidelity: Fidelity) -> Content {
        Content::Text { text: text.to_owned(), fidelity }
    }

    #[test]
    fn bytes_are_read_as_text() {
        for (bytes, extent, content) in [
            (&b""[..], Extent::Whole, text("", Fidelity::Exact)),
            ("Grüße\n".as_bytes(), Extent::Whole, text("Grüße\n", Fidelity::Exact)),
            (b"\xEF\xBB\xBFa", Extent::Whole, text("a", Fidelity::Exact)),
            (b"a\xC3", Extent::Beginning, text("a", Fidelity::Exact)),
            (b"a\xC3", Extent::Whole, text("a\u{FFFD}", Fidelity::Replaced)),
            (b"Gr\xFC\xDFe", Extent::Beginning, text("Gr\u{FFFD}\u{FFFD}e", Fidelity::Replaced)),
            (b"\xC3a\xC3", Extent::Beginning, text("\u{FFFD}a\u{FFFD}", Fidelity::Replaced)),
            (b"GIF89a\0", Extent::Beginning, Content::Binary),
        ] {
            assert_eq!(decode(bytes, extent), content, "{bytes:?}");
        }
    }

    #[test]
    fn the_size_of_the_whole_is_read() {
        assert_eq!(whole_size("bytes 0-262143/3200000"), Some(3_200_000));
        for other in ["bytes 0-1/*", "bytes */7x", "", "lines 0-1/2"] {
            assert_eq!(whole_size(other), None, "{other}");
        }
        assert_eq!((Extent::of(5, 5), Extent::of(5, 6)), (Extent::Whole, Extent::Beginning));
    }

    proptest! {
        #[test]
        fn a_text_that_is_cut_anywhere_is_still_exact(text in "[a-zé日🎒]{1,20}", cut in any::<prop::sample::Index>()) {
            let part = &text.as_bytes()[..cut.index(text.len()) + 1];
            let Content::Text { text: shown, fidelity } = decode(part, Extent::Beginning) else { panic!("text") };
            prop_assert_eq!(fidelity, Fidelity::Exact);
            prop_assert!(text.starts_with(&shown) && part.len() - shown.len() < 4);
        }
    }
}
