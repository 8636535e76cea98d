//! Settings: flags, then environment, then a TOML file, then defaults. The only place that reads the environment.

mod cli;
mod file;
mod keeping;

use std::{
    fs, io,
    net::{AddrParseError, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

pub use cli::{Cli, Command, LogFormat, Options, TokenCommand};
use file::FileSettings;
pub use keeping::Keeping;

use crate::store::fs::OWN_FOLDER;

/// Fewest bytes of the owner's token.
const LEAST_TOKEN_BYTES: usize = 16;
const DEFAULT_DIR: &str = "./uploads";
const DEFAULT_PORT: u16 = 8000;
const DEFAULT_IDLE_TIMEOUT: Duration = Duration::from_secs(30);
const DEFAULT_DAYS: u32 = 30;
const DEFAULT_VERSIONS: u32 = 5;

/// What the server is to do, all sources read and checked.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The upload folder.
    pub dir: PathBuf,
    /// The folder to serve the page from, instead of the one inside the binary.
    pub static_dir: Option<PathBuf>,
    /// The owner's token.
    pub token: Option<String>,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Whether the banner lists every address of the machine.
    pub lan: Exposure,
    /// The public address, without a slash at its end.
    pub url: Option<String>,
    /// Largest file in bytes.
    pub max_size: Option<u64>,
    /// Most bytes of all files together.
    pub quota: Option<u64>,
    /// Free bytes of the disk that are never given away, where the default is not wanted.
    pub min_free: Option<u64>,
    /// What is kept of deleted and replaced files.
    pub keeping: Keeping,
    /// What guests may do.
    pub guests: Guests,
    /// Whether changes are taken.
    pub changes: Changes,
    /// Where the catalog is; the default is inside the upload folder.
    pub state_dir: Option<PathBuf>,
    /// How long a body may stand still.
    pub idle_timeout: Duration,
    /// How the log is written.
    pub log_format: LogFormat,
}

/// Who can reach the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exposure {
    /// As `--listen` says.
    AsListening,
    /// Everybody on the network.
    Lan,
}

/// What people may do who are not signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guests {
    /// Nothing.
    Nothing,
    /// List and download.
    Read,
}

/// Whether the server takes changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changes {
    /// It does.
    Taken,
    /// It is read-only.
    Refused,
}

/// Settings that can't be used: each is a sentence with the way out.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A file that can't be read.
    #[error("Can't read {}: {source}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A settings file that can't be understood.
    #[error("{}: {message}", path.display())]
    BadFile {
        /// Which.
        path: PathBuf,
        /// What is wrong, and where.
        message: String,
    },
    /// A token that could be guessed.
    #[error(
        "The token is too short: it needs at least {LEAST_TOKEN_BYTES} bytes. `openssl rand -base64 24` makes a good one."
    )]
    ShortToken,
    /// Both ways to give a token.
    #[error("Give either --token or --token-file, not both.")]
    TwoTokens,
    /// An address that can't be understood.
    #[error("“{0}” is not an address to listen on. Try: --listen 127.0.0.1:8000")]
    BadListen(String, #[source] AddrParseError),
    /// A public address that can't be understood.
    #[error("“{0}” is not a public address. Try: --url https://files.example.org")]
    BadUrl(String),
    /// A public address with a path.
    #[error("--url {0}: a path in the public address is not supported; give Holdall a host name of its own.")]
    UrlWithPath(String),
}

impl Settings {
    /// Reads what flags and environment say (already in `options`), and the file they name.
    pub fn resolve(options: Options) -> Result<Self, SettingsError> {
        let file = match &options.config {
            Some(path) => FileSettings::read(path)?,
            None => FileSettings::default(),
        };
        let dir = options.dir.or(options.dir_argument).or(file.dir).unwrap_or_else(|| DEFAULT_DIR.into());
        let lan = if options.lan || file.lan.unwrap_or_default() { Exposure::Lan } else { Exposure::AsListening };
        let guests =
            if options.public_read || file.public_read.unwrap_or_default() { Guests::Read } else { Guests::Nothing };
        let changes =
            if options.read_only || file.read_only.unwrap_or_default() { Changes::Refused } else { Changes::Taken };
        // A token on the command line is not contradicted by a token file in the settings file: flags win.
        let (token, token_file) = match (&options.token, &options.token_file) {
            (None, None) => (file.token, file.token_file),
            _ => (options.token, options.token_file),
        };
        Ok(Self {
            dir,
            static_dir: options.static_dir.or(file.static_dir),
            token: read_token(token, token_file)?,
            listen: parse_listen(options.listen.or(file.listen), lan)?,
            lan,
            url: options.url.or(file.url).map(|url| parse_url(&url)).transpose()?,
            max_size: options.max_size.or(file.max_size).map(|size| size.0),
            quota: options.quota.or(file.quota).map(|size| size.0),
            min_free: options.min_free.or(file.min_free).map(|size| size.0),
            keeping: Keeping {
                trash_days: options.trash_days.or(file.trash_days).unwrap_or(DEFAULT_DAYS),
                versions: options.versions.or(file.versions).unwrap_or(DEFAULT_VERSIONS),
                version_days: options.version_days.or(file.version_days).unwrap_or(DEFAULT_DAYS),
                size: options.kept_size.or(file.kept_size).map(|size| size.0),
            },
            guests,
            changes,
            state_dir: options.state_dir.or(file.state_dir),
            idle_timeout: options.idle_timeout.or(file.idle_timeout).map_or(DEFAULT_IDLE_TIMEOUT, Duration::from_secs),
            log_format: options.log_format.or(file.log_format).unwrap_or_default(),
        })
    }
}

impl Settings {
    /// Where the catalog is.
    #[expect(clippy::disallowed_methods, reason = "the upload folder is a setting and the name is fixed")]
    pub fn state_folder(&self) -> PathBuf {
        self.state_dir.clone().unwrap_or_else(|| self.dir.join(OWN_FOLDER))
    }
}

fn read_token(token: Option<String>, file: Option<PathBuf>) -> Result<Option<String>, SettingsError> {
    let token = match (token, file) {
        (Some(_), Some(_)) => return Err(SettingsError::TwoTokens),
        (token, None) => token,
        (None, Some(path)) => Some(read_file(&path)?.trim().to_owned()),
    };
    match token {
        Some(token) if token.len() < LEAST_TOKEN_BYTES => Err(SettingsError::ShortToken),
        token => Ok(token),
    }
}

fn read_file(path: &Path) -> Result<String, SettingsError> {
    fs::read_to_string(path).map_err(|source| SettingsError::Unreadable { path: path.to_owned(), source })
}

/// `8080` and `:8080` are ports of this computer; `--lan` opens the port to the network.
fn parse_listen(text: Option<String>, exposure: Exposure) -> Result<SocketAddr, SettingsError> {
    let mut address = match text {
        None => SocketAddr::from((Ipv4Addr::LOCALHOST, DEFAULT_PORT)),
        Some(text) => match text.trim_start_matches(':').parse::<u16>() {
            Ok(port) => SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
            Err(_) => {
                text.replace("localhost", "127.0.0.1").parse().map_err(|error| SettingsError::BadListen(text, error))?
            }
        },
    };
    if exposure == Exposure::Lan && address.ip().is_loopback() {
        address.set_ip(Ipv4Addr::UNSPECIFIED.into());
    }
    Ok(address)
}

/// Scheme, host and port, as browsers write an origin: in lower case, without the scheme's own port. A slash at the end
/// does no harm.
fn parse_url(text: &str) -> Result<String, SettingsError> {
    let mut url = text.trim_end_matches('/').to_ascii_lowercase();
    let own_port = if url.starts_with("https://") { ":443" } else { ":80" };
    url.truncate(url.strip_suffix(own_port).unwrap_or(&url).len());
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    match host {
        Some(host) if host.contains('/') => Err(SettingsError::UrlWithPath(text.to_owned())),
        Some(host) if !host.is_empty() && !host.contains(['?', '#', '@', ' ']) => Ok(url),
        _ => Err(SettingsError::BadUrl(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_alone_is_one_of_this_computer() {
        use Exposure::{AsListening, Lan};
        let listen = |text: &str, exposure| parse_listen(Some(text.to_owned()), exposure).unwrap().to_string();
        assert_eq!(listen("8080", AsListening), "127.0.0.1:8080");
        assert_eq!(listen(":8080", Lan), "0.0.0.0:8080");
        assert_eq!(listen("localhost:1", AsListening), "127.0.0.1:1");
        assert_eq!(listen("[::1]:1", AsListening), "[::1]:1");
        assert_eq!(listen("192.0.2.1:1", Lan), "192.0.2.1:1");
        assert!(matches!(parse_listen(Some("everywhere".to_owned()), AsListening), Err(SettingsError::BadListen(..))));
    }

    #[test]
    fn a_public_address_is_an_origin() {
        assert_eq!(parse_url("https://Files.example.org/").unwrap(), "https://files.example.org");
        assert_eq!(parse_url("https://example.org:443").unwrap(), "https://example.org");
        assert_eq!(parse_url("http://example.org:443").unwrap(), "http://example.org:443");
        assert!(matches!(parse_url("https://example.org/files"), Err(SettingsError::UrlWithPath(_))));
        for text in ["example.org", "ftp://example.org", "https://", "https://a@b"] {
            assert!(matches!(parse_url(text), Err(SettingsError::BadUrl(_))), "{text}");
        }
    }

    #[test]
    fn a_short_token_is_refused() {
        assert!(matches!(read_token(Some("0123456789abcde".to_owned()), None), Err(SettingsError::ShortToken)));
        assert!(read_token(Some("0123456789abcdef".to_owned()), None).is_ok());
    }
}
