//! Files that are programs to a browser are files to it here, whatever they are called and however they are asked for
//! (security contract, stored XSS). `e2e/tests/polyglots.spec.ts` opens the same kinds in a browser.

use holdall_shared::FileVersions;

use crate::{
    support::{Answer, Fetch as _, Server, escaped},
    surface::{INPUTS, Surface},
};

const SCRIPT: &str = "<script>fetch('/api/canary')</script>";

/// What a browser is told to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Saved,
    Shown,
}
use Way::{Saved, Shown};

impl Way {
    fn disposition(self) -> &'static str {
        match self {
            Saved => "attachment;",
            Shown => "inline;",
        }
    }
}

/// Names, what comes before the script in them, and what `?inline` does.
const POLYGLOTS: [(&str, &str, Way); 32] = [
    ("page.html", "<!doctype html>", Saved),
    ("page.htm", "", Saved),
    ("page.xhtml", "<html xmlns=\"http://www.w3.org/1999/xhtml\">", Saved),
    ("page.shtml", "", Saved),
    ("page.xht", "", Saved),
    ("LOUD.HTML", "", Saved),
    ("picture.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"fetch('/api/canary')\">", Saved),
    ("picture.svgz", "\u{1f}", Saved),
    ("data.xml", "<?xml version=\"1.0\"?><?xml-stylesheet href=\"/files/style.xsl\" type=\"text/xsl\"?>", Saved),
    ("style.xsl", "<xsl:stylesheet xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\">", Saved),
    ("feed.rss", "<?xml version=\"1.0\"?>", Saved),
    ("data.rdf", "", Saved),
    ("page.mht", "MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n", Saved),
    ("page.mhtml", "", Saved),
    ("document.pdf", "%PDF-1.7\n/JavaScript (app.alert(1))", Saved),
    ("script.js", "fetch('/api/canary')//", Saved),
    ("module.mjs", "fetch('/api/canary')//", Saved),
    ("style.css", "@import '/api/canary';", Saved),
    ("component.htc", "", Saved),
    ("movie.swf", "FWS", Saved),
    ("applet.jar", "PK", Saved),
    ("program.wasm", "\0asm", Saved),
    ("manifest.appcache", "CACHE MANIFEST", Saved),
    ("link.url", "[InternetShortcut]", Saved),
    ("no-extension", "<!doctype html>", Saved),
    (".html", "<!doctype html>", Saved),
    ("unknown.zzz", "<!doctype html>", Saved),
    ("two.txt.html", "", Saved),
    ("text.txt", "<!doctype html>", Shown),
    ("picture.png", "\u{89}PNG\r\n<!doctype html>", Shown),
    ("picture.gif", "GIF89a/*<!doctype html>*/=1;", Shown),
    ("sound.wav", "RIFF<!doctype html>", Shown),
];

/// Encodings by which a browser might be led astray, as text that is shown.
const ENCODED: [(&str, &[u8]); 3] = [
    ("utf-7.txt", b"+ADw-script+AD4-fetch('/api/canary')+ADw-/script+AD4-"),
    ("utf-16.txt", b"\xff\xfe<\0s\0c\0r\0i\0p\0t\0>\0"),
    ("iso-2022.txt", b"\x1b$B<script>\x1b(J"),
];

/// Of the answer to any request for the file `name`: nothing in it runs.
#[track_caller]
fn assert_harmless(told: &str, answer: &Answer) {
    assert_eq!(answer.field("x-content-type-options"), "nosniff", "{told}");
    let policy = answer.field("content-security-policy");
    assert!(policy.starts_with("sandbox; default-src 'none';"), "{told}: {policy}");
    assert!(!policy.contains("allow-") && !policy.contains("script-src"), "{told}: {policy}");
    assert_eq!(answer.field("cross-origin-resource-policy"), "same-origin", "{told}");
    assert_eq!(answer.field("referrer-policy"), "no-referrer", "{told}");
    assert!(answer.header("access-control-allow-origin").is_none(), "{told}");
    if let Some(media_type) = answer.header("content-type") {
        // What a <script> would run; the others are held by the disposition and the sandbox.
        for runs in ["javascript", "ecmascript", "jscript", "livescript"] {
            assert!(!media_type.contains(runs), "{told}: {media_type}");
        }
    }
}

#[track_caller]
fn assert_offered(told: &str, answer: &Answer, way: Way) {
    let disposition = answer.field("content-disposition");
    assert!(disposition.starts_with(way.disposition()), "{told}: {disposition}");
    let media_type = answer.field("content-type");
    if way == Shown {
        let harmless = ["text/plain; charset=utf-8", "image/png", "image/gif", "audio/"];
        assert!(harmless.iter().any(|harmless| media_type.starts_with(harmless)), "{told}: {media_type}");
    }
}

fn check(server: &Server, name: &str, content: &[u8], way: Way) {
    let url = format!("/files/{name}");
    server.create(&url, "an earlier content");
    server.put(&url).body(content.to_vec()).fetch().expect(200);
    let versions: FileVersions = server.get(&format!("/api/versions/{name}")).fetch().expect(200).json();
    let version = format!("?version={}", versions.versions[0].id);
    for (query, way) in
        [("", Saved), ("?inline", way), ("?inline=true", way), (&*version, Saved), (&*format!("{version}&inline"), way)]
    {
        let target = format!("{url}{query}");
        let whole = server.get(&target).fetch().expect(200);
        let etag = whole.etag();
        assert_offered(&target, &whole, way);
        assert_harmless(&target, &whole);
        for (field, value, status) in [
            ("Range", "bytes=0-3", 206),
            ("Range", "bytes=0-1,3-4", 206),
            ("Range", "bytes=9999-", 416),
            ("If-None-Match", etag.as_str(), 304),
            ("If-Match", "\"other\"", 412),
            ("Accept", "text/html", 200),
            ("Sec-Fetch-Dest", "document", 200),
            ("Sec-Fetch-Dest", "script", 200),
            ("Service-Worker", "script", 200),
        ] {
            let told = format!("{target} {field}: {value}");
            let answer = server.get(&target).header(field, value).fetch().expect(status);
            assert_harmless(&told, &answer);
            if [200, 206].contains(&status) {
                let parts = answer.field("content-type").starts_with("multipart/byteranges");
                assert!(answer.field("content-disposition").starts_with(way.disposition()), "{told}");
                assert!(!parts || !answer.text().contains("javascript"), "{told}: {}", answer.text());
            }
        }
        let head = server.head(&target).fetch().expect(200);
        assert_offered(&target, &head, way);
        assert_harmless(&target, &head);
    }
    for (told, answer) in [
        ("409", server.post(&url).body("x").fetch().expect(409)),
        ("201", server.post(&format!("{url}?on-conflict=rename")).body("x").fetch().expect(201)),
        ("404", server.get(&format!("/files/none/{name}")).fetch().expect(404)),
        ("400", server.get(&format!("{url}?unknown")).fetch().expect(400)),
        ("401", server.guest(reqwest::Method::GET, &url).fetch().expect(401)),
        ("405", server.request(reqwest::Method::PATCH, &url).fetch().expect(405)),
    ] {
        assert_harmless(&format!("{url} {told}"), &answer);
    }
}

#[test]
fn nothing_that_is_stored_runs_by_any_answer() {
    let server = Server::start();
    for (name, before, way) in POLYGLOTS {
        check(&server, name, format!("{before}{SCRIPT}").as_bytes(), way);
    }
    for (name, content) in ENCODED {
        check(&server, name, content, Shown);
    }
}

#[test]
fn a_media_type_that_an_upload_says_is_not_believed() {
    let server = Server::start();
    for name in ["a.bin", "a", "a.txt", "a.png"] {
        let url = format!("/files/{name}");
        let request = server.post(&url).header("Content-Type", "text/html").header("Content-Disposition", "inline");
        request.body(SCRIPT).fetch().expect(201);
        for query in ["", "?inline"] {
            let answer = server.get(&format!("{url}{query}")).fetch().expect(200);
            assert!(!answer.field("content-type").starts_with("text/html"), "{name}");
            assert_harmless(name, &answer);
        }
    }
}

#[test]
fn markup_in_a_name_is_text_in_every_answer() {
    let surface = Surface::new();
    let markup = "<img src=x onerror=alert(1)>";
    for name in [escaped(markup), "<img%20src=x%20onerror=alert(1)>".to_owned(), format!("%22%3E{}", escaped(markup))] {
        for input in INPUTS {
            let Some(answer) = surface.ask(input, &name) else { continue };
            let told = format!("{} {} {}: {:?}", input.method, input.target, input.body, answer.headers);
            if let Some(media_type) = answer.header("content-type") {
                assert_eq!(answer.field("x-content-type-options"), "nosniff", "{told}");
                assert!(!media_type.starts_with("text/html") || !answer.text().contains("<img src=x"), "{told}");
                let known =
                    ["application/json", "application/problem+json", "text/", "application/zip", "application/octet"];
                assert!(known.iter().any(|known| media_type.starts_with(known)), "{told}");
            }
        }
    }
    for target in ["/problems/", "/api/docs?q=", "/browse/", "/api/docs/", "/?q=", "/trash?q=", "/api/openapi.json?q="]
    {
        let answer = surface.server.get(&format!("{target}{}", escaped(markup))).header("Accept", "text/html").fetch();
        assert!(!answer.text().contains("<img src=x"), "{target}: {}", answer.text());
        assert_eq!(answer.field("x-content-type-options"), "nosniff", "{target}");
    }
}
