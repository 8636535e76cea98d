//! From the command line to a running server and back: opens what is needed, in the order in which it can fail.

mod banner;
mod commands;
mod serve;
mod stop;

use clap::Parser as _;

use crate::config::{Cli, Command, Settings, SettingsError};
pub use stop::Stop;

/// Does what the command line says. An error is one sentence for the person at the terminal.
pub fn run() -> Result<(), Stop> {
    let cli = Cli::parse();
    let settings = Settings::resolve(cli.options)?;
    // Fault injection for the tests; in builds without the feature this does nothing.
    let _scenario = fail::FailScenario::setup();
    match cli.command {
        None => serve::serve(settings),
        Some(Command::Link) => commands::link(&settings),
        Some(Command::Token { command }) => commands::token(&settings, command),
    }
}

impl From<SettingsError> for Stop {
    fn from(error: SettingsError) -> Self {
        Self::Settings(error)
    }
}
