//! What a browser is told to do with a file: its media type, and to save or to show it.

use crate::support::{Fetch as _, Server, escaped, sample};

#[test]
fn only_harmless_types_are_shown_and_only_when_asked() {
    let server = Server::start();
    for (name, media_type, shown) in [
        ("a.txt", "text/plain; charset=utf-8", true),
        ("a.png", "image/png", true),
        ("a.jpg", "image/jpeg", true),
        ("a.jpeg", "image/jpeg", true),
        ("a.gif", "image/gif", true),
        ("a.bmp", "image/bmp", true),
        ("a.webp", "image/webp", true),
        ("a.avif", "image/avif", true),
        ("a.wav", "audio/", true),
        ("a.mp3", "audio/mpeg", true),
        ("a.mp4", "video/mp4", true),
        ("a.webm", "video/webm", true),
        ("a.ogg", "audio/ogg", true),
        ("A.PNG", "image/png", true),
        ("a.html", "text/html", false),
        ("a.htm", "text/html", false),
        ("a.xhtml", "application/xhtml+xml", false),
        ("a.svg", "image/svg+xml", false),
        ("a.xml", "", false),
        ("a.pdf", "application/pdf", false),
        ("a.js", "", false),
        ("a.mjs", "", false),
        ("a.css", "text/css", false),
        ("a.wasm", "application/wasm", false),
        ("a.txt.html", "text/html", false),
        ("a", "application/octet-stream", false),
        ("a.unheard-of", "application/octet-stream", false),
    ] {
        server.write(name, "<script>alert(1)</script>");
        let target = format!("/files/{name}");
        let saved = server.get(&target).fetch().expect(200);
        assert!(saved.field("content-disposition").starts_with("attachment;"), "{name}");
        for query in ["?inline", "?inline=1"] {
            let asked = server.get(&format!("{target}{query}")).fetch().expect(200);
            let way = if shown { "inline" } else { "attachment" };
            assert!(asked.field("content-disposition").starts_with(&format!("{way};")), "{name}{query}");
            assert!(asked.field("content-type").starts_with(media_type), "{name}: {}", asked.field("content-type"));
            assert_eq!(asked.field("x-content-type-options"), "nosniff");
        }
    }
}

/// The name as RFC 8187 clients read it, if the header keeps to `attr-char` and escapes.
fn extended_name(disposition: &str) -> String {
    let (_, encoded) = disposition.split_once("; filename*=UTF-8''").unwrap();
    let mut bytes = Vec::new();
    let mut rest = encoded.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            assert!(byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte), "{encoded}");
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn no_name_breaks_out_of_content_disposition() {
    let server = Server::start();
    let long = "x".repeat(255);
    for (name, fallback) in [
        ("plain.txt", "plain.txt"),
        ("na\"me.txt", "na_me.txt"),
        ("a%41.txt", "a_41.txt"),
        ("€ rates", "_ rates"),
        ("👩\u{200d}👧.png", "___.png"),
        ("\u{202e}gpj.exe", "_gpj.exe"),
        ("a\r\nX-Evil: 1.txt", "a__X-Evil: 1.txt"),
        (";filename=evil.exe", ";filename=evil.exe"),
        ("it's (1)*.txt", "it's (1)*.txt"),
        (long.as_str(), long.as_str()),
    ] {
        server.write(name, "x");
        let answer = server.get(&format!("/files/{}", escaped(name))).fetch().expect(200);
        let disposition = answer.field("content-disposition");
        let begin = format!("attachment; filename=\"{fallback}\"; filename*=UTF-8''");
        assert!(disposition.starts_with(&begin), "{name:?}: {disposition}");
        assert_eq!(extended_name(&disposition), name);
        assert_eq!(answer.header("x-evil"), None);
    }
}

#[test]
fn the_content_never_decides_the_media_type() {
    let server = Server::start();
    for content in [b"<html><script>alert(1)</script>".to_vec(), b"%PDF-1.7".to_vec(), sample(300)] {
        server.write("picture.png", &content);
        let answer = server.get("/files/picture.png?inline").fetch().expect(200);
        assert_eq!(answer.field("content-type"), "image/png");
    }
}
