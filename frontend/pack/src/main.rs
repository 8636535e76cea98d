//! `holdall-pack order FILE…`: orders the functions of each wasm file, in its place.

use std::{env, error::Error, fs, process::ExitCode};

use holdall_pack::order::order;

const USAGE: &str = "usage: holdall-pack order FILE...";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let Some(("order", files)) = arguments.split_first().map(|(verb, files)| (verb.as_str(), files)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    for file in files {
        if let Err(error) = order_file(file) {
            eprintln!("{file}: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn order_file(file: &str) -> Result<(), Box<dyn Error>> {
    fs::write(file, order(&fs::read(file)?)?)?;
    Ok(())
}
