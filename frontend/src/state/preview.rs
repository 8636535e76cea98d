//! The preview of a file: in which way a file can be shown, told by its name and its media type.
//!
//! Only what browsers show without running it: the server offers nothing else for showing (`server/src/media.rs`), and a
//! picture that is drawn by `<img>` runs no script, whatever is in it (SVG 2, "Secure static mode").

pub mod beside;
pub mod content;

use super::kind::Icon;

/// A way to show a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A picture.
    Image,
    /// A sound.
    Audio,
    /// A film.
    Video,
    /// A text that has a rendered form, too.
    Markdown,
    /// A text.
    Text,
    /// A text, if its first bytes look like one.
    PerhapsText,
    /// There is none.
    None,
}

/// Pictures that browsers draw.
const DRAWN: [&str; 10] = [
    "image/png",
    "image/apng",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "image/avif",
    "image/svg+xml",
    "image/bmp",
    "image/x-icon",
    "image/vnd.microsoft.icon",
];

impl Kind {
    /// The way for a file of that name and media type.
    pub fn of(name: &str, media_type: &str) -> Self {
        match Icon::of_file(name, media_type) {
            Icon::Image if DRAWN.contains(&media_type) => Self::Image,
            Icon::Audio => Self::Audio,
            Icon::Video => Self::Video,
            Icon::Text | Icon::Code if is_markdown(name) => Self::Markdown,
            Icon::Text | Icon::Code => Self::Text,
            Icon::File => Self::PerhapsText,
            _ => Self::None,
        }
    }

    /// Whether it is made of text.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Markdown | Self::Text | Self::PerhapsText)
    }
}

fn is_markdown(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("md" | "markdown"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_is_told_by_name_and_media_type() {
        for (name, media_type, kind) in [
            ("beach.JPG", "image/jpeg", Kind::Image),
            ("plan.svg", "image/svg+xml", Kind::Image),
            ("favicon.ico", "image/x-icon", Kind::Image),
            ("scan.tiff", "image/tiff", Kind::None),
            ("photo.heic", "image/heic", Kind::None),
            ("song.mp3", "audio/mpeg", Kind::Audio),
            ("film.mkv", "video/x-matroska", Kind::Video),
            ("README.md", "text/markdown", Kind::Markdown),
            ("notes.Markdown", "text/markdown", Kind::Markdown),
            ("notes.txt", "text/plain", Kind::Text),
            ("main.ts", "video/vnd.dlna.mpeg-tts", Kind::Text),
            ("page.html", "text/html", Kind::Text),
            ("Makefile", "application/octet-stream", Kind::PerhapsText),
            ("report.pdf", "application/pdf", Kind::None),
            ("backup.zip", "application/zip", Kind::None),
        ] {
            assert_eq!(Kind::of(name, media_type), kind, "{name}");
        }
    }
}
