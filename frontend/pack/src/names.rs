//! Gives short names to what the page's wasm imports from its script.
//!
//! wasm-bindgen names each function of the script with a hash, at its place in the script and in the wasm: both are some
//! kilobytes that do not compress. The functions that have such a name in both get a short one.

use std::collections::{BTreeMap, BTreeSet};

use wasm_encoder::{EntityType, ImportSection, Module as Written, reencode::Reencode};
use wasmparser::{ImportSectionReader, Parser};

use crate::{
    PackError,
    error::{Missing, Rewritten},
    module::Module,
};

/// The module of the script's functions, as wasm-bindgen names it; in the script it is a key too.
const SCRIPT: &str = "./holdall-page_bg.js";

/// Its short name.
const SHORT_SCRIPT: &str = "p";

/// Wasm and script, with short names for what the one imports from the other.
///
/// # Errors
///
/// Where the module cannot be read or written, or the script does not have what is imported from it.
pub fn shorten(wasm: &[u8], script: &str) -> Result<(Vec<u8>, String), PackError> {
    let module = Module::read(wasm)?;
    let imported = module.imported.iter().filter(|imported| imported.module == SCRIPT);
    let names: BTreeMap<&str, String> = imported.map(|imported| imported.name).zip((0..).map(short)).collect();
    let script = in_script(script, &names).ok_or(PackError::Unknown("imports that its script does not have"))?;
    let mut written = Written::new();
    Shortening { module: &module, names: &names }.parse_core_module(&mut written, Parser::new(0), wasm)?;
    Ok((written.finish(), script))
}

/// The shortest names there are: a, b, … z, aa, ba, …
pub(crate) fn short(mut number: usize) -> String {
    let mut name = String::new();
    loop {
        name.extend(char::from_digit(u32::try_from(number % 26).unwrap_or_default() + 10, 36));
        if number < 26 {
            return name;
        }
        number = number / 26 - 1;
    }
}

/// The script with the functions under their short names; none, where one of them is not there exactly once.
fn in_script(script: &str, names: &BTreeMap<&str, String>) -> Option<String> {
    let (mut found, mut is_twice) = (BTreeSet::new(), false);
    let line = |line: &str| match line.split_once(": function") {
        Some((name, function)) if let Some(short) = names.get(name.trim_start()) => {
            is_twice |= !found.insert(short);
            format!("{short}: function{function}")
        }
        _ => line.to_owned(),
    };
    let lines: Vec<String> = script.split('\n').map(line).collect();
    let (before, after) = (format!("\"{SCRIPT}\": "), format!("{SHORT_SCRIPT}: "));
    let script = lines.join("\n");
    let is_whole = found.len() == names.len() && !is_twice && script.matches(&before).count() == 1;
    is_whole.then(|| script.replace(&before, &after))
}

struct Shortening<'a> {
    module: &'a Module<'a>,
    names: &'a BTreeMap<&'a str, String>,
}

impl Reencode for Shortening<'_> {
    type Error = Missing;

    fn parse_import_section(&mut self, imports: &mut ImportSection, _: ImportSectionReader<'_>) -> Rewritten {
        for imported in &self.module.imported {
            let signature = EntityType::Function(imported.signature);
            match self.names.get(imported.name) {
                Some(short) if imported.module == SCRIPT => imports.import(SHORT_SCRIPT, short, signature),
                _ => imports.import(imported.module, imported.name, signature),
            };
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
