//! What `scripts/pack-page` and `scripts/profile-page` do to the page's wasm.

use std::{collections::BTreeSet, env, error::Error, fs, process::ExitCode};

use holdall_pack::{cut::cut, instrument::instrument, list::Later, names::shorten, order::order};

const USAGE: &str = "usage:
  holdall-pack order FILE...        orders the functions of each, in its place
  holdall-pack names FILE SCRIPT    gives short names to what FILE imports from SCRIPT, in the place of both
  holdall-pack cut FILE LIST LATER STAND_INS
                                    cuts the functions that LIST has off, into LATER; tells in STAND_INS what stands in
                                    the table until they are there
  holdall-pack instrument FILE      has its functions tell when they run, in its place
  holdall-pack list FILE RAN        prints the list of the functions whose places are not in RAN";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        ["order", ref files @ ..] if !files.is_empty() => files.iter().try_for_each(|file| order_file(file)),
        ["names", file, script] => shorten_names(file, script),
        ["cut", file, list, later, stand_ins] => cut_file(file, list, later, stand_ins),
        ["instrument", file] => instrument_file(file),
        ["list", file, ran] => print_list(file, ran),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    done.map_or_else(
        |error| {
            eprintln!("holdall-pack {}: {error}", arguments.join(" "));
            ExitCode::FAILURE
        },
        |()| ExitCode::SUCCESS,
    )
}

type Done = Result<(), Box<dyn Error>>;

fn order_file(file: &str) -> Done {
    Ok(fs::write(file, order(&fs::read(file)?)?)?)
}

fn shorten_names(file: &str, script: &str) -> Done {
    let (wasm, text) = shorten(&fs::read(file)?, &fs::read_to_string(script)?)?;
    fs::write(script, text)?;
    Ok(fs::write(file, wasm)?)
}

fn cut_file(file: &str, list: &str, later: &str, stand_ins: &str) -> Done {
    let halves = cut(&fs::read(file)?, &fs::read_to_string(list)?.parse()?)?;
    fs::write(later, halves.later)?;
    fs::write(stand_ins, halves.stand_ins.to_string())?;
    Ok(fs::write(file, halves.first)?)
}

fn instrument_file(file: &str) -> Done {
    Ok(fs::write(file, instrument(&fs::read(file)?)?)?)
}

fn print_list(file: &str, ran: &str) -> Done {
    let ran = fs::read_to_string(ran)?;
    let ran: BTreeSet<u32> = ran.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    print!("{}", Later::of(&fs::read(file)?, &ran)?);
    Ok(())
}
