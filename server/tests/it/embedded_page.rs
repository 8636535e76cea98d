//! The page inside the binary: compressed when it was built, and negotiated (UI assets of the contract).

use reqwest::Method;

use crate::support::{Answer, Fetch as _, Server};

/// The server, if this build has a page inside.
fn server(test: &str) -> Option<Server> {
    let server = Server::start();
    if server.guest(Method::GET, "/").fetch().status == 200 {
        return Some(server);
    }
    println!("SKIPPED: {test}: this build has no page inside");
    None
}

fn get(server: &Server, target: &str, accept_encoding: &str) -> Answer {
    server.guest(Method::GET, target).header("Accept-Encoding", accept_encoding).fetch()
}

/// Addresses of hashed assets that the page names.
fn assets(server: &Server) -> Vec<String> {
    let html = get(server, "/", "identity").expect(200).text();
    let mut assets: Vec<String> = html
        .split(['"', '\''])
        .filter(|text| text.starts_with('/') && [".js", ".wasm", ".css"].iter().any(|end| text.ends_with(end)))
        .map(str::to_owned)
        .collect();
    assets.sort();
    assets.dedup();
    assets
}

#[test]
fn each_encoding_has_a_tag_of_its_own_and_the_client_chooses() {
    let Some(server) = server("each_encoding_has_a_tag_of_its_own_and_the_client_chooses") else { return };
    for target in std::iter::once("/".to_owned()).chain(assets(&server)) {
        let mut tags = Vec::new();
        for (accepted, chosen) in [
            ("br, gzip", Some("br")),
            ("gzip", Some("gzip")),
            ("gzip;q=1, br;q=0.5", Some("gzip")),
            ("identity", None),
            ("br;q=0, gzip;q=0", None),
            ("*;q=0, gzip", Some("gzip")),
            ("identity;q=0, br", Some("br")),
            ("zstd", None),
        ] {
            let answer = get(&server, &target, accepted).expect(200);
            assert_eq!(answer.header("content-encoding").as_deref(), chosen, "{target} {accepted}");
            assert_eq!(answer.field("vary").to_lowercase(), "accept-encoding", "{target} {accepted}");
            assert_eq!(answer.field("accept-ranges"), "none", "{target} {accepted}");
            assert!(answer.etag().starts_with('"'), "{target}: {}", answer.etag());
            let fresh = server.guest(Method::GET, &target).header("Accept-Encoding", accepted);
            let fresh = fresh.header("If-None-Match", answer.etag()).fetch().expect(304);
            assert_eq!(
                (fresh.etag(), fresh.field("vary").to_lowercase()),
                (answer.etag(), "accept-encoding".to_owned())
            );
            assert!(fresh.body.is_empty());
            tags.push((chosen, answer.etag()));
        }
        tags.sort();
        tags.dedup();
        assert_eq!(tags.len(), 3, "{target}: {tags:?}");
        let mut distinct: Vec<_> = tags.iter().map(|(_, tag)| tag).collect();
        distinct.dedup();
        assert_eq!(distinct.len(), 3, "{target}: {tags:?}");
    }
}

#[test]
fn hashed_assets_never_change_and_the_page_is_asked_for_again() {
    let Some(server) = server("hashed_assets_never_change_and_the_page_is_asked_for_again") else { return };
    let assets = assets(&server);
    assert!(assets.iter().any(|asset| asset.ends_with("_bg.wasm")), "{assets:?}");
    for asset in &assets {
        let answer = get(&server, asset, "br").expect(200);
        assert_eq!(answer.field("cache-control"), "public, max-age=31536000, immutable", "{asset}");
        assert_eq!(answer.field("x-content-type-options"), "nosniff");
        if asset.ends_with("_bg.wasm") {
            assert_eq!(answer.field("content-type"), "application/wasm");
        }
    }
    for target in ["/", "/index.html", "/browse/a/b", "/trash"] {
        let answer = get(&server, target, "br").expect(200);
        assert_eq!(answer.field("cache-control"), "no-cache", "{target}");
        assert!(answer.header("content-security-policy").is_some_and(|policy| policy.contains("'sha256-")), "{target}");
    }
    let mut first = assets[0].clone();
    first.insert(1, 'x');
    get(&server, &first, "br").expect(404);
}
