//! The binary `holdall`: all it does is in the library. The only place that ends the process.

use std::process::ExitCode;

#[expect(clippy::print_stderr, reason = "the last word to the person at the terminal")]
fn main() -> ExitCode {
    match holdall::run::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            eprintln!("{stop}");
            ExitCode::from(2)
        }
    }
}
