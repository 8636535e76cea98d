//! Whether a change was asked for by another site, with the reader's own cookie.
//!
//! A browser sends the session cookie with every request, whoever's page asked for it. For a method that changes
//! something: `Sec-Fetch-Site` decides where the browser sends it; else `Origin` must name the host that was asked, or
//! the configured public address; a client that sends neither is no browser.
//! Source: Go 1.25, `net/http.CrossOriginProtection`; Fetch Metadata Request Headers.

/// What a request says about where it comes from.
#[derive(Debug, Clone, Copy, Default)]
pub struct RequestOrigin<'a> {
    /// `Sec-Fetch-Site`.
    pub fetch_site: Option<&'a str>,
    /// `Origin`.
    pub origin: Option<&'a str>,
    /// `Host`.
    pub host: Option<&'a str>,
    /// The origin of `--url`, such as `https://files.example.org`.
    pub public: Option<&'a str>,
}

/// Whether another site asked; for requests that change something and are authenticated by a cookie.
pub fn is_cross_origin(request: RequestOrigin<'_>) -> bool {
    match (request.fetch_site, request.origin) {
        (Some("same-origin" | "none"), _) | (None, None) => false,
        (Some(_), origin) => origin.is_none() || origin != request.public,
        (None, Some(origin)) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            origin == "null" || (host != request.host && Some(origin) != request.public)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(fetch_site: Option<&str>, origin: Option<&str>, expected: bool) {
        let request = RequestOrigin {
            fetch_site,
            origin,
            host: Some("localhost:8000"),
            public: Some("https://files.example.org"),
        };
        assert_eq!(is_cross_origin(request), expected, "{fetch_site:?} {origin:?}");
    }

    #[test]
    fn another_site_is_told_from_our_own_page() {
        check(Some("same-origin"), Some("http://localhost:8000"), false);
        check(Some("none"), None, false);
        check(Some("cross-site"), Some("https://evil.example"), true);
        check(Some("same-site"), Some("http://localhost:9000"), true);
        check(Some("cross-site"), None, true);
        check(None, Some("http://localhost:8000"), false);
        check(None, Some("https://files.example.org"), false);
        check(None, Some("https://evil.example"), true);
        check(None, Some("null"), true);
        check(None, None, false);
    }
}
