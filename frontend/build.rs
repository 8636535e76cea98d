#![expect(clippy::disallowed_methods, reason = "a build script works with paths and the environment")]

//! Makes the catalogue of texts (`build/texts.rs`), and has the linker leave in the page, which is cut into parts after it
//! (`scripts/split-page`), who refers to what.

#[path = "build/texts.rs"]
mod texts;

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=texts");
    let is_for_browsers = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    if is_for_browsers && env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        println!("cargo::rustc-link-arg-bin=holdall-page=--emit-relocs");
    }
    let files = files(&PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("texts"))?;
    let catalogue = texts::compile(&files).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        format!("the texts are not complete:\n{}", faults.join("\n"))
    })?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("catalogue.rs"), catalogue.code)?;
    for (tag, table) in catalogue.tables {
        fs::write(out.join(format!("{tag}.txt")), table)?;
    }
    Ok(())
}

/// All files of texts, in an order that does not change.
fn files(folder: &Path) -> Result<Vec<texts::File>, Box<dyn Error>> {
    let mut files = Vec::new();
    for language in entries(folder)? {
        for file in entries(&language)? {
            let (language, area) = (name(language.file_name())?, name(file.file_stem())?);
            files.push(texts::File { language, area, content: fs::read_to_string(&file)? });
        }
    }
    Ok(files)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let entries: Result<Vec<_>, _> = fs::read_dir(folder)?.collect();
    let mut paths: Vec<PathBuf> = entries?.iter().map(fs::DirEntry::path).collect();
    paths.sort();
    Ok(paths)
}

fn name(name: Option<&std::ffi::OsStr>) -> Result<String, &'static str> {
    name.and_then(std::ffi::OsStr::to_str).map(str::to_owned).ok_or("a file's name is not UTF-8")
}
