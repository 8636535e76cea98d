//! The settings file: TOML, its keys named as the flags are. A key that is not known is an error: it was meant to do
//! something.

use std::path::{Path, PathBuf};

use holdall_shared::ByteSize;
use serde::{Deserialize, Deserializer, de::Error as _};

use super::{LogFormat, SettingsError, read_file};

/// What the file says.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FileSettings {
    pub(super) dir: Option<PathBuf>,
    pub(super) static_dir: Option<PathBuf>,
    pub(super) token: Option<String>,
    pub(super) token_file: Option<PathBuf>,
    pub(super) listen: Option<String>,
    pub(super) lan: Option<bool>,
    pub(super) url: Option<String>,
    #[serde(deserialize_with = "size")]
    pub(super) max_size: Option<ByteSize>,
    #[serde(deserialize_with = "size")]
    pub(super) quota: Option<ByteSize>,
    #[serde(deserialize_with = "size")]
    pub(super) min_free: Option<ByteSize>,
    pub(super) trash_days: Option<u32>,
    pub(super) versions: Option<u32>,
    pub(super) version_days: Option<u32>,
    #[serde(deserialize_with = "size")]
    pub(super) kept_size: Option<ByteSize>,
    pub(super) public_read: Option<bool>,
    pub(super) read_only: Option<bool>,
    pub(super) state_dir: Option<PathBuf>,
    pub(super) idle_timeout: Option<u64>,
    pub(super) log_format: Option<LogFormat>,
}

impl FileSettings {
    pub(super) fn read(path: &Path) -> Result<Self, SettingsError> {
        let text = read_file(path)?;
        toml::from_str(&text)
            .map_err(|error| SettingsError::BadFile { path: path.to_owned(), message: describe(&text, &error) })
    }
}

/// In one sentence: where, and what is wrong. It names the key, never the value: that may be a token.
fn describe(text: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let line = before.matches('\n').count();
    let key = text.lines().nth(line).and_then(|line| line.split('=').next()).unwrap_or_default().trim();
    format!("line {}, “{key}”: {}", line + 1, error.message().replace('\n', " "))
}

/// A number of bytes, or a text such as `"10GB"`.
fn size<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<ByteSize>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Size {
        Bytes(u64),
        Text(String),
    }
    match Size::deserialize(deserializer)? {
        Size::Bytes(bytes) => Ok(Some(ByteSize(bytes))),
        Size::Text(text) => text.parse().map(Some).map_err(D::Error::custom),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_named_as_the_flags_are() {
        let file: FileSettings = toml::from_str("dir = '/data'\nmax-size = '10GB'\npublic-read = true").unwrap();
        assert_eq!(file.max_size, Some(ByteSize(10_000_000_000)));
        assert_eq!((file.dir, file.public_read), (Some("/data".into()), Some(true)));
    }

    #[test]
    fn unknown_keys_and_bad_sizes_are_errors() {
        for text in ["max_size = 5", "colour = 'red'", "max-size = 'huge'"] {
            assert!(toml::from_str::<FileSettings>(text).is_err(), "{text}");
        }
    }
}
