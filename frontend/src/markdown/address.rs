//! Where a link or a picture of a Markdown file leads.
//!
//! 1. `http:`, `https:` and `mailto:` lead elsewhere; no other scheme leads anywhere.
//! 2. What has no scheme leads to a file: from the folder of the source, or from the upload folder if it begins with a
//!    slash. `..` never leads out of that, and whatever is no plain character of a path is percent-encoded: so it is an
//!    address below `/files/`, however a browser reads it (WHATWG URL §4.4 strips tabs and reads `\` as `/`).
//! 3. Pictures come from here alone; the page's policy (`img-src 'self'`) says the same.

use holdall_shared::url;

/// An address that is safe to follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    text: String,
    target: Target,
}

/// What it leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The web, or a mail program.
    Elsewhere,
    /// A file of this server.
    File,
}

/// Where the source lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    folder: Vec<String>,
}

impl Base {
    /// Of a file's own address, as the server told it: `/files/Docs/README.md`.
    pub fn of(file_url: &str) -> Self {
        let path = file_url.strip_prefix(url::FILES).unwrap_or_default();
        let mut folder: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        folder.pop();
        Self { folder }
    }
}

impl Address {
    /// Of a link; nothing, if it leads nowhere that is safe.
    pub fn of_link(destination: &str, base: &Base) -> Option<Self> {
        match scheme(destination) {
            Some(scheme) if ["http", "https", "mailto"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe)) => {
                Some(Self { text: destination.trim().to_owned(), target: Target::Elsewhere })
            }
            Some(_) => None,
            None => Self::of_picture(destination, base),
        }
    }

    /// Of a picture.
    pub fn of_picture(destination: &str, base: &Base) -> Option<Self> {
        // `//host/path` takes the scheme of the page; `#part` is in the text itself.
        if scheme(destination).is_some() || destination.starts_with("//") {
            return None;
        }
        let path = destination.split(['?', '#']).next().filter(|path| !path.is_empty())?;
        let mut parts = if path.starts_with('/') { Vec::new() } else { base.folder.clone() };
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()),
                part => parts.push(encoded(part)),
            }
        }
        // Escaped, these would be read as steps by browsers (WHATWG URL §4.1, "double-dot path segment").
        let is_step = |part: &String| matches!(part.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
        if parts.is_empty() || parts.iter().any(is_step) {
            return None;
        }
        Some(Self { text: format!("{}/{}", url::FILES, parts.join("/")), target: Target::File })
    }

    /// Of somebody's mail.
    pub fn of_mail(mail: &str) -> Option<Self> {
        let is_plain = mail.chars().all(|sign| sign.is_ascii_alphanumeric() || "@.!#$&'*+/=^_`{|}~-".contains(sign));
        is_plain.then(|| Self { text: format!("mailto:{mail}"), target: Target::Elsewhere })
    }

    /// As an attribute has it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What it leads to.
    pub fn target(&self) -> Target {
        self.target
    }
}

/// What stands before a colon that no slash stands before. Signs that browsers pass over in a scheme make it one that
/// is not known.
fn scheme(destination: &str) -> Option<&str> {
    let first = destination.split(['/', '?', '#']).next()?;
    first.split_once(':').map(|(scheme, _)| scheme)
}

/// A part of a path; escapes that are already there stay.
fn encoded(part: &str) -> String {
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default().to_ascii_uppercase();
    let mut text = String::with_capacity(part.len());
    for byte in part.bytes() {
        let sign = char::from(byte);
        if sign.is_ascii_alphanumeric() || "-._~!$&'()*+,;=@%".contains(sign) {
            text.push(sign);
        } else {
            text.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_web_to_mail_and_to_files() {
        let base = Base::of("/files/Docs/sub/READ%20ME.md");
        for (destination, address) in [
            ("https://example.org/a?b#c", Some("https://example.org/a?b#c")),
            ("HTTP://example.org", Some("HTTP://example.org")),
            ("mailto:ann@example.org", Some("mailto:ann@example.org")),
            ("other.md", Some("/files/Docs/sub/other.md")),
            ("./a b/Grüße.md#part", Some("/files/Docs/sub/a%20b/Gr%C3%BC%C3%9Fe.md")),
            ("a%20b.md", Some("/files/Docs/sub/a%20b.md")),
            ("../../x.md", Some("/files/x.md")),
            ("../../../../api/session", Some("/files/api/session")),
            ("/etc/passwd", Some("/files/etc/passwd")),
            ("a\tb\\c", Some("/files/Docs/sub/a%09b%5Cc")),
            ("a/b:c", Some("/files/Docs/sub/a/b%3Ac")),
            ("%2e%2e/%2E%2E/%2e./api", None),
            ("#part", None),
            ("", None),
            ("..", Some("/files/Docs")),
            ("../..", None),
            ("//evil.example/x", None),
            ("javascript:alert(1)", None),
            ("JaVaScRiPt:alert(1)", None),
            ("java\tscript:alert(1)", None),
            (" javascript:alert(1)", None),
            ("\u{1}javascript:alert(1)", None),
            ("data:text/html,<script>", None),
            ("vbscript:x", None),
            ("file:///etc/passwd", None),
            ("blob:https://x/1", None),
        ] {
            let found = Address::of_link(destination, &base);
            assert_eq!(found.as_ref().map(Address::as_str), address, "{destination:?}");
        }
    }

    #[test]
    fn pictures_come_from_here_alone() {
        let base = Base::of("/files/README.md");
        assert_eq!(Address::of_picture("pics/a.png", &base).unwrap().as_str(), "/files/pics/a.png");
        for other in ["https://example.org/a.png", "data:image/png;base64,AA", "//example.org/a.png"] {
            assert_eq!(Address::of_picture(other, &base), None, "{other}");
        }
        assert_eq!(Address::of_mail("ann@example.org").unwrap().as_str(), "mailto:ann@example.org");
        assert_eq!(Address::of_mail("ann@example.org?bcc=x"), None);
    }
}
