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

    fn is_refused(fetch_site: Option<&str>, origin: Option<&str>) -> bool {
        let (host, public) = (Some("localhost:8000"), Some("https://files.example.org"));
        is_cross_origin(RequestOrigin { fetch_site, origin, host, public })
    }

    #[test]
    fn our_own_page_and_scripts_are_let_in() {
        for (fetch_site, origin) in [
            (Some("same-origin"), Some("http://localhost:8000")),
            (Some("none"), None),
            (None, Some("http://localhost:8000")),
            (None, Some("https://files.example.org")),
            (None, None),
        ] {
            assert!(!is_refused(fetch_site, origin), "{fetch_site:?} {origin:?}");
        }
    }

    #[test]
    fn other_sites_are_not() {
        for (fetch_site, origin) in [
            (Some("cross-site"), Some("https://evil.example")),
            (Some("same-site"), Some("http://localhost:9000")),
            (Some("cross-site"), None),
            (None, Some("https://evil.example")),
            (None, Some("null")),
        ] {
            assert!(is_refused(fetch_site, origin), "{fetch_site:?} {origin:?}");
        }
    }
}
