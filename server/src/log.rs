//! The log: to standard error, readable by people or, with `--log-format json`, by programs.

use std::io::IsTerminal as _;

use tracing_subscriber::{EnvFilter, fmt};

use crate::config::LogFormat;

/// Begins to write the log. What the libraries say is of interest only when it is a warning.
pub fn init(format: LogFormat) {
    let filter = EnvFilter::new("warn,holdall=info,access=info");
    let is_terminal = std::io::stderr().is_terminal();
    let subscriber =
        fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(is_terminal).with_target(false);
    // A second call, in a test, keeps the first one's choice.
    let _ = match format {
        LogFormat::Text => subscriber.compact().try_init(),
        LogFormat::Json => subscriber.json().flatten_event(true).try_init(),
    };
}
