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
        let name = path.strip_prefix(&dist)?.to_str().ok_or("a file name that is not UTF-8")?;
        if name.ends_with(".br") || name.ends_with(".gz") {
            continue;
        }
        let variant = |suffix: &str| {
            let variant = dist.join(format!("{name}{suffix}"));
            match variant.canonicalize() {
                Ok(path) => format!("Some(include_bytes!({path:?}))"),
                Err(_) => "None".to_owned(),
            }
        };
        let (path, brotli, gzip) = (path.canonicalize()?, variant(".br"), variant(".gz"));
        writeln!(
            table,
            "Embedded {{ name: {name:?}, identity: include_bytes!({path:?}), brotli: {brotli}, gzip: {gzip} }},"
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
