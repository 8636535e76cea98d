#![expect(clippy::disallowed_methods, reason = "a build script works with paths and the environment")]

//! Embeds the built page: every file of `dist/`, with its `.br` and `.gz` variants where they are. Embeds only what is
//! there; without a page the server says so.

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

fn main() -> Result<(), Box<dyn Error>> {
    let dist = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../dist");
    println!("cargo::rerun-if-changed={}", dist.display());
    println!("cargo::rerun-if-changed=migrations");
    let mut paths = if dist.is_dir() { files(&dist)? } else { Vec::new() };
    paths.sort();
    let mut table = String::from("&[\n");
    for path in &paths {
        if path.extension().is_some_and(|extension| extension == "br" || extension == "gz") {
            continue;
        }
        let name = text(path.strip_prefix(&dist)?)?;
        let variant = |suffix: &str| -> Result<String, Box<dyn Error>> {
            match dist.join(format!("{name}{suffix}")).canonicalize() {
                Ok(path) => Ok(format!("Some(include_bytes!({:?}))", text(&path)?)),
                Err(_) => Ok("None".to_owned()),
            }
        };
        let (path, brotli, gzip) = (path.canonicalize()?, variant(".br")?, variant(".gz")?);
        writeln!(
            table,
            "Embedded {{ name: {name:?}, identity: include_bytes!({:?}), brotli: {brotli}, gzip: {gzip} }},",
            text(&path)?
        )?;
    }
    table.push(']');
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("embedded.rs"), table)?;
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            paths.extend(files(&path)?);
        } else {
            paths.push(path);
        }
    }
    Ok(paths)
}

fn text(path: &Path) -> Result<&str, &'static str> {
    path.to_str().ok_or("a path that is not UTF-8")
}
