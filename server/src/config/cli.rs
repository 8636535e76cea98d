//! The command line. Each option can also be set in the environment (`HOLDALL_…`), which clap reads here.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use holdall_shared::ByteSize;
use serde::Deserialize;

/// A self-hosted file server in one binary.
///
/// Without a command it serves: people drop files on a web page, scripts use a JSON API, and the files stay plain files
/// in a folder.
#[derive(Debug, Parser)]
#[command(name = "holdall", version, max_term_width = 100, args_conflicts_with_subcommands = false)]
pub struct Cli {
    /// What to do; nothing: serve.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// How.
    #[command(flatten)]
    pub options: Options,
}

/// What to do instead of serving.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Print a fresh one-time sign-in link of the Holdall that serves the folder
    Link,
    /// Make, list and revoke tokens for scripts
    Token {
        /// Which.
        #[command(subcommand)]
        command: TokenCommand,
    },
}

/// What to do with tokens.
#[derive(Debug, Clone, Subcommand)]
pub enum TokenCommand {
    /// Make a token and print it; it is not shown again
    New {
        /// What it is for
        #[arg(long, default_value = "")]
        label: String,
    },
    /// List the tokens: id, when it was made, what it is for
    List,
    /// Revoke a token: it and every session made from it stop working at once
    Revoke {
        /// The part of the token between the underscores
        id: String,
    },
}

/// Settings as flags and environment give them.
#[derive(Debug, Clone, Default, Args)]
pub struct Options {
    /// The upload folder, as --dir
    #[arg(value_name = "DIR", conflicts_with = "dir")]
    pub dir_argument: Option<PathBuf>,
    /// The upload folder; it is made if it does not exist [default: ./uploads]
    #[arg(long, global = true, env = "HOLDALL_DIR", value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// Where tokens, sessions and the list of the trash are kept [default: DIR/.holdall]
    #[arg(long, global = true, env = "HOLDALL_STATE_DIR", value_name = "DIR")]
    pub state_dir: Option<PathBuf>,
    /// A TOML file with settings, named as the flags are
    #[arg(long, global = true, env = "HOLDALL_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Where to listen: an address, or a port of this computer [default: 127.0.0.1:8000]
    #[arg(long, env = "HOLDALL_LISTEN", value_name = "ADDRESS")]
    pub listen: Option<String>,
    /// Let phones and other computers of the network in: listen on all interfaces
    #[arg(long, env = "HOLDALL_LAN")]
    pub lan: bool,
    /// The public address, where a proxy stands in front, such as `https://files.example.org`
    #[arg(long, env = "HOLDALL_URL", value_name = "URL")]
    pub url: Option<String>,
    /// The owner's token, at least 16 bytes; better in --token-file
    #[arg(long, env = "HOLDALL_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    pub token: Option<String>,
    /// A file that holds the owner's token
    #[arg(long, env = "HOLDALL_TOKEN_FILE", value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// Largest file: bytes, or 500MB, 10GB, 64MiB [default: what the disk holds]
    #[arg(long, env = "HOLDALL_MAX_SIZE", value_name = "SIZE")]
    pub max_size: Option<ByteSize>,
    /// Most bytes of all files together, trash and versions not counted [default: what the disk holds]
    #[arg(long, env = "HOLDALL_QUOTA", value_name = "SIZE")]
    pub quota: Option<ByteSize>,
    /// Free space of the disk that uploads never take [default: 1 GiB, or a twentieth of a small disk]
    #[arg(long, env = "HOLDALL_MIN_FREE", value_name = "SIZE")]
    pub min_free: Option<ByteSize>,
    /// How long deleted files stay in the trash; 0: deleting is for good [default: 30]
    #[arg(long, env = "HOLDALL_TRASH_DAYS", value_name = "DAYS")]
    pub trash_days: Option<u32>,
    /// How many earlier versions of a replaced file are kept; 0: none [default: 5]
    #[arg(long, env = "HOLDALL_VERSIONS", value_name = "COUNT")]
    pub versions: Option<u32>,
    /// How long earlier versions are kept; 0: until newer ones take their place [default: 30]
    #[arg(long, env = "HOLDALL_VERSION_DAYS", value_name = "DAYS")]
    pub version_days: Option<u32>,
    /// Most bytes of trash and versions together, the oldest go first [default: a tenth of the disk]
    #[arg(long, env = "HOLDALL_KEPT_SIZE", value_name = "SIZE")]
    pub kept_size: Option<ByteSize>,
    /// Let people who are not signed in list and download
    #[arg(long, env = "HOLDALL_PUBLIC_READ")]
    pub public_read: bool,
    /// Take no changes from anybody
    #[arg(long, env = "HOLDALL_READ_ONLY")]
    pub read_only: bool,
    /// Serve the page from this folder instead of the one inside the binary
    #[arg(long, env = "HOLDALL_STATIC_DIR", value_name = "DIR")]
    pub static_dir: Option<PathBuf>,
    /// Give an upload up when nothing arrives for this long [default: 30]
    #[arg(long, env = "HOLDALL_IDLE_TIMEOUT", value_name = "SECONDS")]
    pub idle_timeout: Option<u64>,
    /// How the log is written [default: text]
    #[arg(long, env = "HOLDALL_LOG_FORMAT", value_enum, value_name = "FORMAT")]
    pub log_format: Option<LogFormat>,
}

/// How the log is written, to standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For programs: one JSON object a line.
    Json,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn folder_and_commands_are_told_apart() {
        let cli = Cli::try_parse_from(["holdall", "/data", "--lan"]).unwrap();
        assert_eq!((cli.options.dir_argument, cli.options.lan), (Some("/data".into()), true));
        let cli = Cli::try_parse_from(["holdall", "token", "new", "--dir", "/data"]).unwrap();
        assert_eq!(cli.options.dir, Some("/data".into()));
        assert!(Cli::try_parse_from(["holdall", "a", "--dir", "b"]).is_err());
    }
}
