//! Cookies (RFC 6265): the session's, and no other.
//!
//! Over HTTPS it is `__Host-sid`: the browser then takes it only with `Secure`, for this host alone. Over plain HTTP its
//! name carries the port, because cookies do not: two servers on one machine must not sign each other's people out.

use std::time::Duration;

/// How the session cookie is named and guarded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::http) struct SessionCookie {
    name: String,
    attributes: &'static str,
}

impl SessionCookie {
    /// For a public address that begins with `https://`.
    pub(in crate::http) fn secure() -> Self {
        Self { name: "__Host-sid".to_owned(), attributes: "; Secure; HttpOnly; SameSite=Lax; Path=/" }
    }

    /// For plain HTTP on this port.
    pub(in crate::http) fn plain(port: u16) -> Self {
        Self { name: format!("sid-{port}"), attributes: "; HttpOnly; SameSite=Lax; Path=/" }
    }

    /// The secret in a `Cookie` header.
    pub(in crate::http) fn find<'a>(&self, header: &'a str) -> Option<&'a str> {
        header
            .split(';')
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == self.name)
            .map(|(_, value)| value)
    }

    /// The `Set-Cookie` value that begins a session.
    pub(in crate::http) fn set(&self, secret: &str, lifetime: Duration) -> String {
        format!("{}={secret}{}; Max-Age={}", self.name, self.attributes, lifetime.as_secs())
    }

    /// The `Set-Cookie` value that ends one.
    pub(in crate::http) fn clear(&self) -> String {
        format!("{}={}; Max-Age=0", self.name, self.attributes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_is_found_among_other_cookies() {
        let cookie = SessionCookie::plain(8000);
        assert_eq!(cookie.find("a=b; sid-8000=S3CR3T; c"), Some("S3CR3T"));
        assert_eq!(cookie.find("sid-8001=other; xsid-8000=no"), None);
        assert_eq!(cookie.set("S", Duration::from_mins(1)), "sid-8000=S; HttpOnly; SameSite=Lax; Path=/; Max-Age=60");
        assert!(SessionCookie::secure().set("S", Duration::ZERO).starts_with("__Host-sid=S; Secure; HttpOnly;"));
    }
}
