//! Media types: what a name suggests, and which of them a browser may show in place.

/// What is neither known nor to be guessed.
const UNKNOWN: &str = "application/octet-stream";

/// What a browser may show or play inside our origin: it runs no script. Everything else is a download, always.
const INLINE: [&str; 15] = [
    "text/plain",
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/bmp",
    "image/webp",
    "image/avif",
    "audio/wav",
    "audio/webm",
    "audio/ogg",
    "audio/mpeg",
    "audio/mp4",
    "video/webm",
    "video/ogg",
    "video/mp4",
];

/// The media type that a name's extension suggests.
pub fn of_name(name: &str) -> &'static str {
    let Some((_, extension)) = name.rsplit_once('.') else { return UNKNOWN };
    match extension.to_ascii_lowercase().as_str() {
        "m4a" => "audio/mp4",
        extension => mime_guess::from_ext(extension).first_raw().unwrap_or(UNKNOWN),
    }
}

/// The type to show a file as in place, if it may be.
pub fn inline(media_type: &str) -> Option<&'static str> {
    match INLINE.iter().copied().find(|allowed| *allowed == media_type) {
        Some("text/plain") => Some("text/plain; charset=utf-8"),
        other => other,
    }
}

/// The type to offer a file as. A script is offered as bytes: a `<script>` runs whatever has a script's type, saved or
/// not, and with `nosniff` nothing else (HTML, "fetch a classic script"; Fetch, "should response to request be blocked
/// due to nosniff"). So nothing that is stored here can pass for a part of the page.
pub fn saved(media_type: &'static str) -> &'static str {
    if media_type.ends_with("javascript") { UNKNOWN } else { media_type }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_come_from_the_extension() {
        for (name, expected) in [
            ("a.txt", "text/plain"),
            ("a.JPG", "image/jpeg"),
            ("a.html", "text/html"),
            ("a.m4a", "audio/mp4"),
            ("archive.tar.gz", "application/gzip"),
            ("Makefile", UNKNOWN),
            ("a.unheard-of", UNKNOWN),
        ] {
            assert_eq!(of_name(name), expected, "{name}");
        }
    }

    #[test]
    fn nothing_that_can_run_a_script_is_shown_in_place() {
        for name in ["a.html", "a.svg", "a.xhtml", "a.xml", "a.pdf", "a.js", "a.css", "a.wasm", "a", "a.mht", "a.swf"] {
            assert_eq!(inline(of_name(name)), None, "{name}");
        }
        for name in [
            "a.txt", "a.log", "a.png", "a.jpeg", "a.gif", "a.webp", "a.avif", "a.bmp", "a.mp3", "a.mp4", "a.webm",
            "a.ogg", "a.wav",
        ] {
            assert!(inline(of_name(name)).is_some(), "{name}: {}", of_name(name));
        }
    }
    #[test]
    fn no_script_is_offered_as_one() {
        for name in ["a.js", "a.mjs", "a.jsx", "a.es", "a.ecma", "a.jsm", "A.JS"] {
            assert_ne!(of_name(name), UNKNOWN, "{name}");
            assert_eq!(saved(of_name(name)), UNKNOWN, "{name}");
        }
        for name in ["a.txt", "a.html", "a.css", "a.json", "a.wasm"] {
            assert_eq!(saved(of_name(name)), of_name(name), "{name}");
        }
    }
}
