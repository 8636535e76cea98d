//! How this server is reached from outside: what its cookie is called and which origin is its own.

use super::header::cookie::SessionCookie;

/// See the module.
#[derive(Debug, Clone)]
pub struct Site {
    pub(super) cookie: SessionCookie,
    pub(super) public_origin: Option<String>,
}

impl Site {
    /// For a server that listens on `port`, and is reached as `public_origin` (such as `https://files.example.org`) where
    /// a proxy stands before it.
    pub fn new(port: u16, public_origin: Option<String>) -> Self {
        let is_secure = public_origin.as_deref().is_some_and(|origin| origin.starts_with("https://"));
        let cookie = if is_secure { SessionCookie::secure() } else { SessionCookie::plain(port) };
        Self { cookie, public_origin }
    }
}
