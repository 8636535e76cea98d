//! Which shape stands for an entry: told by its kind, its media type and its extension.

use holdall_shared::{Entry, EntryKind};

/// An icon of the sprite in `icons.svg`; its id is `i-` and this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the shapes")]
pub enum Icon {
    Archive,
    Audio,
    Back,
    Check,
    Close,
    Code,
    Copy,
    Details,
    Document,
    Download,
    Eye,
    File,
    Folder,
    FolderPlus,
    Grid,
    History,
    Image,
    Keyboard,
    Link,
    List,
    Lock,
    Mark,
    More,
    Move,
    Next,
    Offline,
    Open,
    Outside,
    Pause,
    Play,
    Previous,
    Rename,
    Restore,
    Retry,
    Search,
    Settings,
    SortDown,
    SortUp,
    Text,
    Trash,
    Upload,
    Video,
    Warning,
    Zoom,
}

impl Icon {
    /// The address of its symbol.
    pub fn href(self) -> &'static str {
        match self {
            Self::Archive => "#i-archive",
            Self::Audio => "#i-audio",
            Self::Back => "#i-back",
            Self::Check => "#i-check",
            Self::Close => "#i-close",
            Self::Code => "#i-code",
            Self::Copy => "#i-copy",
            Self::Details => "#i-details",
            Self::Document => "#i-document",
            Self::Download => "#i-download",
            Self::Eye => "#i-eye",
            Self::File => "#i-file",
            Self::Folder => "#i-folder",
            Self::FolderPlus => "#i-folder-plus",
            Self::Grid => "#i-grid",
            Self::History => "#i-history",
            Self::Image => "#i-image",
            Self::Keyboard => "#i-keyboard",
            Self::Link => "#i-link",
            Self::List => "#i-list",
            Self::Lock => "#i-lock",
            Self::Mark => "#i-mark",
            Self::More => "#i-more",
            Self::Move => "#i-move",
            Self::Next => "#i-next",
            Self::Offline => "#i-offline",
            Self::Open => "#i-open",
            Self::Outside => "#i-outside",
            Self::Pause => "#i-pause",
            Self::Play => "#i-play",
            Self::Previous => "#i-previous",
            Self::Rename => "#i-rename",
            Self::Restore => "#i-restore",
            Self::Retry => "#i-retry",
            Self::Search => "#i-search",
            Self::Settings => "#i-settings",
            Self::SortDown => "#i-sort-down",
            Self::SortUp => "#i-sort-up",
            Self::Text => "#i-text",
            Self::Trash => "#i-trash",
            Self::Upload => "#i-upload",
            Self::Video => "#i-video",
            Self::Warning => "#i-warning",
            Self::Zoom => "#i-zoom",
        }
    }

    /// The shape for an entry of a listing.
    pub fn of(entry: &Entry) -> Self {
        match entry.kind {
            EntryKind::Folder => Self::Folder,
            EntryKind::Link | EntryKind::Other => Self::Outside,
            EntryKind::File => Self::of_file(entry.name.as_str(), entry.media_type.as_deref().unwrap_or_default()),
        }
    }

    /// The shape for a file by that name, of that media type if it is known.
    pub fn of_file(name: &str, media_type: &str) -> Self {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
        let by_extension = Self::of_extension(&extension);
        match media_type.split('/').next().unwrap_or_default() {
            _ if by_extension != Self::File => by_extension,
            "image" => Self::Image,
            "audio" => Self::Audio,
            "video" => Self::Video,
            "text" => Self::Text,
            _ => Self::File,
        }
    }

    fn of_extension(extension: &str) -> Self {
        match extension {
            "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "bmp" | "svg" | "heic" | "tif" | "tiff" | "raw" => {
                Self::Image
            }
            "mp3" | "flac" | "wav" | "ogg" | "opus" | "m4a" | "aac" | "aiff" => Self::Audio,
            "mp4" | "mkv" | "mov" | "webm" | "avi" | "m4v" | "mpg" | "mpeg" => Self::Video,
            "zip" | "tar" | "gz" | "tgz" | "xz" | "bz2" | "zst" | "7z" | "rar" | "iso" | "img" => Self::Archive,
            "pdf" | "doc" | "docx" | "odt" | "xls" | "xlsx" | "ods" | "ppt" | "pptx" | "odp" | "epub" | "rtf" => {
                Self::Document
            }
            "rs" | "js" | "ts" | "py" | "c" | "h" | "cpp" | "go" | "java" | "sh" | "html" | "css" | "json" | "toml"
            | "yaml" | "yml" | "xml" | "sql" => Self::Code,
            "txt" | "md" | "log" | "csv" => Self::Text,
            _ => Self::File,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_extension_then_by_media_type() {
        for (name, media_type, icon) in [
            ("a.JPG", "", Icon::Image),
            ("a.tar.gz", "application/gzip", Icon::Archive),
            ("main.rs", "text/plain", Icon::Code),
            ("README", "text/plain", Icon::Text),
            ("Makefile", "", Icon::File),
        ] {
            assert_eq!(Icon::of_file(name, media_type), icon, "{name}");
        }
    }
}
