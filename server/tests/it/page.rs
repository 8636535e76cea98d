//! The page: built files from `--static-dir`, or a plain word that there are none.

use std::fs;

use data_encoding::BASE64;
use holdall_shared::ProblemKind;
use reqwest::Method;
use sha2::{Digest as _, Sha256};

use crate::support::{Answer, Fetch as _, Server, Setup};

const SCRIPT: &str = "\nimport init from '/holdall-0123456789abcdef.js';\ninit();\n";
const OTHER_SCRIPT: &str = "performance.mark('start')";

/// A server with a page of the usual shape.
fn server() -> Server {
    let setup = Setup::new();
    let page = setup.beside("page");
    fs::create_dir(&page).unwrap();
    let index = format!(
        "<!doctype html><html><head><title>the page</title><script>{OTHER_SCRIPT}</script>\
         <script src=\"/x.js\"></script><script type=\"module\">{SCRIPT}</script></head></html>"
    );
    fs::write(page.join("index.html"), index).unwrap();
    fs::write(page.join("holdall-0123456789abcdef.js"), "export default () => {}").unwrap();
    fs::write(page.join("holdall-0123456789abcdef_bg.wasm"), b"\0asm\x01\0\0\0").unwrap();
    fs::write(page.join("app-fedcba9876543210.css"), "body{}").unwrap();
    fs::write(page.join("robots.txt"), "User-agent: *").unwrap();
    setup.args(["--static-dir".as_ref(), page.as_os_str()]).start()
}

fn guest(server: &Server, target: &str) -> Answer {
    server.guest(Method::GET, target).fetch()
}

#[test]
fn a_build_without_a_page_says_so() {
    let server = Server::start();
    let answer = guest(&server, "/");
    if answer.status == 200 {
        // This build has a page inside.
        assert!(answer.field("content-type").starts_with("text/html"));
    } else {
        answer.problem(503, ProblemKind::NoPage);
    }
}

#[test]
fn the_page_is_open_to_everybody_and_checked_each_time() {
    let server = server();
    for target in ["/", "/index.html"] {
        let answer = guest(&server, target).expect(200);
        assert!(answer.text().contains("the page"));
        assert!(answer.field("content-type").starts_with("text/html"));
        assert_eq!(answer.field("cache-control"), "no-cache");
        assert_eq!(answer.field("x-content-type-options"), "nosniff");
        assert!(answer.etag().starts_with('"'), "{}", answer.etag());
        let again = server.guest(Method::GET, target).header("If-None-Match", answer.etag()).fetch().expect(304);
        assert!(again.body.is_empty());
        assert!(server.guest(Method::HEAD, target).fetch().expect(200).body.is_empty());
    }
}

#[test]
fn the_policy_of_the_page_allows_its_own_inline_scripts_and_no_others() {
    let policy = guest(&server(), "/").expect(200).field("content-security-policy");
    let directive = |name: &str| {
        let found = policy.split(';').map(str::trim).find_map(|directive| directive.strip_prefix(name));
        found.unwrap_or_else(|| panic!("no {name}: {policy}")).trim().to_owned()
    };
    for script in [SCRIPT, OTHER_SCRIPT] {
        let hash = format!("'sha256-{}'", BASE64.encode(&Sha256::digest(script)));
        assert!(directive("script-src").split(' ').any(|source| source == hash), "{policy}");
    }
    assert_eq!(directive("script-src").matches("sha256-").count(), 2, "{policy}");
    assert!(directive("script-src").contains("'wasm-unsafe-eval'"));
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    for (name, value) in [
        ("default-src", "'none'"),
        ("style-src", "'self'"),
        ("img-src", "'self' blob:"),
        ("connect-src", "'self'"),
        ("frame-ancestors", "'none'"),
        ("object-src", "'none'"),
        ("base-uri", "'self'"),
        ("form-action", "'self'"),
    ] {
        assert_eq!(directive(name), value, "{policy}");
    }
}

#[test]
fn an_address_of_the_page_is_answered_with_the_page() {
    let server = server();
    for target in ["/browse", "/browse/", "/browse/a/b%20c", "/browse/report.pdf"] {
        let answer = guest(&server, target).expect(200);
        assert!(answer.text().contains("the page"), "{target}");
        assert_eq!(answer.field("cache-control"), "no-cache", "{target}");
        assert!(answer.header("content-security-policy").is_some(), "{target}");
    }
}

#[test]
fn assets_with_a_hash_in_their_name_are_kept_for_ever() {
    let server = server();
    for (target, media_type) in [
        ("/holdall-0123456789abcdef.js", "javascript"),
        ("/holdall-0123456789abcdef_bg.wasm", "application/wasm"),
        ("/app-fedcba9876543210.css", "text/css"),
    ] {
        let answer = guest(&server, target).expect(200);
        assert!(answer.field("content-type").contains(media_type), "{target}: {}", answer.field("content-type"));
        assert_eq!(answer.field("cache-control"), "public, max-age=31536000, immutable", "{target}");
        assert_eq!(answer.field("x-content-type-options"), "nosniff");
    }
    let plain = guest(&server, "/robots.txt").expect(200);
    assert!(!plain.field("cache-control").contains("immutable"));
}

#[test]
fn a_missing_asset_is_404_and_not_the_page() {
    let server = server();
    for target in ["/holdall-ffffffffffffffff.js", "/none.css", "/none_bg.wasm", "/api/none"] {
        let answer = guest(&server, target);
        assert_eq!(answer.status, 404, "{target}");
        assert!(!answer.text().contains("the page"), "{target}");
    }
}

#[test]
fn a_folder_that_holds_no_page_says_so_and_everything_else_works() {
    let setup = Setup::new();
    let page = setup.beside("empty");
    fs::create_dir(&page).unwrap();
    let server = setup.args(["--static-dir".as_ref(), page.as_os_str()]).start();
    guest(&server, "/").problem(503, ProblemKind::NoPage);
    guest(&server, "/browse/a").problem(503, ProblemKind::NoPage);
    server.create("/files/a.txt", "x");
    fs::write(page.join("index.html"), "<!doctype html><title>built meanwhile</title>").unwrap();
    assert!(guest(&server, "/").expect(200).text().contains("built meanwhile"));
}
