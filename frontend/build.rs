#![expect(clippy::disallowed_methods, reason = "a build script is told by its environment")]

//! Has the linker leave in the page, which is cut into parts after it (`scripts/split-page`), who refers to what.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is_for_browsers = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    if is_for_browsers && env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        println!("cargo::rustc-link-arg-bin=holdall-page=--emit-relocs");
    }
}
