//! The page: `/` and the addresses that it routes itself all answer `index.html`.
//!
//! Its Content-Security-Policy allows no inline script but those of `index.html` itself, by their hashes, which are taken
//! when the server starts (or, from a folder, when it is read: it may have been built anew).

use std::path::PathBuf;

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
};
use data_encoding::BASE64;
use holdall_shared::ProblemKind;
use sha2::{Digest as _, Sha256};

use super::{
    assets::Assets,
    call::Call,
    problem::Failure,
    revalidated::{FOR_ALL, Told, revalidated},
};

const INDEX: &str = "index.html";

/// Where the page comes from.
pub enum Page {
    /// From inside the binary.
    Embedded(EmbeddedPage),
    /// From a folder, through `static_files`.
    Folder(PathBuf),
}

/// The built page and its policy.
pub struct EmbeddedPage {
    assets: Assets,
    policy: String,
}

impl Page {
    /// The page inside this binary, if it was built with one.
    pub fn embedded() -> Self {
        let assets = Assets::embedded();
        let policy = policy(&assets.get(INDEX).map(super::assets::Asset::text).unwrap_or_default());
        Self::Embedded(EmbeddedPage { assets, policy })
    }

    /// One of the page's embedded files; nothing, if there is none at that address.
    pub(super) fn asset(&self, request: &HttpRequest) -> Option<HttpResponse> {
        if ![Method::GET, Method::HEAD].contains(request.method()) {
            return None;
        }
        let name = request.uri().path().strip_prefix('/')?;
        match self {
            Self::Embedded(page) => Some(page.assets.get(name)?.respond(request, |_| {})),
            Self::Folder(_) => None,
        }
    }
}

/// GET: the page itself.
pub(super) async fn index(call: Call) -> Result<HttpResponse, Failure> {
    match &call.state().page {
        Page::Embedded(page) => {
            let Some(asset) = page.assets.get(INDEX) else {
                return Err(Failure::new(
                    ProblemKind::NoPage,
                    "This binary was built without its page. Build it with `make build`, or serve a folder with --static-dir. \
                     The API works: see /api/session, /file-list, /files/.",
                ));
            };
            Ok(asset.respond(call.request(), |response| {
                response.insert_header((header::CONTENT_SECURITY_POLICY, page.policy.as_str()));
            }))
        }
        Page::Folder(folder) => match super::static_files::read_index(folder).await {
            Ok(html) => Ok(index_of_folder(&call, html)),
            Err(error) => {
                Err(Failure::new(ProblemKind::NoPage, "The folder of --static-dir has no index.html that can be read.")
                    .with_source(error))
            }
        },
    }
}

fn index_of_folder(call: &Call, html: String) -> HttpResponse {
    let policy = policy(&html);
    revalidated(
        call.request(),
        html,
        &Told { media_type: "text/html; charset=utf-8", cache: FOR_ALL, policy: Some(&policy) },
    )
}

/// The policy for a page with these inline scripts. Pictures are its own, files of the folder, or thumbnails that the page
/// has cut out of photos (`blob:`).
fn policy(html: &str) -> String {
    let hashes = inline_scripts(html).fold(String::new(), |hashes, script| {
        format!("{hashes} 'sha256-{}'", BASE64.encode(&Sha256::digest(script.as_bytes())))
    });
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self'; img-src 'self' blob:; \
         media-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
         form-action 'self'; base-uri 'self'; frame-ancestors 'none'; object-src 'none'"
    )
}

/// The contents of `<script>` elements without a `src`. The page is our own build's: no other HTML is read here.
fn inline_scripts(html: &str) -> impl Iterator<Item = &str> {
    html.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (content, _) = rest.split_once("</script>")?;
        (!attributes.contains("src=")).then_some(content)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_the_inline_scripts_of_the_page_and_no_others() {
        let html = "<script type=\"module\">\nimport x\n</script><script src=\"/a.js\"></script><SCRIPT>no</SCRIPT>";
        assert_eq!(inline_scripts(html).collect::<Vec<_>>(), ["\nimport x\n"]);
        let hash = BASE64.encode(&Sha256::digest(b"\nimport x\n"));
        let policy = policy(html);
        assert!(policy.contains(&format!("script-src 'self' 'wasm-unsafe-eval' 'sha256-{hash}';")), "{policy}");
        assert!(!policy.contains("unsafe-inline"));
    }
}
