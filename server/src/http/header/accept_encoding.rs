//! `Accept-Encoding` (RFC 9110 §12.5.3): which of the encodings we have a client takes.

/// How an asset is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

impl Encoding {
    /// The `Content-Encoding`; identity has none.
    pub(in crate::http) fn token(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }
}

/// The best of `available` (in our order of preference) by the client's q-values. Where it takes none of them,
/// identity is sent all the same: an answer beats a 406.
pub(in crate::http) fn choose(header: Option<&str>, available: &[Encoding]) -> Encoding {
    let Some(header) = header else { return Encoding::Identity };
    let mut best = (Encoding::Identity, 0);
    for encoding in available {
        let quality = quality_of(header, *encoding);
        if quality > best.1 {
            best = (*encoding, quality);
        }
    }
    best.0
}

/// In thousandths. Identity is acceptable unless it is excluded, but only as the last choice.
fn quality_of(header: &str, encoding: Encoding) -> u16 {
    let members = || header.split(',').map(member);
    let named = members().find(|(name, _)| match encoding.token() {
        Some(token) => name.eq_ignore_ascii_case(token) || (token == "gzip" && name.eq_ignore_ascii_case("x-gzip")),
        None => name.eq_ignore_ascii_case("identity"),
    });
    let wildcard = members().find(|(name, _)| *name == "*");
    match (named.or(wildcard), encoding) {
        (Some((_, quality)), _) => quality,
        (None, Encoding::Identity) => 1,
        (None, Encoding::Brotli | Encoding::Gzip) => 0,
    }
}

fn member(text: &str) -> (&str, u16) {
    let mut parts = text.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default();
    let quality = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    (name, quality.map_or(1000, thousandths))
}

/// `0.5` is 500; what is no quality is 0.
fn thousandths(text: &str) -> u16 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    match (whole, digits.parse::<u16>()) {
        ("1", _) => 1000,
        ("0", Ok(fraction)) => fraction,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_decides_and_we_prefer_the_smallest() {
        use Encoding::{Brotli, Gzip, Identity};
        let all = [Brotli, Gzip, Identity];
        for (header, expected) in [
            (None, Identity),
            (Some(""), Identity),
            (Some("gzip, deflate, br, zstd"), Brotli),
            (Some("gzip"), Gzip),
            (Some("x-gzip"), Gzip),
            (Some("br;q=0.5, gzip;q=0.8"), Gzip),
            (Some("br;q=0, gzip;q=0"), Identity),
            (Some("*"), Brotli),
            (Some("*;q=0"), Identity),
            (Some("identity;q=0, *;q=0.1"), Brotli),
            (Some("identity, br;q=0.5"), Identity),
            (Some("br;q=nonsense"), Identity),
        ] {
            assert_eq!(choose(header, &all), expected, "{header:?}");
        }
        assert_eq!(choose(Some("br"), &[Identity]), Identity);
    }
}
