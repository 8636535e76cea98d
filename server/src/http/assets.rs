//! The page's built files, inside the binary.
//!
//! Names that Trunk hashed never change their content: they are immutable. All else is asked for again each time. The
//! variants were compressed when the page was built; which one is sent is the client's choice, and each has its own
//! entity tag.

use std::collections::HashMap;

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, http::header, web::Bytes};

use super::{
    call,
    header::accept_encoding::{Encoding, choose},
    revalidated::{content_hash, is_fresh},
};
use crate::{media, validator::EntityTag};

/// One file as `build.rs` embeds it.
struct Embedded {
    name: &'static str,
    identity: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

static EMBEDDED: &[Embedded] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// All files of the page, by name.
#[derive(Default)]
pub(super) struct Assets {
    by_name: HashMap<&'static str, Asset>,
}

/// One file, ready to be sent.
pub(super) struct Asset {
    embedded: &'static Embedded,
    hash: String,
}

impl Assets {
    /// What this build has; nothing, where the page was not built before it.
    pub(super) fn embedded() -> Self {
        let asset = |embedded: &'static Embedded| Asset { embedded, hash: content_hash(embedded.identity) };
        Self { by_name: EMBEDDED.iter().map(|embedded| (embedded.name, asset(embedded))).collect() }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Asset> {
        self.by_name.get(name)
    }
}

impl Asset {
    /// The content as it is.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(self.embedded.identity).into_owned()
    }

    /// Answers GET or HEAD.
    pub(super) fn respond(
        &self,
        request: &HttpRequest,
        decorate: impl FnOnce(&mut HttpResponseBuilder),
    ) -> HttpResponse {
        let encoding = choose(call::header(request.headers(), "accept-encoding"), &self.encodings());
        let etag = EntityTag::strong(format!("{}{}", self.hash, encoding.token().unwrap_or_default()));
        let is_fresh = is_fresh(request, &etag);
        let mut response = if is_fresh { HttpResponse::NotModified() } else { HttpResponse::Ok() };
        response.insert_header((header::ETAG, etag.to_string()));
        response.insert_header((header::VARY, "Accept-Encoding"));
        let name = self.embedded.name;
        response.insert_header((header::CACHE_CONTROL, if is_hashed(name) { IMMUTABLE } else { "no-cache" }));
        decorate(&mut response);
        if is_fresh {
            return response.finish();
        }
        response.insert_header((header::CONTENT_TYPE, content_type(name)));
        if let Some(token) = encoding.token() {
            response.insert_header((header::CONTENT_ENCODING, token));
        }
        response.insert_header((header::ACCEPT_RANGES, "none"));
        response.body(Bytes::from_static(self.bytes(encoding)))
    }

    fn encodings(&self) -> Vec<Encoding> {
        let compressed = [(Encoding::Brotli, self.embedded.brotli), (Encoding::Gzip, self.embedded.gzip)];
        let mut encodings: Vec<_> = compressed.iter().filter(|(_, bytes)| bytes.is_some()).map(|(e, _)| *e).collect();
        encodings.push(Encoding::Identity);
        encodings
    }

    fn bytes(&self, encoding: Encoding) -> &'static [u8] {
        let bytes = match encoding {
            Encoding::Brotli => self.embedded.brotli,
            Encoding::Gzip => self.embedded.gzip,
            Encoding::Identity => None,
        };
        bytes.unwrap_or(self.embedded.identity)
    }
}

const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// Trunk puts a hash of 16 hexadecimal digits behind a dash, without the zeros it may begin with:
/// `holdall-0123456789abcdef_bg.wasm`.
pub(super) fn is_hashed(name: &str) -> bool {
    let is_hash = |part: &str| {
        let digits = part.bytes().take_while(u8::is_ascii_hexdigit).count();
        (12..=16).contains(&digits) && part.as_bytes().get(digits).is_some_and(|byte| matches!(byte, b'.' | b'_'))
    };
    name.split('-').skip(1).any(is_hash)
}

/// `media::of_name`, with the charset that browsers would have to guess.
pub(super) fn content_type(name: &str) -> String {
    match media::of_name(name) {
        text if text.starts_with("text/") => format!("{text}; charset=utf-8"),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_immutable() {
        for name in
            ["holdall-0123456789abcdef_bg.wasm", "holdall-frontend-123456789abcdef.js", "style-0123456789abcdef.css"]
        {
            assert!(is_hashed(name), "{name}");
        }
        for name in [
            "index.html",
            "favicon.svg",
            "robots.txt",
            "a-0123456789.js",
            "a-0123456789abcdef0.js",
            "a-0123456789abcdefg.js",
        ] {
            assert!(!is_hashed(name), "{name}");
        }
    }

    #[test]
    fn wasm_and_scripts_have_the_types_browsers_insist_on() {
        assert_eq!(content_type("a.wasm"), "application/wasm");
        assert_eq!(content_type("a.js"), "text/javascript; charset=utf-8");
        assert_eq!(content_type("a.css"), "text/css; charset=utf-8");
        assert_eq!(content_type("a.svg"), "image/svg+xml");
    }
}
